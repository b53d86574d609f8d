"""Supervision passes to another supervisor, or ends because one of the two leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.http import Request
from people.endings.days import last_day
from people.endings.models import Ending, Event
from people.endings.registry import Kind, Occasion, Telling, Words
from people.models import Appointment, Programme, Role, SupervisionAssignment, User
from people.proposals.queries import open_proposal, proposed_now, supervisors_to_choose
from people.proposals.services import propose_supervisor
from people.queries import programmes_of, supervision_in
from people.scope import in_programme

SIDES = {Role.FACILITATOR: "facilitator", Role.SUPERVISOR: "supervisor"}


def supervision_occasion(
    assignment: SupervisionAssignment,
    *,
    by: User | None,
    at: datetime,
    now: datetime,
    gone: User | None = None,
    successor: User | None = None,
) -> Occasion:
    """`gone` is the supervisor, unless it is the facilitator who leaves."""
    return Occasion(
        Event.SUPERVISOR_CHANGES,
        assignment.programme,
        assignment,
        at=at,
        now=now,
        by=by,
        gone=gone or assignment.supervisor,
        successor=successor,
    )


def first_supervision_occasion(
    facilitator: User, to: User, programme: Programme, *, by: User, now: datetime
) -> Occasion:
    """Nobody supervises them, so nothing ends and nothing hangs on it; there may be something to consider."""
    begins = SupervisionAssignment(programme=programme, facilitator=facilitator, supervisor=to, starts_at=now)
    return Occasion(Event.SUPERVISOR_CHANGES, programme, begins, at=now, now=now, by=by, successor=to)


class SupervisorChanges(Kind):
    """Decided as another supervisor is proposed, and carried out once both have declared; or with a role that ends."""

    button = gettext_lazy("Ask both")

    def load(self, request: Request, pk: UUID | None, /, **more: Any) -> Occasion:
        """The supervision of the facilitator whose appointment is `pk`, and the supervisor `to`."""
        coordinated = programmes_of(request.user, Role.COORDINATOR, request.now)
        facilitators = Appointment.objects.current(request.now).filter(role=Role.FACILITATOR, programme__in=coordinated)
        appointment = get_object_or_404(facilitators.select_related("person", "programme"), pk=pk)
        person, programme = appointment.person, appointment.programme
        assignment = supervision_in(programme, person, request.now)
        to = supervisors_to_choose(programme, person, request.now).filter(pk=more["to"]).first()
        if assignment is None or to is None:
            raise Http404
        return supervision_occasion(assignment, by=request.user, at=request.now, now=request.now, successor=to)

    def title(self, occasion: Occasion) -> str:
        assignment: SupervisionAssignment = occasion.subject
        return _("%(new)s for %(who)s, in place of %(old)s") % {
            "new": occasion.successor,
            "who": assignment.facilitator.name,
            "old": assignment.supervisor.name,
        }

    def sentences(self, occasion: Occasion) -> Sequence[Words]:
        names = {"old": occasion.subject.supervisor.name, "new": occasion.successor}
        return (
            _("%(old)s goes on until both have declared no conflict") % names,
            _("then all of this happens at once, and everyone concerned is told") % names,
            _("a new agreement is due") % names,
        )

    def said(self, _occasion: Occasion) -> str:
        return _("Both are asked about conflicts of interest. The new supervision begins when neither declares one.")

    def back(self, _request: Request, occasion: Occasion) -> str:
        return in_programme("people:roster", occasion.programme)

    def perform(self, occasion: Occasion, choices: Mapping[str, str]) -> None:
        assignment: SupervisionAssignment = occasion.subject
        assert occasion.successor is not None  # and occasion.by, by `load`
        assert occasion.by is not None
        propose_supervisor(
            facilitator=assignment.facilitator,
            supervisor=occasion.successor,
            programme=occasion.programme,
            by=occasion.by,
            now=occasion.now,
            choices=choices,
            seen=occasion.seen,
        )

    def decided(self, occasion: Occasion) -> Sequence[object]:
        assignment: SupervisionAssignment = occasion.subject
        return proposed_now(open_proposal(assignment.facilitator, occasion.programme))

    def again(self, ending: Ending, now: datetime) -> Occasion:
        assignments = SupervisionAssignment.objects.select_related("supervisor", "facilitator", "programme")
        return supervision_occasion(
            assignments.get(pk=ending.subject_id), by=ending.by, at=ending.at, now=now, successor=ending.successor
        )

    def locked(self, occasion: Occasion) -> Occasion:
        assignments = SupervisionAssignment.objects.select_for_update(of=("self",))
        named = assignments.select_related("supervisor", "facilitator", "programme")
        return replace(occasion, subject=named.get(pk=occasion.subject.pk))

    def ended_at(self, occasion: Occasion) -> datetime | None:
        ends_at: datetime | None = occasion.subject.ends_at
        return ends_at

    def carry_out(self, occasion: Occasion) -> None:
        assignment = occasion.subject
        assignment.ends_at = occasion.at
        assignment.save(update_fields=["ends_at"])
        if occasion.successor:
            SupervisionAssignment.objects.create(
                facilitator=assignment.facilitator,
                supervisor=occasion.successor,
                programme=assignment.programme,
                starts_at=occasion.at,
            )

    def tells(self, occasion: Occasion) -> Sequence[Telling]:
        assignment: SupervisionAssignment = occasion.subject
        names = {"supervisor": assignment.supervisor.name, "facilitator": assignment.facilitator.name}
        if occasion.successor:
            names["new"] = occasion.successor.name
            return (
                Telling(assignment.facilitator, _("%(new)s supervises you now, in place of %(supervisor)s.") % names),
                Telling(assignment.supervisor, _("%(new)s supervises %(facilitator)s now, in your place.") % names),
                Telling(
                    occasion.successor,
                    _("You supervise %(facilitator)s now, after %(supervisor)s. Offer an agreement.") % names,
                    reverse("agreements:list"),
                ),
            )
        if occasion.gone == assignment.facilitator:
            said = _("%(facilitator)s has left, so you no longer supervise them.") % names
            return (Telling(assignment.supervisor, said),)
        said = _("%(supervisor)s no longer supervises you. Your coordinator is looking for someone else.") % names
        return (Telling(assignment.facilitator, said),)

    def announces(self, occasion: Occasion) -> Sequence[Telling]:
        assignment: SupervisionAssignment = occasion.subject
        names = {
            "supervisor": assignment.supervisor.name,
            "facilitator": assignment.facilitator.name,
            "day": last_day(occasion.at, occasion.programme),
        }
        if occasion.gone == assignment.facilitator:
            return (
                Telling(assignment.supervisor, _("You supervise %(facilitator)s until the end of %(day)s.") % names),
            )
        return (Telling(assignment.facilitator, _("%(supervisor)s supervises you until the end of %(day)s.") % names),)


def supervision_with_the_role(occasion: Occasion) -> Sequence[Occasion]:
    """Nobody supervises, or is supervised, without the role."""
    if occasion.event != Event.ROLE_ENDS or occasion.subject.role not in SIDES:
        return ()
    side = SIDES[Role(occasion.subject.role)]
    lasting = Q(ends_at=None) | Q(ends_at__gt=occasion.at)
    assignments = SupervisionAssignment.objects.filter(
        lasting, programme=occasion.programme, starts_at__lt=occasion.at, **{side: occasion.subject.person_id}
    )
    return [
        supervision_occasion(assignment, by=occasion.by, at=occasion.at, now=occasion.now, gone=occasion.subject.person)
        for assignment in assignments.select_related("supervisor", "facilitator", "programme").order_by(
            "starts_at", "pk"
        )
    ]
