"""What a programme still needs before it can run, told to its coordinators from what there is."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from foundation.cards import Card
from foundation.http import Request
from groups.models import Facilitation
from people.models import (
    Appointment,
    Invitation,
    Programme,
    ProgrammePlan,
    Role,
    SupervisionAssignment,
    SupervisionProposal,
)
from people.queries import coordinated_programmes
from people.scope import in_programme


@dataclass(frozen=True)
class FirstStep:
    """`state` in words; `url` is where it is done."""

    title: str
    state: str
    done: bool
    url: str


def still_to_do(request: Request) -> Card | None:
    """For coordinators, until everything of their programmes is in place."""
    programmes = with_figures(coordinated_programmes(request.user, request.now), request.now)
    lists = [(programme, first_steps(programme)) for programme in programmes]
    open_lists = [(programme, steps) for programme, steps in lists if not all(step.done for step in steps)]
    return Card("pages/card_first_steps.html", context={"lists": open_lists}) if open_lists else None


def with_figures(programmes: QuerySet[Programme], now: datetime) -> QuerySet[Programme]:
    """The programmes with how many hold each role, are invited, supervised, proposed and paired. One query."""
    appointments, waiting = Appointment.objects.current(now), Invitation.objects.open().filter(expires_at__gt=now)
    counts: dict[str, Any] = {}
    for role in (Role.SUPERVISOR, Role.GOVERNANCE, Role.DEPUTY, Role.FACILITATOR):
        counts[f"{role}_joined"] = counted(appointments.filter(role=role))
        counts[f"{role}_invited"] = counted(waiting.filter(role=role))
    return programmes.annotate(
        **counts,
        planned=Exists(ProgrammePlan.objects.filter(programme=OuterRef("pk"))),
        supervised=counted(SupervisionAssignment.objects.current(now), "facilitator"),
        proposed=counted(SupervisionProposal.objects.open()),
        paired=counted(Facilitation.objects.current(now), "person", programme="group__programme"),
    )


def counted(rows: QuerySet[Any], what: str = "pk", *, programme: str = "programme") -> Coalesce:
    """How many different `what` there are among `rows` of the programme outside."""
    of_one = rows.filter(**{programme: OuterRef("pk")}).order_by().values(programme)
    return Coalesce(Subquery(of_one.annotate(count=Count(what, distinct=True)).values("count")), 0)


def first_steps(programme: Any) -> list[FirstStep]:
    """`programme` comes from `with_figures`."""
    facilitators = programme.facilitator_joined
    return [
        _invited(programme, Role.SUPERVISOR, _("Invite supervisors")),
        _invited(programme, Role.GOVERNANCE, _("Invite a governance lead")),
        _deputy(programme),
        FirstStep(
            _("Fill in the programme's plan"),
            _("Filled in") if programme.planned else _("Groups can start once it says who to ring"),
            programme.planned,
            reverse("people:write_plan", args=[programme.pk]),
        ),
        _invited(programme, Role.FACILITATOR, _("Invite facilitators")),
        FirstStep(
            _("Give each facilitator a supervisor"),
            _supervised(programme),
            facilitators > 0 and programme.supervised >= facilitators,
            in_programme("people:roster", programme),
        ),
        FirstStep(
            _("Pair the facilitators in groups"),
            _("%(paired)s of %(all)s are in a pair") % {"paired": programme.paired, "all": facilitators},
            facilitators > 0 and programme.paired >= facilitators,
            reverse("groups:list"),
        ),
    ]


def _invited(programme: Any, role: Role, title: str) -> FirstStep:
    joined, invited = getattr(programme, f"{role}_joined"), getattr(programme, f"{role}_invited")
    if joined or invited:
        state = _("%(joined)s joined, %(invited)s invited") % {"joined": joined, "invited": invited}
    else:
        state = _("No one is invited yet")
    return FirstStep(title, state, joined > 0, f"{in_programme('people:invite', programme)}&role={role}")


def _deputy(programme: Any) -> FirstStep:
    """Once there is a governance lead, the deputy is theirs to invite."""
    if programme.governance_joined:
        step = _invited(programme, Role.DEPUTY, _("Ask the governance lead to invite a deputy"))
        return replace(step, url=in_programme("people:roster", programme))
    return _invited(programme, Role.DEPUTY, _("Invite a deputy of the governance lead"))


def _supervised(programme: Any) -> str:
    counts = {"supervised": programme.supervised, "all": programme.facilitator_joined, "proposed": programme.proposed}
    if programme.proposed:
        return _("%(supervised)s of %(all)s have one, %(proposed)s proposed") % counts
    return _("%(supervised)s of %(all)s have one") % counts
