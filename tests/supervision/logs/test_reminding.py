"""A log is told after five days where it was not begun, and after two weeks where it was not read."""

from datetime import timedelta

import pytest

from groups.models import GroupSession, SessionFacilitator
from people.holds.models import NoticeHold, Reason
from people.models import Authorisation, CoverWindow, SupervisionAssignment
from supervision.logs.answering import release_reading
from supervision.logs.reminding import logs_not_begun, logs_unread
from supervision.logs.services import start_log, void_log, withdraw_log
from tests.supervision.world import alder_session, draft_log, draft_reading, share_again, shared_log

A_DAY = timedelta(days=1)


def told(cast, rule, days=0, people=None):
    names = {person.pk: name for name, person in vars(cast).items() if hasattr(person, "email")}
    return sorted(names[due.person] for due in rule(cast.now + days * A_DAY, people))


# Not begun -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days_ago", "both"), [(4, []), (5, ["anna", "ben"]), (28, ["anna", "ben"]), (40, [])])
def test_both_are_told_from_the_fifth_day_for_four_weeks(cast, days_ago, both):
    alder_session(cast, days_ago)
    assert told(cast, logs_not_begun) == both


def test_who_has_begun_is_not_told_and_who_withdrew_meant_to(cast):
    session = alder_session(cast, 6)
    start_log(session=session, owner=cast.anna, now=cast.now)
    assert told(cast, logs_not_begun) == ["ben"]
    withdraw_log(log=draft_log(cast, cast.ben, session), by=cast.ben, now=cast.now)
    assert told(cast, logs_not_begun) == []


def test_of_a_void_log_the_session_waits_again(cast):
    log = draft_log(cast, cast.anna, alder_session(cast, 6))
    void_log(log=log, by=cast.anna, reason="wrong_group", now=cast.now)
    assert told(cast, logs_not_begun, people=[cast.anna.pk]) == ["anna"]


def test_who_was_not_there_or_may_begin_none_is_not_told(cast):
    session = alder_session(cast, 6)
    SessionFacilitator.objects.filter(session=session, person=cast.ben).update(answer="not_there", answered_at=cast.now)
    assert told(cast, logs_not_begun) == ["anna"]
    Authorisation.objects.filter(person=cast.anna).update(ends_at=cast.now)
    assert told(cast, logs_not_begun) == []


@pytest.mark.parametrize("state", ["planned", "cancelled", "nobody_came"])
def test_only_a_session_that_took_place_has_a_log(cast, state):
    session = alder_session(cast, 6)
    GroupSession.objects.filter(pk=session.pk).update(state=state, cancel_reason="other")
    assert told(cast, logs_not_begun) == []


# Not read ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def nobody_away(cast):
    CoverWindow.objects.all().delete()


@pytest.fixture
def shared(cast, nobody_away):
    return shared_log(cast, cast.anna)


def test_its_supervisor_is_told_after_two_weeks(cast, shared):
    assert [told(cast, logs_unread, days) for days in (13, 14, 100)] == [[], ["sam"], ["sam"]]
    assert told(cast, logs_unread, 14, [cast.anna.pk, cast.stella.pk, cast.clara.pk, cast.cora.pk]) == []


def test_once_it_is_answered_nobody_is(cast, shared):
    release_reading(reading=draft_reading(cast, shared), by=cast.sam, outcome="read", now=cast.now)
    assert told(cast, logs_unread, 20) == []


def test_a_new_version_waits_from_its_own_day(cast, shared):
    share_again(cast, shared, now=cast.now + 10 * A_DAY)
    assert [told(cast, logs_unread, days) for days in (14, 23, 24)] == [[], [], ["sam"]]


def test_nobody_is_told_of_a_log_that_was_taken_back(cast, shared):
    withdraw_log(log=shared.log, by=cast.anna, now=cast.now)
    assert told(cast, logs_unread, 20) == []


def test_nor_is_who_supervises_its_owner_no_more(cast, shared):
    SupervisionAssignment.objects.filter(facilitator=cast.anna, supervisor=cast.sam).update(ends_at=cast.now + A_DAY)
    assert told(cast, logs_unread, 20) == []


def test_nor_who_is_away_until_they_are_back(cast, shared):
    ends = cast.now + 20 * A_DAY
    CoverWindow.objects.create(
        programme=cast.thames, supervisor=cast.sam, cover=cast.clara, starts_at=cast.now, ends_at=ends
    )
    assert [told(cast, logs_unread, days) for days in (19, 21)] == [[], ["sam"]]


def test_nobody_is_reminded_of_somebody_of_whom_notices_are_held(cast, shared):
    NoticeHold.objects.create(
        person=cast.anna, programme=cast.thames, reason=Reason.DEATH, placed_by=cast.gwen, placed_at=cast.now
    )
    assert told(cast, logs_unread, 20) == []
