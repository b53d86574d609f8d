"""Change a standing agreement: the supervisor offers other terms, the facilitator agrees. Until then the old ones hold.

What both agreed to stays (a database trigger holds that): the agreement itself, and each revision of it.
"""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from confidential.services import note
from delivery.mail import notify
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, unseen
from people.models import User
from supervision.agreements import permissions
from supervision.agreements.deeds import AgreementDeed
from supervision.agreements.models import AgreementRevision, SupervisionAgreement
from supervision.agreements.services import (
    HAS_ENDED,
    TERMS_CHANGED,
    are_the_same,
    offered_now,
    said_meanwhile,
    terms_of,
    write_terms,
)


@transaction.atomic
def offer_revision(
    *,
    agreement: SupervisionAgreement,
    by: User,
    weeks_between: int,
    minutes: int,
    contact: str,
    review_on: date | None = None,
    now: datetime,
    seen: str = NOT_ASKED,
) -> AgreementRevision:
    """Offer other terms. The same twice is once; others replace an offer that nobody agreed to yet.

    Not one that was made since the page was drawn that showed `seen`: Refusal then says its terms.
    """
    agreement = locked(agreement)
    _refuse_to_offer(agreement, by, now)
    terms = terms_of(weeks_between, minutes, contact, review_on, now)
    standing = open_revision(agreement)
    if standing and are_the_same(standing, terms):
        return standing
    if unseen(seen, *offered_now(standing)):
        raise Refusal(said_meanwhile(standing))
    if are_the_same(agreement.terms, terms):
        raise Refusal(
            _("This is what you have agreed already. Change something, or the day when you look at it again.")
        )
    revision = standing or AgreementRevision(agreement=agreement, number=agreement.revisions.count() + 2)
    write_terms(revision, terms, now)
    facilitator = agreement.assignment.facilitator
    note(agreement, actor=by, deed=AgreementDeed.CHANGE_OFFERED, owner_id=facilitator.pk, now=now)
    notify(facilitator, "agreement_change", about=revision.pk, now=now, once=now.isoformat())
    return revision


def _refuse_to_offer(agreement: SupervisionAgreement, by: User, now: datetime) -> None:
    if not permissions.can_offer(by, agreement.assignment, now):
        raise Refusal(_("You do not supervise this person now, so there is nothing to agree. Ask the coordinator."))
    if not agreement.stands:
        raise Refusal(_("This is not agreed yet, so you can still change the offer itself."))


@transaction.atomic
def acknowledge_revision(
    *, revision: AgreementRevision, by: User, now: datetime, offered_at: datetime | None = None
) -> AgreementRevision:
    """`by` agrees to the change, and from now on it holds. Twice is once.

    `offered_at` is the offer that was on the screen: should the supervisor have changed it since, it is refused.
    """
    agreement = locked(revision.agreement)
    found = AgreementRevision.objects.select_for_update(of=("self",)).filter(pk=revision.pk).first()
    if found and found.stands and by.pk == agreement.assignment.facilitator_id:
        return found
    if not permissions.can_acknowledge(by, agreement.assignment, now):
        raise Refusal(HAS_ENDED)
    if found is None:
        raise Refusal(_("The change was withdrawn while you were reading. What you agreed before still holds."))
    if offered_at is not None and offered_at != found.offered_at:
        raise Refusal(TERMS_CHANGED)
    found.acknowledged_at = now
    found.save(update_fields=["acknowledged_at"])
    agreement.standing_revision = found
    agreement.save(update_fields=["standing_revision"])
    note(agreement, actor=by, deed=AgreementDeed.CHANGE_AGREED, owner_id=by.pk, now=now)
    notify(agreement.assignment.supervisor, "agreement_acknowledged", about=found.pk, now=now)
    return found


@transaction.atomic
def withdraw_revision(*, revision: AgreementRevision, by: User, now: datetime) -> bool:
    """Whoever offered it takes it back; what was agreed goes on. False where there is nothing to take back any more."""
    agreement = locked(revision.agreement)
    found = AgreementRevision.objects.select_for_update(of=("self",)).filter(pk=revision.pk).first()
    if found is None or found.stands or by.pk != agreement.assignment.supervisor_id:
        return False
    found.delete()
    note(
        agreement,
        actor=by,
        deed=AgreementDeed.CHANGE_WITHDRAWN,
        owner_id=agreement.assignment.facilitator_id,
        now=now,
    )
    return True


def locked(agreement: SupervisionAgreement) -> SupervisionAgreement:
    rows = SupervisionAgreement.objects.select_for_update(of=("self",))
    people = ("assignment__supervisor", "assignment__facilitator", "standing_revision")
    return rows.select_related(*people).get(pk=agreement.pk)


def open_revision(agreement: SupervisionAgreement) -> AgreementRevision | None:
    """The one that waits for the facilitator."""
    return AgreementRevision.objects.filter(agreement=agreement, acknowledged_at=None).first()
