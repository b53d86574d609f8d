"""What pairing knows of people, read for a whole programme at once: a constant number of queries."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet

from foundation.days import first_instant, local_day
from groups.apart.queries import kept_apart
from groups.availability.models import Availability
from groups.availability.week import in_utc, seasons
from groups.models import Facilitation, GroupSession, SessionFacilitator
from groups.pairing.fitting import Bonds, Facts
from groups.pairing.matching import Pool
from people.models import Appointment, Authorisation, Membership, Programme, Role, SupervisionAssignment, User
from people.supervised import currently_supervised


def facilitators_of(programme: Programme, now: datetime) -> QuerySet[User]:
    appointments = Appointment.objects.current(now).filter(role=Role.FACILITATOR, programme=programme)
    return User.objects.filter(pk__in=appointments.values("person"), is_active=True).order_by("pk")


def waiting_in(programme: Programme, now: datetime) -> QuerySet[User]:
    """Its facilitators who are in no pair of it."""
    placed = Facilitation.objects.current(now).filter(group__programme=programme)
    return facilitators_of(programme, now).exclude(pk__in=placed.values("person"))


def pool_of(programme: Programme, people: Sequence[User], starts_on: date, now: datetime) -> Pool:
    """Facts of these facilitators of the programme, as of the day on which they would begin. Eight queries."""
    known = Known(programme, starts_on, now)
    return Pool.of([known.facts_of(person) for person in people], bonds_among(programme, now))


def bonds_among(programme: Programme, now: datetime) -> Bonds:
    facilitators = facilitators_of(programme, now).order_by().values("pk")
    supervised = SupervisionAssignment.objects.current(now).filter(facilitator__in=facilitators)
    supervising = {frozenset(pair) for pair in supervised.values_list("facilitator_id", "supervisor_id")}
    return Bonds(frozenset(supervising), frozenset(kept_apart(facilitators)))


class Known:
    """All that is asked about the facilitators of a programme, by their keys."""

    def __init__(self, programme: Programme, starts_on: date, now: datetime) -> None:
        self.starts_on, self.today = starts_on, local_day(now, programme.zone)
        self.seasons = seasons(self.today)
        people = facilitators_of(programme, now).order_by().values("pk")
        begins = max(first_instant(starts_on, programme.zone), now)
        authorised = Authorisation.objects.current(begins).filter(programme=programme)
        self.authorised = set(authorised.values_list("person_id", flat=True))
        self.supervised = currently_supervised(programme, now)
        places = Facilitation.objects.current(now).filter(person__in=people).order_by()
        self.groups = _counted(places)
        held = SessionFacilitator.objects.counted().filter(session__state=GroupSession.State.HELD, person__in=people)
        self.sessions = _counted(held.order_by())
        specialties = Membership.objects.current(now).filter(person__in=people)
        self.specialties: dict[UUID, str] = dict(specialties.values_list("person_id", "specialty__name"))
        self.weeks = {row.person_id: row for row in Availability.objects.filter(person__in=people)}

    def facts_of(self, person: User) -> Facts:
        key, week = person.pk, self.weeks.get(person.pk)
        return Facts(
            key,
            person.name,
            authorised=key in self.authorised,
            supervised=key in self.supervised,
            groups=self.groups.get(key, 0),
            sessions=self.sessions.get(key, 0),
            specialty=self.specialties.get(key, ""),
            grade=week.grade if week else "",
            in_time=week is None or week.holds_on(self.starts_on),
            rings=self._rings(week) if week else None,
            old=bool(week and week.is_old(self.today)),
            zone=week.zone if week else "",
        )

    def _rings(self, week: Availability) -> tuple[int, int]:
        winter, summer = (in_utc(week.local, monday) for monday in self.seasons)
        return winter, summer


def _counted(rows: QuerySet[Facilitation] | QuerySet[SessionFacilitator]) -> dict[UUID, int]:
    return dict(rows.values_list("person_id").annotate(number=Count("pk")))
