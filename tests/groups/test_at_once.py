"""The pair records the same session at the same instant, each on their own telephone."""

from groups.models import GroupSession
from groups.services import AlreadyStarted
from tests.groups.entering import record


def test_the_same_facts_from_both_are_one_row(cast, at_once):
    def enter(person):
        return lambda: record(cast, by=person).pk

    assert len(set(at_once(enter(cast.anna), enter(cast.ben)))) == 1
    assert GroupSession.objects.get().revision == 1


def test_different_facts_from_both_are_one_row_and_one_is_told_of_the_other(cast, at_once):
    def enter(person, attending):
        return lambda: record(cast, by=person, attending=attending)

    outcomes = at_once(enter(cast.anna, 7), enter(cast.ben, 8))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyStarted", "GroupSession"]
    told = next(outcome for outcome in outcomes if isinstance(outcome, AlreadyStarted))
    assert told.session == GroupSession.objects.get()
