"""The part of "my data" that says who somebody is here: their roles, specialties, and who supervised whom."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import (
    Appointment,
    Authorisation,
    Invitation,
    Membership,
    ProgrammePlan,
    SupervisionAssignment,
    SupervisionProposal,
    Telephone,
    User,
)


@part
def roles(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """Every role that `user` holds or held."""
    appointments = Appointment.objects.filter(person=user).select_related("programme").order_by("starts_at", "pk")
    yield (appointments,)
    return [{"role": row.role, "programme": row.programme.name, **_time_of(row)} for row in appointments]


@part
def specialties(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    memberships = (
        Membership.objects.filter(person=user).select_related("specialty", "region").order_by("starts_at", "pk")
    )
    yield (memberships,)
    return [{"specialty": row.specialty.name, "region": row.region.name, **_time_of(row)} for row in memberships]


@part
def supervision(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """Who supervised `user`, and whom they supervised."""
    assignments = SupervisionAssignment.objects.filter(Q(facilitator=user) | Q(supervisor=user))
    named = assignments.select_related("facilitator", "supervisor", "programme").order_by("starts_at", "pk")
    yield (named,)
    return [
        {
            "facilitator": row.facilitator.name,
            "supervisor": row.supervisor.name,
            "programme": row.programme.name,
            **_time_of(row),
        }
        for row in named
    ]


@part
def authorisations(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """When `user` might co-facilitate, by whom it was confirmed, and what stood on that day."""
    rows = Authorisation.objects.filter(person=user).select_related("programme", "confirmed_by")
    authorisations = rows.order_by("starts_at", "pk")
    yield (authorisations,)
    return [
        {
            "programme": row.programme.name,
            "confirmed_by": row.confirmed_by.name,
            "basis": row.basis,
            **_time_of(row),
        }
        for row in authorisations
    ]


@part
def declarations(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """What `user` was asked about a proposed supervision and said: never what the other said."""
    proposals = SupervisionProposal.objects.between(user).select_related("facilitator", "supervisor")
    asked = proposals.order_by("proposed_at", "pk")
    yield (asked,)
    return [
        {
            "facilitator": row.facilitator.name,
            "supervisor": row.supervisor.name,
            "proposed": stamp(row.proposed_at),
            "my_answer": row.answer_of(user) or None,
        }
        for row in asked
    ]


@part
def invitations(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """The invitations that `user` accepted."""
    accepted = Invitation.objects.filter(accepted_by=user).select_related("programme").order_by("accepted_at", "pk")
    yield (accepted,)
    return [
        {
            "to": row.role,
            "programme": row.programme.name,
            "email": row.email,
            "called": row.name,
            "sent": stamp(row.sent_at),
            "accepted": stamp(row.accepted_at),
        }
        for row in accepted
    ]


@part
def plans(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """The versions of a programme's plan that `user` wrote."""
    written = ProgrammePlan.objects.filter(written_by=user).select_related("programme").order_by("written_at", "pk")
    yield (written,)
    return [
        {
            "programme": plan.programme.name,
            "written": stamp(plan.written_at),
            "order_of_calls": plan.order_of_calls,
            "emergency_contacts": plan.emergency_contacts,
            "on_call": plan.on_call,
            "review_on": plan.review_on.isoformat(),
        }
        for plan in written
    ]


@part
def telephone(user: User, _now: datetime) -> Telling[dict[str, str | None] | None]:
    """The number that `user` gives, and since when."""
    given = Telephone.objects.filter(person=user)
    yield (given,)
    return next(({"number": row.number, "given": stamp(row.given_at)} for row in given), None)


def _time_of(row: Any) -> dict[str, str | None]:
    """From when until when a dated row holds."""
    return {"from": stamp(row.starts_at), "until": stamp(row.ends_at)}
