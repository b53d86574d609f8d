"""Put right who was at a recorded meeting, by adding to its record; and have seen what was added."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from confidential.services import note
from delivery.mail import notify
from foundation.refusals import Refusal
from people.models import User
from supervision.meetings import permissions
from supervision.meetings.deeds import MeetingDeed
from supervision.meetings.models import AttendanceAddendum, MeetingAttendee, MeetingState, SupervisionMeeting
from supervision.meetings.rules import refuse_who_was_elsewhere, refuse_who_was_not_supervised

NOTICE = "meeting_attendance"


@transaction.atomic
def put_attendance_right(
    *, meeting: SupervisionMeeting, person: User, there: bool, reason: str, by: User, now: datetime
) -> AttendanceAddendum:
    """Add to the record that `person` was there, or was not. What is counted follows; the record stays as it is.

    Saying the same twice is once. Everybody who was asked is told.
    """
    meeting = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    place = _place(meeting, person, by, now)
    if place.present == there:
        return _said_already(place)
    if reason not in AttendanceAddendum.Reason.values:
        raise Refusal(_("Choose how you know."))
    if there:
        refuse_who_was_not_supervised(meeting, [person])
        refuse_who_was_elsewhere(meeting, [person])
    addendum = AttendanceAddendum.objects.create(
        meeting=meeting, person=person, number=_last_number(meeting) + 1, came=there, reason=reason, by=by, at=now
    )
    deed = MeetingDeed.WAS_THERE if there else MeetingDeed.WAS_NOT_THERE
    note(meeting, actor=by, deed=deed, owner_id=person.pk, now=now)
    for attendee in meeting.attendees.select_related("person"):
        notify(attendee.person, NOTICE, about=meeting.pk, now=now, once=str(addendum.number))
    return addendum


def _place(meeting: SupervisionMeeting, person: User, by: User, now: datetime) -> Any:
    if meeting.state != MeetingState.HELD:
        raise Refusal(_("This meeting is not recorded yet. Record it, and tick who came."))
    place = permissions.places_open_to(by, now).filter(meeting=meeting, person=person).first()
    if place is None:
        raise Refusal(
            _(
                "Only the current supervisor of a person who was asked to this meeting can correct "
                "whether they were there. Ask the coordinator who supervises %(who)s now."
            )
            % {"who": person.name}
        )
    return place


def _said_already(place: MeetingAttendee) -> AttendanceAddendum:
    """What says so: the last addendum. Where the record itself does, there is nothing to put right."""
    last = AttendanceAddendum.objects.filter(meeting=place.meeting_id, person=place.person_id).order_by("number").last()
    if last is None:
        wording = _("The record already says that %(who)s was there.")
        if not place.came:
            wording = _("The record already says that %(who)s was not there.")
        raise Refusal(wording % {"who": place.person.name})
    return last


def _last_number(meeting: SupervisionMeeting) -> int:
    return meeting.addenda.aggregate(last=Max("number"))["last"] or 0


def see_addenda(*, meeting: SupervisionMeeting, person: User, upto: int) -> None:
    """`person` has seen what was added to the record, up to this number. Seeing it twice is once."""
    seen = min(upto, _last_number(meeting))
    MeetingAttendee.objects.filter(meeting=meeting, person=person, addenda_seen__lt=seen).update(addenda_seen=seen)
