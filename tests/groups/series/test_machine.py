"""Any order of plan, change, move by hand, cancel and continue: one session a day, what was touched stays put."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from foundation.refusals import Refusal
from groups.facts import SessionFacts
from groups.models import GroupSession, SessionFacilitator
from groups.news.models import SessionNews
from groups.series import services
from groups.series.bank_holidays import bank_holidays
from groups.series.kit import AHEAD
from groups.series.models import Series
from groups.series.planning import Plan
from groups.services import plan_session, save_facts
from tests.people import Cast

# The clocks go back on 25 October 2026 and forward on 28 March 2027: a walk of a year meets both.
BEGIN = datetime(2026, 9, 7, 9, tzinfo=UTC)
STARTS = (time(13), time(18, 30))


class SeriesMachine(RuleBasedStateMachine):
    cast: Cast

    @initialize()
    def nothing_yet(self) -> None:
        SessionNews.objects.all().delete()
        SessionFacilitator.objects.all().delete()
        GroupSession.objects.all().delete()
        Series.objects.all().delete()
        self.now = BEGIN
        self.touched: dict[object, tuple[date, time, str]] = {}

    @property
    def today(self) -> date:
        return self.now.date()

    def ahead(self) -> list[GroupSession]:
        rows = GroupSession.objects.filter(state="planned", local_date__gt=self.today)
        return list(rows.order_by("local_date", "local_start"))

    @rule(
        weeks=st.sampled_from([1, 2, 4]),
        in_days=st.integers(1, 40),
        start=st.sampled_from(STARTS),
        holidays=st.booleans(),
        which=st.none() | st.integers(0, 5),
        lasts=st.none() | st.integers(0, 120),
    )
    def plan(self, weeks, in_days, start, holidays, which, lasts) -> None:
        begins_on = self.today + timedelta(days=in_days)
        until = begins_on + timedelta(days=lasts) if lasts is not None else None
        plan = Plan(weeks, begins_on, start, until=until, skips_bank_holidays=holidays)
        rows = self.ahead()
        since = rows[which % len(rows)].local_date if rows and which is not None else None
        change = services.change_of(group=self.cast.alder, plan=plan, since=since, now=self.now)
        services.save_series(
            group=self.cast.alder, by=self.cast.ben, plan=plan, since=since, shown=change.shown, now=self.now
        )
        planned = {(row.local_date, row.local_start) for row in self.ahead()}
        for line in change.lines:
            if line.what.value in ("made", "moved", "back"):
                assert (line.day, start) in planned

    @precondition(lambda self: self.ahead())
    @rule(which=st.integers(0, 11), by_days=st.integers(-3, 3))
    def move_by_hand(self, which, by_days) -> None:
        rows = self.ahead()
        row = rows[which % len(rows)]
        day = row.local_date + timedelta(days=by_days)
        try:
            plan_session(
                group=self.cast.alder,
                by=self.cast.anna,
                session=row,
                base_revision=row.revision,
                local_date=day,
                local_start=time(12) if by_days == 0 else row.local_start,
                now=self.now,
            )
        except Refusal:
            return
        self.remember(row)

    @precondition(lambda self: self.ahead())
    @rule(which=st.integers(0, 11))
    def cancel_by_hand(self, which) -> None:
        rows = self.ahead()
        row = rows[which % len(rows)]
        facts = SessionFacts(row.local_date, row.local_start, "cancelled", cancel_reason="rota")
        save_facts(
            group=self.cast.alder, by=self.cast.anna, facts=facts, session=row, base_revision=row.revision, now=self.now
        )
        self.remember(row)

    def remember(self, row: GroupSession) -> None:
        row.refresh_from_db()
        self.touched[row.pk] = (row.local_date, row.local_start, row.state)

    @rule(days=st.integers(1, 45))
    def time_goes_by(self, days) -> None:
        self.now += timedelta(days=days)
        services.continue_all(self.now)

    @rule()
    def continue_twice(self) -> None:
        services.continue_all(self.now)
        before = list(GroupSession.objects.order_by("pk").values_list("pk", "revision", "local_date", "series_day"))
        services.continue_all(self.now)
        after = list(GroupSession.objects.order_by("pk").values_list("pk", "revision", "local_date", "series_day"))
        assert before == after

    @invariant()
    def what_was_touched_stays(self) -> None:
        stands = {
            row.pk: (row.local_date, row.local_start, row.state)
            for row in GroupSession.objects.filter(pk__in=self.touched)
        }
        assert stands == self.touched

    @invariant()
    def no_two_meet_at_once_and_nobody_touched_has_a_wall_time_of_its_own(self) -> None:
        planned = list(GroupSession.objects.filter(state="planned").order_by("local_date", "local_start"))
        for before, after in pairwise(planned):
            assert before.ends_at <= after.starts_at
        for row in planned:
            assert row.touched_at or row.local_start in STARTS
            assert row.starts_at.astimezone(UTC).hour - row.local_start.hour in (0, -1)

    @invariant()
    def the_series_is_whole(self) -> None:
        """Each of its days has one session, or somebody decided otherwise; a bank holiday has none of its making."""
        for series in Series.objects.select_related("group__programme__region"):
            plan = Plan.of(series)
            slots, _left_out = services.slots_of(plan, series.group, self.today, self.now)
            taken = set(GroupSession.objects.exclude(cancel_reason="plan").values_list("series_day", flat=True))
            dates = set(GroupSession.objects.exclude(cancel_reason="plan").values_list("local_date", flat=True))
            reached = series.changed_at.date() + AHEAD
            assert [slot for slot in slots if slot <= reached and slot not in taken | dates] == []
            if plan.skips_bank_holidays:
                made = GroupSession.objects.filter(state="planned", touched_at=None, series_day__gte=plan.begins_on)
                assert set(made.values_list("local_date", flat=True)) & bank_holidays("England") == set()


def test_any_order_of_changes_machine(cast, run_machine):
    run_machine(SeriesMachine, cast=cast)
