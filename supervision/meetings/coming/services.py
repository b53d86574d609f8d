"""Say that one cannot come, suggest another time, write one line; note what was said."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential.services import note, open_sealed, seal_frozen
from delivery.mail import notify
from foundation.refusals import Refusal
from foundation.walltime import instant_of, refuse_missing_time
from people.models import SupervisionAssignment, User
from people.queries import covers_of, supervision_in
from supervision.meetings.coming.models import MeetingLine
from supervision.meetings.coming.permissions import places_said_to
from supervision.meetings.deeds import AttendeeDeed, LineDeed
from supervision.meetings.models import MeetingAttendee, MeetingState, SupervisionMeeting
from supervision.meetings.queries import is_over
from supervision.screening import refuse_identifiers

LONGEST_LINE = 200
Says = MeetingAttendee.Says
SAID = ("says", "other_date", "other_start", "said_at", "noted_at")


@transaction.atomic
def say_cannot_come(*, meeting: SupervisionMeeting, by: User, now: datetime) -> MeetingAttendee:
    """`by` cannot come; nobody asks why. Twice is once."""
    place = _place(meeting, by, now)
    if place.says == Says.CANNOT:
        return place
    place.says = Says.CANNOT
    return _say(place, AttendeeDeed.CANNOT, now)


@transaction.atomic
def say_can_come(*, meeting: SupervisionMeeting, by: User, now: datetime) -> MeetingAttendee:
    """Undo it. What nobody has noted yet is as if it had not been said."""
    place = _place(meeting, by, now)
    if place.says != Says.CANNOT:
        return place
    place.says = Says.CAN if place.noted_at else ""
    place.other_date = place.other_start = None
    return _say(place, AttendeeDeed.CAN, now)


@transaction.atomic
def suggest_time(*, meeting: SupervisionMeeting, by: User, day: date, start: time, now: datetime) -> MeetingAttendee:
    """`by` suggests another wall time, in the place of the one suggested before. Nothing is moved by it."""
    place = _place(meeting, by, now)
    if (place.other_date, place.other_start) == (day, start):
        return place
    refuse_missing_time(day, start, place.meeting.zone)
    if instant_of(day, start, place.meeting.zone) <= now:
        raise Refusal(_("This time has passed. Choose a later one."))
    if (day, start) == (place.meeting.local_date, place.meeting.local_start):
        raise Refusal(_("The meeting is planned for that time already. Choose another one."))
    place.other_date, place.other_start = day, start
    return _say(place, AttendeeDeed.SUGGESTED, now)


@transaction.atomic
def write_line(*, meeting: SupervisionMeeting, by: User, words: str, now: datetime) -> MeetingLine:
    """One line to whoever supervises `by` now. The same line twice is once; a second one waits for the meeting."""
    place = _place(meeting, by, now)
    words = words.strip()
    if not words or len(words) > LONGEST_LINE:
        raise Refusal(_("Write one line of at most %(most)d characters.") % {"most": LONGEST_LINE})
    if standing := MeetingLine.objects.filter(meeting=meeting, author=by).first():
        _refuse_a_second(standing, words, now)
        return standing
    refuse_identifiers({"line": words})
    line = MeetingLine(meeting=place.meeting, author=by, reader=_supervision(place, now).supervisor, at=now)
    seal_frozen(line, {"line": words}, now=now)
    line.save(force_insert=True)
    note(line, actor=by, deed=LineDeed.WROTE, owner_id=by.pk, now=now)
    _wait_to_be_noted(place, now, "line")
    return line


def _refuse_a_second(standing: MeetingLine, words: str, now: datetime) -> None:
    if open_sealed(standing, viewer=standing.author, now=now)["line"] != words:
        raise Refusal(
            _("You have already written to your supervisor about this meeting. Bring the rest to it, or ring them.")
        )


@transaction.atomic
def note_said(*, meeting: SupervisionMeeting, by: User, until: datetime | None = None, now: datetime) -> int:
    """`by` has seen what those whom they look after said before `meeting`, up to `until`. Returns how many."""
    SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    waiting = places_said_to(by, now).filter(meeting=meeting, noted_at=None, said_at__lte=until or now)
    places = list(waiting.select_related("meeting"))
    for place in places:
        place.noted_at = now
        place.save(update_fields=["noted_at"])
        note(place, actor=by, deed=AttendeeDeed.NOTED, owner_id=place.person_id, now=now)
    return len(places)


def _place(meeting: SupervisionMeeting, by: User, now: datetime) -> MeetingAttendee:
    """The place of `by` in a meeting to come, with the meeting locked before it."""
    meeting = SupervisionMeeting.objects.select_for_update().get(pk=meeting.pk)
    places = MeetingAttendee.objects.select_related("person", "meeting__supervisor", "meeting__programme")
    place = places.filter(meeting=meeting, person=by).first()
    if place is None:
        raise Refusal(_("You were not asked to this meeting."))
    if meeting.state != MeetingState.PLANNED or is_over(meeting, now):
        raise Refusal(_("This meeting is over or cancelled. Write or ring your supervisor instead."))
    return place


def _say(place: MeetingAttendee, deed: AttendeeDeed, now: datetime) -> MeetingAttendee:
    note(place, actor=place.person, deed=deed, owner_id=place.person_id, now=now)
    _wait_to_be_noted(place, now, deed.value)
    return place


def _wait_to_be_noted(place: MeetingAttendee, now: datetime, kind: str) -> None:
    place.said_at, place.noted_at = now, None
    place.save(update_fields=SAID)
    # By the hour: somebody who changes their mind twice sends no row of mails.
    for person in _who_are_told(place, now):
        notify(person, "meeting_word", about=place.pk, now=now, once=f"{kind} {now:%Y-%m-%dT%H}")


def _supervision(place: MeetingAttendee, now: datetime) -> SupervisionAssignment:
    assignment = supervision_in(place.meeting.programme, place.person, now)
    if assignment is None:
        raise Refusal(_("You have no supervisor at present. Ring your coordinator, or one of the numbers under Help."))
    return assignment


def _who_are_told(place: MeetingAttendee, now: datetime) -> list[User]:
    """Who stands in for the supervisor now, or the supervisor."""
    supervisor = _supervision(place, now).supervisor
    return covers_of(supervisor, place.meeting.programme_id, now) or [supervisor]
