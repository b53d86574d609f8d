"""What a change of a page means for learners, told to an editor before it happens.

For the form of a page (`courses.editing`), for what is asked before one is taken down, moved or deleted, and to close
what would do any of it to many unseen (`courses.asking`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from courses.exercises.facts import Exercise
from courses.gates import gate_of
from courses.models import ModulePage, StepPage
from courses.outline import OutlineModule, current_outline
from courses.progress.models import CheckAnswer, LearningStep, ModuleCompletion, Reflection, StepCompletion
from courses.segments import compile_body
from foundation.days import local_day
from people.models import Appointment, Authorisation, Role


@dataclass(frozen=True)
class Concerned:
    """How many people have finished a step at or below a page, and how many have only begun one."""

    finished: int
    half_way: int

    def __bool__(self) -> bool:
        return bool(self.finished or self.half_way)


def concerned_by(page: Page) -> Concerned:
    """Each person once. Three queries. Whose completion was taken back is half-way."""
    if not page.path:
        return Concerned(0, 0)
    steps = list(StepPage.objects.descendant_of(page, inclusive=True).values_list("translation_key", flat=True))
    finished = set(StepCompletion.objects.filter(step__in=steps).counting().values_list("person", flat=True))
    # Opening a page begins a reflection; it is something only when there are words.
    written = Q(text__version__gt=0) | Q(declined=True)
    begun = CheckAnswer.objects.filter(step__in=steps).values_list("person", flat=True)
    words = Reflection.objects.filter(written, step__in=steps).values_list("person", flat=True)
    again = StepCompletion.objects.filter(step__in=steps).values_list("person", flat=True)
    return Concerned(len(finished), len(set(begun.union(words, again)) - finished))


def whom(page: Page) -> list[str]:
    """Whom a change of this page concerns. Empty where it concerns nobody."""
    people = concerned_by(page)
    return [_who(page, people)] if people else []


def _who(page: Page, people: Concerned) -> str:
    finished = ngettext("%(people)d person has finished", "%(people)d people have finished", people.finished) % {
        "people": people.finished
    }
    half_way = ngettext("%(people)d is half-way", "%(people)d are half-way", people.half_way) % {
        "people": people.half_way
    }
    if isinstance(page.specific, StepPage):
        return _("%(finished)s this step, %(half_way)s.") % {"finished": finished, "half_way": half_way}
    return _("%(finished)s a step in it, %(half_way)s.") % {"finished": finished, "half_way": half_way}


def of_the_words(draft: StepPage) -> list[str]:
    """Between what learners have and `draft`, question by question. Empty where it concerns nobody."""
    step = StepPage.objects.filter(pk=draft.pk, live=True).first()
    return list(_differences(step, draft)) if step and concerned_by(step) else []


def _differences(step: StepPage, draft: StepPage) -> Iterator[str]:
    before, after = _questions(step), _questions(draft)
    for key, (number, exercise) in before.items():
        if key not in after:
            yield _("Question %(number)d is gone: “%(question)s”.") % _named(number, exercise)
        elif not after[key][1].told_as_in(exercise.snapshot()):
            yield _("The answers to question %(number)d, or what is said to them, changed: “%(question)s”.") % _named(
                number, exercise
            )
    for key, (number, exercise) in after.items():
        if key not in before:
            yield _("Question %(number)d is new: “%(question)s”.") % _named(number, exercise)
    if step.required and not draft.required:
        yield _("It no longer counts towards the module.")
    if draft.required and not step.required:
        yield _("It counts towards the module from now on. Who has finished the module stays finished.")


def _questions(step: Any) -> dict[str, tuple[int, Exercise]]:
    exercises = compile_body(step.body).exercises
    return {exercise.block_id: (number, exercise) for number, exercise in enumerate(exercises, start=1)}


def _named(number: int, exercise: Exercise) -> dict[str, Any]:
    return {"number": number, "question": exercise.question}


def of_the_gate(draft: ModulePage) -> list[str]:
    """A module that is published so becomes needed before authorisation, or is so no longer."""
    gates_now = ModulePage.objects.filter(pk=draft.pk, live=True, gates_authorisation=True).exists()
    if gates_now == draft.gates_authorisation:
        return []
    return [_of_a_new_gate(draft) if draft.gates_authorisation else _without_the_gate(draft)]


def _of_a_new_gate(module: ModulePage) -> str:
    others = _gating_besides(module)
    ready = _have_finished(others)
    here = next(
        (candidate for candidate in current_outline().modules() if candidate.key == module.translation_key), None
    )
    finished = ModuleCompletion.objects.filter(module_key=module.translation_key, person=OuterRef("person"))
    also = ready.filter(gate_of(here, _today()).complete if here else Exists(finished))
    return _(
        "“%(title)s” becomes needed before authorisation. Of the %(before)d people who are not authorised yet and have "
        "finished what is needed now, %(after)d have finished this too. No one who is authorised loses it."
    ) % {"title": module.title, "before": ready.count() if others else 0, "after": also.count() if others else 0}


def _without_the_gate(module: ModulePage) -> str:
    gating = [candidate for candidate in current_outline().modules() if candidate.gates_authorisation]
    others = _gating_besides(module)
    if not others:
        return _(
            "“%(title)s” is the only module that is needed before authorisation. Without it no one can be authorised "
            "until another module is. No one who is authorised loses it."
        ) % {"title": module.title}
    return _(
        "“%(title)s” is no longer needed before authorisation. Of those who are not authorised yet, %(before)d people "
        "have finished what is needed now, and %(after)d what is needed then."
    ) % {
        "title": module.title,
        "before": _have_finished(gating).count(),
        "after": _have_finished(others).count(),
    }


def _gating_besides(module: ModulePage) -> list[OutlineModule]:
    return [
        candidate
        for candidate in current_outline().modules()
        if candidate.gates_authorisation and candidate.key != module.translation_key
    ]


def _have_finished(modules: Iterable[OutlineModule]) -> Any:
    """Facilitators of now who are not authorised, and have finished all of these."""
    now = timezone.now()
    authorised = Authorisation.objects.current(now).filter(person=OuterRef("person"), programme=OuterRef("programme"))
    found = Appointment.objects.current(now).filter(~Exists(authorised), role=Role.FACILITATOR)
    return found.filter(*(gate_of(module, _today()).complete for module in modules))


def _today() -> Any:
    return local_day(timezone.now())


def of_publishing(page: Page) -> list[str]:
    """What the newest draft changes for learners once it is published as it is; what it tells them, too."""
    specific = page.specific
    draft = specific.get_latest_revision_as_object()
    if isinstance(draft, ModulePage):
        return of_the_gate(draft)
    if not isinstance(draft, StepPage):
        return []
    told = LearningStep.objects.filter(pk=draft.translation_key, content_version__lt=draft.content_version).exists()
    found = of_the_words(draft)
    if told and concerned_by(specific):
        found.append(_("People who had finished it read: “%(note)s”.") % {"note": draft.change_note})
    return [*whom(specific), *found] if found else []


def of_taking_down(page: Page) -> list[str]:
    """Unpublished or deleted: learners do not find it any more."""
    if not page.live:
        return []
    found = whom(page)
    if found:
        found.append(
            _("Learners will no longer find it. What they did is kept, and is there when you publish it again.")
        )
    specific = page.specific
    if isinstance(specific, ModulePage) and specific.gates_authorisation:
        found.append(_without_the_gate(specific))
    return found


def of_moving(page: Page, destination: Page | None = None) -> list[str]:
    """Moved to another module, what was finished counts there."""
    found = whom(page) if page.live else []
    if found and destination and isinstance(page.specific, StepPage):
        facts = {"before": page.get_parent().title, "after": destination.title}
        found.append(_("What they finished counts towards “%(after)s”, and no longer towards “%(before)s”.") % facts)
    return found


# What the forms of pages ask for.
MEANINGS = {"whom": whom, "words": of_the_words, "gate": of_the_gate}
