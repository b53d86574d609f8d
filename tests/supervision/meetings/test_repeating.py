"""Meetings that repeat: shown before they are saved, 12 weeks ahead, around what somebody's hand has changed."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from confidential.services import open_sealed
from delivery.models import Effect
from foundation.refusals import Refusal
from groups.series.kit import ShownAgain, stopped
from groups.series.planning import Plan
from people.models import CoverWindow, SupervisionAssignment
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.moves.services import move_meeting
from supervision.meetings.repeating import services
from supervision.meetings.repeating.models import MeetingSeries
from supervision.meetings.services import cancel_meeting, plan_meeting, record_meeting
from tests.supervision.world import assignment, write

# A Tuesday, some weeks before Christmas.
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
MONDAY, NOON = date(2026, 11, 9), time(12, 30)
FORTNIGHTLY = Plan(weeks=2, begins_on=MONDAY, local_start=NOON, minutes=60)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(autouse=True)
def nobody_is_away(cast) -> None:
    CoverWindow.objects.all().delete()


def begin(cast, plan=FORTNIGHTLY, people=None, **more) -> MeetingSeries:
    people = people or [cast.anna, cast.ben]
    return services.begin_series(supervisor=cast.sam, programme=cast.thames, people=people, plan=plan, now=NOW, **more)


def save(cast, series, plan, now=NOW, **more) -> MeetingSeries:
    return services.save_series(series=series, by=cast.sam, plan=plan, now=now, **more)


def days(state="planned") -> list[str]:
    rows = SupervisionMeeting.objects.filter(state=state).order_by("local_date", "local_start")
    return [f"{row.local_date:%d %b} {row.local_start:%H:%M}" for row in rows]


def on(day: date) -> SupervisionMeeting:
    return SupervisionMeeting.objects.get(local_date=day, state="planned")


def test_it_plans_twelve_weeks_and_no_bank_holiday_and_tells_each_once(cast):
    begin(cast)
    assert days() == [f"{day} 12:30" for day in ("09 Nov", "23 Nov", "07 Dec", "21 Dec", "04 Jan", "18 Jan")]
    assert {place.person.first_name for place in on(MONDAY).attendees.all()} == {"Anna", "Ben"}
    told = Effect.objects.filter(kind="mail:meeting_series").values_list("recipient__first_name", flat=True)
    assert sorted(told) == ["Anna", "Ben"]
    assert Effect.objects.filter(kind="mail:meeting_planned").count() == 0


def test_a_bank_holiday_is_left_out_unless_somebody_means_it(cast):
    weekly = Plan(weeks=1, begins_on=date(2026, 12, 21), local_start=NOON)
    series = begin(cast, weekly)
    assert "28 Dec 12:30" not in days()
    save(cast, series, Plan(weeks=1, begins_on=date(2026, 12, 21), local_start=NOON, skips_bank_holidays=False))
    assert "28 Dec 12:30" in days()


def test_the_worker_adds_only_what_is_new_and_twice_is_once(cast):
    series = begin(cast)
    later = NOW + timedelta(weeks=2)
    assert services.continue_series(series=series, now=NOW) == 0
    assert services.continue_series(series=series, now=later) == 1
    services.continue_all(later)
    assert days()[-1] == "01 Feb 12:30"


def test_this_and_later_leaves_the_earlier_ones(cast):
    series = begin(cast)
    save(cast, series, Plan(2, date(2026, 12, 8), time(9), 60), since=date(2026, 12, 7))
    assert days()[:4] == ["09 Nov 12:30", "23 Nov 12:30", "08 Dec 09:00", "22 Dec 09:00"]


def test_all_that_are_not_held_yet_move_with_their_notes_and_keep_their_key(cast):
    series = begin(cast)
    first = on(MONDAY)
    write(first, {"agreed": "begin with Ben"}, NOW)
    save(cast, series, Plan(2, MONDAY, time(9), 45))
    first.refresh_from_db()
    assert (first.local_start, first.minutes, first.moves.get().local_start) == (time(9), 45, NOON)
    assert first.calendar_revision > 0
    assert open_sealed(first, viewer=cast.sam, now=NOW)["agreed"] == "begin with Ben"
    assert {place.person_id for place in first.attendees.all()} == {cast.anna.pk, cast.ben.pk}


def test_what_was_moved_or_cancelled_by_hand_stays(cast):
    series = begin(cast)
    move_meeting(meeting=on(MONDAY), by=cast.sam, day=date(2026, 11, 11), start=time(8), now=NOW)
    cancel_meeting(meeting=on(date(2026, 11, 23)), by=cast.sam, reason="other", now=NOW)
    save(cast, series, Plan(2, MONDAY, time(9), 60))
    assert days()[:2] == ["11 Nov 08:00", "07 Dec 09:00"]
    assert days("cancelled") == ["23 Nov 12:30"]
    services.continue_all(NOW)
    assert days("cancelled") == ["23 Nov 12:30"]


def test_a_meeting_with_the_same_people_is_taken_in_and_not_doubled(cast):
    by_hand = plan_meeting(
        supervisor=cast.sam,
        programme=cast.thames,
        people=[cast.anna, cast.ben],
        local_date=MONDAY,
        local_start=time(10),
        now=NOW,
    )
    begin(cast)
    by_hand.refresh_from_db()
    assert (by_hand.local_start, by_hand.series_day) == (time(10), MONDAY)
    assert days()[0:2] == ["09 Nov 10:00", "23 Nov 12:30"]


def test_a_day_on_leave_or_with_somebody_else_is_left_out_and_said(cast):
    plan_meeting(
        supervisor=cast.sam, programme=cast.thames, people=[cast.ben], local_date=MONDAY, local_start=NOON, now=NOW
    )
    CoverWindow.objects.create(
        supervisor=cast.sam,
        cover=cast.clara,
        programme=cast.thames,
        starts_at=datetime(2026, 11, 20, tzinfo=UTC),
        ends_at=datetime(2026, 11, 25, tzinfo=UTC),
    )
    new = MeetingSeries(programme=cast.thames, supervisor=cast.sam)
    change = services.change_of(series=new, people=[cast.anna, cast.ben], plan=FORTNIGHTLY, since=None, now=NOW)
    assert list(change.taken) == [MONDAY, date(2026, 11, 23)]
    begin(cast)
    assert days()[:2] == ["09 Nov 12:30", "07 Dec 12:30"]


def test_stopping_calls_off_what_is_ahead(cast):
    series = begin(cast)
    save(cast, series, stopped(series, date(2026, 12, 7), NOW), since=date(2026, 12, 7))
    assert days() == ["09 Nov 12:30", "23 Nov 12:30"]
    services.continue_all(NOW + timedelta(weeks=4))
    assert days() == ["09 Nov 12:30", "23 Nov 12:30"]


def test_what_a_series_called_off_does_not_come_back_a_new_one_does(cast):
    series = begin(cast)
    gone = on(MONDAY)
    save(cast, series, stopped(series, None, NOW))
    save(cast, series, FORTNIGHTLY)
    gone.refresh_from_db()
    assert (gone.state, on(MONDAY).pk != gone.pk) == ("cancelled", True)


def test_a_recorded_one_stays_as_it_is(cast):
    series = begin(cast)
    after = datetime(2026, 11, 9, 14, tzinfo=UTC)
    held = record_meeting(meeting=on(MONDAY), by=cast.sam, came=[cast.anna], minutes=50, agreed="a", now=after)
    save(cast, series, Plan(2, MONDAY, time(16), 60), now=after)
    held.refresh_from_db()
    assert (held.state, held.local_start) == ("held", NOON)
    assert days()[0] == "23 Nov 16:00"


def test_whoever_is_no_longer_supervised_is_in_no_new_meeting(cast):
    series = begin(cast)
    SupervisionAssignment.objects.filter(pk=assignment(cast.ben, cast.sam).pk).update(ends_at=NOW)
    services.continue_all(NOW + timedelta(weeks=2))
    new = SupervisionMeeting.objects.planned().order_by("local_date").last()
    assert [place.person for place in new.attendees.all()] == [cast.anna]
    SupervisionAssignment.objects.filter(supervisor=cast.sam, ends_at=None).update(ends_at=NOW)
    assert services.continue_series(series=series, now=NOW + timedelta(weeks=4)) == 0
    with pytest.raises(Refusal, match="no longer supervise"):
        save(cast, series, FORTNIGHTLY)


@pytest.mark.parametrize("who", ["farah", "olu"])
def test_nobody_is_planned_with_whom_one_does_not_supervise(cast, who):
    with pytest.raises(Refusal, match="people you supervise"):
        begin(cast, people=[cast.anna, getattr(cast, who)])


def test_who_covers_plans_one_by_one(cast):
    cast.sam.appointments.all()
    with pytest.raises(Refusal, match="people you supervise"):
        services.begin_series(
            supervisor=cast.clara, programme=cast.thames, people=[cast.anna], plan=FORTNIGHTLY, now=NOW
        )


def test_wall_time_stays_over_both_changes_of_the_clocks(cast):
    begin(cast, Plan(4, date(2026, 11, 9), NOON, 60))
    for weeks in range(0, 52, 4):
        services.continue_all(NOW + timedelta(weeks=weeks))
    rows = SupervisionMeeting.objects.planned().order_by("local_date")
    assert {row.local_start for row in rows} == {NOON}
    hours = {row.local_date.month: row.starts_at.astimezone(UTC).hour for row in rows}
    assert (hours[2], hours[4], hours[7], hours[11]) == (12, 11, 11, 12)


def test_what_is_saved_is_what_was_shown(cast):
    series = begin(cast)
    nine = Plan(2, MONDAY, time(9), 60)
    shown = services.change_of(series=series, people=[cast.anna, cast.ben], plan=nine, since=None, now=NOW).shown
    cancel_meeting(meeting=on(MONDAY), by=cast.sam, reason="other", now=NOW)
    with pytest.raises(ShownAgain):
        save(cast, series, nine, shown=shown)
    assert days()[0] == "23 Nov 12:30"
