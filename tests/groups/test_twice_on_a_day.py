"""A group may meet twice on a day: "which is right?" has "both", and no fact is lost or doubled on any way there."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from foundation.refusals import Refusal
from groups.facts import SessionFacts
from groups.models import GroupSession
from groups.services import AlreadyStarted, Overtaken, plan_session
from tests.figures import sessions_cofacilitated
from tests.groups.entering import record, typed
from tests.people import make_cast

LUNCH, EVENING = time(13), time(18, 30)


def starts() -> list[tuple[time, int | None]]:
    return list(GroupSession.objects.order_by("local_start").values_list("local_start", "attending"))


def test_another_start_on_the_same_day_is_asked_about_first(cast):
    lunch = record(cast, by=cast.ben, local_start=LUNCH)
    with pytest.raises(AlreadyStarted) as told:
        record(cast, local_start=EVENING, attending=4)
    assert (told.value.session, starts()) == (lunch, [(LUNCH, 7)])


def test_both_are_kept_when_somebody_says_that_there_were_two(cast):
    record(cast, by=cast.ben, local_start=LUNCH)
    for _ in range(2):  # a second press is the same session
        record(cast, local_start=EVENING, attending=4, as_well=True)
    assert starts() == [(LUNCH, 7), (EVENING, 4)]


def test_the_second_of_the_pair_finds_both(cast):
    for by in (cast.ben, cast.anna):
        record(cast, by=by, local_start=LUNCH)
        record(cast, by=by, local_start=EVENING, attending=4, as_well=True)
    assert starts() == [(LUNCH, 7), (EVENING, 4)]


@pytest.mark.parametrize("start", [time(18, 15), time(18, 30), time(19, 14)])
def test_two_at_the_same_time_are_one_or_a_mistake(cast, start):
    record(cast, by=cast.ben)
    with pytest.raises(Refusal) as refused:
        record(cast, local_start=start, attending=4, as_well=True)
    expected = "Ben Walsh has already started" if start == EVENING else "This group already has a session on "
    assert str(refused.value).startswith(expected)
    assert starts() == [(EVENING, 7)]


def test_one_may_begin_as_the_other_ends(cast):
    record(cast, by=cast.ben)
    assert record(cast, local_start=time(19, 15), as_well=True).local_start == time(19, 15)


def test_one_that_lasts_past_midnight_is_seen_from_the_next_day(cast):
    record(cast, local_start=time(23, 30), days_ago=4)
    with pytest.raises(Refusal, match="already has a session on"):
        record(cast, local_start=time(0, 10), days_ago=3)


def test_recording_at_lunch_leaves_the_plan_for_the_evening_alone(cast):
    day = cast.now + timedelta(days=1)
    planned = plan_session(group=cast.alder, by=cast.ben, local_date=day.date(), local_start=EVENING, now=cast.now)
    after = cast.now + timedelta(days=3)
    with pytest.raises(AlreadyStarted) as told:
        record(cast, days_ago=-1, local_start=LUNCH, now=after)
    assert str(told.value) == "Ben Walsh has planned a session for this day"
    record(cast, days_ago=-1, local_start=LUNCH, now=after, as_well=True)
    planned.refresh_from_db()
    assert (planned.state, planned.local_start, GroupSession.objects.count()) == ("planned", EVENING, 2)


def test_of_two_plans_the_one_of_that_hour_is_fulfilled(cast):
    day = (cast.now + timedelta(days=1)).date()
    plans = [
        plan_session(group=cast.alder, by=cast.ben, local_date=day, local_start=start, now=cast.now, as_well=True)
        for start in (LUNCH, EVENING)
    ]
    done = record(cast, days_ago=-1, local_start=time(18, 40), now=cast.now + timedelta(days=3))
    assert (done, GroupSession.objects.count()) == (plans[1], 2)


def test_one_is_not_moved_onto_the_other(cast):
    record(cast, local_start=LUNCH)
    evening = record(cast, local_start=EVENING, as_well=True)
    with pytest.raises(Refusal, match="already has a session on"):
        record(cast, local_start=time(13, 20), session=evening, base_revision=1)
    assert [start for start, _ in starts()] == [LUNCH, EVENING]


def test_each_counts(cast):
    record(cast, local_start=LUNCH)
    record(cast, local_start=EVENING, as_well=True)
    assert sessions_cofacilitated(cast.anna, cast.thames.pk) == 2


def test_the_page_offers_all_three_and_both_works_without_a_script(cast, sign_in):
    bens = record(cast, by=cast.ben, local_start=LUNCH)
    anna = sign_in(cast.anna)
    page = anna.post("/sessions/new/", typed(cast, attending="4"))
    said = page.content.decode()
    assert page.context["session"] == bens
    for choice in ("Keep what is saved now", "Save mine instead", "Both: save mine as a second session"):
        assert choice in said
    # The button brings its own address; everything else in the form comes along.
    hidden = {"revision": "1", "as_well": "1"}
    answer = anna.post("/sessions/new/", typed(cast, attending="4", **hidden))
    assert answer.status_code == 302
    assert starts() == [(LUNCH, 7), (EVENING, 4)]


def test_both_at_the_same_time_is_said_on_the_form_and_nothing_typed_is_lost(cast, sign_in):
    record(cast, by=cast.ben)
    page = sign_in(cast.anna).post(
        "/sessions/new/", typed(cast, attending="4", local_start="18:40", revision="1", as_well="1")
    )
    form = page.context["form"]
    assert form.non_field_errors()[0].startswith("This group already has a session on ")
    assert (form["attending"].value(), form["as_well"].value()) == ("4", "1")
    assert 'name="as_well"' in page.content.decode()


# Any order of two writers --------------------------------------------------------------------------------------------

NOW = datetime(2026, 11, 28, 13, 28, tzinfo=UTC)
ANSWERS = st.sampled_from(["theirs", "mine", "both"])
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["anna", "ben"]),
        st.sampled_from([time(12), LUNCH, time(13, 20), EVENING, time(19, 15)]),
        st.integers(1, 9),
        ANSWERS,
    ),
    min_size=1,
    max_size=8,
)


class AnyOrder(TestCase):
    """Two people enter what they remember, in any order, and answer the question whenever it is asked."""

    @settings(max_examples=25, deadline=None)
    @given(entries=ENTRIES)
    def test_no_fact_is_lost_and_none_is_doubled(self, entries) -> None:
        self.cast = make_cast(NOW)
        standing: dict[time, int] = {}
        for who, start, attending, answer in entries:
            self.enter(standing, who, start, attending, answer)
            assert dict(starts()) == standing
            self.nothing_overlaps()

    def enter(self, standing: dict[time, int], who: str, start: time, attending: int, answer: str) -> None:
        """Enter it as one of them; `standing` is what the group's day should say afterwards."""
        facts = {"by": getattr(self.cast, who), "local_start": start, "attending": attending, "days_ago": 3}
        facts |= {"newcomers": 0}
        try:
            record(self.cast, **facts)
        except Overtaken as asked:
            self.answer(standing, asked.session, facts, answer)
        else:
            assert not standing or standing.get(start) == attending
            standing[start] = attending

    def answer(self, standing, session: GroupSession, facts: dict, answer: str) -> None:
        if answer == "theirs":
            return
        theirs, mine = session.local_start, facts["local_start"]
        how = {"as_well": True} if answer == "both" else {"session": session, "base_revision": session.revision}
        try:
            record(self.cast, **facts, **how)
        except Refusal:
            return  # nothing was changed: the next look at the day says so
        if answer == "mine":
            del standing[theirs]
        standing[mine] = facts["attending"]

    def nothing_overlaps(self) -> None:
        rows = [SessionFacts.of(row) for row in GroupSession.objects.prefetch_related("session_facilitators")]
        clashes = [(row, other) for row in rows for other in rows if row is not other and row.clashes_with(other)]
        assert clashes == []
