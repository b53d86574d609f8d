"""My meetings: the next one first, then what is over and not recorded, then what has been."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from supervision.meetings.services import acknowledge_meeting
from tests.supervision.world import held_meeting, meeting_in


def days_on(page) -> list[str]:
    return re.findall(r"/meetings/[0-9a-f-]{36}/", page.content.decode())


def test_next_first_then_unrecorded_then_earlier(cast, sign_in):
    held, soon, over, later = held_meeting(cast, 5), meeting_in(cast, 2), meeting_in(cast, -2), meeting_in(cast, 9)
    page = sign_in(cast.anna).get("/meetings/")
    assert days_on(page) == [meeting.get_absolute_url() for meeting in (soon, over, later, held)]
    assert "waits for your answer" in page.content.decode()


@pytest.mark.parametrize(
    ("who", "says"), [("farah", "Your supervisor plans the first one"), ("stella", "Plan the first one.")]
)
def test_an_empty_list_says_what_comes_next(cast, sign_in, who, says):
    assert says in sign_in(getattr(cast, who)).get("/meetings/").content.decode()


@pytest.mark.parametrize("who", ["anna", "sam"])
def test_as_many_queries_for_thirty_meetings_as_for_one(cast, sign_in, who):
    client = sign_in(getattr(cast, who))

    def counted() -> int:
        client.get("/meetings/")
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/meetings/").status_code == 200
        return len(queries)

    held_meeting(cast, 1)
    meeting_in(cast, 1)
    one = counted()
    for days in range(2, 31):
        held_meeting(cast, days)
        meeting_in(cast, days)
    assert counted() == one
    assert one <= 12


def test_my_day_shows_the_next_meeting_and_the_last_agreement(cast, sign_in):
    anna = sign_in(cast.anna)
    held = held_meeting(cast, 5)
    page = anna.get("/me/").content.decode()
    assert "Read and answer the record of" in page
    assert "No meeting is planned. Sam Reyes plans the next one." in page

    acknowledge_meeting(meeting=held, by=cast.anna, differs=None, now=cast.now)
    soon = meeting_in(cast, 2)
    page = anna.get("/me/").content.decode()
    assert ["Read and answer the record of" in page, "What did we agree on" in page] == [False, True]
    assert soon.get_absolute_url() in page


def test_my_day_says_nothing_of_supervision_before_the_first_meeting(cast, sign_in):
    meeting_in(cast, 2)
    assert "Supervision</h2>" not in sign_in(cast.farah).get("/me/").content.decode()
