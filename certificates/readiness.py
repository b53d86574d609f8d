"""The coordinator's board: one row for each facilitator. The same row is what the facilitator sees of themselves."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from certificates.items import Item, State, coordinator, missing, state_of
from certificates.queries import AwardStanding, Standing, facilitators, facilitators_of, standings
from certificates.states import with_state
from foundation.days import local_day
from groups.models import Facilitation, GroupSession
from people.models import Appointment, Programme, User
from people.searching import named
from supervision.meetings.models import MeetingAttendee, MeetingState
from supervision.rhythm.queries import overdue_since


@dataclass(frozen=True)
class Action:
    """The one thing that a coordinator can do on a row: a page that lists the items, and a button there."""

    label: str
    url: str


@dataclass(frozen=True)
class Place:
    """Somebody's place in a group, with the group's next session."""

    group_id: UUID
    group: str
    next_session: datetime | None


@dataclass(frozen=True)
class Row:
    """One facilitator in one programme, on the way to `towards`."""

    standing: Standing
    places: tuple[Place, ...]
    towards: str
    state: State
    missing: tuple[Item, ...]
    who_next: str
    action: Action | None
    # Of their supervision; None where it is in time, and where this was not asked.
    overdue_since: date | None = None

    @property
    def person(self) -> User:
        return self.standing.person

    @property
    def programme(self) -> Programme:
        return self.standing.programme

    @property
    def award(self) -> AwardStanding | None:
        return self.standing.next_award

    @property
    def groups(self) -> str:
        return ", ".join(place.group for place in self.places)

    @property
    def next_session(self) -> datetime | None:
        return min((place.next_session for place in self.places if place.next_session), default=None)

    @property
    def next_supervision(self) -> datetime | None:
        """The wall time that `with_next_meeting` brought along."""
        appointment = self.standing.appointment
        return wall_time(appointment.meeting_date, appointment.meeting_start)  # type: ignore[attr-defined]


def board(user: User, now: datetime) -> list[Row]:
    """Every current facilitator of the programmes that `user` coordinates. A constant number of queries."""
    return rows_of(facilitators_of(user, now), viewer=user, now=now, modules=True)


def narrowed(user: User, now: datetime, *, state: str, sought: str) -> QuerySet[Appointment]:
    """The same facilitators, in the order of the board: those in `state`, and those named or in a group so named."""
    found = facilitators_of(user, now)
    if state:
        found = with_state(found, now).filter(state=state)
    if sought:
        in_the_group = Facilitation.objects.current(now).filter(group__code_name__icontains=sought).values("person")
        found = found.filter(named(sought, "person__") | Q(person__in=in_the_group))
    return found.order_by("programme__name", "person__sort_name", "person", "pk")


def rows_on_page(page: Iterable[Appointment], *, viewer: User, now: datetime) -> list[Row]:
    """Of the appointments on one page."""
    facilitators_shown = facilitators(now).filter(pk__in=[appointment.pk for appointment in page])
    rows = rows_of(facilitators_shown, viewer=viewer, now=now, modules=True)
    late = overdue_since({row.person.pk for row in rows}, now)
    return [replace(row, overdue_since=late.get((row.person.pk, row.programme.pk))) for row in rows]


def own_rows(user: User, now: datetime) -> list[Row]:
    """How `user` stands, as the coordinators see it."""
    return rows_of(facilitators(now).filter(person=user), viewer=user, now=now, modules=False)


def rows_of(appointments: QuerySet[Appointment], *, viewer: User, now: datetime, modules: bool) -> list[Row]:
    today = local_day(now)
    found = standings(with_next_meeting(appointments, today), now, modules=modules)
    places = places_of({standing.person.pk for standing in found}, today, now)
    rows = [row_of(standing, places[standing.person.pk, standing.programme.pk], viewer) for standing in found]
    return sorted(rows, key=by_name)


def by_name(row: Row) -> tuple[str, ...]:
    person = row.person
    return row.programme.name, person.sort_name, str(person.pk)


def row_of(standing: Standing, places: Sequence[Place], viewer: User) -> Row:
    award = standing.next_award
    state, items, towards = next_thing(standing, award)
    lacking = tuple(missing(items)) if state != State.NOTHING_DUE else ()
    return Row(
        standing=standing,
        places=tuple(places),
        towards=towards,
        state=state,
        missing=lacking,
        who_next=next_actor(state, lacking),
        action=action_on(standing, award, state, viewer),
    )


def next_thing(standing: Standing, award: AwardStanding | None) -> tuple[State, list[Item], str]:
    """What this person is on the way to: the authorisation first, then the award."""
    if standing.authorised_on is None:
        items = standing.authorisation
        return state_of(items, begun=standing.modules_begun), items, _("Authorisation to co-facilitate")
    if award is None:
        return State.NOTHING_DUE, [], _("No award is set up yet")
    return award.state, award.items, award.award.name


def next_actor(state: State, lacking: Sequence[Item]) -> str:
    if state == State.NOTHING_DUE:
        return ""
    return lacking[0].who_next if lacking else coordinator()


def action_on(standing: Standing, award: AwardStanding | None, state: State, viewer: User) -> Action | None:
    """Nothing on one's own row: nobody confirms or issues for themselves."""
    if state != State.READY or standing.person == viewer:
        return None
    if standing.authorised_on is None:
        return Action(_("Confirm authorisation"), reverse("certificates:authorise", args=[standing.appointment.pk]))
    assert award is not None
    return Action(
        _("Issue certificate"), reverse("certificates:issue", args=[standing.appointment.pk, award.award.slug])
    )


def with_next_meeting(appointments: QuerySet[Appointment], today: date) -> QuerySet[Appointment]:
    """With the wall time of the next supervision meeting that is planned with this person."""
    asked = MeetingAttendee.objects.filter(
        person=OuterRef("person"),
        meeting__programme=OuterRef("programme"),
        meeting__state=MeetingState.PLANNED,
        meeting__local_date__gte=today,
    ).order_by("meeting__local_date", "meeting__local_start")
    return appointments.annotate(
        meeting_date=Subquery(asked.values("meeting__local_date")[:1]),
        meeting_start=Subquery(asked.values("meeting__local_start")[:1]),
    )


def places_of(people: Iterable[UUID], today: date, now: datetime) -> dict[tuple[UUID, UUID], list[Place]]:
    """Where these people facilitate, by person and programme. One query."""
    planned = GroupSession.objects.filter(
        group=OuterRef("group"), state=GroupSession.State.PLANNED, local_date__gte=today
    ).order_by("local_date", "local_start")
    current: Any = Facilitation.objects.current(now)
    rows = (
        current.filter(person__in=list(people))
        .annotate(date=Subquery(planned.values("local_date")[:1]), start=Subquery(planned.values("local_start")[:1]))
        .select_related("group")
        .order_by("group__code_name")
    )
    places: dict[tuple[UUID, UUID], list[Place]] = defaultdict(list)
    for row in rows:
        place = Place(row.group.pk, row.group.code_name, wall_time(row.date, row.start))
        places[row.person_id, row.group.programme_id].append(place)
    return places


def wall_time(day: date | None, start: time | None) -> datetime | None:
    """Local time without a zone: it is shown where it holds."""
    return datetime.combine(day, start) if day and start else None
