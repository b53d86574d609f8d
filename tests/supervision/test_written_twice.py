"""Words in two tabs are chosen between before anything of them is sent, whichever verb sends them."""

from datetime import timedelta

import pytest

from confidential.models import KeptCopy
from confidential.services import open_sealed, save_words, text_of
from supervision.logs.answering import release_reading
from supervision.logs.models import LogVersion
from supervision.logs.sharing import share_log
from supervision.meetings.models import MeetingAttendee, MeetingState
from supervision.meetings.services import acknowledge_meeting, record_meeting
from supervision.words import WrittenTwice
from tests.supervision.world import (
    alder_session,
    draft_log,
    draft_reading,
    held_meeting,
    meeting_in,
    shared_log,
    supervised_since,
    write,
)


def in_two_tabs(record, part, now):
    """What one tab saved stands; what another typed on an older version waits beside it."""
    write(record, {part: "from one tab"}, now)
    save_words(record, {part: "from the other"}, base=0, tab="b" * 16, now=now)
    assert KeptCopy.objects.filter(original=record.text_id).count() == 1


def test_a_log_is_not_shared(cast):
    log = draft_log(cast, cast.anna, alder_session(cast))
    in_two_tabs(log, "stirred", cast.now)
    with pytest.raises(WrittenTwice):
        share_log(log=log, by=cast.anna, now=cast.now)
    assert LogVersion.objects.count() == 0


def test_an_answer_is_not_released(cast):
    reading = draft_reading(cast, shared_log(cast, cast.anna))
    in_two_tabs(reading, "notes", cast.now)
    with pytest.raises(WrittenTwice):
        release_reading(reading=reading, by=cast.sam, outcome="read", now=cast.now)
    reading.refresh_from_db()
    assert (reading.released_at, text_of(reading).frozen) == (None, False)


def test_a_meeting_is_not_recorded(cast):
    supervised_since(cast.sam, [cast.anna, cast.ben], cast.now - timedelta(days=2))
    meeting = meeting_in(cast, -1)
    in_two_tabs(meeting, "agreed", cast.now)
    with pytest.raises(WrittenTwice):
        record_meeting(meeting=meeting, by=cast.sam, came=[cast.anna], minutes=50, agreed="this", now=cast.now)
    meeting.refresh_from_db()
    assert (meeting.state, open_sealed(meeting, viewer=cast.sam, now=cast.now)["agreed"]) == (
        MeetingState.PLANNED,
        "from one tab",
    )


def test_an_answer_to_a_record_is_not_sent(cast):
    place = MeetingAttendee.objects.get(meeting=held_meeting(cast), person=cast.anna)
    in_two_tabs(place, "differs", cast.now)
    with pytest.raises(WrittenTwice):
        acknowledge_meeting(meeting=place.meeting, by=cast.anna, differs="from one tab", now=cast.now)
    place.refresh_from_db()
    assert place.answer == ""
