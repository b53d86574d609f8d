"""The step page, for whoever looks at it: a learner, or an editor in a preview. One function builds what it shows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from confidential.forms import Part, WordsForm
from confidential.services import open_sealed
from courses import services
from courses.drawing import Drawn, draw
from courses.exercises import Exercise, ReflectionPrompt, Scenario
from courses.generation import kept
from courses.handouts.permissions import may_have_handouts
from courses.models import Reflection
from courses.numbers import HelpHere, Numbers, numbers_at, numbers_in_draft
from courses.outline import Outline, OutlineStep, Place
from courses.queries import WORDS, Missing, Work, counts, is_done, load_work, news_for
from courses.segments import Body, HandoutHere, Prose, body_of
from foundation.http import Request

UNPROCESSABLE = 422


@dataclass(frozen=True)
class Trouble:
    """What the last request could not do: shown on top and at its exercise, with what was sent still in place."""

    missing: list[Missing] = field(default_factory=list)
    # Block id -> what is wrong there.
    errors: dict[str, str] = field(default_factory=dict)
    words: WordsForm | None = None
    message: str = ""


@dataclass(frozen=True)
class Frame:
    """What of a step page is the same for everybody: its head, the rule that completes it, the ways back and ahead."""

    head: SafeString
    rule: SafeString
    back: SafeString
    ahead: SafeString


def step_page(request: Request, outline: Outline, place: Place, trouble: Trouble | None = None) -> HttpResponse:
    """The step as this learner sees it now."""
    body = body_of(outline, place.step)
    work = load_work(place.step, body.exercises, request.user)
    learner = Learner(request, place, work, trouble or Trouble())
    drawn = [learner.drawn(exercise) for exercise in body.exercises]
    context = page_context(place.step, place, body, drawn, numbers_at(outline, place))
    context |= learner.context() | {
        "frame": kept.get(outline.mark, ("frame", place.step.page_id), lambda: draw_frame(place.step, place, body)),
        "contents": contents(outline, place, work),
        "may_have_handouts": body.has_handouts
        and may_have_handouts(request.user, request.roles, place.course.key, request.now),
    }
    return render(request, "courses/step.html", context, status=UNPROCESSABLE if trouble else 200)


def preview(request: Any, step: OutlineStep, place: Place | None, body: Body) -> HttpResponse:
    """The same page for nobody in particular: nothing answered, and nothing that can be sent."""
    drawn = [draw(exercise) for exercise in body.exercises]
    context = page_context(step, place, body, drawn, numbers_in_draft(place, step.key, body.helps))
    context |= {
        "frame": draw_frame(step, place, body),
        "contents": draw_contents(place, frozenset()) if place else "",
        "inert": True,
    }
    return render(request, "courses/step.html", context)


def page_context(
    step: OutlineStep, place: Place | None, body: Body, drawn: list[Drawn], numbers: Numbers
) -> dict[str, Any]:
    """What the template needs whoever looks."""
    segments = list(drawn_segments(body, drawn, numbers))
    ahead = spoiling_from(segments)
    return {
        "step": step,
        "place": place,
        "segments": segments[:ahead],
        "spoiling": segments[ahead:],
        "mentions_the_plan": body.mentions_the_plan,
        "rings": next((segment["help"] for segment in segments[:ahead] if "help" in segment), None),
        "short_list": numbers.short_list,
        # The step has one form, and one place to write in it.
        "words": next((one.words for one in drawn if one.words), None),
        # Folded away it stays, whatever is missing; what somebody has begun in there they have opened themselves.
        "spoiling_open": any(segment["drawn"].error for segment in segments[ahead:] if "drawn" in segment),
    }


def drawn_segments(body: Body, drawn: list[Drawn], numbers: Numbers) -> Iterator[dict[str, Any]]:
    exercises = iter(drawn)
    for segment in body.segments:
        if isinstance(segment, Prose):
            yield {"html": segment.html}
        elif isinstance(segment, HelpHere):
            yield {"help": segment, "in_full": segment.block_id == numbers.in_full}
        elif isinstance(segment, HandoutHere):
            yield {"handout": segment.handout}
        else:
            yield {"drawn": next(exercises)}


def spoiling_from(segments: list[dict[str, Any]]) -> int:
    """Where the text begins that discusses a scenario's answers: folded away until this person has given theirs."""
    for at, segment in enumerate(segments):
        drawn = segment.get("drawn")
        if drawn and drawn.url and not drawn.done and isinstance(drawn.exercise, Scenario):
            return at + 1
    return len(segments)


def draw_frame(step: OutlineStep, place: Place | None, body: Body) -> Frame:
    # Each kind of exercise once.
    rules = list(dict.fromkeys(exercise.rule for exercise in body.exercises))
    return Frame(
        head=render_to_string("courses/step_head.html", {"step": step, "place": place}),
        rule=render_to_string("courses/step_rule.html", {"rules": rules}),
        back=render_to_string("courses/step_ways.html", {"place": place, "ahead": False}),
        ahead=render_to_string("courses/step_ways.html", {"place": place, "ahead": True}),
    )


def contents(outline: Outline, place: Place, work: Work) -> SafeString:
    """The list of the module's steps, kept for each set of finished ones: most learners go through them in order."""
    finished = frozenset(step.key for step in place.module.steps if counts(step, work.finished))
    key = ("contents", place.step.page_id, finished)
    return kept.get(outline.mark, key, lambda: draw_contents(place, finished))


def draw_contents(place: Place, finished: frozenset[UUID]) -> SafeString:
    return render_to_string("courses/step_contents.html", {"place": place, "finished": finished})


class Learner:
    """One person in front of one step: what they have done there, drawn."""

    def __init__(self, request: Request, place: Place, work: Work, trouble: Trouble) -> None:
        self.request, self.place, self.work, self.trouble = request, place, work, trouble
        self.step, self.person = place.step, request.user

    def context(self) -> dict[str, Any]:
        done = counts(self.step, self.work.finished)
        return {
            "done": done,
            "done_at": self.work.finished_at.get(self.step.key) if done else None,
            "taken_back": not done and self.step.key in self.work.finished,
            "news": news_for(self.step, self.work),
            "trouble": self.trouble,
            "page_has_errors": bool(self.trouble.errors or self.trouble.missing or self.trouble.message),
        }

    def drawn(self, exercise: Exercise) -> Drawn:
        block_id = exercise.block_id
        answer = self.work.answers.get(block_id)
        if answer and answer.content_version < self.step.redo_from_version:
            answer = None
        drawn = draw(
            exercise,
            url=f"{self.step.url}answer/{block_id}/",
            answer=answer,
            done=is_done(exercise, self.step, self.work, self.person, self.request.now),
            error=self.trouble.errors.get(block_id, ""),
        )
        if isinstance(exercise, ReflectionPrompt | Scenario):
            self._put_words(drawn, exercise)
        return drawn

    def _put_words(self, drawn: Drawn, exercise: Exercise) -> None:
        """The form for private words; or, in a scenario that has gone on, the line that stands."""
        reflection = self.work.reflections.get(exercise.block_id)
        if isinstance(exercise, Scenario) and drawn.answered and reflection:
            opened = open_sealed(reflection, viewer=self.person, now=self.request.now)
            drawn.line = opened.get(WORDS, "")
            return
        drawn.url = f"{self.step.url}words/{exercise.block_id}/"
        drawn.words = self._words_form(exercise)
        drawn.chosen = {"declined": bool(reflection and reflection.declined)}

    def _words_form(self, exercise: Exercise) -> WordsForm:
        refused = self.trouble.words
        if refused is not None and exercise.block_id in self.trouble.errors:
            return refused
        reflection = self.work.reflections.get(exercise.block_id) or services.begin_reflection(
            place=self.place, exercise=exercise, person=self.person, now=self.request.now
        )
        form = words_form(self.request, reflection, exercise)
        # This request may have brought something else than these words.
        form.is_bound = form.unsaved = False
        return form


def words_form(request: Request, reflection: Reflection, exercise: Exercise) -> WordsForm:
    """The autosaved form of somebody's private words at a prompt."""
    scenario = isinstance(exercise, Scenario)
    label = _("Your own line") if scenario else _("Your words")
    # Editors write plain text; the field template expects HTML.
    help_text = escape(exercise.help_text) if isinstance(exercise, ReflectionPrompt) else ""
    return WordsForm(request, reflection, [Part(WORDS, label, help_text, rows=3 if scenario else 6)])
