"""One page prepares one meeting: who is coming, what happened since, what was agreed, what they ask."""

from datetime import timedelta

import pytest
from django.urls import reverse

from supervision.logs.answering import release_reading
from supervision.logs.services import withdraw_log
from supervision.meetings.actions.services import close_action
from supervision.meetings.rules import NewAction
from supervision.meetings.services import cancel_meeting, record_meeting
from tests.supervision.world import (
    alder_session,
    assignment,
    day,
    draft_log,
    draft_reading,
    held_meeting,
    meeting_in,
    share_again,
    shared_log,
)

QUESTION = "why do I always speak first?"


def prepare(cast, sign_in, meeting, who=None):
    return sign_in(who or cast.sam).get(reverse("desk:meeting", args=[meeting.pk]))


def part_of(page):
    (part,) = page.context["preparation"].pairs
    return part


def test_it_brings_together_what_the_meeting_needs(cast, sign_in):
    held_meeting(cast, 10, agreed="Ben opens next time", actions=[NewAction(cast.anna, "ask for the room")])
    version = shared_log(cast, cast.anna, alder_session(cast, 3), questions=QUESTION, stirred="wombat")
    page = prepare(cast, sign_in, meeting_in(cast, 2))
    shown = page.content.decode()
    for expected in ("Coming:", "Ben opens next time", "ask for the room", QUESTION, "1 session (7 attending)"):
        assert expected in shown
    assert reverse("desk:log", args=[version.pk]) in shown
    # Their questions and no other part of their logs.
    assert "wombat" not in shown


def test_questions_are_those_of_the_newest_version(cast, sign_in):
    first = shared_log(cast, cast.anna, questions="an old question")
    share_again(cast, first, questions=QUESTION)
    questions = part_of(prepare(cast, sign_in, meeting_in(cast, 2))).questions
    assert [(question.words, question.version.log.owner) for question in questions] == [(QUESTION, cast.anna)]


def test_what_is_private_or_taken_back_or_discussed_does_not_appear(cast, sign_in):
    draft_log(cast, cast.anna, alder_session(cast, 2), questions="wombat in private")
    taken_back = shared_log(cast, cast.anna, alder_session(cast, 3), questions="wombat taken back")
    withdraw_log(log=taken_back.log, by=cast.anna, now=cast.now)
    discussed = shared_log(cast, cast.ben, alder_session(cast, 9), questions="wombat discussed")
    release_reading(
        reading=draft_reading(cast, discussed),
        by=cast.sam,
        outcome="discussed",
        meeting=held_meeting(cast, 4),
        now=cast.now,
    )
    page = prepare(cast, sign_in, meeting_in(cast, 2))
    assert [part_of(page).questions, part_of(page).logs, "wombat" in page.content.decode()] == [[], [], False]


def test_what_was_read_and_not_discussed_is_still_on_the_table(cast, sign_in):
    read = shared_log(cast, cast.anna, questions=QUESTION)
    release_reading(reading=draft_reading(cast, read), by=cast.sam, outcome="read", now=cast.now)
    meeting = meeting_in(cast, -1)
    assert part_of(prepare(cast, sign_in, meeting)).logs == [read]
    # Once it was brought to a meeting it is discussed, and gone from the next one's page.
    record_meeting(
        meeting=meeting,
        by=cast.sam,
        came=[cast.anna],
        minutes=50,
        brought=[read],
        agreed="",
        now=cast.now,
        next_date=day(cast, 14),
    )
    meeting.refresh_from_db()
    assert part_of(prepare(cast, sign_in, meeting.next_meeting)).logs == []


def test_closed_actions_are_not_open(cast, sign_in):
    both = [NewAction(cast.anna, "ask for the room"), NewAction(cast.sam, "ring the TPD")]
    held = held_meeting(cast, 5, actions=both)
    close_action(action=held.actions.get(person=cast.anna), by=cast.anna, state="done", now=cast.now)
    actions = part_of(prepare(cast, sign_in, meeting_in(cast, 2))).actions
    assert [(action.person, str(what)) for action, what in actions] == [(cast.sam, "ring the TPD")]


def test_whoever_is_no_longer_supervised_is_named_and_closed(cast, sign_in):
    shared_log(cast, cast.ben, questions="wombat")
    meeting = meeting_in(cast, 2)
    supervision = assignment(cast.ben, cast.sam)
    supervision.ends_at = cast.now + timedelta(microseconds=1)
    supervision.save()
    page = prepare(cast, sign_in, meeting)
    assert page.context["preparation"].left == [cast.ben]
    shown = page.content.decode()
    assert ["You no longer supervise Ben Walsh, so" in shown, "wombat" in shown] == [True, False]


def test_the_first_meeting_says_that_it_is_the_first(cast, sign_in):
    shown = prepare(cast, sign_in, meeting_in(cast, 2)).content.decode()
    assert "You have not met yet." in shown
    assert "No questions have been shared since you last met." in shown


def test_a_meeting_that_is_recorded_or_cancelled_leads_to_its_own_page(cast, sign_in):
    held = held_meeting(cast)
    cancelled = cancel_meeting(meeting=meeting_in(cast, 2), by=cast.sam, reason="moved", now=cast.now)
    for meeting in (held, cancelled):
        assert prepare(cast, sign_in, meeting)["Location"] == meeting.get_absolute_url()


@pytest.mark.parametrize("who", ["anna", "ben", "farah", "stella", "grace", "cora", "olu", "oscar"])
def test_it_is_nobody_elses(cast, sign_in, who):
    shared_log(cast, cast.anna, questions=QUESTION)
    answer = prepare(cast, sign_in, meeting_in(cast, 2), getattr(cast, who))
    assert (answer.status_code, QUESTION in answer.content.decode()) == (404, False)
