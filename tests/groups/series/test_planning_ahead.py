"""A series makes the sessions of 12 weeks; a change of it shows each of them first, and leaves what people touched."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import Refusal
from groups.facts import SessionFacts
from groups.models import GroupSession, PeerGroup
from groups.news.models import SessionNews
from groups.pairs.endings import group_occasion
from groups.series import services
from groups.series.kit import ShownAgain, stopped
from groups.series.models import Series
from groups.series.planning import Plan, What
from groups.services import plan_session, save_facts
from people.endings.services import end
from people.models import Authorisation
from tests.people import Cast, make_cast

# A Tuesday, some weeks before Christmas.
NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
MONDAY, TUESDAY = date(2026, 11, 9), date(2026, 11, 10)
EVENING = time(18, 30)
FORTNIGHTLY = Plan(weeks=2, begins_on=MONDAY, local_start=EVENING)


@pytest.fixture
def now() -> datetime:
    return NOW


def save(cast: Cast, plan: Plan = FORTNIGHTLY, *, by=None, now=NOW, **more) -> Series:
    return services.save_series(group=cast.alder, by=by or cast.ben, plan=plan, now=now, **more)


def days(state: str = "planned") -> list[str]:
    rows = GroupSession.objects.filter(state=state).order_by("local_date", "local_start")
    return [f"{row.local_date:%d %b} {row.local_start:%H:%M}" for row in rows]


def on(day: date) -> GroupSession:
    return GroupSession.objects.get(local_date=day, state="planned")


def shown(cast: Cast, plan: Plan, since: date | None = None) -> list[tuple[str, str]]:
    change = services.change_of(group=cast.alder, plan=plan, since=since, now=NOW)
    return [(f"{line.day:%d %b}", line.what.value) for line in change.lines]


def move(cast: Cast, session: GroupSession, to: date, now=NOW) -> GroupSession:
    return plan_session(
        group=cast.alder,
        by=cast.anna,
        session=session,
        base_revision=session.revision,
        local_date=to,
        local_start=EVENING,
        now=now,
    )


def test_it_plans_twelve_weeks_and_no_bank_holiday(cast):
    save(cast, Plan(weeks=1, begins_on=MONDAY, local_start=EVENING))
    before_christmas = ("09 Nov", "16 Nov", "23 Nov", "30 Nov", "07 Dec", "14 Dec", "21 Dec")
    in_january = ("04 Jan", "11 Jan", "18 Jan", "25 Jan")
    assert days() == [f"{day} 18:30" for day in (*before_christmas, *in_january)]


def test_on_bank_holidays_too_where_somebody_says_so(cast):
    save(cast, Plan(weeks=1, begins_on=MONDAY, local_start=EVENING, skips_bank_holidays=False))
    assert "28 Dec 18:30" in days()


def test_the_same_twice_is_once_and_the_worker_adds_only_what_is_new(cast):
    series = save(cast)
    before = days()
    assert services.continue_series(series=series, now=NOW) == 0
    save(cast)
    assert days() == before
    later = NOW + timedelta(weeks=2)
    services.continue_all(later)
    assert days() == [*before, "01 Feb 18:30"]


def test_it_stays_at_half_past_six_when_the_clocks_change(cast):
    in_march = datetime(2027, 3, 15, 12, tzinfo=UTC)
    save(cast, Plan(weeks=1, begins_on=date(2027, 3, 22), local_start=EVENING), now=in_march)
    starts = {row.local_date: row.starts_at.astimezone(UTC).hour for row in GroupSession.objects.all()}
    assert (starts[date(2027, 3, 22)], starts[date(2027, 4, 5)]) == (18, 17)


def test_a_change_moves_what_nobody_touched_and_keeps_each_session(cast):
    save(cast)
    keys = list(GroupSession.objects.order_by("local_date").values_list("pk", flat=True))
    save(cast, Plan(weeks=2, begins_on=TUESDAY, local_start=time(13)))
    assert list(GroupSession.objects.order_by("local_date").values_list("pk", flat=True)) == keys
    assert days() == [f"{day} 13:00" for day in ("10 Nov", "24 Nov", "08 Dec", "22 Dec", "05 Jan", "19 Jan")]
    assert set(GroupSession.objects.values_list("revision", flat=True)) == {1}


def test_what_somebody_touched_stays_and_stands_for_its_day(cast):
    save(cast)
    touched = move(cast, on(date(2026, 11, 23)), date(2026, 11, 25))
    plan = Plan(weeks=2, begins_on=TUESDAY, local_start=EVENING)
    assert shown(cast, plan)[:3] == [("10 Nov", "moved"), ("25 Nov", "by_hand"), ("08 Dec", "moved")]
    save(cast, plan)
    touched.refresh_from_db()
    assert (touched.local_date, touched.series_day) == (date(2026, 11, 25), date(2026, 11, 24))
    assert days()[:3] == ["10 Nov 18:30", "25 Nov 18:30", "08 Dec 18:30"]


def test_this_and_later_leaves_the_earlier_ones(cast):
    save(cast)
    plan = Plan(weeks=2, begins_on=date(2026, 12, 8), local_start=EVENING)
    assert shown(cast, plan, since=date(2026, 12, 7))[0] == ("08 Dec", "moved")
    series = save(cast, plan, since=date(2026, 12, 7))
    assert days()[:4] == ["09 Nov 18:30", "23 Nov 18:30", "08 Dec 18:30", "22 Dec 18:30"]
    assert services.continue_series(series=series, now=NOW) == 0


def test_what_falls_away_is_cancelled_for_a_reason_of_its_own_and_comes_back(cast, sign_in):
    save(cast, Plan(weeks=1, begins_on=MONDAY, local_start=EVENING))
    save(cast)
    assert days("cancelled")[:2] == ["16 Nov 18:30", "30 Nov 18:30"]
    assert set(GroupSession.objects.filter(state="cancelled").values_list("cancel_reason", flat=True)) == {"plan"}
    assert sign_in(cast.anna).get(f"/groups/{cast.alder.pk}/").context["diary"].past.count() == 0
    save(cast, Plan(weeks=1, begins_on=MONDAY, local_start=EVENING))
    assert (days("cancelled"), len(days())) == ([], 11)


@pytest.mark.parametrize("start", [EVENING, time(19)])
def test_what_fell_away_stands_in_nobodys_way(cast, start):
    save(cast, Plan(weeks=1, begins_on=MONDAY, local_start=EVENING))
    save(cast)
    plan_session(group=cast.alder, by=cast.anna, local_date=date(2026, 11, 16), local_start=start, now=NOW)
    assert f"16 Nov {start:%H:%M}" in days()


def test_what_was_planned_by_hand_on_such_a_day_is_the_session_of_that_day(cast):
    own = plan_session(group=cast.alder, by=cast.anna, local_date=MONDAY, local_start=time(13), now=NOW)
    series = save(cast)
    assert days()[:2] == ["09 Nov 13:00", "23 Nov 18:30"]
    move(cast, own, date(2026, 11, 11))
    assert services.continue_series(series=series, now=NOW) == 0


def test_a_cancelled_day_stays_cancelled(cast):
    series = save(cast)
    session = on(date(2026, 11, 23))
    facts = SessionFacts(session.local_date, EVENING, "cancelled", cancel_reason="rota")
    save_facts(group=cast.alder, by=cast.anna, facts=facts, session=session, base_revision=0, now=NOW)
    assert services.continue_series(series=series, now=NOW) == 0
    save(cast)
    assert days("cancelled") == ["23 Nov 18:30"]


def test_it_stops(cast):
    series = save(cast)
    save(cast, stopped(series, date(2026, 12, 7), NOW), since=date(2026, 12, 7))
    assert days() == ["09 Nov 18:30", "23 Nov 18:30"]
    services.continue_all(NOW + timedelta(weeks=8))
    assert days() == ["09 Nov 18:30", "23 Nov 18:30"]


def test_nothing_is_planned_after_an_announced_end_or_while_it_pauses(cast):
    series = save(cast)
    end(occasion=group_occasion(cast.alder, by=cast.cora, at=datetime(2026, 12, 10, tzinfo=UTC), now=NOW))
    later = NOW + timedelta(weeks=4)
    GroupSession.objects.filter(local_date__gt=date(2026, 12, 10)).delete()
    assert services.continue_series(series=series, now=later) == 0
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state="paused")
    assert services.continue_series(series=series, now=NOW + timedelta(weeks=30)) == 0


def test_what_was_planned_is_kept_beside_what_happened(cast):
    save(cast)
    session = on(MONDAY)
    after = datetime(2026, 11, 9, 22, tzinfo=UTC)
    facts = SessionFacts(MONDAY, time(18, 40), "held", minutes=50, attending=6, facilitators=frozenset([cast.anna.pk]))
    save_facts(group=cast.alder, by=cast.anna, facts=facts, session=session, base_revision=0, now=after)
    session.refresh_from_db()
    assert (session.planned_date, session.planned_start, session.planned_minutes) == (MONDAY, EVENING, 45)
    assert (session.local_start, session.minutes, session.was_at_another_time) == (time(18, 40), 50, True)


def test_the_other_of_the_pair_hears_of_it_once(cast):
    save(cast)
    save(cast, Plan(weeks=2, begins_on=TUESDAY, local_start=EVENING))
    assert [(news.person, news.kind, news.by) for news in SessionNews.objects.all()] == [
        (cast.anna, "series", cast.ben)
    ]
    assert Effect.objects.filter(kind="mail:session_news", recipient=cast.anna).count() == 2
    owners = AccessEntry.objects.filter(action="planned series").values_list("owner__first_name", flat=True)
    assert sorted(owners) == ["Anna", "Anna", "Ben", "Ben"]


@pytest.mark.parametrize("name", ["farah", "sam", "olu", "odette", "tess"])
def test_nobody_else_plans_a_group(cast, name):
    with pytest.raises(Refusal, match="Only the two who facilitate"):
        save(cast, by=getattr(cast, name))
    assert not Series.objects.exists()


def test_a_coordinator_may_and_who_is_not_authorised_may_not(cast):
    assert save(cast, by=cast.cora).changed_by == cast.cora
    Authorisation.objects.filter(person=cast.anna).update(ends_at=NOW)
    with pytest.raises(Refusal, match="You are not authorised"):
        save(cast, by=cast.anna)


@pytest.mark.parametrize(
    ("plan", "words"),
    [
        (Plan(2, NOW.date() + timedelta(weeks=13), EVENING), "in the next 12 weeks"),
        (Plan(2, MONDAY, time(4, 59)), "from 05:00 on"),
        (Plan(3, MONDAY, EVENING), "Check how often"),
        (Plan(2, MONDAY, EVENING, minutes=300), "Check how often"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(cast, plan, words):
    with pytest.raises(Refusal, match=words):
        save(cast, plan)
    assert not GroupSession.objects.exists()


def test_a_group_that_does_not_run_has_no_series(cast):
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state="recruiting")
    cast.alder.refresh_from_db()
    with pytest.raises(Refusal, match="This group is recruiting. Its sessions can be planned ahead once it runs."):
        save(cast)


def test_two_who_plan_at_once_come_one_after_the_other(at_once):
    cast = make_cast(NOW)
    plans = (FORTNIGHTLY, Plan(weeks=2, begins_on=TUESDAY, local_start=EVENING))
    at_once(
        *(
            lambda plan=plan, by=by: save(cast, plan, by=by)
            for plan, by in zip(plans, (cast.anna, cast.ben), strict=True)
        )
    )
    weekdays = {row.local_date.weekday() for row in GroupSession.objects.filter(state="planned")}
    assert (len(weekdays), Series.objects.get().revision) == (1, 2)


def test_what_is_saved_is_what_was_shown(cast):
    change = services.change_of(group=cast.alder, plan=FORTNIGHTLY, since=None, now=NOW)
    save(cast, Plan(weeks=2, begins_on=TUESDAY, local_start=EVENING))
    with pytest.raises(ShownAgain):
        save(cast, shown=change.shown)
    again = services.change_of(group=cast.alder, plan=FORTNIGHTLY, since=None, now=NOW)
    assert {line.what for line in again.lines} == {What.MOVED}
    save(cast, shown=again.shown)
    assert days()[0] == "09 Nov 18:30"
