"""Supervision passes to another supervisor, or ends because one of the two leaves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from people import services
from people.endings.days import last_day
from people.endings.models import Ending, Event
from people.endings.registry import Kind, Occasion, Telling
from people.models import Role, SupervisionAssignment, User

SIDES = {Role.FACILITATOR: "facilitator", Role.SUPERVISOR: "supervisor"}


def supervision_occasion(
    held: SupervisionAssignment, *, by: User | None, at: datetime, now: datetime, gone: User | None = None,
    successor: User | None = None,
) -> Occasion:
    """`gone` is the supervisor, unless it is the facilitator who leaves."""
    return Occasion(
        Event.SUPERVISOR_CHANGES, held.programme, held, at=at, now=now, by=by, gone=gone or held.supervisor,
        successor=successor,
    )


class SupervisorChanges(Kind):
    """Decided on the page where a supervisor is proposed, or as a role ends: it has no page of its own."""

    def again(self, ending: Ending, now: datetime) -> Occasion:
        held = SupervisionAssignment.objects.select_related("supervisor", "facilitator", "programme")
        return supervision_occasion(
            held.get(pk=ending.subject_id), by=ending.by, at=ending.at, now=now, successor=ending.successor
        )

    def locked(self, occasion: Occasion) -> Occasion:
        held = SupervisionAssignment.objects.select_for_update(of=("self",))
        named = held.select_related("supervisor", "facilitator", "programme")
        return replace(occasion, subject=named.get(pk=occasion.subject.pk))

    def ended_at(self, occasion: Occasion) -> datetime | None:
        ends_at: datetime | None = occasion.subject.ends_at
        return ends_at

    def carry_out(self, occasion: Occasion) -> None:
        held = occasion.subject
        held.ends_at = occasion.at
        held.save(update_fields=["ends_at"])
        if occasion.successor:
            made = SupervisionAssignment.objects.create(
                facilitator=held.facilitator, supervisor=occasion.successor, programme=held.programme,
                starts_at=occasion.at,
            )
            services.note_about(
                made, actor=occasion.by or occasion.successor, action="assigned_supervisor", owner=held.facilitator,
                now=occasion.now,
            )

    def tells(self, occasion: Occasion) -> Sequence[Telling]:
        held: SupervisionAssignment = occasion.subject
        names = {"supervisor": held.supervisor.name, "facilitator": held.facilitator.name}
        if occasion.successor:
            names["new"] = occasion.successor.name
            return (
                Telling(held.facilitator, _("%(new)s supervises you now, in place of %(supervisor)s.") % names),
                Telling(held.supervisor, _("%(new)s supervises %(facilitator)s now, in your place.") % names),
                Telling(
                    occasion.successor,
                    _("You supervise %(facilitator)s now, after %(supervisor)s. Offer an agreement.") % names,
                    "/agreements/",
                ),
            )
        if occasion.gone == held.facilitator:
            said = _("%(facilitator)s has left, so you do not supervise them any more.") % names
            return (Telling(held.supervisor, said),)
        said = _("%(supervisor)s does not supervise you any more. Your coordinator looks for somebody else.") % names
        return (Telling(held.facilitator, said),)

    def announces(self, occasion: Occasion) -> Sequence[Telling]:
        held: SupervisionAssignment = occasion.subject
        names = {
            "supervisor": held.supervisor.name, "facilitator": held.facilitator.name,
            "day": last_day(occasion.at, occasion.programme),
        }
        if occasion.gone == held.facilitator:
            return (Telling(held.supervisor, _("You supervise %(facilitator)s until the end of %(day)s.") % names),)
        return (Telling(held.facilitator, _("%(supervisor)s supervises you until the end of %(day)s.") % names),)


def supervision_with_the_role(occasion: Occasion) -> Sequence[Occasion]:
    """Nobody supervises, or is supervised, without the role."""
    if occasion.event != Event.ROLE_ENDS or occasion.subject.role not in SIDES:
        return ()
    side = SIDES[Role(occasion.subject.role)]
    lasting = Q(ends_at=None) | Q(ends_at__gt=occasion.at)
    held = SupervisionAssignment.objects.filter(
        lasting, programme=occasion.programme, starts_at__lt=occasion.at, **{side: occasion.subject.person_id}
    )
    return [
        supervision_occasion(one, by=occasion.by, at=occasion.at, now=occasion.now, gone=occasion.subject.person)
        for one in held.select_related("supervisor", "facilitator", "programme").order_by("starts_at", "pk")
    ]
