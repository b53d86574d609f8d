"""Pages that open words: as many queries for thirty records as for one, and few, first opening included."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from confidential.models import AccessEntry
from groups.models import Facilitation, PeerGroup
from people.models import Role
from supervision.logs.answering import reading_of, release_reading, reply_to_reading
from supervision.logs.models import LogReply, LogVersion
from supervision.meetings.rules import NewAction
from supervision.meetings.services import acknowledge_meeting
from tests.factories import held_session
from tests.people import appoint, assign, authorise, make_person
from tests.supervision.world import alder_session, draft_reading, held_meeting, meeting_in, share_again, shared_log

# One or two of them ask whether whoever wrote the words may open them still.
LIMIT = 14
TRANSACTIONS = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


def asked(client, url: str) -> int:
    """How many queries a page takes whose reads are not on the trail yet, once the site's name is known."""
    client.get("/me/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return sum(not query["sql"].startswith(TRANSACTIONS) for query in queries)


def reads() -> int:
    return AccessEntry.objects.filter(action="read").count()


def later(monkeypatch, cast, minutes: int) -> None:
    """The next page is drawn in a sitting of its own."""
    monkeypatch.setattr("config.middleware.timezone.now", lambda: cast.now + timedelta(minutes=minutes))


def another_pair(cast, number: int):
    group = PeerGroup.objects.create(programme=cast.thames, code_name=f"Group {number:02}", state="running")
    pair, since = [], cast.now - timedelta(days=60)
    for place in (1, 2):
        person = make_person(f"P{number}-{place} Person")
        appoint(person, Role.FACILITATOR, cast.thames, since)
        authorise(person, cast.thames, cast.cora, since)
        Facilitation.objects.create(group=group, person=person, place=place, starts_at=since)
        assign(person, cast.sam, cast.thames, since)
        pair.append(person)
    return group, pair


def test_preparing_a_meeting_for_one_log_and_for_thirty(cast, sign_in):
    sam, anna_alone = sign_in(cast.sam), meeting_in(cast, 2, cast.anna)
    held_meeting(cast, 90, cast.anna, actions=[NewAction(cast.anna, "ask for the room")])
    shared_log(cast, cast.anna, alder_session(cast, 40), questions="why?")
    one = asked(sam, reverse("desk:meeting", args=[anna_alone.pk]))
    people = [cast.anna, cast.ben]
    for number in (1, 2):
        group, pair = another_pair(cast, number)
        people += pair
        for days in range(1, 4):
            shared_log(cast, pair[0], held_session(cast, group, *pair, days_ago=days), questions="why?")
    for days in range(1, 24):
        shared_log(cast, cast.anna, alder_session(cast, days), questions="why?")
    everybody = meeting_in(cast, 3, *people)
    held_meeting(cast, 50, *people, actions=[NewAction(person, "ask for the room") for person in people[:5]])
    assert asked(sam, reverse("desk:meeting", args=[everybody.pk])) == one
    # Two more for what each pair took from its last meeting, and for who presented.
    assert one <= LIMIT + 2
    assert reads() == 30


def test_reading_one_log_beside_one_other_and_beside_many(cast, sign_in, monkeypatch):
    session, sam = alder_session(cast, 3), sign_in(cast.sam)
    version = shared_log(cast, cast.anna, session)
    reading_of(version, cast.sam, cast.now)
    url = reverse("desk:log", args=[version.pk])
    one = asked(sam, url)
    shared_log(cast, cast.ben, session)
    for days in range(4, 33):
        shared_log(cast, cast.anna, alder_session(cast, days))
        meeting_in(cast, -days)
    later(monkeypatch, cast, 31)
    assert asked(sam, url) == one
    # One more than elsewhere: the owner's telephone number, for where the page says to ring.
    assert one <= LIMIT + 1
    assert reads() == 3


def test_an_answered_log_with_one_reply_and_with_ten(cast, sign_in, monkeypatch):
    version, sam = shared_log(cast, cast.anna), sign_in(cast.sam)
    reading = release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    reply_to_reading(reading=reading, by=cast.anna, words="thank you", now=cast.now)
    url = reverse("desk:log", args=[version.pk])
    one = asked(sam, url)
    for number in range(9):
        reply_to_reading(reading=reading, by=cast.anna, words=f"and another thing, {number}", now=cast.now)
    later(monkeypatch, cast, 31)
    assert asked(sam, url) == one
    assert one <= LIMIT
    assert (LogReply.objects.count(), reads()) == (10, 2 + 11)


@pytest.mark.parametrize("who", ["anna", "sam"])
def test_a_held_meeting_with_one_action_and_with_five(cast, sign_in, who):
    few = held_meeting(cast, 2, cast.anna, actions=[NewAction(cast.anna, "ask for the room")])
    many = held_meeting(
        cast,
        3,
        cast.anna,
        cast.ben,
        actions=[NewAction(cast.anna, f"ask for room {number}") for number in range(5)],
        brought=[shared_log(cast, cast.anna, alder_session(cast, days)) for days in range(4, 34)],
    )
    client = sign_in(getattr(cast, who))
    for meeting in (few, many):
        for attendee in meeting.attendees.select_related("person"):
            if who == "sam":
                acknowledge_meeting(meeting=meeting, by=attendee.person, differs="it was otherwise", now=cast.now)
    one, five = (asked(client, reverse("meetings:detail", args=[meeting.pk])) for meeting in (few, many))
    assert five == one <= LIMIT
    # Anna opens each record and her actions; Sam, who wrote those, opens what they answered.
    assert reads() == (2 + 6 if who == "anna" else 1 + 2)


def test_ones_own_log_with_one_version_and_with_ten(cast, sign_in, monkeypatch):
    version, anna = shared_log(cast, cast.anna), sign_in(cast.anna)
    answer_and_reply(cast, version)
    url = reverse("logs:detail", args=[version.log_id])
    one = asked(anna, url)
    for number in range(9):
        version = share_again(cast, version, stirred=f"thought about it {number} times more")
        answer_and_reply(cast, version)
    later(monkeypatch, cast, 31)
    assert asked(anna, url) == one
    # Two more: each of the two who might read it is asked for the line that names them.
    assert one <= LIMIT + 2
    assert LogVersion.objects.count() == 10


def answer_and_reply(cast, version) -> None:
    reading = release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    reply_to_reading(reading=reading, by=cast.anna, words="thank you", now=cast.now)
