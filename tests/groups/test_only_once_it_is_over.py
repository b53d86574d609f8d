"""Nothing is recorded before it has ended, neither as held nor as "nobody came", also when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from foundation.refusals import Refusal
from groups.models import GroupSession
from groups.queries import diary
from groups.services import plan_session
from tests.figures import sessions_cofacilitated
from tests.groups.entering import record, typed
from tests.verbs import cancel_session

NOW = datetime(2026, 11, 28, 13, 28, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture
def now() -> datetime:
    """A Saturday in winter, at 13:28 in London."""
    return NOW


def tonight(cast, **changes) -> GroupSession:
    return record(cast, **{"local_date": TODAY, "local_start": time(22, 30), **changes})


@pytest.mark.parametrize("state", ["held", "nobody_came"])
def test_a_session_of_tonight_is_not_recorded_at_noon(cast, state):
    with pytest.raises(Refusal) as refused:
        tonight(cast, state=state)
    assert str(refused.value) == (
        "This session is not over yet: it ends on Sat 28 Nov, 23:15. You can record it after that. "
        "Until then you can plan or cancel it."
    )
    assert (GroupSession.objects.count(), sessions_cofacilitated(cast.anna, cast.thames.pk)) == (0, 0)


@pytest.mark.parametrize(("minutes", "ends"), [(45, time(23, 15)), (5, time(22, 35)), (120, time(0, 30))])
def test_it_is_recorded_from_the_minute_at_which_it_ends(cast, minutes, ends):
    end = datetime.combine(TODAY + timedelta(days=ends < time(12)), ends, UTC)
    with pytest.raises(Refusal, match="not over yet"):
        tonight(cast, minutes=minutes, now=end - timedelta(seconds=1))
    assert tonight(cast, minutes=minutes, now=end).state == "held"


def test_a_planned_one_is_not_recorded_early_either_and_stays_planned(cast):
    planned = plan_session(group=cast.alder, by=cast.ben, local_date=TODAY, local_start=time(22, 30), now=NOW)
    for by in (cast.ben, cast.anna):
        with pytest.raises(Refusal, match="not over yet"):
            tonight(cast, by=by, session=planned, base_revision=1)
    planned.refresh_from_db()
    assert (planned.state, planned.revision) == ("planned", 1)
    assert cancel_session(session=planned, by=cast.anna, reason="rota", now=NOW).state == "cancelled"


def test_a_held_one_is_not_moved_to_a_time_that_is_still_to_come(cast):
    session = record(cast)
    with pytest.raises(Refusal, match="not over yet"):
        tonight(cast, session=session, base_revision=1)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        # The clocks go forward at 01:00 UTC: 00:30 and ninety minutes is 03:00 on the wall.
        (date(2027, 3, 28), datetime(2027, 3, 28, 2, 0, tzinfo=UTC)),
        # They go back at 01:00 UTC: 00:30 summer time and ninety minutes is 01:00 on the wall, the second time.
        (date(2026, 10, 25), datetime(2026, 10, 25, 1, 0, tzinfo=UTC)),
        (date(2026, 7, 1), datetime(2026, 7, 1, 1, 0, tzinfo=UTC)),
        (date(2026, 12, 1), datetime(2026, 12, 1, 2, 0, tzinfo=UTC)),
    ],
    ids=["spring", "autumn", "summer", "winter"],
)
def test_minutes_are_minutes_on_both_sides_of_a_change_of_clocks(cast, day, end):
    night = {"local_date": day, "local_start": time(0, 30), "minutes": 90}
    with pytest.raises(Refusal):
        record(cast, **night, now=end - timedelta(minutes=1))
    session = record(cast, **night, now=end)
    assert (session.state, session.ends_at) == ("held", end)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata"])
def test_the_clock_is_the_one_where_the_group_meets(cast, zone):
    cast.thames.zone = zone
    cast.thames.save()
    cast.alder.refresh_from_db()
    with pytest.raises(Refusal):
        record(cast, local_date=TODAY + timedelta(days=1), local_start=time(18, 30), now=NOW)
    session = record(cast, local_date=TODAY + timedelta(days=1), local_start=time(18, 30), now=NOW + timedelta(days=3))
    assert (session.zone, session.ends_at - session.starts_at) == (zone, timedelta(minutes=45))


def test_a_time_that_the_clocks_skip_is_neither_planned_nor_recorded(cast):
    skipped = {"local_date": date(2027, 3, 28), "local_start": time(1, 30)}
    said = "The clocks in London go forward then: there is no 01:30 on 28 March 2027. Choose 00:59 or 02:00."
    with pytest.raises(Refusal) as planned:
        plan_session(group=cast.alder, by=cast.anna, **skipped, now=NOW)
    with pytest.raises(Refusal) as recorded:
        record(cast, **skipped, now=datetime(2027, 3, 30, 12, tzinfo=UTC))
    assert (str(planned.value), str(recorded.value)) == (said, said)


def test_a_time_of_today_that_has_passed_is_not_planned(cast):
    with pytest.raises(Refusal) as refused:
        plan_session(group=cast.alder, by=cast.anna, local_date=TODAY, local_start=time(12, 30), now=NOW)
    assert str(refused.value).startswith("This time has passed. Choose what happened")


def test_what_is_planned_for_tonight_asks_what_happened_only_once_it_is_over(cast):
    plan_session(group=cast.alder, by=cast.ben, local_date=TODAY, local_start=time(22, 30), now=NOW)
    sessions = GroupSession.objects.of(cast.anna, NOW)
    before, after = (diary(sessions, at) for at in (NOW, datetime(2026, 11, 28, 23, 15, tzinfo=UTC)))
    assert (len(before.coming), len(before.to_record)) == (1, 0)
    assert (len(after.coming), len(after.to_record)) == (0, 1)


def test_seconds_in_a_start_make_no_other_session(cast):
    first = record(cast, local_start=time(18, 30))
    assert record(cast, by=cast.ben, local_start=time(18, 30, 20)) == first


def test_the_form_says_so_and_keeps_what_was_typed(cast, sign_in):
    """The site's own clock: a session that begins tomorrow at 23:59 is never over."""
    page = sign_in(cast.anna).post("/sessions/new/", typed(cast, days_ago=-600, local_start="23:59"))
    assert (page.status_code, GroupSession.objects.count()) == (200, 0)
    assert page.context["form"]["attending"].value() == "7"
