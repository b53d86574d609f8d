"""Sessions are counted by the day and put together: the same as by month and by quarter in the database."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, Q
from django.db.models.functions import ExtractMonth, ExtractQuarter, ExtractYear
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from foundation.suppression import Quarter
from groups.health.counting import BANDS, PLAIN, REASONS, held_by_quarter, months_of
from groups.models import GroupSession
from groups.protected_time.models import ProtectedTime, Standing
from groups.protected_time.periods import agreed_periods
from groups.protected_time.queries import _by_quarter, _within
from tests.groups.protected_time.asking import asked
from tests.people import make_cast

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
FIRST = date(2026, 2, 20)
HELD, CANCELLED = Q(state="held"), Q(state="cancelled") & ~Q(cancel_reason="plan")
# Django's numbers: Sunday is 1.
WEEKEND = Q(local_date__week_day__in=(7, 1))
BY_DAY = Q(local_start__gte=time(8), local_start__lt=time(18))
STARTS = [time(7, 59), time(8), time(12, 30), time(17, 59), time(18), time(21)]
HAPPENED = st.one_of(
    st.tuples(st.just("held"), st.integers(1, 12), st.just("")),
    st.tuples(st.just("cancelled"), st.none(), st.sampled_from([*map(str, REASONS), "plan"])),
    st.tuples(st.sampled_from(["nobody_came", "planned"]), st.none(), st.just("")),
)
SESSIONS = st.lists(
    st.tuples(st.integers(0, 300), st.sampled_from(STARTS), st.sampled_from(["alder", "birch", "cedar"]), HAPPENED),
    max_size=40,
    unique_by=lambda made: made[:3],
)
DAYS = st.tuples(st.integers(0, 300), st.integers(0, 120))
PERIODS = st.lists(st.tuples(DAYS, st.sampled_from(["alder", "birch", None])), max_size=3)


class SameCounts(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(made=SESSIONS, agreed=PERIODS)
    def test_of_months_and_of_quarters(self, made, agreed) -> None:
        self.cast = make_cast(NOW)
        self.make(made)
        for (start, length), group in agreed:
            days = {"starts_on": day(start), "ends_on": day(start + length)}
            asked(self.cast, group=group and getattr(self.cast, group), standing=Standing.AGREED, **days)
        programme = self.cast.thames
        periods = agreed_periods(ProtectedTime.objects.filter(programme=programme))
        whole = by_the_database(programme, periods)
        assert {(month.year, month.month): plain(month) for month in months_of(programme)} == whole
        some = (date(2026, 4, 1), date(2026, 9, 30))
        part = {key: counts for key, counts in whole.items() if 4 <= key[1] <= 9}
        assert {(month.year, month.month): plain(month) for month in months_of(programme, some)} == part
        quarters = quarters_by_the_database(programme, periods)
        assert {quarter: +counts for quarter, counts in quarters.items() if +counts} == {
            quarter: shown for quarter, counts in _by_quarter(programme, periods).items() if (shown := kept(counts))
        }
        assert +held_by_quarter(programme) == +Counter({key: counts["held"] for key, counts in quarters.items()})

    def make(self, made) -> None:
        """Of Alder and Birch in Thames, and of Cedar in Dales, which is in no figure of Thames."""
        GroupSession.objects.bulk_create(
            GroupSession(
                group=getattr(self.cast, group),
                programme=getattr(self.cast, group).programme,
                local_date=day(number),
                local_start=start,
                zone="Europe/London",
                state=state,
                attending=came,
                newcomers=(came or 0) // 2,
                cancel_reason=reason,
                recorded_by=self.cast.anna,
                recorded_at=NOW,
            )
            for number, start, group, (state, came, reason) in made
        )


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def plain(month) -> dict[str, int]:
    counts = {name: getattr(month, name) for name in PLAIN}
    bands = {f"band {number}": count for number, count in enumerate(month.bands)}
    return +Counter(counts | bands | {f"because {reason}": count for reason, count in month.reasons.items()})


QUARTERLY = ("held", "protected", "daytime", "other", "not_released")


def kept(counts) -> Counter[str]:
    return +Counter({name: counts[name] for name in QUARTERLY})


# As it was asked before: of every session, its month and its weekday ------------------------------------------------


def times(periods) -> dict[str, Q]:
    protected = _within(periods)
    daytime = ~WEEKEND & BY_DAY
    return {"protected": protected, "daytime": ~protected & daytime, "other": ~protected & ~daytime}


def by_the_database(programme, periods) -> dict[tuple[int, int], Counter[str]]:
    sessions = GroupSession.objects.filter(programme=programme).exclude(state="planned")
    months = sessions.annotate(year=ExtractYear("local_date"), month=ExtractMonth("local_date"))
    counted = {}
    for year, month in sorted(set(months.values_list("year", "month"))):
        there = months.filter(year=year, month=month)
        held = there.filter(HELD)
        counts = Counter(
            held=held.count(),
            nobody=there.filter(state="nobody_came").count(),
            cancelled=there.filter(CANCELLED).count(),
            came=sum(held.values_list("attending", flat=True)),
            newcomers=sum(held.values_list("newcomers", flat=True)),
            **{name: held.filter(when).count() for name, when in times(periods).items()},
            **{f"because {reason}": there.filter(CANCELLED, cancel_reason=reason).count() for reason in REASONS},
        )
        for number, (least, most) in enumerate(BANDS):
            counts[f"band {number}"] = held.filter(attending__gte=least, attending__lte=most or 99).count()
        counted[year, month] = +counts
    return {key: counts for key, counts in counted.items() if counts}


def quarters_by_the_database(programme, periods) -> dict[Quarter, Counter[str]]:
    sessions = GroupSession.objects.filter(programme=programme)
    quarters = sessions.annotate(year=ExtractYear("local_date"), quarter=ExtractQuarter("local_date"))
    rows = quarters.values("year", "quarter").annotate(
        held=Count("pk", filter=HELD),
        **{name: Count("pk", filter=HELD & when) for name, when in times(periods).items()},
        not_released=Count("pk", filter=Q(state="cancelled", cancel_reason="rota")),
    )
    return {Quarter(row["year"], row["quarter"]): Counter({name: row[name] for name in QUARTERLY}) for row in rows}
