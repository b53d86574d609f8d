"""Sending a module for clinical sign-off, deciding, and publishing what was approved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.generation import raise_generation
from courses.models import ModulePage, StepPage
from courses.redoing import pending
from courses.reshaping.doors import plan_of
from courses.signing.document import stored
from courses.signing.models import MOVES, ClinicalSignOff, SignedPage
from courses.signing.notices import APPROVED, SENT_BACK, WAITS_FOR_A_LEAD, WAITS_FOR_AN_EDITOR
from courses.signing.permissions import why_not_decided
from courses.signing.queries import newest_of, readers, slips, to_publish, unsigned
from delivery.mail import notify
from foundation.refusals import Refusal
from people.models import Role, User
from people.services import lock_person

NOTHING_NEW = _("A clinical lead has approved this module as it is drafted. There is nothing to send.")
MORE_THAN_SPELLING = _(
    "This is more than a few spellings: words came or went, or a number, a link or the sense changed. Send it to a "
    "clinical lead."
)
NO_LEAD = _("There is no clinical lead yet. Ask a coordinator to invite one.")
YOURS = _("You wrote part of this, so someone else reads and approves it.")
NOT_YOURS = _("A clinical lead decides this.")
ANOTHER_EDITOR = _("Another content editor decides this.")
DECIDERS = {ClinicalSignOff.Kind.REVIEW: NOT_YOURS, ClinicalSignOff.Kind.CORRECTION: ANOTHER_EDITOR}
POST = _("Enter your post, as learners will read it.")
REASON = _("Write what should change, so that the editor knows what to do.")
NOTHING_TO_PUBLISH = _("Everything that was approved is already live.")
ASKS_ALL = _("“%(title)s” asks everyone to do it again. Open it and publish it there: you will see who it affects.")


@transaction.atomic
def send(*, module: ModulePage, by: User, kind: str, note: str, now: datetime) -> ClinicalSignOff:
    """Send the module as it is drafted now. What waited before is replaced. Raises Refusal where there is no use."""
    newest = newest_of(module)
    if not unsigned(module, newest):
        raise Refusal(NOTHING_NEW)
    correction = kind == ClinicalSignOff.Kind.CORRECTION
    if correction and slips(module, newest) is None:
        raise Refusal(MORE_THAN_SPELLING)
    asked = [person for person in readers(now, Role.EDITOR if correction else Role.CLINICAL_LEAD) if person != by]
    if not asked and not correction:
        raise Refusal(NO_LEAD)
    for open_one in ClinicalSignOff.objects.select_for_update().of(module.translation_key).waiting():
        _move(open_one, ClinicalSignOff.State.REPLACED)
    sign_off = ClinicalSignOff.objects.create(
        kind=kind,
        module_key=module.translation_key,
        module_title=newest[0].title,
        note=note.strip(),
        sent_by=by,
        sent_at=now,
    )
    write_pages(sign_off, newest)
    for person in asked:
        notify(person, WAITS_FOR_AN_EDITOR if correction else WAITS_FOR_A_LEAD, about=sign_off.pk, now=now)
    return sign_off


def write_pages(sign_off: ClinicalSignOff, newest: list[Any]) -> None:
    """What is read: each page as it is at this moment, and which revision that is."""
    SignedPage.objects.bulk_create(
        SignedPage(
            sign_off=sign_off,
            position=position,
            page_key=page.key,
            title=page.title,
            revision_id=page.revision_id,
            digest=page.digest,
            lines=stored(page.lines),
        )
        for position, page in enumerate(newest)
    )


@transaction.atomic
def approve(
    *, sign_off: ClinicalSignOff, by: User, post: str, comments: Mapping[UUID, str], now: datetime
) -> ClinicalSignOff:
    """`by` has read all of it and approves it as it was sent. The module shows their name, post and this day."""
    sign_off = _decidable(sign_off, by, now)
    if sign_off.kind == ClinicalSignOff.Kind.REVIEW and not post.strip():
        raise Refusal(POST)
    _decide(sign_off, ClinicalSignOff.State.APPROVED, by, now, post=post.strip())
    _keep_comments(sign_off, comments)
    _tell_sender(sign_off, APPROVED, now)
    raise_generation()
    return sign_off


@transaction.atomic
def send_back(
    *, sign_off: ClinicalSignOff, by: User, reason: str, comments: Mapping[UUID, str], now: datetime
) -> ClinicalSignOff:
    """`by` says what should change first."""
    sign_off = _decidable(sign_off, by, now)
    if not reason.strip():
        raise Refusal(REASON)
    _decide(sign_off, ClinicalSignOff.State.SENT_BACK, by, now, reason=reason.strip())
    _keep_comments(sign_off, comments)
    _tell_sender(sign_off, SENT_BACK, now)
    return sign_off


def _decidable(sign_off: ClinicalSignOff, by: User, now: datetime) -> ClinicalSignOff:
    """Locked, and still waiting for `by`."""
    lock_person(by)
    found: ClinicalSignOff = ClinicalSignOff.objects.select_for_update(of=("self",)).get(pk=sign_off.pk)
    MOVES.check(found.state, ClinicalSignOff.State.APPROVED)
    if why := why_not_decided(found, by, now):
        raise Refusal(YOURS if why == "writer" else DECIDERS[ClinicalSignOff.Kind(found.kind)])
    return found


def _decide(sign_off: ClinicalSignOff, state: str, by: User, now: datetime, **words: str) -> None:
    sign_off.decided_by, sign_off.decided_at, sign_off.name = by, now, by.full_name
    for name, value in words.items():
        setattr(sign_off, name, value)
    _move(sign_off, state, "decided_by", "decided_at", "name", *words)


def _move(sign_off: ClinicalSignOff, state: str, *fields: str) -> None:
    MOVES.check(sign_off.state, state)
    sign_off.state = state
    sign_off.save(update_fields=["state", *fields])


def _keep_comments(sign_off: ClinicalSignOff, comments: Mapping[UUID, str]) -> None:
    said = [page for page in sign_off.pages.all() if comments.get(page.page_key, "").strip()]
    for page in said:
        page.comment = comments[page.page_key].strip()
    SignedPage.objects.bulk_update(said, ["comment"])


def _tell_sender(sign_off: ClinicalSignOff, notice: str, now: datetime) -> None:
    if sign_off.sent_by:
        notify(sign_off.sent_by, notice, about=sign_off.pk, now=now)


def _turn(page: Any) -> tuple[bool, bool, bool]:
    """What makes the module need a sign-off comes when the rest is as it was approved, a first half after its second;
    the module itself comes last.
    """
    is_step = isinstance(page, StepPage)
    return not is_step, is_step and page.distressing, is_step and plan_of(page) is not None


@transaction.atomic
def publish_approved(*, module: ModulePage, by: User) -> list[str]:
    """Everything in the module that is approved as it is drafted goes live, in one. Their titles."""
    waiting = to_publish(module, newest_of(module))
    if not waiting:
        raise Refusal(NOTHING_TO_PUBLISH)
    waiting.sort(key=lambda page: _turn(page.page))
    for newest in waiting:
        if pending(newest.page):
            raise Refusal(ASKS_ALL % {"title": newest.title})
        newest.page.get_latest_revision().publish(user=by)
    return [page.title for page in waiting]
