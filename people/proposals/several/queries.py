"""Facilitators whom nobody supervises, and what stands in the way of one supervisor for each of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from people.models import Appointment, Programme, Role, SupervisionAssignment, SupervisionProposal, User
from people.searching import named

State = SupervisionProposal.State


@dataclass(frozen=True)
class Line:
    """One facilitator; `why_not` says why they are not offered here."""

    appointment: Appointment
    why_not: str


def without_supervisor(programme: Programme, sought: str, now: datetime) -> Any:
    """Those whom nobody supervises, and to whom nobody is proposed, by name."""
    of_theirs: dict[str, Any] = {"facilitator": OuterRef("person"), "programme": programme}
    supervised = SupervisionAssignment.objects.current(now).filter(**of_theirs)
    asked = SupervisionProposal.objects.open().filter(**of_theirs)
    facilitators = Appointment.objects.current(now).filter(role=Role.FACILITATOR, programme=programme)
    found = facilitators.filter(~Exists(supervised), ~Exists(asked)).select_related("person", "programme")
    if sought:
        found = found.filter(named(sought, "person__"))
    return found.order_by("person__sort_name", "person", "pk")


def judged(found: Any, to: User, now: datetime) -> Any:
    """Each with whether they supervise `to`, and whether a proposal of the two was declined."""
    mutual = SupervisionAssignment.objects.current(now).filter(facilitator=to, supervisor=OuterRef("person"))
    declined = SupervisionProposal.objects.filter(
        state=State.DECLINED, facilitator=OuterRef("person"), programme=OuterRef("programme"), supervisor=to
    )
    return found.annotate(mutual=Exists(mutual), declined=Exists(declined))


def lines_of(found: Iterable[Any], to: User) -> list[Line]:
    """Of what `judged` found; no query."""
    return [Line(appointment, why_not(appointment, to)) for appointment in found]


def why_not(appointment: Any, to: User) -> str:
    """What the verb would refuse, and what asks for a second look. Empty where nothing does."""
    if appointment.person == to:
        return _("You cannot choose people as their own supervisor. Choose someone else.")
    if appointment.mutual:
        return _("These two would supervise each other. Choose someone else.")
    if appointment.declined:
        return _("A proposal of these two was declined. To ask again, open their own page.")
    return ""
