"""Offer an agreement, acknowledge it. Once acknowledged it stands as it is (a database trigger holds that)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from confidential.services import note
from delivery.mail import notify
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, unseen
from people.models import SupervisionAssignment, User
from supervision.agreements import permissions
from supervision.agreements.models import SupervisionAgreement
from supervision.agreements.wording import CURRENT


@transaction.atomic
def offer_agreement(
    *,
    assignment: SupervisionAssignment,
    by: User,
    weeks_between: int,
    minutes: int,
    contact: str,
    now: datetime,
    seen: str = NOT_ASKED,
) -> SupervisionAgreement:
    """Offer these terms. The same terms twice is once; other terms replace an offer that nobody acknowledged yet.

    Not one that was made since the page was drawn that showed `seen`: Refusal then says its terms.
    """
    assignments = SupervisionAssignment.objects.select_for_update(of=("self",)).select_related("facilitator")
    assignment = assignments.get(pk=assignment.pk)
    if not permissions.can_offer(by, assignment, now):
        raise Refusal(_("You do not supervise this person now, so there is nothing to agree. Ask the coordinator."))
    terms: dict[str, int | str] = {
        "weeks_between": weeks_between,
        "minutes": minutes,
        "contact": contact,
        "wording": CURRENT,
    }
    offered = SupervisionAgreement.objects.select_for_update().filter(assignment=assignment).first()
    if offered and all(getattr(offered, name) == value for name, value in terms.items()):
        return offered
    if offered and offered.stands:
        raise Refusal(
            _("You have both agreed to this, so it cannot be changed here. Talk about a change when you next meet.")
        )
    if unseen(seen, *offered_now(offered)):
        raise Refusal(_meanwhile(offered))
    offered = _write(offered or SupervisionAgreement(assignment=assignment), terms, now)
    note(offered, actor=by, action="offered", owner_id=assignment.facilitator_id, now=now)
    notify(assignment.facilitator, "agreement_offered", about=offered.pk, now=now, once=now.isoformat())
    return offered


def offered_now(offered: SupervisionAgreement | None) -> tuple[object, ...]:
    """What the page on which terms are offered shows of an earlier offer."""
    return (offered.pk, offered.offered_at) if offered else ()


def _meanwhile(offered: SupervisionAgreement | None) -> str:
    if offered is None:
        return _("The offer on this page has changed. Read it again, then press the button again.")
    return _(
        "Other terms were offered since you opened this page: every %(weeks)s weeks, "
        "%(minutes)s minutes, %(contact)s. Yours are still in the form, and replace them if "
        "you press the button again."
    ) % {
        "weeks": offered.weeks_between,
        "minutes": offered.minutes,
        "contact": offered.get_contact_display(),
    }


def _write(agreement: SupervisionAgreement, terms: dict[str, int | str], now: datetime) -> SupervisionAgreement:
    for name, value in terms.items():
        setattr(agreement, name, value)
    agreement.offered_at = now
    agreement.clean_fields(exclude={field.name for field in agreement._meta.fields} - set(terms))
    agreement.save()
    return agreement


@transaction.atomic
def acknowledge_agreement(
    *, agreement: SupervisionAgreement, by: User, now: datetime, offered_at: datetime | None = None
) -> SupervisionAgreement:
    """`by` has read it and agrees. Twice is once.

    `offered_at` is the offer that was on the screen: should the supervisor have changed the terms since, it is refused.
    """
    agreement = (
        SupervisionAgreement.objects.select_for_update(of=("self",))
        .select_related("assignment__supervisor")
        .get(pk=agreement.pk)
    )
    if agreement.stands and by.pk == agreement.assignment.facilitator_id:
        return agreement
    if not permissions.can_acknowledge(by, agreement.assignment, now):
        raise Refusal(_("This supervision has ended, so there is nothing to agree to. Ask the coordinator."))
    if offered_at is not None and offered_at != agreement.offered_at:
        raise Refusal(_("The terms changed while you were reading. You have not agreed yet: please read them again."))
    agreement.acknowledged_at = now
    agreement.save(update_fields=["acknowledged_at"])
    note(agreement, actor=by, action="acknowledged", owner_id=by.pk, now=now)
    notify(agreement.assignment.supervisor, "agreement_acknowledged", about=agreement.pk, now=now)
    return agreement
