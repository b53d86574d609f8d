"""Protected time among coordinators, directors and days: facts are added, and a day gone by loses no time."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from foundation.days import local_day
from foundation.refusals import Refusal
from groups.protected_time.models import MOVES, ProtectedTime, Standing
from groups.protected_time.periods import agreed_periods
from groups.protected_time.services import add_fact, open_matter
from tests.groups.protected_time.asking import said
from tests.people import Cast
from tests.undone import afterwards_as_before

A_DAY = timedelta(days=1)
WHO = st.sampled_from(("cora", "tara", "gwen", "anna", "odette"))
STANDINGS = st.sampled_from(Standing.values)
DAYS = st.integers(-20, 40)


class ARegister(RuleBasedStateMachine):
    cast: Cast

    @initialize()
    def begin(self):
        self.undo = afterwards_as_before()
        self.undo.__enter__()
        self.now = self.cast.now
        # Fact -> all that it said when it was written; day gone by -> whether Alder had time on it.
        self.written: dict[object, dict[str, object]] = {}
        self.gone_by: dict[object, bool] = {}

    def teardown(self):
        if hasattr(self, "undo"):
            self.undo.__exit__(None, None, None)

    def facts(self):
        return ProtectedTime.objects.filter(programme=self.cast.thames).order_by("matter", "number")

    def words(self, standing, first, length):
        begins = local_day(self.now) + first * A_DAY
        ends = None if standing == Standing.WITHDRAWN else begins + length * A_DAY
        return said(self.cast, standing, starts_on=begins, ends_on=ends)

    def attempt(self, verb, **more):
        try:
            fact = verb(now=self.now, **more)
        except Refusal:
            return
        self.written[fact.pk] = ProtectedTime.objects.values().get(pk=fact.pk)

    @rule(
        who=WHO,
        standing=STANDINGS,
        group=st.sampled_from(("alder", "birch", None)),
        first=DAYS,
        length=st.integers(0, 60),
    )
    def open(self, who, standing, group, first, length):
        group = getattr(self.cast, group) if group else None
        words = {"said": self.words(standing, first, length), "by": getattr(self.cast, who)}
        self.attempt(open_matter, programme=self.cast.thames, group=group, **words)

    @rule(which=st.integers(0, 99), who=WHO, standing=STANDINGS, first=DAYS, length=st.integers(0, 60))
    def add(self, which, who, standing, first, length):
        """To any fact that was ever seen, also one that another has followed."""
        facts = list(self.facts())
        if facts:
            to, by = facts[which % len(facts)], getattr(self.cast, who)
            self.attempt(add_fact, to=to, said=self.words(standing, first, length), by=by)

    @rule(days=st.sampled_from((1, 7, 30)))
    def days_pass(self, days):
        today = local_day(self.now)
        for back in range(1, 31):
            self.gone_by.setdefault(today - back * A_DAY, self.has_time(today - back * A_DAY))
        self.now += days * A_DAY

    def has_time(self, day):
        return any(period.covers(self.cast.alder.pk, day) for period in agreed_periods(self.facts()))

    @invariant()
    def facts_are_added_one_behind_the_other_and_never_changed(self):
        before = None
        for fact in self.facts():
            if before is None or before.matter != fact.matter:
                assert (fact.number, fact.standing in (Standing.ASKED, Standing.AGREED)) == (1, True)
            else:
                assert fact.number == before.number + 1
                assert MOVES.allow(before.standing, fact.standing)
                assert fact.group_id == before.group_id
            before = fact
        assert {row["id"]: row for row in self.facts().values()} == self.written

    @invariant()
    def coordinators_ask_and_a_director_only_answers(self):
        by = {(fact.by_id, fact.standing) for fact in self.facts()}
        assert {person for person, _ in by} <= {self.cast.cora.pk, self.cast.tara.pk}
        assert (self.cast.tara.pk, Standing.ASKED) not in by

    @invariant()
    def a_day_gone_by_loses_no_time_that_it_had(self):
        assert [day for day, had in self.gone_by.items() if had and not self.has_time(day)] == []


def test_a_register_of_protected_time_machine(cast, run_machine):
    run_machine(ARegister, cast=cast)
