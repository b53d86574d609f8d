"""What the screens of clinical sign-off, and the course as learners see it, ask of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from wagtail.models import Revision

from courses.models import ModulePage, StepPage
from courses.signing.comparing import SAME, Change, Marked, changed_words, compare, is_a_slip
from courses.signing.document import Lines, digest_of, lines_of_module, lines_of_step, restored
from courses.signing.doors import needs_sign_off
from courses.signing.models import ClinicalSignOff, SignedPage, in_force
from people.models import Appointment, Role, User

# Of one module, since a clinical lead read it.
MOST_SLIPS = 5


@dataclass(frozen=True)
class Newest:
    """A page as it would be published: its newest draft, read."""

    key: UUID
    page: Any
    title: str
    lines: Lines
    revision_id: int | None

    @property
    def digest(self) -> str:
        return digest_of(self.lines)


@dataclass(frozen=True)
class PageRead:
    """A page beside what was approved of it before. `signed` is what its comment hangs on, once it was sent."""

    key: UUID
    title: str
    before: Lines | None
    after: Lines
    signed: SignedPage | None = None
    # Of a step: the revision that can be tried as a learner, if it is there still.
    revision: int | None = None

    @cached_property
    def lines(self) -> list[Marked]:
        return compare(self.before if self.before is not None else (), self.after)

    @property
    def is_new(self) -> bool:
        return self.before is None

    @property
    def has_changed(self) -> bool:
        return self.before is not None and any(line.state != SAME for line in self.lines)


@dataclass
class Standing:
    """Where a module is with its sign-off."""

    module: ModulePage
    review: ClinicalSignOff | None = None
    waiting: ClinicalSignOff | None = None
    last: ClinicalSignOff | None = None
    gone: list[str] = field(default_factory=list)

    @property
    def sent_back(self) -> ClinicalSignOff | None:
        """The newest word on it, when that was no."""
        last = self.last
        return last if last and last.state == ClinicalSignOff.State.SENT_BACK else None


def newest_of(module: ModulePage) -> list[Newest]:
    """The module and its steps in order, each as its newest draft has it."""
    draft = module.get_latest_revision_as_object()
    steps = StepPage.objects.child_of(module).order_by("path").select_related("latest_revision")
    return [
        Newest(module.translation_key, draft, draft.title, lines_of_module(draft), module.latest_revision_id),
        *(_newest_step(step) for step in steps),
    ]


def _newest_step(step: StepPage) -> Newest:
    draft = step.get_latest_revision_as_object()
    return Newest(step.translation_key, draft, draft.title, lines_of_step(draft), step.latest_revision_id)


def approved_pages(module: UUID) -> dict[UUID, SignedPage]:
    """Each page of a module as it may be published now: as the clinical lead read it, with spelling put right since."""
    found: dict[UUID, SignedPage] = {}
    for sign_off in reversed(in_force(module)):
        found |= {page.page_key: page for page in sign_off.pages.all()}
    return found


def lead_read(module: UUID) -> dict[UUID, Lines]:
    """Each page as the clinical lead read it."""
    reviews = [sign_off for sign_off in in_force(module) if sign_off.kind == ClinicalSignOff.Kind.REVIEW]
    return {page.page_key: restored(page.lines) for review in reviews for page in review.pages.all()}


def as_sent(sign_off: ClinicalSignOff) -> list[PageRead]:
    """The document that waits, with what is different from what was approved before."""
    before, pages = approved_pages(sign_off.module_key), list(sign_off.pages.all())
    there = _of_steps(page.revision_id for page in pages)
    return [
        PageRead(
            page.page_key,
            page.title,
            _lines(before.get(page.page_key)),
            restored(page.lines),
            page,
            there.get(page.revision_id),
        )
        for page in pages
    ]


def as_drafted(module: ModulePage, newest: Sequence[Newest]) -> list[PageRead]:
    before = approved_pages(module.translation_key)
    there = _of_steps(page.revision_id for page in newest)
    return [
        PageRead(
            page.key,
            page.title,
            _lines(before.get(page.key)),
            page.lines,
            revision=there.get(page.revision_id),
        )
        for page in newest
    ]


def _of_steps(revisions: Iterable[int | None]) -> dict[int | None, int]:
    """Which of these are there and hold a step, each by itself. One query."""
    steps = Revision.page_revisions.filter(pk__in=[pk for pk in revisions if pk])
    steps = steps.filter(content_type__model=StepPage._meta.model_name)
    return {pk: pk for pk in steps.values_list("pk", flat=True)}


def _lines(page: SignedPage | None) -> Lines | None:
    return restored(page.lines) if page else None


def unsigned(module: ModulePage, newest: Iterable[Newest]) -> list[Newest]:
    """Those whose newest draft nobody has approved."""
    approved = {(key, page.digest) for key, page in approved_pages(module.translation_key).items()}
    return [page for page in newest if (page.key, page.digest) not in approved]


def to_publish(module: ModulePage, newest: Sequence[Newest]) -> list[Newest]:
    """Those that are approved as they are now drafted, and that learners have otherwise or not at all."""
    waiting = {page.key for page in unsigned(module, newest)}
    return [page for page in newest if page.key not in waiting and _differs_live(page)]


def _differs_live(newest: Newest) -> bool:
    model = type(newest.page)
    live = model.objects.filter(pk=newest.page.pk, live=True).first()
    read = lines_of_module if model is ModulePage else lines_of_step
    return live is None or read(live) != newest.lines


def slips(module: ModulePage, newest: Iterable[Newest]) -> list[Change] | None:
    """The spellings that were put right since a clinical lead read the module; None where it is anything else.

    Counted from what the lead read: a hundred small corrections are no small correction.
    """
    read = lead_read(module.translation_key)
    found: list[Change] = []
    for page in newest:
        words = changed_words(read[page.key], page.lines) if page.key in read else None
        if words is None or not all(is_a_slip(change) for change in words):
            return None
        found += words
    return found if 0 < len(found) <= MOST_SLIPS else None


def writers_of(sign_off: ClinicalSignOff) -> set[UUID]:
    """Whoever wrote what is new in it, or sent it. They do not approve it."""
    before = {(key, page.digest) for key, page in approved_pages(sign_off.module_key).items()}
    changed = [page for page in sign_off.pages.all() if (page.page_key, page.digest) not in before]
    since = in_force(sign_off.module_key)
    found = {sign_off.sent_by_id} | _wrote(changed, since[0].sent_at if since else None)
    return {person for person in found if person}


def _wrote(pages: Iterable[SignedPage], since: datetime | None) -> set[UUID | None]:
    found: set[UUID | None] = set()
    for page in pages:
        sent = Revision.objects.filter(pk=page.revision_id).first()
        if sent is None:
            continue
        revisions = Revision.objects.filter(
            base_content_type=sent.base_content_type_id, object_id=sent.object_id, pk__lte=sent.pk
        )
        if since:
            revisions = revisions.filter(created_at__gt=since)
        found |= set(revisions.values_list("user_id", flat=True))
    return found


def standings() -> list[Standing]:
    """Every module in the order of the course. Two queries."""
    rows: dict[UUID, list[ClinicalSignOff]] = defaultdict(list)
    for sign_off in ClinicalSignOff.objects.select_related("sent_by", "decided_by").order_by("-sent_at"):
        rows[sign_off.module_key].append(sign_off)
    modules = ModulePage.objects.order_by("path")
    return [standing_of_rows(module, rows[module.translation_key]) for module in modules]


def standing_of(module: ModulePage) -> Standing:
    rows = ClinicalSignOff.objects.of(module.translation_key).select_related("sent_by", "decided_by")
    return standing_of_rows(module, list(rows.order_by("-sent_at")))


def standing_of_rows(module: ModulePage, rows: Sequence[ClinicalSignOff]) -> Standing:
    """`rows` come newest first."""
    approved = [row for row in rows if row.state == row.State.APPROVED and row.kind == row.Kind.REVIEW]
    settled = [row for row in rows if row.state != row.State.REPLACED]
    return Standing(
        module,
        review=max(approved, key=lambda row: row.decided_at or row.sent_at, default=None),
        waiting=next((row for row in rows if row.state == row.State.WAITING), None),
        last=settled[0] if settled else None,
    )


def history_of(module: UUID) -> list[ClinicalSignOff]:
    """What was decided before, the newest first, with what was said."""
    decided = ClinicalSignOff.objects.of(module).exclude(state__in=["waiting", "replaced"])
    return list(decided.select_related("sent_by", "decided_by").prefetch_related("pages").newest_first())


def readers(now: datetime, role: Role) -> list[User]:
    """Everybody who holds `role` now, in any programme: the course is one for all."""
    current = Appointment.objects.current(now).filter(role=role, person__is_active=True)
    return list(User.objects.filter(pk__in=current.values("person")).order_by("pk"))


def asks_for_it(module: ModulePage) -> bool:
    """It gates or may distress, as learners have it or as it is drafted."""
    drafts = (page.page for page in newest_of(module)[1:])
    draft = module.get_latest_revision_as_object()
    return needs_sign_off(module) or draft.gates_authorisation or any(step.distressing for step in drafts)
