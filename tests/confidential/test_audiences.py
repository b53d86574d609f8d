"""Whoever a page names as reader is let in, and whoever is let in is named: for every kind of sealed record.

The kinds come from the registry: a new one fails here until a record of it is made below.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

from confidential.audience import audience, lets_in
from confidential.registry import sealed_models
from people.models import User
from supervision.concerns.services import acknowledge_concern, add_note
from supervision.logs.answering import release_reading, reply_to_reading
from supervision.logs.services import withdraw_log
from supervision.logs.sharing import reader_and_cover
from supervision.meetings.coming.services import write_line
from supervision.meetings.models import MeetingAttendee
from supervision.meetings.points.services import NewPoints
from supervision.meetings.rules import NewAction
from tests.courses.practice import making as practice
from tests.groups.enquiries import making as enquiries
from tests.groups.joining import making as joining
from tests.people import Cast
from tests.supervision import world
from tests.supervision.meetings.joining import making as meeting_rooms

LATER = timedelta(days=30)


def reading(cast: Cast):
    written = world.draft_reading(cast, world.shared_log(cast, cast.anna))
    return release_reading(reading=written, by=cast.sam, outcome="read", now=cast.now)


def action(cast: Cast):
    told = NewAction(cast.anna, "say it aloud", (cast.now + timedelta(days=9)).date())
    return world.held_meeting(cast, actions=[told]).actions.get()


def points(cast: Cast):
    told = [NewPoints((cast.anna, cast.ben), "begin together")]
    return world.held_meeting(cast, points=told).points.get()


def note(cast: Cast):
    raised = world.concern(cast, cast.anna)
    acknowledge_concern(concern=raised, by=cast.sam, now=cast.now)
    add_note(concern=raised, by=cast.anna, words="she rang back", now=cast.now)
    return raised.notes.get()


def answer(cast: Cast):
    attendee = world.held_meeting(cast).attendees.get(person=cast.anna)
    MeetingAttendee.objects.filter(pk=attendee.pk).update(answer=MeetingAttendee.Answer.DIFFERS, answered_at=cast.now)
    attendee.refresh_from_db()
    return attendee


MAKE: dict[str, Callable] = {
    "courses.ObservedPractice": lambda cast: practice.observed(cast, cast.anna, frame="on time"),
    "courses.ObservedAnswer": lambda cast: practice.answered(cast, cast.anna),
    "courses.PracticePlace": lambda cast: practice.asked_for(cast, cast.anna, "captions"),
    "groups.Enquiry": enquiries.confirmed,
    "groups.GroupLink": joining.soon_needed,
    "supervision.SessionLog": lambda cast: world.draft_log(cast, cast.anna, world.alder_session(cast)),
    "supervision.LogVersion": lambda cast: world.shared_log(cast, cast.anna),
    "supervision.LogReply": lambda cast: reply_to_reading(
        reading=reading(cast), by=cast.anna, words="thank you", now=cast.now
    ),
    "supervision.Reading": reading,
    "supervision.ReviewPart": lambda cast: world.shown_review(cast, beside="").parts.get(),
    "supervision.SupervisionMeeting": world.held_meeting,
    "supervision.MeetingAttendee": answer,
    "supervision.MeetingLine": lambda cast: write_line(
        meeting=world.meeting_in(cast, 3), by=cast.anna, words="can we talk?", now=cast.now
    ),
    "supervision.MeetingLink": meeting_rooms.soon_needed,
    "supervision.MeetingPoints": points,
    "supervision.SupervisionAction": action,
    "supervision.Concern": lambda cast: world.concern(cast, cast.anna),
    "supervision.ConcernNote": note,
}
# Words that nobody but their writer ever opens: no page names anybody.
FOR_NOBODY_ELSE = {
    "courses.Reflection",
    "courses.Note",
    "courses.Shadowing",
    "confidential.KeptCopy",
    "confidential.EarlierWords",
    "supervision.ReplyDraft",
}


def let_in(record, now) -> set[str]:
    """Of all accounts there are, the writer apart."""
    return {str(person) for person in User.objects.exclude(pk=record.writer_id) if lets_in(person, record, now)}


def named(record, now) -> set[str]:
    return {str(item) for item in audience(record, now)}


def test_a_record_of_every_kind_is_looked_at():
    assert {name for name, _policy in sealed_models} - FOR_NOBODY_ELSE == set(MAKE)


def test_what_is_for_nobody_else_thinks_of_nobody(cast):
    policies = dict(sealed_models)
    kept = [policies[name] for name in FOR_NOBODY_ELSE if name in policies]
    assert kept
    assert [list(policy.might_open(None, cast.now)) for policy in kept] == [[]] * len(kept)


@pytest.mark.parametrize("kind", MAKE)
def test_those_named_are_those_let_in(cast, kind):
    record = MAKE[kind](cast)
    assert named(record, cast.now) == let_in(record, cast.now)


@pytest.mark.parametrize("kind", MAKE)
def test_so_they_are_once_the_cover_has_ended(cast, kind):
    record = MAKE[kind](cast)
    assert named(record, cast.now + LATER) == let_in(record, cast.now + LATER)


@pytest.mark.parametrize("kind", MAKE)
def test_so_they_are_once_the_supervisor_has_left(cast, kind):
    record = MAKE[kind](cast)
    cast.sam.appointments.update(ends_at=cast.now)
    assert named(record, cast.now) == let_in(record, cast.now)


@pytest.mark.parametrize("kind", MAKE)
def test_so_they_are_once_another_supervises(cast, kind):
    record = MAKE[kind](cast)
    held = world.assignment(cast.anna, cast.sam)
    type(held).objects.filter(pk=held.pk).update(ends_at=cast.now)
    type(held).objects.create(programme=cast.thames, facilitator=cast.anna, supervisor=cast.stella, starts_at=cast.now)
    assert named(record, cast.now) == let_in(record, cast.now)


def future_readers(log, now):
    reader, window = reader_and_cover(log, now)
    return {str(item) for item in (reader, window and window.cover) if item}


def test_the_page_before_sharing_names_those_who_can_read_it_afterwards(cast, sign_in):
    log = world.draft_log(cast, cast.anna, world.alder_session(cast), stirred="a heron")
    before = future_readers(log, cast.now)
    page = sign_in(cast.anna).get(f"/logs/{log.pk}/share/").content.decode()
    assert before == {"Sam Reyes", "Clara Voss"}
    assert "You, Sam Reyes and Clara Voss" in page
    version = world.shared_log(cast, cast.anna, world.alder_session(cast, 4))
    assert named(version, cast.now) == before == let_in(version, cast.now)


def test_a_cover_who_was_in_the_room_is_not_promised(cast):
    session = world.alder_session(cast)
    session.session_facilitators.create(person=cast.clara)
    log = world.draft_log(cast, cast.anna, session, stirred="a heron")
    assert future_readers(log, cast.now) == {"Sam Reyes"}


def test_what_was_taken_back_is_for_its_owner_alone(cast, sign_in):
    version = world.shared_log(cast, cast.anna)
    anna = sign_in(cast.anna)
    assert "You, Sam Reyes and Clara Voss can read this now" in anna.get(f"/logs/{version.log_id}/").content.decode()
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    version.refresh_from_db()
    assert named(version, cast.now) == set()
    assert "Only you can read this now" in anna.get(f"/logs/{version.log_id}/").content.decode()
