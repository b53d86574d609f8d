"""The desk is arranged by the next meeting and by pair. It counts and dates, and opens no text."""

from datetime import datetime, time, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from groups.models import Facilitation, GroupSession
from people.models import Role, SupervisionAssignment
from supervision.desk.queries import desk_of, waiting_in_order
from supervision.logs.answering import release_reading, reply_to_reading
from supervision.logs.services import withdraw_log
from supervision.meetings.services import cancel_meeting
from supervision.templatetags.waiting import waited
from tests.factories import held_session
from tests.people import appoint, assign, make_person
from tests.supervision.world import (
    agreement,
    alder_session,
    assignment,
    draft_log,
    draft_reading,
    held_meeting,
    meeting_in,
    share_again,
    shared_log,
)


def desk(cast, who=None, now: datetime | None = None):
    who, now = who or cast.sam, now or cast.now
    return desk_of(who, now)


def alder(cast):
    return next(pair for pair in desk(cast).pairs if pair.group == cast.alder)


@pytest.fixture
def birch_too(cast):
    """From now on Farah, of group Birch, is supervised by Sam as well."""
    supervision = SupervisionAssignment.objects.get(facilitator=cast.farah)
    supervision.ends_at = cast.now
    supervision.save()
    return assign(cast.farah, cast.sam, cast.thames, cast.now)


def test_a_pair_is_a_group_with_those_of_its_pair_whom_i_supervise(cast):
    found = desk(cast)
    assert [pair.group for pair in found.pairs] == [cast.alder]
    assert [supervisee.person for supervisee in found.pairs[0].people] == [cast.anna, cast.ben]


def test_the_partner_who_has_another_supervisor_is_named_and_nothing_else(cast):
    supervision = SupervisionAssignment.objects.get(facilitator=cast.ben)
    supervision.ends_at = cast.now
    supervision.save()
    assign(cast.ben, cast.stella, cast.thames, cast.now)
    shared_log(cast, cast.ben)

    mine = desk(cast).pairs[0]
    assert ([supervisee.person for supervisee in mine.people], mine.others, mine.waiting) == (
        [cast.anna],
        [cast.ben],
        [],
    )
    hers = next(pair for pair in desk(cast, cast.stella).pairs if pair.group == cast.alder)
    assert ([supervisee.person for supervisee in hers.people], hers.others, len(hers.waiting)) == (
        [cast.ben],
        [cast.anna],
        1,
    )


def test_whoever_is_in_no_group_has_a_place_too(cast):
    version = shared_log(cast, cast.anna)
    Facilitation.objects.update(ends_at=cast.now)
    found = desk(cast).pairs
    assert [(pair.group, [supervisee.person for supervisee in pair.people]) for pair in found] == [
        (None, [cast.anna]),
        (None, [cast.ben]),
    ]
    assert found[0].waiting == [version]


def test_logs_wait_from_sharing_to_answer(cast):
    draft_log(cast, cast.anna, alder_session(cast, 20))
    assert alder(cast).waiting == []
    first = shared_log(cast, cast.anna, alder_session(cast, 3))
    taken_back = shared_log(cast, cast.ben, first.log.session)
    withdraw_log(log=taken_back.log, by=cast.ben, now=cast.now)
    assert alder(cast).waiting == [first]
    second = share_again(cast, first)
    assert (alder(cast).waiting, alder(cast).oldest_waiting) == ([second], cast.now)
    release_reading(reading=draft_reading(cast, second), by=cast.sam, outcome="read", now=cast.now)
    assert (alder(cast).waiting, alder(cast).oldest_waiting) == ([], None)


def test_sessions_and_attendance_count_from_the_last_meeting(cast):
    for days_ago, attending in ((20, 9), (6, 5), (3, 7)):
        held_session(cast, cast.alder, cast.anna, days_ago=days_ago, attending=attending)
    held_session(cast, cast.birch, cast.farah, days_ago=2, attending=4)
    nobody = held_session(cast, cast.alder, cast.anna, days_ago=1)
    GroupSession.objects.filter(pk=nobody.pk).update(state="nobody_came", attending=None)

    ever = alder(cast).since
    assert (ever.met, ever.attending, ever.missed) == (None, [9, 5, 7], 1)
    met = held_meeting(cast, 10)
    since = alder(cast).since
    assert (since.met, since.attending, since.missed) == (met.local_date, [5, 7], 1)


def test_a_session_on_the_day_of_the_meeting_counts_by_its_hour(cast):
    held_session(cast, cast.alder, cast.anna, days_ago=4)  # at 18:30
    held_meeting(cast, 4, at=time(18, 0))
    assert alder(cast).since.attending == [7]
    held_meeting(cast, 4, at=time(20, 0))
    assert alder(cast).since.attending == []


def test_a_meeting_that_one_did_not_come_to_is_not_when_one_last_met(cast):
    held_meeting(cast, 10, came=[cast.ben])
    assert alder(cast).since.met is not None
    met = held_meeting(cast, 5, cast.ben)
    assert alder(cast).since.met == met.local_date


def test_the_next_meeting_comes_first_and_its_pair_with_it(cast, birch_too):
    assert [pair.group for pair in desk(cast).pairs] == [cast.alder, cast.birch]
    farahs = meeting_in(cast, 2, cast.farah)
    alders, over = meeting_in(cast, 9), meeting_in(cast, -1)
    cancel_meeting(meeting=meeting_in(cast, 1), by=cast.sam, reason="moved", now=cast.now)

    found = desk(cast)
    assert [pair.group for pair in found.pairs] == [cast.birch, cast.alder]
    assert [pair.next_meeting for pair in found.pairs] == [farahs, alders]
    assert (found.next_meeting, found.meetings.ahead, found.meetings.unrecorded) == (farahs, [farahs, alders], [over])


def test_a_meeting_that_is_over_asks_to_be_recorded_before_the_next(cast, sign_in):
    over, ahead = meeting_in(cast, -1), meeting_in(cast, 2)
    main = BeautifulSoup(sign_in(cast.sam).get("/desk/").content, "html.parser").main
    asked = [link["href"] for link in main.select("a.nhsuk-button")]
    assert asked == [reverse("meetings:record", args=[over.pk]), reverse("desk:meeting", args=[ahead.pk])]
    card = BeautifulSoup(sign_in(cast.sam).get("/me/").content, "html.parser").main
    wanted = [reverse("meetings:record", args=[over.pk]), reverse("desk:meeting", args=[ahead.pk])]
    assert [link["href"] for link in card.find_all("a") if link["href"] in wanted] == wanted


def test_logs_wait_in_the_order_of_the_desk(cast, birch_too):
    session = alder_session(cast, 3)
    annas, bens = shared_log(cast, cast.anna, session), shared_log(cast, cast.ben, session)
    earlier = shared_log(cast, cast.ben, alder_session(cast, 8))
    farahs = shared_log(cast, cast.farah, held_session(cast, cast.birch, cast.farah))
    assert waiting_in_order(cast.sam, cast.now) == [earlier, annas, bens, farahs]
    meeting_in(cast, 2, cast.farah)
    assert waiting_in_order(cast.sam, cast.now) == [farahs, earlier, annas, bens]


def test_an_assignment_without_an_agreement_is_listed_until_one_is_offered(cast, sign_in):
    assert desk(cast).without_agreement == [assignment(cast.anna, cast.sam), assignment(cast.ben, cast.sam)]
    agreement(cast, cast.anna, cast.sam)
    assert desk(cast).without_agreement == [assignment(cast.ben, cast.sam)]
    shown = sign_in(cast.sam).get("/desk/").content.decode()
    assert "Agreement offered to Anna Okoye, not agreed yet" in shown
    assert reverse("agreements:offer", args=[assignment(cast.ben, cast.sam).pk]) in shown


def test_an_unopened_reply_is_there_until_it_is_opened(cast):
    reading = release_reading(
        reading=draft_reading(cast, shared_log(cast, cast.anna)), by=cast.sam, outcome="read", now=cast.now
    )
    reply = reply_to_reading(reading=reading, by=cast.anna, words="thank you", now=cast.now)
    assert [person.replies for person in alder(cast).people] == [[reply], []]


def test_what_ended_is_gone_at_that_instant(cast):
    shared_log(cast, cast.anna)
    for facilitator in (cast.anna, cast.ben):
        supervision = assignment(facilitator, cast.sam)
        supervision.ends_at = cast.now + timedelta(hours=1)
        supervision.save()
    ends = cast.now + timedelta(hours=1)
    assert [len(desk(cast, now=now).pairs) for now in (ends - timedelta(microseconds=1), ends)] == [1, 0]


def test_no_word_of_any_text_is_on_the_desk(cast, sign_in):
    version = shared_log(cast, cast.anna, stirred="wombat", questions="wombat?")
    draft_reading(cast, version, notes="wombat!")
    held_meeting(cast, 5, agreed="wombat.")
    shown = sign_in(cast.sam).get("/desk/").content.decode()
    assert ["1 log waits to be read" in shown, "wombat" in shown] == [True, False]


@pytest.mark.parametrize(
    ("days", "says"),
    [(0, "since today"), (1, "since yesterday"), (5, "for 5 days"), (13, "for 13 days"), (21, "for 3 weeks")],
)
def test_how_long_it_waits_is_said_in_words(cast, days, says):
    assert waited(cast.now - timedelta(days=days), cast.now) == says


def test_an_empty_desk_says_what_comes(cast, sign_in):
    assert "You have no one to supervise at the moment" in sign_in(cast.grace).get("/desk/").content.decode()


@pytest.mark.parametrize("who", ["anna", "ben", "farah", "cora", "eddie", "olu", "odette"])
def test_nobody_else_has_a_desk(cast, sign_in, who):
    assert sign_in(getattr(cast, who)).get("/desk/").status_code == 404


def test_my_day_sums_the_desk_up(cast, sign_in):
    sam = sign_in(cast.sam)
    assert "No log is waiting." in sam.get("/me/").content.decode()
    shared_log(cast, cast.anna)
    meeting = meeting_in(cast, 3)
    shown = sam.get("/me/").content.decode()
    assert "1 log waits to be read, since today." in shown
    assert reverse("desk:meeting", args=[meeting.pk]) in shown
    assert "waits to be read" not in sign_in(cast.anna).get("/me/").content.decode()


def test_of_many_without_an_agreement_four_are_named(cast, sign_in):
    for number in range(6):
        nina = make_person(f"Nina{number} Neal")
        appoint(nina, Role.FACILITATOR, cast.thames, cast.now)
        assign(nina, cast.sam, cast.thames, cast.now)
    page = BeautifulSoup(sign_in(cast.sam).get(reverse("desk:list")).content, "html.parser")
    offers = [link for link in page.find_all("a") if "an agreement" in link.get_text() and "Offer" in link.get_text()]
    all_of_them = page.find("a", string="All of them")
    assert (len(offers), all_of_them["href"]) == (4, reverse("agreements:list"))
