"""A session that is over and not recorded is told on the third day to those who may record it, until somebody has."""

from datetime import time, timedelta

import pytest

from foundation.days import local_day
from foundation.walltime import instant_of
from groups.apologies.models import Apology
from groups.models import Facilitation, GroupSession, PeerGroup, SessionFacilitator
from groups.reminding import sessions_to_record
from people.models import Authorisation
from tests.groups.entering import record

A_DAY = timedelta(days=1)


@pytest.fixture
def session(cast):
    """Alder's, planned for yesterday evening."""
    return GroupSession.objects.create(
        programme=cast.thames,
        group=cast.alder,
        local_date=local_day(cast.now) - A_DAY,
        local_start=time(18, 30),
        zone="Europe/London",
    )


def due(session, days, people=None):
    """What is due so many days after the session, at ten in the morning."""
    at = instant_of(session.local_date + days * A_DAY, time(10), "Europe/London")
    return list(sessions_to_record(at, people))


def told(cast, session, days=3):
    names = {cast.anna.pk: "anna", cast.ben.pk: "ben", cast.farah.pk: "farah"}
    return sorted(names[row.person] for row in due(session, days))


def apologise(person, session):
    facts = {"for_date": session.local_date, "for_start": session.local_start}
    Apology.objects.create(session=session, person=person, at=session.starts_at - A_DAY, **facts)


@pytest.mark.parametrize(("days", "people"), [(2, 0), (3, 2), (90, 2), (100, 0)])
def test_the_pair_is_told_from_the_third_day_for_three_months(cast, session, days, people):
    assert len(due(session, days)) == people


def test_it_stays_the_same_thing(cast, session):
    assert set(due(session, 3)) == set(due(session, 40))


@pytest.mark.parametrize("state", ["held", "nobody_came"])
def test_once_one_of_them_has_recorded_it_neither_is_told(cast, session, state):
    people = {"attending": 7} if state == "held" else {"attending": None, "newcomers": 0, "themes": []}
    record(cast, days_ago=1, state=state, session=session, base_revision=0, **people)
    assert told(cast, session) == []


def test_who_could_not_come_is_left_out_unless_neither_could(cast, session):
    apologise(cast.anna, session)
    assert told(cast, session) == ["ben"]
    apologise(cast.ben, session)
    assert told(cast, session) == ["anna", "ben"]


def test_who_stood_in_is_told_as_they_are_named(cast, session):
    for person in (cast.farah, cast.ben):
        SessionFacilitator.objects.create(session=session, person=person)
    assert told(cast, session) == ["ben", "farah"]
    assert [row.person for row in due(session, 3, [cast.farah.pk])] == [cast.farah.pk]
    assert due(session, 3, [cast.anna.pk]) == []


def test_who_may_not_record_it_is_not_told(cast, session):
    Authorisation.objects.filter(person=cast.anna).update(ends_at=cast.now)
    Facilitation.objects.filter(person=cast.ben).update(ends_at=cast.now)
    assert told(cast, session) == []


def test_nobody_is_told_of_a_group_that_has_ended(cast, session):
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state="ended", ended_at=cast.now)
    assert told(cast, session) == []
