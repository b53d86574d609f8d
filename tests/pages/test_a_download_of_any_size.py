"""The download of one's own data: what the parts tell by themselves, in as many queries for one log as for twenty."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.exports import exports
from supervision.logs.answering import release_reading
from tests.access.world import kwargs_for
from tests.factories import held_session
from tests.supervision import world

# Of whoever has a row in every table: the session and its user, one statement for all parts, one more for what each of
# some has beside its rows, and three wherever words of others go onto their access trail.
MOST = 25
# Records of Anna's from all over the site, as many as fit into one world.
RECORDS = (
    "reflection",
    "stopped_address",
    "notice_hold",
    "proposal",
    "practice_record",
    "shadowing",
    "observed_practice",
    "answered_log",
    "agreement",
    "cover_window",
    "meeting_action",
    "concern",
    "check_in",
    "certificate",
    "refresher_pause",
    "cohort",
)


def answered_log(cast, days_ago: int) -> None:
    session = held_session(cast, cast.alder, cast.anna, cast.ben, days_ago=days_ago)
    version = world.shared_log(cast, cast.anna, session)
    release_reading(reading=world.draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    world.held_meeting(cast, days_ago)


def queries_of_the_download(client) -> int:
    client.post("/me/data/download/")
    with CaptureQueriesContext(connection) as asked:
        response = client.post("/me/data/download/")
    assert response.status_code == 200
    return len(asked)


def by_itself(part, person, now):
    """What a part tells whose querysets are each read when it comes to them."""
    steps = part.tell(person, now)
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


@pytest.fixture
def practice(cast):
    for name in RECORDS:
        kwargs_for(name, cast)
    return cast


def test_it_costs_the_same_for_one_log_and_for_twenty(cast, sign_in):
    client = sign_in(cast.anna)
    answered_log(cast, 3)
    of_one = queries_of_the_download(client)
    for days_ago in range(10, 29):
        answered_log(cast, days_ago)
    assert (queries_of_the_download(client), of_one <= MOST) == (of_one, True)


def test_it_is_whole(practice, sign_in):
    """For each of the cast, what is read together is what every part reads by itself."""
    for person in practice.by_relation().values():
        held = json.loads(sign_in(person).post("/me/data/download/").content)
        alone = {name: by_itself(part, person, practice.now) for name, part in exports}
        assert {name: held[name] for name in alone} == json.loads(json.dumps(alone, default=str))


def test_it_costs_little_for_whoever_has_something_of_almost_every_kind(practice, sign_in):
    client = sign_in(practice.anna)
    held = json.loads(client.post("/me/data/download/").content)
    assert len([name for name, _ in exports if held[name]]) >= 20
    assert queries_of_the_download(client) <= MOST
