"""What somebody who is gone had agreed to do is let go, and those who were at the meeting are told to look at it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidential.services import note
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import Appointment, Role, SupervisionAssignment, User
from supervision.meetings.deeds import ActionDeed
from supervision.meetings.models import MeetingAttendee, SupervisionAction

State = SupervisionAction.State


def find(occasion: Occasion) -> Sequence[Hanging]:
    return _of_who_leaves(occasion) if occasion.event == Event.ROLE_ENDS else _of_supervision(occasion)


def _of_who_leaves(occasion: Occasion) -> Sequence[Hanging]:
    """All open actions of a facilitator who leaves, whoever supervised them when they were agreed."""
    if occasion.subject.role != Role.FACILITATOR:
        return []
    unclosed = SupervisionAction.objects.filter(
        person=occasion.subject.person, state=State.OPEN, meeting__programme=occasion.programme
    )
    return [_hanging(occasion, action, occasion.subject.person) for action in in_order(unclosed)]


def in_order(actions: QuerySet[SupervisionAction]) -> QuerySet[SupervisionAction]:
    named = actions.select_related("meeting__supervisor", "person").prefetch_related("meeting__attendees__person")
    return named.order_by("meeting__local_date", "pk")


def _of_supervision(occasion: Occasion) -> Sequence[Hanging]:
    """Open actions of the one who is gone, from meetings of the two; not those that others of the meeting wait for."""
    assignment: SupervisionAssignment = occasion.subject
    asked = MeetingAttendee.objects.filter(meeting=OuterRef("meeting"), person=assignment.facilitator_id)
    by_the_supervisor = Q(meeting__supervisor=assignment.supervisor_id) | Q(
        meeting__covered_for=assignment.supervisor_id
    )
    unclosed = SupervisionAction.objects.filter(
        by_the_supervisor,
        Exists(asked),
        person=occasion.gone,
        state=State.OPEN,
        meeting__programme=assignment.programme_id,
    )
    if occasion.successor:
        unclosed = unclosed.exclude(Exists(_still_waited_for(assignment, occasion)))
    return [_hanging(occasion, action, assignment.facilitator) for action in in_order(unclosed)]


def _still_waited_for(assignment: SupervisionAssignment, occasion: Occasion) -> QuerySet[MeetingAttendee]:
    going_on = (
        SupervisionAssignment.objects.current(occasion.at)
        .filter(supervisor=assignment.supervisor_id, programme=assignment.programme_id)
        .exclude(facilitator=assignment.facilitator_id)
    )
    return MeetingAttendee.objects.filter(meeting=OuterRef("meeting"), person__in=going_on.values("facilitator"))


def _hanging(occasion: Occasion, action: SupervisionAction, about: User) -> Hanging:
    names = {"who": action.person.name, "day": f"{action.meeting.local_date:%-d %B %Y}"}
    said = _(
        "%(who)s had agreed to something at your meeting of %(day)s and had not closed it. No one is doing it now."
    )
    still_in_a_role = Appointment.objects.current(occasion.now).filter(programme=occasion.programme).values("person")
    at_the_meeting = [*(place.person_id for place in action.meeting.attendees.all()), action.meeting.supervisor_id]
    people = User.objects.filter(pk__in=at_the_meeting).filter(pk__in=still_in_a_role).exclude(pk=action.person_id)
    path = action.meeting.get_absolute_url()
    tells = [Telling(person, said % names, path) for person in people.order_by("pk")]
    words = _("Something that %(who)s agreed to on %(day)s") % names
    let_go = Choice("drop", gettext_lazy("It is dropped"), partial(_drop, action, occasion.now), tells)
    return Hanging(action.pk, words, [let_go], about=about)


def _drop(action: SupervisionAction, now: datetime) -> None:
    still = SupervisionAction.objects.select_for_update(of=("self",)).filter(pk=action.pk, state=State.OPEN)
    for other_action in still.select_related("person"):
        other_action.state, other_action.closed_at = State.DROPPED, now
        other_action.drop_reason = SupervisionAction.DropReason.GONE
        other_action.save(update_fields=["state", "closed_at", "drop_reason"])
        note(other_action, actor=other_action.person, deed=ActionDeed.DROPPED, owner_id=other_action.person_id, now=now)


ENTRY = Entry(
    gettext_lazy("Open actions"),
    frozenset({Event.SUPERVISOR_CHANGES, Event.ROLE_ENDS}),
    find,
    unseen=gettext_lazy(
        "What they had agreed to do and not closed is dropped. The people who were at the meeting are told."
    ),
)
