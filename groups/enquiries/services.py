"""The verbs of an enquiry by whoever asks: send, confirm, take a place or not, withdraw."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import destroy, refuse_too_long, seal_frozen
from delivery.mail import notify
from delivery.services import enqueue
from foundation.refusals import Refusal
from groups.enquiries.links import digest_of, token_for
from groups.enquiries.models import Enquiry, EnquiryState
from groups.enquiries.queries import taking_enquiries
from groups.models import Facilitation
from people.models import Programme

CONFIRM, NEWS, CLOSING = "mail:enquiry_confirm", "mail:enquiry_news", "mail:enquiry_closing"
# To the pair: somebody took a place.
SOMEONE_COMES = "enquiry_accepted"
# For so long a link waits to be confirmed.
UNCONFIRMED_KEPT = timedelta(days=7)
GONE = _("This enquiry is no longer here. You can send another.")


@dataclass(frozen=True)
class Asked:
    """What somebody says: `parts` are sealed, the rest finds a group."""

    intent: str
    programme: Programme
    parts: Mapping[str, str]
    times: Sequence[str] = ()
    company: str = ""


@transaction.atomic
def send_enquiry(*, key: UUID, asked: Asked, now: datetime) -> Enquiry:
    """Seal it and have the link mailed; nobody sees it before it is confirmed. The same `key` twice is once."""
    if not taking_enquiries(now).filter(pk=asked.programme.pk).exists():
        raise Refusal(_("This programme has no coordinator just now, so nobody would read it. Choose another."))
    if standing := Enquiry.objects.select_for_update().filter(pk=key).first():
        return standing
    refuse_too_long(asked.parts)
    enquiry = Enquiry(
        pk=key,
        programme=asked.programme,
        intent=asked.intent,
        times=list(asked.times),
        company=asked.company,
        sent_at=now,
        state_at=now,
        digest=digest_of(token_for(key)),
    )
    seal_frozen(enquiry, asked.parts, now=now)
    enquiry.save(force_insert=True)
    enqueue(kind=CONFIRM, object_id=key, key=f"{CONFIRM}:{key}", now=now)
    return enquiry


@transaction.atomic
def confirm_enquiry(*, enquiry: Enquiry, now: datetime) -> Enquiry:
    """Whoever has the mailbox says so: from now on the coordinators read it. Twice is once."""
    enquiry = locked(enquiry)
    if enquiry.state == EnquiryState.UNCONFIRMED:
        enquiry.confirmed_at = now
        move(enquiry, EnquiryState.NEW, now, "confirmed_at")
    return enquiry


@transaction.atomic
def withdraw_enquiry(*, enquiry: Enquiry, now: datetime) -> Enquiry:
    """Whoever asked does not want it any more: their words are destroyed at once. Twice is once."""
    enquiry = locked(enquiry)
    if enquiry.is_open:
        settle(enquiry, EnquiryState.WITHDRAWN, now)
        destroy(enquiry, because="withdrawn by who asked", now=now)
    return enquiry


@transaction.atomic
def take_place(*, enquiry: Enquiry, now: datetime) -> Enquiry:
    """Yes to the offer: the pair is told that somebody comes. Twice is once. Raises Refusal where there is none now."""
    enquiry = locked(enquiry)
    if enquiry.state == EnquiryState.ACCEPTED:
        return enquiry
    group = enquiry.group
    if not enquiry.is_offered(now) or group is None or group.is_over:
        raise Refusal(_("This offer is no longer open. The coordinator has your enquiry, and may offer another."))
    enquiry.offered_until = None
    move(enquiry, EnquiryState.ACCEPTED, now, "offered_until")
    for place in Facilitation.objects.current(now).filter(group=group).select_related("person"):
        notify(place.person, SOMEONE_COMES, about=enquiry.pk, now=now, once=str(now))
    return enquiry


@transaction.atomic
def leave_place(*, enquiry: Enquiry, now: datetime) -> Enquiry:
    """No to the offer: the coordinators decide anew. Twice is once."""
    enquiry = locked(enquiry)
    if enquiry.state == EnquiryState.OFFERED:
        back_to_the_inbox(enquiry, now)
    return enquiry


def back_to_the_inbox(enquiry: Enquiry, now: datetime) -> None:
    """Locked by whoever calls: there is no place for it any more, and somebody decides again."""
    enquiry.group, enquiry.offered_until = None, None
    move(enquiry, EnquiryState.NEW, now, "group", "offered_until")


def tell_who_asks(enquiry: Enquiry, kind: str, now: datetime) -> None:
    """By mail to the address within, as long as it is there."""
    enqueue(kind=kind, object_id=enquiry.pk, key=f"{kind}:{enquiry.pk}:{now.isoformat()}", now=now)


def settle(enquiry: Enquiry, to: EnquiryState, now: datetime, *fields: str) -> None:
    """What is left is that there was one, and what became of it."""
    enquiry.times, enquiry.company, enquiry.offered_until = [], "", None
    move(enquiry, to, now, "times", "company", "offered_until", *fields)


def move(enquiry: Enquiry, to: EnquiryState, now: datetime, *fields: str) -> None:
    Enquiry.MOVES.check(enquiry.state, to)
    enquiry.state, enquiry.state_at = to, now
    enquiry.save(update_fields=["state", "state_at", *fields])


def locked(enquiry: Enquiry) -> Enquiry:
    """Raises Refusal where it has gone meanwhile."""
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("programme", "text", "group")
    found = rows.filter(pk=enquiry.pk).first()
    if found is None:
        raise Refusal(GONE)
    return found
