"""Whose notices are held, which notices these are, and who waits to be telephoned."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from delivery.models import MAILS, Effect
from people.endings.registry import kinds
from people.holds.models import NoticeHold, Reason
from people.holds.registry import behind
from people.models import Appointment, Ending, Told, User
from people.queries import overseen_programmes


def out_of_reach() -> QuerySet[NoticeHold, Any]:
    """The ids of those about whom notices are held, for use inside another query."""
    return NoticeHold.objects.open().values("person")


def holds_seen_by(user: User, now: datetime) -> QuerySet[NoticeHold]:
    """Open ones of the programmes that `user` oversees. Never one about themselves."""
    found = NoticeHold.objects.open().filter(programme__in=overseen_programmes(user, now).values("pk"))
    return found.exclude(person=user).select_related("person", "placed_by", "programme").order_by("placed_at", "pk")


def keeps_waiting(effect: Effect, now: datetime) -> bool:
    """Whether a mail is to somebody, or about somebody, of whom notices are held. After a death none goes to them."""
    if not effect.kind.startswith(MAILS):
        return False
    holds = list(NoticeHold.objects.filter(Q(telephoned_at=None) | Q(reason=Reason.DEATH)))
    if not holds:
        return False
    out_of_reach_now = {hold.person_id for hold in holds if hold.telephoned_at is None}
    if _speaks_of(effect, now) in out_of_reach_now or effect.recipient_id in out_of_reach_now:
        return True
    dead = {hold.person_id for hold in holds if hold.reason == Reason.DEATH}
    return (
        effect.recipient_id in dead and not Appointment.objects.current(now).filter(person=effect.recipient_id).exists()
    )


def _speaks_of(effect: Effect, now: datetime) -> UUID | None:
    asked = dict(behind).get(effect.kind.removeprefix(MAILS))
    return asked(effect.object_id, now) if asked else None


def whom_an_ending_is_about(ending_id: UUID, now: datetime) -> UUID | None:
    ending = Ending.objects.select_related("by", "successor", "programme").filter(pk=ending_id).first()
    gone = kinds[ending.event].again(ending, now).gone if ending else None
    return gone.pk if gone else None


def whom_a_role_is_of(appointment_id: UUID, _now: datetime) -> UUID | None:
    return Appointment.objects.filter(pk=appointment_id).values_list("person", flat=True).first()


def on_hold_among(told: Iterable[Told], now: datetime) -> set[UUID]:
    """The ids of those of `told` that are about somebody of whom notices are held."""
    told = list(told)
    unreachable = set(out_of_reach().values_list("person", flat=True)) if told else set()
    if not unreachable:
        return set()
    about = {ending: whom_an_ending_is_about(ending, now) for ending in {telling.ending_id for telling in told}}
    return {telling.pk for telling in told if about[telling.ending_id] in unreachable}


def whom_to_telephone(hold: NoticeHold, now: datetime) -> Sequence[User]:
    """Those for whom a notice waits because of this hold, by name."""
    since = Told.objects.filter(seen_at=None).select_related("person")
    waiting = list(since)
    hidden = on_hold_among(waiting, now)
    people = {telling.person for telling in waiting if telling.pk in hidden}
    people |= {item.recipient for item in waiting_for(hold, now) if item.recipient}
    return sorted(people - {hold.person}, key=lambda person: (person.sort_name, str(person.pk)))


def waiting_for(hold: NoticeHold, now: datetime) -> list[Effect]:
    on_hold = Effect.objects.filter(state=Effect.State.ON_HOLD).select_related("recipient").order_by("created_at", "pk")
    return [effect for effect in on_hold if hold.person_id in (effect.recipient_id, _speaks_of(effect, now))]
