"""Whose notices are held, which notices these are, and who waits to be telephoned."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from delivery.models import Effect
from foundation.days import stamp
from people.endings.registry import kinds
from people.holds.models import NoticeHold, Reason
from people.holds.registry import behind
from people.models import Appointment, Ending, Told, User
from people.queries import overseen_programmes

MAIL = "mail:"


def out_of_reach() -> QuerySet[NoticeHold, Any]:
    """The ids of those about whom notices are held, for use inside another query."""
    return NoticeHold.objects.open().values("person")


def holds_seen_by(user: User, now: datetime) -> QuerySet[NoticeHold]:
    """Open ones of the programmes that `user` oversees. Never one about themselves."""
    found = NoticeHold.objects.open().filter(programme__in=overseen_programmes(user, now).values("pk"))
    return found.exclude(person=user).select_related("person", "placed_by", "programme").order_by("placed_at", "pk")


def keeps_waiting(effect: Effect, now: datetime) -> bool:
    """Whether a mail is to somebody, or about somebody, of whom notices are held. After a death none goes to them."""
    if not effect.kind.startswith(MAIL):
        return False
    holds = list(NoticeHold.objects.filter(Q(telephoned_at=None) | Q(reason=Reason.DEATH)))
    if not holds:
        return False
    held = {hold.person_id for hold in holds if hold.telephoned_at is None}
    if _speaks_of(effect, now) in held or effect.recipient_id in held:
        return True
    dead = {hold.person_id for hold in holds if hold.reason == Reason.DEATH}
    return (
        effect.recipient_id in dead and not Appointment.objects.current(now).filter(person=effect.recipient_id).exists()
    )


def _speaks_of(effect: Effect, now: datetime) -> UUID | None:
    asked = dict(behind).get(effect.kind.removeprefix(MAIL))
    return asked(effect.object_id, now) if asked else None


def whom_an_ending_is_about(ending_id: UUID, now: datetime) -> UUID | None:
    ending = Ending.objects.select_related("by", "successor", "programme").filter(pk=ending_id).first()
    gone = kinds[ending.event].again(ending, now).gone if ending else None
    return gone.pk if gone else None


def whom_a_role_is_of(appointment_id: UUID, _now: datetime) -> UUID | None:
    return Appointment.objects.filter(pk=appointment_id).values_list("person", flat=True).first()


def held_among(told: Iterable[Told], now: datetime) -> set[UUID]:
    """The ids of those of `told` that are about somebody of whom notices are held."""
    told = list(told)
    held = set(out_of_reach().values_list("person", flat=True)) if told else set()
    if not held:
        return set()
    about = {ending: whom_an_ending_is_about(ending, now) for ending in {one.ending_id for one in told}}
    return {one.pk for one in told if about[one.ending_id] in held}


def whom_to_telephone(hold: NoticeHold, now: datetime) -> Sequence[User]:
    """Those for whom a notice waits because of this hold, by name."""
    since = Told.objects.filter(seen_at=None).select_related("person")
    waiting = list(since)
    hidden = held_among(waiting, now)
    people = {one.person for one in waiting if one.pk in hidden}
    people |= {one.recipient for one in held_because_of(hold, now) if one.recipient}
    return sorted(people - {hold.person}, key=lambda person: (person.sort_name, str(person.pk)))


def held_because_of(hold: NoticeHold, now: datetime) -> list[Effect]:
    held = Effect.objects.filter(state=Effect.State.HELD).select_related("recipient").order_by("created_at", "pk")
    return [one for one in held if hold.person_id in (one.recipient_id, _speaks_of(one, now))]


def export(user: User, now: datetime) -> list[dict[str, str | None]]:
    """The part of "my data": when notices about `user` were held, and why."""
    held = NoticeHold.objects.filter(person=user).select_related("placed_by").order_by("placed_at", "pk")
    return [
        {
            "placed_at": stamp(one.placed_at),
            "reason": one.reason,
            "placed_by": one.placed_by.name,
            "telephoned_at": stamp(one.telephoned_at),
        }
        for one in held
    ]
