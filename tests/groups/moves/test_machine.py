"""A group's life among coordinators, its pair and time: its history is one chain, and what ended stays ended."""

from dataclasses import replace
from datetime import time, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from delivery.services import deliver_due
from foundation.days import first_instant, local_day
from foundation.refusals import Refusal
from groups.models import Facilitation, GroupSession, PeerGroup
from groups.moves.endings import name_of
from groups.moves.models import NEED_A_REASON, WHY_IT_ENDS, GroupMove
from groups.pairs import services
from groups.pairs.endings import group_occasion
from groups.services import save_facts
from people.endings.queries import ending_ahead
from people.endings.services import call_off, end
from tests.groups.entering import facts_of
from tests.people import Cast
from tests.undone import afterwards_as_before

State = PeerGroup.State
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
PEOPLE = st.sampled_from(("cora", "odette", "anna"))


class ALife(RuleBasedStateMachine):
    cast: Cast

    @initialize(proposed=st.booleans(), begun=st.booleans(), paired=st.booleans())
    def found(self, proposed, begun, paired):
        self.undo = afterwards_as_before()
        self.undo.__enter__()
        self.now, self.ended = self.cast.now, None
        self.group = self.cast.alder
        if not begun:
            self.group = services.found_group(
                programme=self.cast.thames, by=self.cast.cora, code_name="Elder", now=self.now, only_proposed=proposed
            )
            for person in (self.cast.anna, self.cast.ben) if paired else ():
                services.place_in_pair(group=self.group, person=person, by=self.cast.cora, now=self.now)

    def teardown(self):
        if hasattr(self, "undo"):
            self.undo.__exit__(None, None, None)

    def occasion(self, by):
        now = self.one_moment_later()
        return group_occasion(self.group, by=by, at=now, now=now)

    def attempt(self, verb, **more):
        try:
            verb(**more)
        except Refusal:
            return

    def one_moment_later(self):
        """No two presses come at one instant. Days ahead begin at midnight, and those do meet."""
        self.now += A_MINUTE
        self.group.refresh_from_db()
        return self.now

    def midnight(self, days):
        return first_instant(local_day(self.now) + days * A_DAY)

    @rule(to=st.sampled_from(State.values), who=PEOPLE, reason=st.sampled_from(WHY_IT_ENDS))
    def move(self, to, who, reason):
        now, by = self.one_moment_later(), getattr(self.cast, who)
        self.attempt(services.move_group, group=self.group, to=to, by=by, now=now, reason=reason)

    @rule(days=st.integers(0, 20), who=PEOPLE, reason=st.sampled_from(WHY_IT_ENDS))
    def announce(self, days, who, reason):
        occasion = self.occasion(getattr(self.cast, who))
        if days:
            occasion = replace(occasion, at=self.midnight(days))
        self.attempt(end, occasion=occasion, choices={name_of(self.group): reason})

    @rule(who=PEOPLE)
    def call_it_off(self, who):
        self.attempt(call_off, occasion=self.occasion(getattr(self.cast, who)))

    @rule(who=st.sampled_from(("anna", "ben", "farah")), ahead=st.integers(0, 9))
    def place(self, who, ahead):
        now, given = self.one_moment_later(), {"person": getattr(self.cast, who)}
        given["starts_at"] = self.midnight(ahead) if ahead else None
        self.attempt(services.place_in_pair, group=self.group, by=self.cast.cora, now=now, **given)

    @rule()
    def free_a_place(self):
        now = self.one_moment_later()
        place = Facilitation.objects.current(now).filter(group=self.group).order_by("place").first()
        if place:
            self.attempt(services.end_place, place=place, by=self.cast.cora, now=now)

    @rule(days=st.integers(1, 30))
    def plan_a_session(self, days):
        now = self.one_moment_later()
        facts = facts_of(local_date=(now + days * A_DAY).date(), local_start=time(18, 30), state="planned")
        self.attempt(save_facts, group=self.group, by=self.cast.anna, facts=facts, now=now)

    @rule(days=st.sampled_from((1, 4, 21)))
    def days_pass(self, days):
        """The worker has its turn on each of them."""
        for _ in range(days):
            self.now += A_DAY
            deliver_due(self.now)

    @invariant()
    def its_history_is_one_chain_of_moves_that_follow(self):
        state = ""
        for number, move in enumerate(GroupMove.objects.filter(group=self.group).order_by("number"), start=1):
            assert (move.number, move.before) == (number, state or move.before)
            follows = PeerGroup.MOVES.allow(move.before, move.state) or not move.before
            announced_anew = move.before == move.state == State.ENDING
            assert follows or announced_anew, move
            assert bool(move.reason) == (move.state in NEED_A_REASON)
            assert move.by in (self.cast.cora, None)
            state = move.state
        self.group.refresh_from_db()
        assert state in ("", self.group.state)

    @invariant()
    def what_is_ending_has_its_day(self):
        self.group.refresh_from_db()
        if self.group.state == State.ENDING:
            occasion = group_occasion(self.group, by=None, at=self.now, now=self.now)
            assert ending_ahead(occasion) is not None

    @invariant()
    def what_has_ended_has_nobody_and_nothing_ahead_and_stays_so(self):
        if self.ended:
            assert (self.group.state, self.group.ended_at) == (State.ENDED, self.ended)
        if self.group.state != State.ENDED:
            return
        self.ended = self.group.ended_at
        assert not Facilitation.objects.current(self.now).filter(group=self.group).exists()
        ahead = GroupSession.objects.filter(group=self.group, state=GroupSession.State.PLANNED)
        assert [session for session in ahead if session.starts_at >= self.ended] == []


def test_a_groups_life_machine(cast, run_machine):
    run_machine(ALife, cast=cast)
