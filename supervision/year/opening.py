"""One person's year of supervision with whoever supervises them: the same for the two of them, word for word.

What is on it both may open. So it has nothing of what another supervisor wrote or was sent: of those meetings the day.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from confidential.services import Parts, open_all
from people.models import Programme, SupervisionAssignment, User
from supervision.agreements.models import SupervisionAgreement
from supervision.hours.counting import Month
from supervision.hours.queries import Statement, statement_of
from supervision.logs.models import LogVersion
from supervision.meetings.models import MeetingAttendee, MeetingState, SupervisionAction, SupervisionMeeting
from supervision.meetings.permissions import actions_open_to, records_open_to
from supervision.meetings.points.models import MeetingPoints
from supervision.meetings.points.opening import Points, opened_points
from supervision.meetings.queries import with_people
from supervision.reviews.models import SupervisionReview
from supervision.rhythm.queries import Paced, paced, with_days


@dataclass(frozen=True)
class Met:
    """One meeting with its words, where it was recorded. `present`: whether the person was there."""

    meeting: SupervisionMeeting
    present: bool
    agreed: str
    # What they take from a meeting of several pairs, alone or with their partner.
    points: list[Points]


@dataclass(frozen=True)
class Year:
    person: User
    assignment: SupervisionAssignment
    # None once the supervision has ended.
    paced: Paced | None
    statement: Statement
    planned: list[SupervisionMeeting]
    met: list[Met]
    elsewhere: list[MeetingAttendee]
    actions: list[tuple[SupervisionAction, str]]
    logs: list[LogVersion]
    reviews: list[SupervisionReview]

    @property
    def agreement(self) -> SupervisionAgreement | None:
        return getattr(self.assignment, "agreement", None)


def supervision_shown(person: User, programme: Programme, now: datetime) -> SupervisionAssignment | None:
    """The one that holds; else, to themselves alone, the last one."""
    rows = with_days(SupervisionAssignment.objects.filter(facilitator=person, programme=programme), now)
    current = SupervisionAssignment.objects.current(now).filter(pk=OuterRef("pk"))
    return rows.order_by(Exists(current).desc(), "-starts_at", "pk").first()


def year_of(assignment: SupervisionAssignment, viewer: User, last: Month | None, now: datetime) -> Year:
    """As many queries for fifty meetings as for one. Each record of somebody else's that it opens is on their trail."""
    person = assignment.facilitator
    statement = statement_of(person, assignment.programme, last, now)
    held_or_planned = list(_meetings(assignment, statement))
    recorded = [meeting for meeting in held_or_planned if meeting.state == MeetingState.HELD]
    openable = set(
        records_open_to(viewer, now).filter(pk__in=[meeting.pk for meeting in recorded]).values_list("pk", flat=True)
    )
    to_do = list(_actions(assignment, viewer, now))
    points = list(_points(assignment, recorded, viewer, now))
    shown = [meeting for meeting in recorded if meeting.pk in openable]
    words = open_all([*shown, *to_do, *points], viewer=viewer, now=now)
    holds = assignment.holds(now)
    return Year(
        person=person,
        assignment=assignment,
        paced=paced([assignment], now)[0] if holds else None,
        statement=statement,
        planned=[meeting for meeting in held_or_planned if meeting.state == MeetingState.PLANNED],
        met=[_met(meeting, person, points, words) for meeting in reversed(recorded)],
        elsewhere=list(_elsewhere(assignment, statement)),
        actions=[(action, words[action.pk].get("what", "")) for action in to_do],
        logs=list(_logs(assignment, statement, now)),
        reviews=list(reviews_between(assignment)),
    )


def _points(
    assignment: SupervisionAssignment, recorded: list[SupervisionMeeting], viewer: User, now: datetime
) -> QuerySet[MeetingPoints]:
    """Those that both of them may open, so that the page is the same for the two."""
    known = MeetingPoints.objects.open_to(assignment.supervisor, now).filter(meeting__in=recorded)
    own = known.of(assignment.facilitator).values("pk")
    return MeetingPoints.objects.open_to(viewer, now).filter(pk__in=own).with_names()


def _met(meeting: SupervisionMeeting, person: User, points: list[MeetingPoints], words: dict[UUID, Parts]) -> Met:
    there = [place.present for place in meeting.attendees.all() if place.person_id == person.pk]  # type: ignore[attr-defined]
    own = [row for row in points if row.meeting_id == meeting.pk]
    return Met(meeting, any(there), words.get(meeting.pk, {}).get("agreed", ""), opened_points(own, words))


def _held_by(assignment: SupervisionAssignment, prefix: str = "") -> Q:
    """By whoever supervises, or in their place while they were away."""
    supervisor = assignment.supervisor
    return Q(**{f"{prefix}supervisor": supervisor}) | Q(**{f"{prefix}covered_for": supervisor})


def _meetings(assignment: SupervisionAssignment, statement: Statement) -> QuerySet[SupervisionMeeting]:
    """Recorded ones of the year, and all that are planned."""
    asked = MeetingAttendee.objects.filter(person=assignment.facilitator).values("meeting")
    found = SupervisionMeeting.objects.filter(_held_by(assignment), programme=assignment.programme, pk__in=asked)
    of_the_year = Q(state=MeetingState.HELD, local_date__gte=statement.months[0].first)
    of_the_year &= Q(local_date__lt=statement.months[-1].moved(1).first)
    return with_people(found.filter(of_the_year | Q(state=MeetingState.PLANNED))).order_by(
        "local_date", "local_start", "pk"
    )


def _elsewhere(assignment: SupervisionAssignment, statement: Statement) -> QuerySet[MeetingAttendee]:
    """Where they were with another supervisor."""
    keys = [line.meeting.pk for line in statement.lines]
    places = MeetingAttendee.objects.filter(person=assignment.facilitator, meeting__in=keys)
    places = places.exclude(_held_by(assignment, "meeting__")).select_related("meeting__supervisor")
    return places.order_by("-meeting__local_date", "-meeting__local_start", "pk")


def _actions(assignment: SupervisionAssignment, viewer: User, now: datetime) -> QuerySet[SupervisionAction]:
    """What they will do, of those that whoever supervises them knows: both may open these."""
    unclosed = actions_open_to(viewer, now).filter(
        _held_by(assignment, "meeting__"),
        person=assignment.facilitator,
        meeting__programme=assignment.programme,
        state=SupervisionAction.State.OPEN,
    )
    return unclosed.select_related("meeting", "text").order_by("due", "meeting__local_date", "pk")


def reviews_between(assignment: SupervisionAssignment) -> QuerySet[SupervisionReview]:
    """All that were shown to whoever supervises them, of every year: what has become of the ten areas over time."""
    shown = SupervisionReview.objects.filter(facilitator=assignment.facilitator, supervisor=assignment.supervisor)
    return shown.filter(programme=assignment.programme).order_by("-begun_at", "pk")


def _logs(assignment: SupervisionAssignment, statement: Statement, now: datetime) -> Iterable[LogVersion]:
    """The newest version of each log that was shared with whoever supervises them. Days and states, never a word."""
    months = statement.months
    shared = LogVersion.objects.readable_by(assignment.supervisor, now).filter(
        log__owner=assignment.facilitator,
        log__session__local_date__gte=months[0].first,
        log__session__local_date__lt=months[-1].moved(1).first,
    )
    rows = shared.select_related("log__session__group").order_by("-log__session__local_date", "log", "-number")
    newest: dict[UUID, LogVersion] = {}
    for version in rows:
        newest.setdefault(version.log_id, version)
    return newest.values()
