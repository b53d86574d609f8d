"""Whom a concern may be about: whoever holds, held or is set to hold the role that it names, beside the raiser.

The raiser gives a role and no name, so all whom they can mean are kept out, whatever the day: a cover who begins on
Monday, a co-facilitator whose place ended on Friday, the supervisor before this one. Asked once, as it is raised.
Whoever comes to hold the role only later is not meant: of them the raiser could not know.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from django.db.models import DateTimeField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from groups.models import Facilitation, SessionFacilitator
from people.models import Appointment, CoverWindow, Programme, Role, SupervisionAssignment, User
from supervision.concerns.models import About

# People, as a query that yields their ids.
Ids = QuerySet[Any, Any]
# What is open goes on beyond every date that anybody gives.
END_OF_TIME = datetime(9999, 1, 1, tzinfo=UTC)


def holders_of(about: str, raiser: User, programme: Programme) -> list[User]:
    """Who never learns of a concern about the role `about`; the raiser is not among them. [] when about nobody."""
    if not about:
        return []
    people = User.objects.filter(HOLDING[About(about)](raiser, programme))
    return list(people.exclude(pk=raiser.pk).order_by("sort_name", "pk"))


def _supervisors(raiser: User, programme: Programme) -> Ids:
    return SupervisionAssignment.objects.filter(facilitator=raiser, programme=programme).values("supervisor")


def _are_supervisors(raiser: User, programme: Programme) -> Q:
    return Q(pk__in=_supervisors(raiser, programme))


def _are_covers(raiser: User, programme: Programme) -> Q:
    windows = CoverWindow.objects.filter(programme=programme, supervisor__in=_supervisors(raiser, programme))
    return Q(pk__in=windows.values("cover"))


def _are_partners(raiser: User, programme: Programme) -> Q:
    """Whoever had a place in a group while the raiser had the other, or facilitated a session with them."""
    places = Facilitation.objects.filter(group__programme=programme)
    own_places = places.filter(_at_one_time(), person=raiser, group=OuterRef("group"))
    sessions = SessionFacilitator.objects.filter(session__group__programme=programme)
    with_me = sessions.filter(session__in=sessions.filter(person=raiser).values("session"))
    return Q(pk__in=places.filter(Exists(own_places)).values("person")) | Q(pk__in=with_me.values("person"))


def _at_one_time() -> Q:
    """On a place, inside a query over places: the two were held at one time. An end itself belongs to neither."""
    ends = Coalesce(OuterRef("ends_at"), Value(END_OF_TIME, output_field=DateTimeField()))
    return Q(starts_at__lt=ends) & (Q(ends_at=None) | Q(ends_at__gt=OuterRef("starts_at")))


def _are_in_role(role: Role) -> Callable[[User, Programme], Q]:
    def people(_raiser: User, programme: Programme) -> Q:
        return Q(pk__in=Appointment.objects.filter(role=role, programme=programme).values("person"))

    return people


HOLDING: Mapping[About, Callable[[User, Programme], Q]] = {
    About.SUPERVISOR: _are_supervisors,
    About.COVER: _are_covers,
    About.PARTNER: _are_partners,
    About.COORDINATOR: _are_in_role(Role.COORDINATOR),
    About.GOVERNANCE: _are_in_role(Role.GOVERNANCE),
    About.DEPUTY: _are_in_role(Role.DEPUTY),
}
