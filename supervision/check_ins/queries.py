"""Reads about check-ins."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Case, Q, QuerySet, Subquery, When

from people.models import CoverWindow, Programme, SupervisionAssignment, User
from people.queries import covers_of
from supervision.check_ins.models import CheckIn


def waits_of(person: User, _now: datetime) -> QuerySet[CheckIn]:
    return CheckIn.objects.waiting().filter(person=person).select_related("supervisor").order_by("pk")


def asked_by(person: User, now: datetime) -> CheckIn | None:
    """The one that waits, with a supervisor who still supervises `person`. A second query only where one waits."""
    return still_asked(waits_of(person, now), person, now)


def still_asked(waiting: Iterable[CheckIn], person: User, now: datetime) -> CheckIn | None:
    """Of those that wait of `person`, the one whose supervisor still supervises them."""
    waiting = list(waiting)
    if not waiting:
        return None
    assignments = SupervisionAssignment.objects.current(now).filter(facilitator=person)
    supervising = set(assignments.values_list("supervisor", "programme"))
    return next(
        (check_in for check_in in waiting if (check_in.supervisor_id, check_in.programme_id) in supervising), None
    )


def who_would_see(person: User, now: datetime) -> QuerySet[User]:
    """Those who see that `person` asks to be checked in with: the supervisor, then who covers.

    A test holds it to whom `received_by` lets see it once it is asked (`tests/supervision/check_ins`).
    """
    assignments = SupervisionAssignment.objects.current(now).filter(facilitator=person).order_by("-starts_at", "pk")
    supervisor, programme = (Subquery(assignments.values(name)[:1]) for name in ("supervisor", "programme"))
    covering = CoverWindow.objects.current(now).filter(supervisor=supervisor, programme=programme)
    seeing = User.objects.filter(Q(pk__in=assignments.values("supervisor")[:1]) | Q(pk__in=covering.values("cover")))
    return seeing.exclude(pk=person.pk).order_by(Case(When(pk=supervisor, then=0), default=1), "pk")


def who_sees(check_in: CheckIn, now: datetime) -> list[User]:
    """The same of one that was asked and waits."""
    asked = check_in.supervisor
    return [asked, *covers_of(asked, check_in.programme_id, now)] if asked else []


def waiting_for(user: User, now: datetime) -> list[CheckIn]:
    """Whom to get in touch with, the longest waiting first."""
    return list(to_answer(user, now))


def to_answer(user: User, now: datetime) -> QuerySet[CheckIn]:
    waiting = CheckIn.objects.received_by(user, now).waiting()
    return waiting.select_related("person", "supervisor").order_by("asked_at", "pk")


def asks(person: User, programme: Programme, now: datetime) -> bool:
    """Whether `person` waits for a check-in in this programme, from whoever supervises them there."""
    asked = asked_by(person, now)
    return asked is not None and asked.programme_id == programme.pk
