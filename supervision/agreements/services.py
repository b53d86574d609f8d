"""Offer an agreement, acknowledge it. Once acknowledged it stands as it is (a database trigger holds that).

What is changed later is a revision: `revising.py`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidential.services import note
from delivery.mail import notify
from foundation.days import local_day
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, unseen
from people.models import SupervisionAssignment, User
from supervision.agreements import permissions
from supervision.agreements.deeds import AgreementDeed
from supervision.agreements.models import A_YEAR, SupervisionAgreement, Terms
from supervision.agreements.wording import CURRENT

TERMS_CHANGED = gettext_lazy(
    "The terms changed while you were reading. You have not agreed yet: please read them again."
)
HAS_ENDED = gettext_lazy("This supervision has ended, so there is nothing to agree to. Ask the coordinator.")


@transaction.atomic
def offer_agreement(
    *,
    assignment: SupervisionAssignment,
    by: User,
    weeks_between: int,
    minutes: int,
    contact: str,
    review_on: date | None = None,
    now: datetime,
    seen: str = NOT_ASKED,
) -> SupervisionAgreement:
    """Offer these terms, to be looked at again in a year unless `review_on` says when.

    The same terms twice is once; other terms replace an offer that nobody acknowledged yet. Not one that was made
    since the page was drawn that showed `seen`: Refusal then says its terms.
    """
    assignments = SupervisionAssignment.objects.select_for_update(of=("self",)).select_related("facilitator")
    assignment = assignments.get(pk=assignment.pk)
    if not permissions.can_offer(by, assignment, now):
        raise Refusal(_("You do not supervise this person now, so there is nothing to agree. Ask the coordinator."))
    terms = terms_of(weeks_between, minutes, contact, review_on, now)
    offered = SupervisionAgreement.objects.select_for_update(of=("self",)).filter(assignment=assignment).first()
    if offered and are_the_same(offered, terms):
        return offered
    if offered and offered.stands:
        raise Refusal(_("You have both agreed to this. To change it, offer a change on the agreement's page."))
    if unseen(seen, *offered_now(offered)):
        raise Refusal(said_meanwhile(offered))
    offered = offered or SupervisionAgreement(assignment=assignment)
    write_terms(offered, terms, now)
    note(offered, actor=by, deed=AgreementDeed.OFFERED, owner_id=assignment.facilitator_id, now=now)
    notify(assignment.facilitator, "agreement_offered", about=offered.pk, now=now, once=now.isoformat())
    return offered


@dataclass(frozen=True)
class Offered:
    """What came of one offer to many. Left out is who has an agreement, or an offer of one, by now."""

    agreements: list[SupervisionAgreement]
    left_out: list[SupervisionAssignment]


@transaction.atomic
def offer_to_many(
    *, assignments: Iterable[SupervisionAssignment], by: User, terms: Mapping[str, Any], now: datetime
) -> Offered:
    """The same terms to each of them, as a copy of their own."""
    chosen = [assignment.pk for assignment in assignments]
    rows = SupervisionAssignment.objects.select_for_update(of=("self",)).select_related("facilitator")
    offered = Offered([], [])
    for assignment in rows.filter(pk__in=chosen).order_by("facilitator__sort_name", "pk"):
        if SupervisionAgreement.objects.filter(assignment=assignment).exists():
            offered.left_out.append(assignment)
        else:
            offered.agreements.append(offer_agreement(assignment=assignment, by=by, now=now, **terms))
    return offered


def terms_of(
    weeks_between: int, minutes: int, contact: str, review_on: date | None, now: datetime
) -> dict[str, int | str | date]:
    return {
        "weeks_between": weeks_between,
        "minutes": minutes,
        "contact": contact,
        "review_on": review_on or local_day(now) + A_YEAR,
        "wording": CURRENT,
    }


def are_the_same(offered: Terms, terms: Mapping[str, object]) -> bool:
    return all(getattr(offered, name) == value for name, value in terms.items())


def offered_now(offered: Terms | None) -> tuple[object, ...]:
    """What the page on which terms are offered shows of an earlier offer."""
    return (offered.pk, offered.offered_at) if offered else ()


def said_meanwhile(offered: Terms | None) -> str:
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


def write_terms(offered: Terms, terms: Mapping[str, object], now: datetime) -> None:
    for name, value in terms.items():
        setattr(offered, name, value)
    offered.offered_at = now
    offered.clean_fields(exclude={field.name for field in offered._meta.fields} - set(terms))
    offered.save()


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
        raise Refusal(HAS_ENDED)
    if offered_at is not None and offered_at != agreement.offered_at:
        raise Refusal(TERMS_CHANGED)
    agreement.acknowledged_at = now
    agreement.save(update_fields=["acknowledged_at"])
    note(agreement, actor=by, deed=AgreementDeed.ACKNOWLEDGED, owner_id=by.pk, now=now)
    notify(agreement.assignment.supervisor, "agreement_acknowledged", about=agreement.pk, now=now)
    return agreement
