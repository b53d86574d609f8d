"""The one short page on which a meeting is recorded. Bad input, two tabs and late arrivals lose no word."""

import pytest
from django.urls import reverse

from confidential.services import open_sealed
from supervision.logs.answering import release_reading
from supervision.logs.services import withdraw_log
from supervision.meetings.models import SupervisionAction, SupervisionMeeting
from supervision.meetings.services import cancel_meeting, record_meeting
from tests.supervision.world import alder_session, day, draft_reading, meeting_in, shared_log, write

AGREED = "we let the silence stand"


@pytest.fixture
def meeting(cast):
    return meeting_in(cast, -1)


def page_of(meeting) -> str:
    return reverse("meetings:record", args=[meeting.pk])


def filled(cast, meeting, **changes):
    """What a browser sends, with one action."""
    meeting.refresh_from_db()
    return {
        "revision": meeting.text.version if meeting.text else 0,
        "action": "record",
        "came": [str(cast.anna.pk), str(cast.ben.pk)],
        "minutes": "55",
        "part-agreed": AGREED,
        "part-action_1": "ask for the room",
        "who_1": str(cast.anna.pk),
        "due_1": day(cast, 9).isoformat(),
        "next_date": day(cast, 28).isoformat(),
        "next_start": "17:00",
    } | changes


def draft_of(cast, meeting):
    meeting.refresh_from_db()
    return {key: words for key, words in open_sealed(meeting, viewer=cast.sam, now=cast.now).items() if words}


def test_it_records_everything_at_once(cast, sign_in, meeting):
    version = shared_log(cast, cast.anna)
    sam = sign_in(cast.sam)
    sam.get(page_of(meeting))
    done = sam.post(page_of(meeting), filled(cast, meeting, brought=[str(version.pk)]), follow=True)

    assert "Recorded. Everyone who was asked can read it now" in done.content.decode()
    meeting.refresh_from_db()
    assert (meeting.state, meeting.minutes, list(meeting.logs_brought.all())) == ("held", 55, [version])
    assert draft_of(cast, meeting)["agreed"] == AGREED
    action = SupervisionAction.objects.get()
    assert (action.person, action.due) == (cast.anna, day(cast, 9))
    assert open_sealed(action, viewer=cast.anna, now=cast.now) == {"what": "ask for the room"}
    assert (meeting.next_meeting.local_date, meeting.next_meeting.local_start.hour) == (day(cast, 28), 17)


def test_an_attendee_reads_the_agreement_and_their_own_actions_and_no_more(cast, sign_in, meeting):
    both = {"part-action_2": "read about endings", "who_2": str(cast.ben.pk)}
    sign_in(cast.sam).post(page_of(meeting), filled(cast, meeting, **both))
    annas = sign_in(cast.anna).get(meeting.get_absolute_url()).content.decode()
    assert [AGREED in annas, "ask for the room" in annas, "read about endings" in annas] == [True, True, False]
    assert dict(open_sealed(SupervisionMeeting.objects.held().get(), viewer=cast.anna, now=cast.now)) == {
        "agreed": AGREED,
        **{f"action_{row}": "" for row in range(1, 6)},
    }


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"came": []}, "Tick who came. If no one did, cancel the meeting instead."),
        ({"minutes": "an hour"}, "Enter a number of minutes from 5 to 480."),
        ({"minutes": ""}, "Enter a number of minutes from 5 to 480."),
        ({"who_1": ""}, "Choose who will do this, or clear the row."),
        ({"due_1": "next week"}, "Enter the date as day, month and year"),
        ({"next_date": "1 Smarch"}, "Enter the date as day, month and year"),
        ({"next_date": "2020-01-01"}, "The next meeting must be in the future."),
        ({"next_start": "late"}, "Enter the time in hours and minutes"),
        ({"came": ["00000000-0000-0000-0000-000000000000"]}, "is not one of the available choices"),
    ],
)
def test_bad_input_is_named_and_no_word_is_lost(cast, sign_in, meeting, changes, says):
    answer = sign_in(cast.sam).post(page_of(meeting), filled(cast, meeting, **changes))
    shown = answer.content.decode()
    assert (answer.status_code, says in shown, AGREED in shown, "ask for the room" in shown) == (422, True, True, True)
    assert draft_of(cast, meeting) == {"agreed": AGREED, "action_1": "ask for the room"}
    assert SupervisionMeeting.objects.get().state == "planned"


def test_words_that_are_too_long_are_refused_and_shown_again(cast, sign_in, meeting):
    long = "a" * 20_001
    answer = sign_in(cast.sam).post(page_of(meeting), filled(cast, meeting, **{"part-agreed": long}))
    assert (answer.status_code, long in answer.content.decode()) == (422, True)


def test_save_draft_keeps_the_words_and_shows_the_ticks_again(cast, sign_in, meeting):
    typed = {"came": [str(cast.ben.pk)], "minutes": "x", "who_1": str(cast.anna.pk)}
    answer = sign_in(cast.sam).post(page_of(meeting), filled(cast, meeting, action="save", **typed))
    form = answer.context["form"]
    assert (answer.status_code, form.errors) == (200, {})
    assert {name: form[name].value() for name in typed} == typed
    assert draft_of(cast, meeting)["agreed"] == AGREED


def test_a_meeting_that_lies_ahead_takes_notes_and_no_record(cast, sign_in):
    meeting = meeting_in(cast, 7)
    sam = sign_in(cast.sam)
    assert 'value="record"' not in sam.get(page_of(meeting)).content.decode()
    answer = sam.post(page_of(meeting), filled(cast, meeting))
    assert (answer.status_code, "This meeting begins at" in answer.content.decode()) == (422, True)
    assert draft_of(cast, meeting)["agreed"] == AGREED


def test_the_draft_of_a_record_is_nobody_elses(cast, sign_in, meeting):
    write(meeting, {"agreed": AGREED}, cast.now)
    for person in (cast.anna, cast.ben):
        client = sign_in(person)
        assert client.get(page_of(meeting)).status_code == 404
        pages = [client.get(url).content.decode() for url in (meeting.get_absolute_url(), "/meetings/", "/me/")]
        pages.append(client.post("/me/data/download/").content.decode())
        assert [AGREED in page for page in pages] == [False] * 4


def test_two_tabs_keep_both_texts_and_record_neither(cast, sign_in, meeting):
    sam = sign_in(cast.sam)
    stale = sam.get(page_of(meeting)).context["words"].revision
    write(meeting, {"agreed": "what the other tab said"}, cast.now)
    answer = sam.post(page_of(meeting), filled(cast, meeting, revision=stale))
    meeting.refresh_from_db()
    assert answer["Location"] == reverse("words:choose", args=[meeting.text_id])
    both = sam.get(answer["Location"]).content.decode()
    assert [AGREED in both, "what the other tab said" in both] == [True, True]
    # Until one is chosen nothing is frozen.
    again = sam.post(page_of(meeting), filled(cast, meeting, **{"part-agreed": "what the other tab said"}))
    assert again["Location"] == reverse("words:choose", args=[meeting.text_id])
    assert SupervisionMeeting.objects.get().state == "planned"


def test_a_double_click_records_once(cast, sign_in, meeting):
    sam = sign_in(cast.sam)
    posted = filled(cast, meeting)
    answers = [sam.post(page_of(meeting), posted, follow=True) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert "Sam Reyes recorded this meeting at" in answers[1].content.decode()
    assert SupervisionMeeting.objects.count() == 2
    assert SupervisionAction.objects.count() == 1


@pytest.mark.parametrize("how", ["recorded", "cancelled"])
def test_words_that_come_too_late_are_shown_to_copy(cast, sign_in, meeting, how):
    if how == "recorded":
        record_meeting(meeting=meeting, by=cast.sam, came=[cast.anna], minutes=50, agreed="the record", now=cast.now)
    else:
        cancel_meeting(meeting=meeting, by=cast.sam, reason="moved", now=cast.now)
    answer = sign_in(cast.sam).post(page_of(meeting), filled(cast, meeting))
    assert (answer.status_code, AGREED in answer.content.decode()) == (409, True)


def test_a_log_that_was_taken_back_meanwhile_is_named(cast, sign_in, meeting):
    version = shared_log(cast, cast.anna)
    sam = sign_in(cast.sam)
    assert [label for _, label in sam.get(page_of(meeting)).context["form"]["brought"].field.choices] == [
        f"Anna Okoye: Alder, {version.log.session.local_date:%-d %b %Y}"
    ]
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    answer = sam.post(page_of(meeting), filled(cast, meeting, brought=[str(version.pk)]))
    assert "A log that you ticked was withdrawn or shared again." in answer.content.decode()
    assert draft_of(cast, meeting)["agreed"] == AGREED


def test_what_was_released_as_discussed_in_this_meeting_is_ticked_already(cast, sign_in, meeting):
    session = alder_session(cast)
    discussed, unread = shared_log(cast, cast.anna, session), shared_log(cast, cast.ben, session)
    release_reading(
        reading=draft_reading(cast, discussed), by=cast.sam, outcome="discussed", meeting=meeting, now=cast.now
    )
    form = sign_in(cast.sam).get(page_of(meeting)).context["form"]
    assert form["brought"].initial == [str(discussed.pk)]
    assert {pk for pk, _ in form["brought"].field.choices} == {str(discussed.pk), str(unread.pk)}
