"""A revision of a step, and the module around it, as learners would have them once it is published."""

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.urls import reverse
from wagtail.models import Revision

from courses.glossary.models import terms_of
from courses.models import ModulePage, StepPage
from courses.outline import OutlineStep, Place, course_shape, current_outline, module_shape
from courses.progress.models import LearningStep
from courses.segments import Body, compile_body
from courses.signing.models import ClinicalSignOff, SignedPage


@dataclass(frozen=True)
class Draft:
    """What is tried. `live` is what learners have of the step now, if they have it."""

    revision: Revision
    page: StepPage
    place: Place
    body: Body
    live: LearningStep | None

    @property
    def step(self) -> OutlineStep:
        return self.place.step

    def live_body(self) -> Body:
        """What those met who have finished the step already."""
        return compile_body(StepPage.objects.only("body").get(pk=self.page.pk).body)


def draft_of(revision: Revision) -> Draft:
    page: StepPage = revision.as_object()
    module = page.get_parent().specific
    live = LearningStep.objects.filter(pk=page.translation_key, live=True).first()
    place = _place(page, module, as_published(page, address(revision.pk), live), _beside(revision))
    return Draft(revision, page, place, compile_body(page.body, terms_of(place.course.key)), live)


def address(revision: int) -> str:
    return reverse("try_step", args=[revision])


def as_published(page: StepPage, url: str, live: LearningStep | None) -> OutlineStep:
    """What `courses.publishing.record_step` would make of it."""
    told, redo_from = (live.content_version, live.redo_from_version) if live else (page.content_version, 0)
    announces = page.content_version > told
    if announces and page.redo_from_version > told:
        redo_from = page.redo_from_version
    changes = [(version, note) for version, note in live.changes] if live else []
    return OutlineStep(
        key=page.translation_key,
        page_id=page.pk,
        revision_id=None,
        title=page.title,
        slug=page.slug,
        url=url,
        minutes=page.minutes,
        required=page.required,
        distressing=page.distressing,
        content_version=max(told, page.content_version),
        redo_from_version=redo_from,
        changes=(*changes, (page.content_version, page.change_note)) if announces else tuple(changes),
        redo_by=live.redo_by if live else None,
        one_press=page.one_press,
    )


def _place(page: StepPage, module: ModulePage, step: OutlineStep, beside: dict[UUID, int]) -> Place:
    """Where it stands among the newest drafts of its module; each of them leads to a trial of its own."""
    siblings = StepPage.objects.child_of(module).exclude(pk=page.pk).exclude(latest_revision=None).defer("body")
    others = {
        other.path: as_published(other, address(beside.get(other.translation_key, other.latest_revision_id)), None)
        for other in siblings
    }
    steps = [step for _path, step in sorted((others | {page.path: step}).items())]
    parent, at = module.get_parent().specific, steps.index(step)
    shape = module_shape(
        module, reverse("sign_off_module", args=[module.translation_key]), tuple(steps), _review(module)
    )
    course = replace(course_shape(parent, (shape,)), url=reverse("sign_off"))
    following = steps[at + 1] if at + 1 < len(steps) else None
    return Place(course, shape, step, at + 1, steps[at - 1] if at else None, following)


def _review(module: ModulePage) -> Any:
    modules = current_outline().modules()
    return next((known.review for known in modules if known.key == module.translation_key), None)


def _beside(revision: Revision) -> dict[UUID, int]:
    """Of a revision that waits for a clinical lead: what was sent with it."""
    waiting = ClinicalSignOff.State.WAITING
    sent = SignedPage.objects.filter(revision_id=revision.pk, sign_off__state=waiting).first()
    pages = SignedPage.objects.filter(sign_off=sent.sign_off_id).exclude(revision_id=None) if sent else ()
    return {page.page_key: page.revision_id for page in pages if page.revision_id}
