"""Planned meetings when supervision passes on or a cover leaves: handed on or cancelled.

A meeting that is handed on is a new one, at the same time: what the earlier supervisor had drafted stays theirs.
"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.models import Facilitation
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import Role, SupervisionAssignment, User
from supervision.meetings.choices import (
    CANCEL,
    HAND,
    begun_line,
    cancelled,
    given_to,
    in_order,
    line,
    people_of,
    telling,
    when,
)
from supervision.meetings.handing import hand_on, planned_then, take_off
from supervision.meetings.models import (
    CancelReason,
    MeetingAttendee,
    MeetingState,
    SupervisionMeeting,
)


def find_of_supervision(occasion: Occasion) -> Sequence[Hanging]:
    """Planned meetings of the two whose supervision ends, also those that a cover holds."""
    stay = _who_stay(occasion)
    return [
        _of_supervision(occasion, place)
        for place in _planned(occasion)
        # With somebody else who stays, what has begun is still recorded.
        if place.meeting.starts_at >= occasion.at or place.meeting_id not in stay
    ]


def _planned(occasion: Occasion) -> QuerySet[MeetingAttendee]:
    """The place of the one whose supervision ends in each of them, the soonest first."""
    assignment: SupervisionAssignment = occasion.subject
    by_the_supervisor = Q(meeting__supervisor=assignment.supervisor_id) | Q(
        meeting__covered_for=assignment.supervisor_id
    )
    planned = MeetingAttendee.objects.filter(
        by_the_supervisor,
        person=assignment.facilitator_id,
        meeting__state=MeetingState.PLANNED,
        meeting__programme=occasion.programme,
    ).select_related("person", "meeting__supervisor", "meeting__covered_for", "meeting__programme")
    return planned.order_by("meeting__local_date", "meeting__local_start", "pk")


def going_on_without(occasion: Occasion) -> list[UUID]:
    """Meetings still to come that the one whose supervision ends was asked to, and that take place without them."""
    places = _planned(occasion).filter(meeting__in=_who_stay(occasion))
    return [place.meeting_id for place in places if place.meeting.starts_at >= occasion.at]


def _who_stay(occasion: Occasion) -> set[UUID]:
    """Planned meetings to which somebody else comes whom the same supervisor goes on to look after."""
    assignment: SupervisionAssignment = occasion.subject
    if occasion.gone == assignment.supervisor and occasion.successor is None:
        return set()
    going_on = SupervisionAssignment.objects.current(occasion.at).filter(
        supervisor=assignment.supervisor_id, programme=assignment.programme_id
    )
    places = MeetingAttendee.objects.filter(
        person__in=going_on.exclude(facilitator=assignment.facilitator_id).values("facilitator"),
        meeting__state=MeetingState.PLANNED,
    )
    return set(places.values_list("meeting", flat=True))


def _of_supervision(occasion: Occasion, place: MeetingAttendee) -> Hanging:
    meeting, person = place.meeting, place.person
    choices = [_off(occasion, place)]
    if occasion.successor and meeting.starts_at >= occasion.at and _free(meeting, person, occasion.successor):
        choices.insert(0, _to_the_new_one(occasion, place, occasion.successor))
    words = _("%(when)s: %(who)s with %(supervisor)s") % {
        "when": when(meeting),
        "who": person.name,
        "supervisor": meeting.supervisor.name,
    }
    if meeting.starts_at < occasion.at:
        words = begun_line(words)
    return Hanging(place.pk, words, choices, about=person)


def _free(meeting: SupervisionMeeting, person: User, to: User) -> bool:
    """Whether `to` meets nobody else then; the other of the pair, who came before, does not count."""
    if meeting.supervisor_id == to.pk and meeting.attendees.exclude(person=person).exists():
        # `to` holds it as cover, and goes on for the others: it takes that very time.
        return False
    standing = planned_then(meeting, to)
    if standing is None:
        return True
    lasting = Facilitation.objects.overlapping(meeting.starts_at)
    pairs = lasting.filter(person=person).values("group")
    partners = set(lasting.filter(group__in=pairs).values_list("person_id", flat=True))
    return {attendee.person_id for attendee in standing.attendees.all()} <= partners


def _to_the_new_one(occasion: Occasion, place: MeetingAttendee, to: User) -> Choice:
    meeting, person = place.meeting, place.person
    names = {"when": when(meeting), "who": person.name, "new": to.name, "old": meeting.supervisor.name}

    def carry_out() -> None:
        reason = CancelReason.HANDED_ON
        take_off(meeting, person, reason=reason, by=occasion.by, now=occasion.now)
        hand_on(meeting, [person], to=to, covered_for=None, by=occasion.by, now=occasion.now)

    return Choice(
        HAND,
        _("Hand it on to %(new)s") % names,
        carry_out,
        (
            telling(person, _("You meet %(new)s on %(when)s, in place of %(old)s.") % names),
            telling(to, _("You meet %(who)s on %(when)s: it was planned with %(old)s.") % names),
            *_to_who_held_it(occasion, meeting, _("The meeting with %(who)s on %(when)s is with %(new)s now.") % names),
        ),
    )


def _off(occasion: Occasion, place: MeetingAttendee) -> Choice:
    meeting, person = place.meeting, place.person
    names = {"when": when(meeting), "who": person.name, "old": meeting.supervisor.name}
    carry_out = partial(take_off, meeting, person, reason=CancelReason.ENDED, by=occasion.by, now=occasion.now)
    told = (
        ()
        if occasion.gone == person
        else (telling(person, _("Your meeting with %(old)s on %(when)s is cancelled.") % names),)
    )
    said = _("%(who)s is not coming to the meeting on %(when)s.") % names
    tells = (*told, *_to_who_held_it(occasion, meeting, said))
    return Choice(CANCEL, gettext_lazy("It is cancelled"), carry_out, tells)


def _to_who_held_it(occasion: Occasion, meeting: SupervisionMeeting, words: str) -> list[Telling]:
    """The supervisor, and whoever covers, where they have not left themselves."""
    left = {occasion.gone.pk} if occasion.gone and occasion.successor is None else set()
    holders = [item for item in (meeting.supervisor, meeting.covered_for) if item and item.pk not in left]
    return [telling(person, words) for person in holders]


def find_of_cover(occasion: Occasion) -> Sequence[Hanging]:
    """What somebody who leaves has planned while standing in: it goes back to the supervisor, or is cancelled."""
    if occasion.subject.role != Role.SUPERVISOR:
        return []
    planned = SupervisionMeeting.objects.planned().filter(
        supervisor=occasion.subject.person, programme=occasion.programme, covered_for__isnull=False
    )
    return [_of_cover(occasion, meeting) for meeting in in_order(planned)]


def _of_cover(occasion: Occasion, meeting: SupervisionMeeting) -> Hanging:
    supervisor = meeting.covered_for
    assert supervisor is not None  # as they were looked up
    choices = [cancelled(occasion, meeting, also=[supervisor])]
    if meeting.starts_at >= occasion.at and planned_then(meeting, supervisor) is None:
        label = _("Give it back to %(who)s") % {"who": supervisor.name}
        choices.insert(0, given_to(occasion, meeting, to=supervisor, covered_for=None, label=label))
    return Hanging(meeting.pk, line(meeting, people_of(meeting)), choices, about=supervisor)


OF_SUPERVISION = Entry(gettext_lazy("Planned meetings"), frozenset({Event.SUPERVISOR_CHANGES}), find_of_supervision)
OF_COVER = Entry(gettext_lazy("Meetings held as cover"), frozenset({Event.ROLE_ENDS}), find_of_cover)
