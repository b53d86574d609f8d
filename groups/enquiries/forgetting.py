"""What the worker does once a day: names and addresses go when they must, and what stands still comes back."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from confidential.services import destroy
from groups.enquiries.models import SETTLED, Enquiry, EnquiryState
from groups.enquiries.services import (
    CLOSING,
    UNCONFIRMED_KEPT,
    back_to_the_inbox,
    settle,
    tell_who_asks,
)
from groups.models import PeerGroup

# For so long an accepted place waits for the pair to look who comes.
FETCHED_WITHIN = timedelta(days=14)
# Whatever happens, nobody waits longer than this, nor is their name kept longer.
LONGEST = timedelta(days=180)
# The last mail has left by then, or never will.
CLOSING_KEPT = timedelta(days=3)


def daily_round(now: datetime) -> None:
    forget_unconfirmed(now)
    end_old_offers(now)
    end_long_waits(now)
    destroy_what_is_settled(now)


def forget_unconfirmed(now: datetime) -> int:
    """Delete what nobody confirmed in time. Returns how many.

    A backup holds them still: when it is restored, the list of erasures destroys their words again, and this the rows.
    """
    old = Q(state=EnquiryState.UNCONFIRMED, sent_at__lte=now - UNCONFIRMED_KEPT)
    return _each(old, now, _forget)


def _forget(enquiry: Enquiry, now: datetime) -> None:
    destroy(enquiry, because="never confirmed", now=now)
    enquiry.delete()


def end_old_offers(now: datetime) -> int:
    """Offers that nobody answered, places that no pair looked at, and those of groups that have ended."""
    unanswered = Q(state=EnquiryState.OFFERED, offered_until__lte=now)
    unfetched = Q(state=EnquiryState.ACCEPTED, state_at__lte=now - FETCHED_WITHIN)
    nowhere = Q(state__in=[EnquiryState.OFFERED, EnquiryState.ACCEPTED], group__state=PeerGroup.State.ENDED)
    return _each(unanswered | unfetched | nowhere, now, back_to_the_inbox)


def end_long_waits(now: datetime) -> int:
    """After half a year nobody is kept waiting: they are told, and can ask again."""
    waiting = Q(state__in=[EnquiryState.NEW, EnquiryState.WAITING], confirmed_at__lte=now - LONGEST)
    return _each(waiting, now, _lapse)


def _lapse(enquiry: Enquiry, now: datetime) -> None:
    settle(enquiry, EnquiryState.LAPSED, now)
    tell_who_asks(enquiry, CLOSING, now)


def destroy_what_is_settled(now: datetime) -> int:
    """The worker destroys the words once the last mail has left; here those whose mail never could."""
    left = Q(state__in=SETTLED, state_at__lte=now - CLOSING_KEPT, text__destroyed_at=None)
    return _each(left, now, _destroy_at_last)


def _destroy_at_last(enquiry: Enquiry, now: datetime) -> None:
    destroy(enquiry, because="settled", now=now)


def _each(which: Q, now: datetime, do: Callable[[Enquiry, datetime], None]) -> int:
    """Each in a transaction of its own, unless it has moved on at this very moment."""
    keys = list(Enquiry.objects.filter(which).values_list("pk", flat=True))
    return sum(_one(key, which, now, do) for key in keys)


@transaction.atomic
def _one(key: UUID, which: Q, now: datetime, do: Callable[[Enquiry, datetime], None]) -> bool:
    rows = Enquiry.objects.select_for_update(of=("self",)).select_related("programme", "text")
    enquiry = rows.filter(which, pk=key).first()
    if enquiry is not None:
        do(enquiry, now)
    return enquiry is not None
