"""Whom logs remind: of one that was never begun, and the supervisor of one that waits to be read."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from delivery.reminders.rules import Due
from foundation.dated import holds_at
from foundation.days import local_day
from groups.models import GroupSession, SessionFacilitator
from people.holds.queries import out_of_reach
from people.models import Authorisation, CoverWindow
from supervision.logs.models import LogState, LogVersion, LogVersionQuerySet, SessionLog

A_DAY = timedelta(days=1)
# Until then most begin by themselves; after four weeks nobody remembers enough.
BEGIN_WITHIN, WORTH_WRITING = 5 * A_DAY, 28 * A_DAY
READ_WITHIN = 14 * A_DAY


def logs_not_begun(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """From the fifth day after a session that took place, once for each who facilitated it. One query.

    Who has withdrawn a log meant to; of a void one the session waits again.
    """
    newest = local_day(now) - BEGIN_WITHIN + A_DAY
    places = SessionFacilitator.objects.counted().filter(
        Exists(_authorised(now)),
        ~Exists(_begun()),
        session__state=GroupSession.State.HELD,
        session__local_date__range=(newest - WORTH_WRITING, newest),
    )
    if people is not None:
        places = places.filter(person__in=list(people))
    for place in places.select_related("session").order_by("pk"):
        if place.session.local_date + BEGIN_WITHIN <= local_day(now, place.session.zone):
            yield Due(place.person_id, place.session_id)


def _authorised(now: datetime) -> QuerySet[Authorisation]:
    """Nobody else may begin a log."""
    return Authorisation.objects.current(now).filter(
        person=OuterRef("person"), programme=OuterRef("session__programme")
    )


def _begun() -> QuerySet[SessionLog]:
    logs = SessionLog.objects.filter(session=OuterRef("session"), owner=OuterRef("person"))
    return logs.exclude(state=LogState.VOID)


def logs_unread(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """Two weeks after it was shared, once for each version, to the supervisor who has it. One query.

    Not while they are away: whoever stands in has it on their desk, and they come back to it themselves. Nor about
    somebody of whom notices are held.
    """
    waiting = versions_unanswered(now).filter(~Exists(_leave(now)), shared_at__lte=now - READ_WITHIN)
    if people is not None:
        waiting = waiting.filter(reader__in=list(people))
    for version in waiting.order_by("pk"):
        yield Due(version.reader_id, version.pk)


def versions_unanswered(now: datetime) -> LogVersionQuerySet:
    """The newest of each log that waits for its supervisor; not of somebody of whom notices are held."""
    waiting = LogVersion.objects.newest().supervised_still(now).filter(log__state=LogState.SHARED)
    return waiting.filter(~Q(log__owner__in=out_of_reach()), ~Exists(_own()))


def _leave(now: datetime) -> QuerySet[CoverWindow]:
    return CoverWindow.objects.filter(
        holds_at(now), supervisor=OuterRef("reader"), programme=OuterRef("log__programme")
    )


def _own() -> QuerySet[SessionFacilitator]:
    """Nobody reads about a session that they facilitated themselves."""
    return SessionFacilitator.objects.filter(session=OuterRef("log__session"), person=OuterRef("reader"))
