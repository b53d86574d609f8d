"""The rhythm of supervisions: of one, or of a whole programme, in two queries. Days and numbers, never a word."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from courses.refresher.clock import Stop
from courses.refresher.queries import StopsOf
from foundation.days import local_day
from foundation.together import read_together
from groups.models import GroupSession, SessionFacilitator
from people.models import Appointment, Role, SupervisionAssignment, User
from supervision.agreements.models import SupervisionAgreement
from supervision.hours.counting import Asked
from supervision.hours.models import EnoughRule
from supervision.meetings.models import MeetingAttendee, MeetingState
from supervision.rhythm.pace import Pace, Rhythm

# (person, programme)
Key = tuple[UUID, UUID]
# The day that it is may be another one where the programme is.
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Paced:
    """A supervision and its rhythm."""

    assignment: SupervisionAssignment
    rhythm: Rhythm


def with_days(assignments: QuerySet[SupervisionAssignment], now: datetime) -> QuerySet[SupervisionAssignment]:
    """As `paced` wants them: with what was agreed, and the days of the last and the next meeting."""
    places = MeetingAttendee.objects.filter(
        person=OuterRef("facilitator"), meeting__programme=OuterRef("programme")
    ).order_by()
    planned = places.filter(meeting__state=MeetingState.PLANNED, meeting__local_date__gte=local_day(now) - A_DAY)
    # Ordered rather than the largest: of the meetings of one person, only until the first at which they were.
    last = places.attended().order_by("-meeting__local_date").values("meeting__local_date")[:1]
    following = planned.order_by("meeting__local_date").values("meeting__local_date")[:1]
    known: Any = assignments.annotate(last_met=Subquery(last), next_met=Subquery(following))
    found: QuerySet[SupervisionAssignment] = known.select_related(
        "programme", "agreement__standing_revision", "facilitator", "supervisor"
    ).order_by("facilitator__sort_name", "pk")
    return found


def of_facilitator(person: User, now: datetime) -> QuerySet[SupervisionAssignment]:
    return with_days(SupervisionAssignment.objects.current(now).filter(facilitator=person), now)


def of_supervisor(person: User, now: datetime) -> QuerySet[SupervisionAssignment]:
    """Their own alone: while they cover, the other's clock stands still."""
    return with_days(SupervisionAssignment.objects.current(now).filter(supervisor=person), now)


def of_coordinator(person: User, now: datetime) -> QuerySet[SupervisionAssignment]:
    coordinated = Appointment.objects.current(now).filter(person=person, role=Role.COORDINATOR).values("programme")
    return with_days(SupervisionAssignment.objects.current(now).filter(programme__in=coordinated), now)


def paced(assignments: Iterable[SupervisionAssignment], now: datetime) -> list[Paced]:
    """Of assignments `with_days`, in their order. One query; none where there is nobody."""
    assignments = list(assignments)
    if not assignments:
        return []
    facts = _facts(assignments)
    return [Paced(assignment, _rhythm(assignment, facts, now)) for assignment in assignments]


def overdue(found: Iterable[Paced]) -> list[Paced]:
    """Those that are overdue, the longest first."""
    return sorted((pace for pace in found if pace.rhythm.is_overdue), key=lambda pace: pace.rhythm.due)


def overdue_since(people: Collection[UUID], now: datetime) -> dict[Key, date]:
    """When it was due, by person and programme, for those of these people for whom it is overdue."""
    held = with_days(SupervisionAssignment.objects.current(now).filter(facilitator__in=people), now)
    late = overdue(paced(held, now))
    return {(pace.assignment.facilitator_id, pace.assignment.programme_id): pace.rhythm.due for pace in late}


def in_rhythm(assignments: QuerySet[SupervisionAssignment], now: datetime) -> set[UUID]:
    """The keys of those that are current: agreed by both, and not overdue by what they agreed."""
    agreed = with_days(assignments.filter(agreement__acknowledged_at__isnull=False), now)
    return {pace.assignment.pk for pace in paced(agreed, now) if not pace.rhythm.is_overdue}


@dataclass(frozen=True)
class Facts:
    """What is known of everybody at once."""

    asked: Mapping[UUID, Asked]
    sessions: Mapping[Key, list[date]]
    stops: Mapping[UUID, list[Stop]]


def _facts(assignments: Sequence[SupervisionAssignment]) -> Facts:
    programmes = {assignment.programme_id for assignment in assignments}
    people = {assignment.facilitator_id for assignment in assignments}
    rules = EnoughRule.objects.filter(programme__in=programmes).order_by("number")
    sessions = _sessions(people, min(_since(assignment) for assignment in assignments))
    stops = StopsOf(people)
    read_together([rules, sessions, *stops.questions])
    found: dict[Key, list[date]] = defaultdict(list)
    for place in sessions:
        found[place.person_id, place.session.programme_id].append(place.session.local_date)
    return Facts({rule.programme_id: rule.asked for rule in rules}, found, stops.by_person())


def _sessions(people: Iterable[UUID], after: date) -> QuerySet[SessionFacilitator]:
    places = SessionFacilitator.objects.counted().select_related("session").order_by("pk")
    return places.filter(person__in=people, session__state=GroupSession.State.HELD, session__local_date__gt=after)


def _since(assignment: SupervisionAssignment) -> date:
    """With a new supervisor the clock begins anew: nobody begins overdue."""
    began = local_day(assignment.starts_at, assignment.programme.zone)
    last: date | None = assignment.last_met  # type: ignore[attr-defined]
    return max(last, began) if last else began


def _rhythm(assignment: SupervisionAssignment, facts: Facts, now: datetime) -> Rhythm:
    asked = facts.asked.get(assignment.programme_id, Asked())
    agreement: SupervisionAgreement | None = getattr(assignment, "agreement", None)
    weeks = agreement.terms.weeks_between if agreement and agreement.stands else asked.weeks
    days = vars(assignment)
    return Rhythm(
        since=_since(assignment),
        today=local_day(now, assignment.programme.zone),
        last=days["last_met"],
        next=days["next_met"],
        pace=Pace(weeks, asked.sessions, asked.grace),
        sessions=facts.sessions.get((assignment.facilitator_id, assignment.programme_id), ()),
        stops=facts.stops.get(assignment.facilitator_id, ()),
    )
