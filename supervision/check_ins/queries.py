"""Reads about check-ins."""

from datetime import datetime
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Subquery, When

from foundation.days import stamp
from people.models import CoverWindow, Programme, SupervisionAssignment, User
from people.queries import covers_of
from supervision.check_ins.models import CheckIn


def asked_by(person: User, now: datetime) -> CheckIn | None:
    """The one that waits, with a supervisor who still supervises `person`. A second query only where one waits."""
    waiting = list(CheckIn.objects.waiting().filter(person=person).select_related("supervisor").order_by("pk"))
    if not waiting:
        return None
    held = SupervisionAssignment.objects.current(now).filter(facilitator=person)
    supervising = set(held.values_list("supervisor", "programme"))
    return next((one for one in waiting if (one.supervisor_id, one.programme_id) in supervising), None)


def who_would_see(person: User, now: datetime) -> list[User]:
    """Those who see that `person` asks to be checked in with: the supervisor, then who covers. One query.

    A test holds it to whom `received_by` lets see it once it is asked (`tests/supervision/check_ins`).
    """
    held = SupervisionAssignment.objects.current(now).filter(facilitator=person).order_by("-starts_at", "pk")
    supervisor, programme = (Subquery(held.values(name)[:1]) for name in ("supervisor", "programme"))
    covering = CoverWindow.objects.current(now).filter(supervisor=supervisor, programme=programme)
    seeing = User.objects.filter(Q(pk=supervisor) | Q(Exists(covering.filter(cover=OuterRef("pk")))))
    return list(seeing.exclude(pk=person.pk).order_by(Case(When(pk=supervisor, then=0), default=1), "pk"))


def who_sees(check_in: CheckIn, now: datetime) -> list[User]:
    """The same of one that was asked and waits."""
    asked = check_in.supervisor
    return [asked, *covers_of(asked, check_in.programme_id, now)] if asked else []


def waiting_for(user: User, now: datetime) -> list[CheckIn]:
    """Whom to get in touch with, the longest waiting first."""
    waiting = CheckIn.objects.received_by(user, now).waiting()
    return list(waiting.select_related("person", "supervisor").order_by("asked_at", "pk"))


def asks(person: User, programme: Programme, now: datetime) -> bool:
    """Whether `person` waits for a check-in in this programme, from whoever supervises them there."""
    asked = asked_by(person, now)
    return asked is not None and asked.programme_id == programme.pk


def export(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": when `user` asked, and when somebody had been in touch."""
    asked = CheckIn.objects.filter(person=user).select_related("supervisor").order_by("asked_at", "pk")
    return [
        {
            "asked_at": stamp(one.asked_at),
            "supervisor": one.supervisor.name if one.supervisor else "",
            "answered_at": stamp(one.answered_at),
        }
        for one in asked
    ]
