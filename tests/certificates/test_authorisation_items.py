"""What it takes to be authorised, item by item: what is there, what is missing, and who acts next."""

import pytest

from certificates.items import Item
from certificates.queries import standing_of
from supervision.agreements.services import offer_agreement
from tests.certificates import making
from tests.certificates.making import GATE
from tests.figures import authorisation_items

SUPERVISOR, AGREEMENT = "A supervisor is assigned", "The supervision agreement is in place"

PRACTICE, NOT_INVITED = "A practice day", ("A practice day", False, "Not invited to one yet", "a trainer")

pytestmark = pytest.mark.usefixtures("course")


def told(items: list[Item]) -> list[tuple]:
    return [(item.label, item.done, item.detail, item.who_next) for item in items]


def test_somebody_new_lacks_everything(cast):
    nia = making.newcomer(cast)
    assert told(authorisation_items(nia, cast.thames, cast.now)) == [
        (GATE, False, "0 of 2 steps, about 8 minutes left", "Nia Evans"),
        (SUPERVISOR, False, "No one yet", "a coordinator"),
        (AGREEMENT, False, "Comes once there is a supervisor", "a coordinator"),
        NOT_INVITED,
    ]


def test_a_module_counts_its_steps(cast):
    nia = making.newcomer(cast)
    making.finish_step(nia, "one", cast.now)
    assert told(authorisation_items(nia, cast.thames, cast.now))[0] == (
        GATE,
        False,
        "1 of 2 steps, about 4 minutes left",
        "Nia Evans",
    )


def test_the_supervisor_offers_the_agreement_next(cast):
    nia = making.newcomer(cast)
    making.supervised(cast, nia)
    assert told(authorisation_items(nia, cast.thames, cast.now))[1:] == [
        (SUPERVISOR, True, "Sam Reyes", ""),
        (AGREEMENT, False, "Not offered yet", "Sam Reyes"),
        NOT_INVITED,
    ]


def test_an_offered_agreement_waits_for_the_facilitator(cast):
    nia = making.newcomer(cast)
    agreement = offer_agreement(
        assignment=making.supervised(cast, nia), by=cast.sam, weeks_between=4, minutes=60, contact="both", now=cast.now
    )
    item = authorisation_items(nia, cast.thames, cast.now)[2]
    assert (item.done, item.detail) == (False, "Offered, waiting to be read")
    assert (item.who_next, item.own) == ("Nia Evans", True)
    assert item.url == f"/agreements/{agreement.pk}/"


def test_everything_done_asks_for_nobody(cast):
    nia = making.ready_newcomer(cast)
    items = authorisation_items(nia, cast.thames, cast.now)
    assert [(item.label, item.done, item.who_next) for item in items] == [
        (GATE, True, ""),
        (SUPERVISOR, True, ""),
        (AGREEMENT, True, ""),
        (PRACTICE, True, ""),
    ]


def test_an_assignment_that_has_ended_does_not_count(cast):
    """Grace supervised Anna until yesterday, Sam does now; once his ends, nobody does."""
    cast.anna.supervised_by.filter(supervisor=cast.sam).update(ends_at=cast.now)
    assert told(authorisation_items(cast.anna, cast.thames, cast.now))[1] == (
        SUPERVISOR,
        False,
        "No one yet",
        "a coordinator",
    )


def test_a_supervisor_in_another_programme_does_not_count(cast):
    nia = making.newcomer(cast)
    making.assign(nia, cast.oscar, cast.dales, cast.now)
    assert told(authorisation_items(nia, cast.thames, cast.now))[1] == (
        SUPERVISOR,
        False,
        "No one yet",
        "a coordinator",
    )


def test_whoever_does_not_facilitate_there_is_never_ready(cast):
    """An empty list would read as "nothing missing"."""
    assert [standing_of(person, cast.thames, cast.now) for person in (cast.olu, cast.cora)] == [None, None]
