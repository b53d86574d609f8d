"""Hold the notices about somebody; say that those concerned have been telephoned."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from delivery.models import Effect
from delivery.services import let_go
from foundation.refusals import Refusal
from people.deeds import HoldDeed
from people.holds.models import NoticeHold, Reason
from people.holds.queries import waiting_for
from people.holds.registry import when_put_on_hold
from people.models import Programme, User
from people.queries import overseers_of
from people.services import lock_person, note_about

WHO_HOLDS = _(
    "A coordinator, the governance lead or their deputy does this, and someone else does it for them. Ring one of them."
)


@transaction.atomic
def hold_notices(*, person: User, programme: Programme, reason: str, by: User, now: datetime) -> NoticeHold:
    """From now on no notice to or about `person` goes out. Held by another for another reason, Refusal says so."""
    _refuse_anybody_else(person, programme, by, now)
    if reason not in Reason.values:
        raise Refusal(_("Choose what has happened."))
    lock_person(person)
    hold, made = NoticeHold.objects.get_or_create(
        person=person,
        programme=programme,
        telephoned_at=None,
        defaults={"reason": reason, "placed_by": by, "placed_at": now},
    )
    if made:
        note_about(hold, actor=by, deed=HoldDeed.HELD, owner=person, now=now)
        for _name, happens in when_put_on_hold:
            happens(hold, now)
    elif hold.placed_by_id != by.pk and hold.reason != reason:
        raise Refusal(
            _(
                "%(name)s has already put these notices on hold, and chose “%(reason)s”. That is "
                "kept. If you know otherwise, ring them before anyone is told."
            )
            % {"name": hold.placed_by.name, "reason": hold.get_reason_display()}
        )
    return hold


@transaction.atomic
def say_telephoned(*, hold: NoticeHold, by: User, now: datetime) -> NoticeHold:
    """`by` answers for it that those concerned have been telephoned: what waited goes out. Twice is once.

    What was to go to somebody who has died does not.
    """
    hold = NoticeHold.objects.select_for_update(of=("self",)).select_related("person", "programme").get(pk=hold.pk)
    _refuse_anybody_else(hold.person, hold.programme, by, now)
    if hold.telephoned_at is not None:
        return hold
    waiting = waiting_for(hold, now)
    hold.telephoned_by, hold.telephoned_at = by, now
    hold.save(update_fields=["telephoned_by", "telephoned_at"])
    note_about(hold, actor=by, deed=HoldDeed.TELEPHONED, owner=hold.person, now=now)
    if hold.reason == Reason.DEATH:
        Effect.objects.filter(pk__in=[item.pk for item in waiting if item.recipient_id == hold.person_id]).delete()
    # Held anew where another hold still stands.
    let_go(waiting, now)
    return hold


def _refuse_anybody_else(person: User, programme: Programme, by: User, now: datetime) -> None:
    if by == person or not overseers_of(programme.pk, now).contains(by):
        raise Refusal(WHO_HOLDS)
