"""One pair or thirty: the desk asks the database as often."""

from datetime import time, timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext

from confidential.services import seal_frozen
from groups.models import Facilitation, PeerGroup
from people.models import Role
from supervision.agreements.services import offer_agreement
from supervision.logs.answering import release_reading
from supervision.logs.models import LogReply
from supervision.meetings.services import plan_meeting, record_meeting
from tests.factories import held_session
from tests.people import appoint, assign, authorise, make_person
from tests.supervision.world import day, draft_reading, shared_log

LIMIT = 12


def add_pair(cast, number: int) -> None:
    """A pair of Sam's in which everything that the desk can show is there."""
    group = PeerGroup.objects.create(programme=cast.thames, code_name=f"Group {number:02}", state="running")
    pair, since = [], cast.now - timedelta(days=60)
    for place in (1, 2):
        person = make_person(f"P{number}-{place} Person")
        appoint(person, Role.FACILITATOR, cast.thames, since)
        authorise(person, cast.thames, cast.cora, since)
        Facilitation.objects.create(group=group, person=person, place=place, starts_at=since)
        offered = assign(person, cast.sam, cast.thames, since)
        if place == 1:
            offer_agreement(assignment=offered, by=cast.sam, weeks_between=4, minutes=60, contact="both", now=cast.now)
        pair.append(person)
    slot = {"local_start": time(8 + number // 4, number % 4 * 15), "programme": cast.thames, "supervisor": cast.sam}
    held = plan_meeting(people=pair, local_date=day(cast, -9), now=cast.now, **slot)
    record_meeting(meeting=held, by=cast.sam, came=pair, minutes=50, agreed="", now=cast.now)
    for days in (-1, 5, 12):
        plan_meeting(people=pair, local_date=day(cast, days), now=cast.now, **slot)
    session = held_session(cast, group, *pair)
    waits, answered = (shared_log(cast, person, session) for person in pair)
    release_reading(reading=draft_reading(cast, answered), by=cast.sam, outcome="read", now=cast.now)
    reply = LogReply(version=answered, author=pair[1], at=cast.now)
    seal_frozen(reply, {"reply": "thank you"}, now=cast.now)
    reply.save(force_insert=True)
    assert waits.reader == cast.sam


def queries(client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(url).status_code == 200
    return len(asked)


def test_the_desk(cast, sign_in):
    sam = sign_in(cast.sam)
    add_pair(cast, 1)
    one = queries(sam, "/desk/")
    for number in range(2, 31):
        add_pair(cast, number)
    assert queries(sam, "/desk/") == one
    assert one <= LIMIT
    assert sam.get("/desk/").content.decode().count("1 log waits to be read") == 30


def test_the_lists_of_agreements_and_the_page_that_plans(cast, sign_in):
    sam = sign_in(cast.sam)
    add_pair(cast, 1)
    few = {url: queries(sam, url) for url in ("/agreements/", "/meetings/plan/", "/meetings/")}
    for number in range(2, 16):
        add_pair(cast, number)
    assert {url: queries(sam, url) for url in few} == few
    assert max(few.values()) <= LIMIT
