"""Who may record a session's facts, and which facts are refused, each with what to do next."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from confidential.models import AccessEntry
from foundation.refusals import IllegalMove, Refusal
from groups.models import Facilitation, GroupSession
from groups.services import plan_session
from people.models import Authorisation
from tests.figures import sessions_cofacilitated
from tests.groups.entering import facts_in, record
from tests.verbs import cancel_session


def refusal(call) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return str(refused.value)


def test_one_of_the_pair_records_what_happened(cast):
    session = record(cast)
    assert facts_in(session) == ("held", 7, 1)
    assert {place.person for place in session.session_facilitators.all()} == {cast.anna, cast.ben}
    assert (session.recorded_by, session.programme, session.zone) == (cast.anna, cast.thames, "Europe/London")
    assert list(AccessEntry.objects.values_list("actor", "action")) == [(cast.anna.pk, "facts: held")]


def test_it_counts_once_for_each_who_facilitated_and_for_nobody_else(cast):
    record(cast)
    record(cast, days_ago=10, facilitators=[cast.anna])
    counts = [sessions_cofacilitated(person, cast.thames.pk) for person in (cast.anna, cast.ben, cast.farah)]
    assert counts == [2, 1, 0]
    assert sessions_cofacilitated(cast.anna, cast.dales.pk) == 0


def test_before_authorisation_it_is_refused_with_the_reason(cast):
    Authorisation.objects.filter(person=cast.anna).update(ends_at=cast.now)
    assert refusal(lambda: record(cast)) == (
        "You are not authorised to co-facilitate in this programme at present, so you cannot record a session. "
        "My day lists what is still missing and who acts next."
    )
    assert GroupSession.objects.count() == 0


def test_an_authorisation_elsewhere_does_not_count_here(cast):
    Authorisation.objects.filter(person=cast.anna).update(programme=cast.dales)
    assert refusal(lambda: record(cast)).startswith("You are not authorised")


def test_somebody_outside_the_pair_is_refused(cast):
    said = refusal(lambda: record(cast, by=cast.farah))
    assert said.startswith("Only the two who facilitate this group can record its sessions")


def test_somebody_named_as_covering_may_record(cast):
    planned = plan_session(
        group=cast.alder,
        by=cast.anna,
        local_date=(cast.now + timedelta(days=1)).date(),
        local_start=time(18, 30),
        facilitators=[cast.anna, cast.farah],
        now=cast.now,
    )
    session = record(
        cast,
        by=cast.farah,
        days_ago=-1,
        session=planned,
        base_revision=1,
        facilitators=[cast.anna, cast.farah],
        now=cast.now + timedelta(days=2),
    )
    assert (session.pk, session.recorded_by) == (planned.pk, cast.farah)


def test_somebody_who_has_left_the_pair_is_refused_from_that_instant(cast):
    just_after = cast.now + timedelta(microseconds=1)
    Facilitation.objects.filter(person=cast.anna).update(ends_at=just_after)
    record(cast)
    evening = cast.now + timedelta(days=2)
    said = refusal(lambda: record(cast, days_ago=-1, now=evening))
    assert said.endswith("You can still record what took place before that.")


def test_who_left_the_pair_records_only_what_took_place_before(cast):
    Facilitation.objects.filter(person=cast.anna).update(ends_at=cast.now - timedelta(days=5))
    assert record(cast, days_ago=9).state == "held"
    assert refusal(lambda: record(cast, days_ago=3)).startswith("You were in this pair until ")
    ahead = {"local_date": (cast.now + timedelta(days=2)).date(), "local_start": time(18, 30), "now": cast.now}
    said = refusal(lambda: plan_session(group=cast.alder, by=cast.anna, **ahead))
    assert said.startswith("You were in this pair until ")


def test_nobody_is_named_for_a_day_before_their_authorisation(cast):
    Authorisation.objects.filter(person=cast.ben).update(starts_at=cast.now - timedelta(days=1))
    assert refusal(lambda: record(cast)).startswith("Ben Walsh was not authorised to co-facilitate")
    assert record(cast, facilitators=[cast.anna]).state == "held"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"days_ago": -1}, "This day is in the future, so you can only plan the session."),
        ({"days_ago": -1, "state": "nobody_came"}, "This day is in the future, so you can only plan the session."),
        ({"days_ago": 400}, "This day is more than a year away."),
        ({"attending": None}, "Enter how many came, between 1 and 40."),
        ({"attending": 0, "newcomers": 0}, "Enter how many came, between 1 and 40."),
        ({"attending": 41}, "Enter how many came, between 1 and 40."),
        ({"attending": 3, "newcomers": 4}, "There are more newcomers than people attending. Check both numbers."),
        ({"newcomers": -1}, "There are more newcomers than people attending. Check both numbers."),
        ({"minutes": 4}, "Enter the minutes as a number between 5 and 240."),
        ({"minutes": 241}, "Enter the minutes as a number between 5 and 240."),
        ({"themes": ["gossip"]}, "Choose themes from the list."),
        ({"themes": ["workload", "sleep", "exams", "joy", "pay", "error"]}, "Choose five themes at most."),
        ({"facilitators": []}, "Choose who facilitated."),
        ({"state": "cancelled", "cancel_reason": ""}, "Choose why it was cancelled."),
        ({"state": "cancelled", "cancel_reason": "bored"}, "Choose why it was cancelled."),
    ],
)
def test_facts_that_cannot_be_are_refused(cast, changes, said):
    assert refusal(lambda: record(cast, **changes))[: len(said)] == said
    assert GroupSession.objects.count() == 0


def test_there_are_never_three_facilitators(cast):
    three = [cast.anna, cast.ben, cast.farah]
    assert refusal(lambda: record(cast, facilitators=three)) == "A session has two facilitators at most."


def test_facts_that_make_no_sense_for_what_happened_are_left_out(cast):
    nobody = record(cast, state="nobody_came")
    cancelled = record(cast, days_ago=9, state="cancelled", cancel_reason="rota")
    assert (nobody.attending, nobody.newcomers, nobody.themes, nobody.session_facilitators.count()) == (None, 0, [], 2)
    assert (cancelled.attending, cancelled.cancel_reason, cancelled.session_facilitators.count()) == (None, "rota", 0)


def test_a_future_day_is_planned_and_a_past_one_is_not(cast):
    def plan(days):
        return plan_session(
            group=cast.alder,
            by=cast.ben,
            local_date=(cast.now + timedelta(days=days)).date(),
            local_start=time(18, 30),
            now=cast.now,
        )

    assert facts_in(plan(7)) == ("planned", None, 1)
    assert plan(7).pk == plan(7).pk
    assert refusal(lambda: plan(-2)).startswith("This day has passed.")


def test_a_planned_session_is_moved_and_then_cancelled(cast):
    first = (cast.now + timedelta(days=7)).date()
    planned = plan_session(group=cast.alder, by=cast.ben, local_date=first, local_start=time(18, 30), now=cast.now)
    moved = plan_session(
        group=cast.alder,
        by=cast.anna,
        local_date=first + timedelta(days=1),
        local_start=time(19),
        session=planned,
        base_revision=1,
        now=cast.now,
    )
    assert (moved.pk, moved.local_date, moved.local_start) == (planned.pk, first + timedelta(days=1), time(19))
    cancelled = cancel_session(session=moved, by=cast.anna, reason="holiday", now=cast.now)
    assert (cancelled.state, cancelled.cancel_reason) == ("cancelled", "holiday")
    assert cancel_session(session=cancelled, by=cast.anna, reason="holiday", now=cast.now).revision == 3


def test_a_session_is_not_moved_onto_another(cast):
    record(cast, days_ago=9)
    other = record(cast)
    said = refusal(lambda: record(cast, days_ago=9, session=other, base_revision=1))
    assert said.startswith("This group already has a session on ")


MOVES = {
    ("planned", "planned"): True,
    ("planned", "held"): True,
    ("planned", "nobody_came"): True,
    ("planned", "cancelled"): True,
    ("held", "planned"): False,
    ("held", "held"): True,
    ("held", "nobody_came"): True,
    ("held", "cancelled"): True,
    ("nobody_came", "planned"): False,
    ("nobody_came", "held"): True,
    ("nobody_came", "nobody_came"): True,
    ("nobody_came", "cancelled"): True,
    ("cancelled", "planned"): True,
    ("cancelled", "held"): True,
    ("cancelled", "nobody_came"): True,
    ("cancelled", "cancelled"): True,
}


def put(cast, state, *, session=None, minutes=45):
    """Alder's session of tomorrow, in `state`: planned today, recorded the day after."""
    common = {
        "session": session,
        "base_revision": session.revision if session else None,
        "minutes": minutes,
        "facilitators": [cast.anna],
    }
    if state == "planned":
        tomorrow = (cast.now + timedelta(days=1)).date()
        return plan_session(
            group=cast.alder, by=cast.anna, local_date=tomorrow, local_start=time(18, 30), now=cast.now, **common
        )
    return record(
        cast,
        **common,
        days_ago=-1,
        now=cast.now + timedelta(days=2),
        state=state,
        attending=5 if state == "held" else None,
        newcomers=0,
        themes=[],
        cancel_reason="rota" if state == "cancelled" else "",
    )


@pytest.mark.parametrize(("before", "after"), sorted(MOVES))
def test_every_move_between_states(cast, before, after):
    session = put(cast, before)
    if MOVES[before, after]:
        assert put(cast, after, session=session, minutes=50).state == after
    else:
        with pytest.raises(IllegalMove):
            put(cast, after, session=session, minutes=50)
        assert facts_in(session)[0] == before


@pytest.mark.parametrize("days", [1, 2, 5])
def test_a_back_dated_session_says_how_late_it_was_entered(cast, days):
    assert record(cast, days_ago=days).entered_days_after == days


def test_a_session_entered_on_its_evening_is_not_late(cast):
    evening = datetime.combine(cast.now.date(), time(21), ZoneInfo("Europe/London"))
    assert record(cast, days_ago=0, now=evening).entered_days_after == 0


def test_who_joins_a_pair_takes_no_credit_for_what_it_held_before(cast):
    Facilitation.objects.filter(person=cast.anna).update(starts_at=cast.now - timedelta(days=2))
    with pytest.raises(Refusal, match="You were not in this pair on that day."):
        record(cast, days_ago=9)
    assert GroupSession.objects.count() == 0
