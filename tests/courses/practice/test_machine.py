"""A day among trainers who change, cancel, invite and record in any order: what is over stays, and lines only grow."""

from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from courses.practice import recording, services
from courses.practice.models import DayState, PracticeDay, PracticePlace, PracticeRecord
from foundation.refusals import Refusal
from people.models import Role
from tests.courses.practice.making import a_day, a_plan
from tests.people import Cast, appoint
from tests.undone import afterwards_as_before

PEOPLE, TRAINERS = st.sampled_from(("anna", "ben", "farah")), st.sampled_from(("tess", "carl", "sam"))
ANSWERS = st.sampled_from(PracticePlace.Answer.values)


class ADayAmongTrainers(RuleBasedStateMachine):
    cast: Cast

    @initialize(begun=st.booleans())
    def plan(self, begun):
        self.undo = afterwards_as_before()
        self.undo.__enter__()
        appoint(self.cast.carl, Role.TRAINER, self.cast.thames, self.cast.now - timedelta(days=9))
        self.day = a_day(self.cast, self.cast.anna, days=-1 if begun else 7)
        self.over, self.lines = "", {}

    def teardown(self):
        if hasattr(self, "undo"):
            self.undo.__exit__(None, None, None)

    def attempt(self, verb, **more):
        try:
            verb(now=self.cast.now, **more)
        except Refusal:
            return

    @rule(who=PEOPLE, by=TRAINERS)
    def invite(self, who, by):
        self.attempt(services.invite, day=self.day, people=[getattr(self.cast, who)], by=getattr(self.cast, by))

    @rule(who=PEOPLE, answer=ANSWERS)
    def answer(self, who, answer):
        self.attempt(services.answer_invitation, day=self.day, by=getattr(self.cast, who), answer=answer)

    @rule(by=TRAINERS, place=st.sampled_from(("the chapel", "the library")))
    def change(self, by, place):
        days = (self.day.local_date - self.cast.now.date()).days
        plan = a_plan(self.cast, days=days, place=place)
        self.attempt(services.change_day, day=self.day, plan=plan, by=getattr(self.cast, by))

    @rule(by=TRAINERS)
    def cancel(self, by):
        self.attempt(services.cancel_day, day=self.day, by=getattr(self.cast, by), reason="place")

    @rule(by=TRAINERS, came=st.booleans())
    def record(self, by, came):
        places = PracticePlace.objects.kept().filter(day=self.day)
        lines = {place.pk: recording.Line(came=came, question="said") for place in places}
        self.attempt(recording.record_day, day=self.day, lines=lines, by=getattr(self.cast, by))

    @rule(by=TRAINERS, came=st.booleans())
    def correct(self, by, came):
        for place in PracticePlace.objects.kept().filter(day=self.day).select_related("day"):
            line = recording.Line(came=came)
            self.attempt(recording.correct_record, place=place, line=line, reason="slip", by=getattr(self.cast, by))

    @invariant()
    def what_is_over_stays_over_and_no_line_is_lost(self):
        if not hasattr(self, "day"):
            return
        state = PracticeDay.objects.get(pk=self.day.pk).state
        assert self.over in ("", state)
        lines = dict(PracticeRecord.objects.filter(place__day=self.day).values_list("pk", "came"))
        assert {pk: lines.get(pk) for pk in self.lines} == self.lines
        assert bool(lines) == (state == DayState.HELD)
        assert not PracticeRecord.objects.filter(by=self.cast.sam).exists()
        self.lines, self.over = lines, "" if state == DayState.PLANNED else state


@pytest.mark.once
def test_a_day_among_trainers_in_any_order(cast, run_machine):
    run_machine(ADayAmongTrainers, cast=cast)
