"""Whom a session reminds that is over, and of which nobody has said what happened."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from delivery.reminders.rules import Due
from foundation.days import local_day
from groups.apologies.models import Apology
from groups.models import LATELY, Facilitation, GroupSession, SessionFacilitator
from people.models import Authorisation

A_DAY = timedelta(days=1)
# Until then whoever was there says it by themselves.
PATIENCE = 3 * A_DAY

Expected = dict[UUID, set[UUID]]


def sessions_to_record(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """From the third day after a session, for three months, once for whoever may record it. Five queries."""
    wanted = None if people is None else set(people)
    waiting = _waiting(now, wanted)
    if not waiting:
        return
    expected = _expected(waiting, now)
    everybody = set().union(*expected.values())
    holding = Authorisation.objects.current(now).filter(person__in=everybody)
    authorised = set(holding.values_list("person", "programme"))
    for session in waiting:
        for person in sorted(expected[session.pk]):
            if (person, session.programme_id) in authorised and (wanted is None or person in wanted):
                yield Due(person, session.pk, str(session.local_date))


def _waiting(now: datetime, wanted: Collection[UUID] | None) -> list[GroupSession]:
    """Planned, and over for so long; with `wanted`, those that any of them may be expected at."""
    newest = local_day(now) - PATIENCE + A_DAY
    sessions = GroupSession.objects.planned().filter(local_date__range=(newest - LATELY, newest))
    if wanted is not None:
        places = Facilitation.objects.current(now).filter(person__in=wanted).values("group")
        named: Any = SessionFacilitator.objects.filter(person__in=wanted).values("session")
        sessions = sessions.filter(pk__in=named.union(GroupSession.objects.filter(group__in=places).values("pk")))
    return [row for row in sessions.order_by("pk") if row.local_date + PATIENCE <= local_day(now, row.zone)]


def _expected(sessions: Collection[GroupSession], now: datetime) -> Expected:
    """Session -> whoever is named in it, else the pair; without who said that they cannot come, unless nobody can."""
    keys = [session.pk for session in sessions]
    pairs = _by_key(
        Facilitation.objects.current(now)
        .filter(group__in={session.group_id for session in sessions})
        .values_list("group", "person")
    )
    named = _by_key(SessionFacilitator.objects.counted().filter(session__in=keys).values_list("session", "person"))
    away = _by_key(Apology.objects.standing().filter(session__in=keys).values_list("session", "person"))
    called = {session.pk: named[session.pk] or pairs[session.group_id] for session in sessions}
    return {key: people - away[key] or people for key, people in called.items()}


def _by_key(rows: Iterable[tuple[UUID, UUID]]) -> Expected:
    found: Expected = defaultdict(set)
    for key, person in rows:
        found[key].add(person)
    return found
