"""The published courses as learners see them: what is live in a live tree, in order, with its addresses.

Built from the pages and the LearningStep rows in a few queries, and kept until the content changes.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from wagtail.models import Page

from courses.addresses import address_of
from courses.generation import Mark, content_cache, current_mark
from courses.models import CoursePage, ModulePage, StepPage
from courses.progress.models import LearningStep
from courses.rounds.models import RedoRound
from courses.signing.doors import module_digest
from courses.signing.shown import Approved, Review, approved_modules


@dataclass(frozen=True)
class Round:
    """A time when everyone was asked to do a step again (`courses.rounds`); `safety` is why it counts no more."""

    from_version: int
    before_version: int
    counts_until: date
    safety: str = ""

    def holds(self, today: date) -> bool:
        """What was finished before still counts towards authorisation."""
        return not self.safety and today <= self.counts_until


@dataclass(frozen=True)
class OutlineStep:
    key: UUID
    page_id: int
    revision_id: int | None
    title: str
    slug: str
    url: str
    minutes: int
    required: bool
    distressing: bool
    content_version: int
    redo_from_version: int
    # (version, what changed), oldest first.
    changes: tuple[tuple[int, str], ...]
    redo_by: date | None = None
    # Those that were not taken back, oldest first.
    rounds: tuple[Round, ...] = ()
    # Its exercises have no buttons of their own while it is not done: that of the end sends them all.
    one_press: bool = False


@dataclass(frozen=True)
class OutlineModule:
    key: UUID
    title: str
    slug: str
    url: str
    summary: str
    outcomes: tuple[str, ...]
    gates_authorisation: bool
    review: Review | None
    version_label: str
    review_by: date | None
    steps: tuple[OutlineStep, ...]

    @property
    def minutes(self) -> int:
        return sum(step.minutes for step in self.steps)

    @property
    def distressing(self) -> bool:
        return any(step.distressing for step in self.steps)


@dataclass(frozen=True)
class OutlineCourse:
    key: UUID
    title: str
    slug: str
    url: str
    summary: str
    for_whom: str
    modules: tuple[OutlineModule, ...]

    @property
    def minutes(self) -> int:
        return sum(module.minutes for module in self.modules)


@dataclass(frozen=True)
class Place:
    """A step with what stands around it."""

    course: OutlineCourse
    module: OutlineModule
    step: OutlineStep
    number: int
    previous: OutlineStep | None
    following: OutlineStep | None


@dataclass(frozen=True)
class Outline:
    """`mark` is the generation it was built from; whatever is kept beside it uses the same."""

    mark: Mark
    courses: tuple[OutlineCourse, ...] = ()
    places: dict[tuple[str, str, str], Place] = field(default_factory=dict)

    def course(self, slug: str) -> OutlineCourse | None:
        return next((course for course in self.courses if course.slug == slug), None)

    def module(self, course_slug: str, slug: str) -> tuple[OutlineCourse, OutlineModule] | None:
        course = self.course(course_slug)
        found = next((module for module in course.modules if module.slug == slug), None) if course else None
        return (course, found) if course and found else None

    def place(self, course: str, module: str, step: str) -> Place | None:
        return self.places.get((course, module, step))

    def place_of(self, key: UUID) -> Place | None:
        """Where a step stands now, by its page's translation key."""
        return next((place for place in self.places.values() if place.step.key == key), None)

    def modules(self) -> Iterator[OutlineModule]:
        for course in self.courses:
            yield from course.modules


def current_outline() -> Outline:
    """The outline as it stands: one query, and some more after a change of content."""
    mark = current_mark()
    return content_cache.get(mark, "outline", lambda: build_outline(mark))


def build_outline(mark: Mark = None) -> Outline:
    """Read the whole tree. Seven queries, however large."""
    shut = tuple(Page.objects.filter(live=False).values_list("path", flat=True))
    steps, modules = _by_parent(StepPage, shut), _by_parent(ModulePage, shut)
    facts = LearningStep.objects.prefetch_related(Prefetch("rounds", RedoRound.objects.open(), "open_rounds")).in_bulk()
    approved = approved_modules()
    courses = tuple(
        course_shape(
            page, tuple(_module(page, module, steps, facts, approved) for module in modules.get(page.path, []))
        )
        for pages in _by_parent(CoursePage, shut).values()
        for page in pages
    )
    places = {
        (course.slug, module.slug, place.step.slug): place
        for course in courses
        for module in course.modules
        for place in _places(course, module)
    }
    return Outline(mark, courses, places)


def _by_parent(model: Any, shut: tuple[str, ...]) -> dict[str, list[Any]]:
    """Live pages in a live tree, by their parent's path, in order."""
    found: dict[str, list[Any]] = defaultdict(list)
    pages = model.objects.order_by("path")
    for page in pages.defer("body") if model is StepPage else pages:
        if not page.path.startswith(shut):
            found[page.path[: -page.steplen]].append(page)
    return found


def course_shape(page: Any, modules: tuple[OutlineModule, ...]) -> OutlineCourse:
    return OutlineCourse(
        key=page.translation_key,
        title=page.title,
        slug=page.slug,
        url=address_of(page.slug),
        summary=page.summary,
        for_whom=page.for_whom,
        modules=modules,
    )


def _module(
    course: Any, page: Any, steps: dict[str, list[Any]], facts: Any, approved: Mapping[UUID, Approved]
) -> OutlineModule:
    shown = tuple(
        _step(address_of(course.slug, page.slug, step.slug), step, facts[step.translation_key])
        for step in steps.get(page.path, [])
        if step.translation_key in facts
    )
    review = _review(page, shown, facts, approved.get(page.translation_key))
    return module_shape(page, address_of(course.slug, page.slug), shown, review)


def module_shape(page: Any, url: str, steps: tuple[OutlineStep, ...], review: Review | None = None) -> OutlineModule:
    return OutlineModule(
        key=page.translation_key,
        title=page.title,
        slug=page.slug,
        url=url,
        summary=page.summary,
        outcomes=tuple(line.strip() for line in page.outcomes.splitlines() if line.strip()),
        gates_authorisation=page.gates_authorisation,
        review=review,
        version_label=page.version_label,
        review_by=page.review_by,
        steps=steps,
    )


def _review(page: Any, steps: tuple[OutlineStep, ...], facts: Any, approved: Approved | None) -> Review | None:
    if approved is None:
        return None
    live = [(page.translation_key, module_digest(page)), *((step.key, facts[step.key].digest) for step in steps)]
    return approved.review(live)


def _step(url: str, page: Any, fact: LearningStep) -> OutlineStep:
    return OutlineStep(
        key=fact.pk,
        page_id=page.pk,
        revision_id=page.live_revision_id,
        title=page.title,
        slug=page.slug,
        url=url,
        minutes=page.minutes,
        required=page.required,
        distressing=page.distressing,
        content_version=fact.content_version,
        redo_from_version=fact.redo_from_version,
        changes=tuple((version, note) for version, note in fact.changes),
        redo_by=fact.redo_by,
        rounds=tuple(
            Round(row.from_version, row.before_version, row.counts_until, row.safety_reason) for row in _rounds(fact)
        ),
        one_press=page.one_press,
    )


def _rounds(fact: Any) -> list[RedoRound]:
    return sorted(fact.open_rounds, key=lambda row: row.from_version)


def _places(course: OutlineCourse, module: OutlineModule) -> Iterator[Place]:
    steps = module.steps
    for at, step in enumerate(steps):
        following = steps[at + 1] if at + 1 < len(steps) else None
        yield Place(course, module, step, at + 1, steps[at - 1] if at else None, following)
