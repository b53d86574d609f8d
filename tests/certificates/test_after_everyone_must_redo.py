"""Nobody loses their authorisation by an edit: what was finished before "everyone must redo" counts on for 28 days."""

from datetime import timedelta

import pytest

from certificates.queries import facilitators_of
from certificates.readiness import board
from certificates.services import authorise
from certificates.states import with_state
from courses.models import ModulePage, StepPage
from courses.outline import current_outline
from courses.progress.services import complete_step
from courses.redoing import take_back
from courses.rounds.models import RedoRound
from courses.rounds.services import record_safety_reason
from foundation.refusals import Refusal
from people.models import Authorisation
from people.queries import authorisation_of
from tests.certificates import making
from tests.courses import rounds
from tests.courses.world import publish_signed
from tests.figures import authorisation_items

pytestmark = pytest.mark.usefixtures("course")
REASON = "The old text named a number that nobody answers."


def step(slug="one") -> StepPage:
    return StepPage.objects.get(slug=slug, title=f"Step {slug}", path__startswith=gate().path)


def gate() -> ModulePage:
    return ModulePage.objects.get(title=making.GATE)


def ask_again(slug="one") -> RedoRound:
    return rounds.ask_again(step(slug))


def do_again(person, now, slug="one") -> None:
    place = current_outline().place("facilitating", "your-role", slug)
    complete_step(place=place, seen_version=place.step.content_version, person=person, now=now)


def day(cast, number: int):
    """So many days after the day on which everyone was asked."""
    return cast.now + timedelta(days=number)


@pytest.fixture
def ready(cast):
    return making.ready_newcomer(cast)


@pytest.fixture
def authorised(cast, ready):
    authorise(person=ready, programme=cast.thames, by=cast.cora, now=cast.now)
    return ready


def holds(cast, person, number: int) -> bool:
    return authorisation_of(person, cast.thames.pk, day(cast, number)) is not None


def lacks(cast, person, number: int) -> list[str]:
    return [item.label for item in authorisation_items(person, cast.thames, day(cast, number)) if not item.done]


def test_who_is_authorised_stays_so_up_to_the_28th_day(cast, authorised):
    ask_again()
    assert [holds(cast, authorised, number) for number in (0, 1, 28, 29, 400)] == [True, True, True, False, False]


def test_who_is_ready_stays_so_up_to_the_28th_day(cast, ready):
    ask_again()
    assert [lacks(cast, ready, number) for number in (1, 28, 29)] == [[], [], [making.GATE]]


def test_their_item_says_until_when_and_leads_to_the_step(cast, ready):
    until = ask_again().counts_until
    item = authorisation_items(ready, cast.thames, day(cast, 1))[0]
    said = f"Completed. It counts until {until:%-d %B %Y}: “Step one” must be done again"
    assert (item.done, item.detail) == (True, said)


def test_they_are_authorised_within_that_time_and_not_after_it(cast, ready):
    ask_again()
    with pytest.raises(Refusal):
        authorise(person=ready, programme=cast.thames, by=cast.cora, now=day(cast, 29))
    authorise(person=ready, programme=cast.thames, by=cast.cora, now=day(cast, 28))
    assert [holds(cast, ready, number) for number in (28, 29)] == [True, False]


def test_done_again_it_holds_as_before_and_no_one_confirms_it_anew(cast, authorised):
    ask_again()
    do_again(authorised, day(cast, 40))
    assert [holds(cast, authorised, number) for number in (28, 41, 400)] == [True, True, True]
    assert Authorisation.objects.filter(person=authorised).count() == 1


def test_a_safety_reason_takes_it_at_once(cast, authorised):
    asked = ask_again()
    record_safety_reason(asked=asked, by=cast.lena, reason=REASON, now=day(cast, 2))
    assert [holds(cast, authorised, number) for number in (1, 2, 3)] == [True, False, False]
    assert lacks(cast, authorised, 2) == [making.GATE]
    do_again(authorised, day(cast, 3))
    assert holds(cast, authorised, 3) is True


def test_taken_back_it_takes_nothing_from_anybody(cast, authorised):
    ask_again()
    take_back(page=step(), person=cast.eddie, now=day(cast, 30))
    assert [holds(cast, authorised, number) for number in (1, 29, 400)] == [True, True, True]
    assert lacks(cast, authorised, 29) == []


def test_taken_back_after_a_safety_reason_it_gives_it_back(cast, authorised):
    record_safety_reason(asked=ask_again(), by=cast.lena, reason=REASON, now=day(cast, 1))
    take_back(page=step(), person=cast.eddie, now=day(cast, 2))
    assert holds(cast, authorised, 2) is True


def test_who_had_not_finished_the_module_has_nothing_to_keep(cast):
    begun = making.newcomer(cast)
    making.finish_step(begun, "one", cast.now)
    making.practised(cast, begun)
    making.supervised(cast, begun)
    making.agreed(cast, begun)
    ask_again()
    do_again(begun, day(cast, 1), "two")
    assert lacks(cast, begun, 1) == [making.GATE]
    do_again(begun, day(cast, 1))
    assert lacks(cast, begun, 1) == []


def test_who_never_did_the_step_was_asked_nothing_and_keeps_what_they_have(cast):
    ask_again()
    assert [holds(cast, cast.anna, number) for number in (1, 29)] == [True, True]


def test_each_time_has_28_days_of_its_own(cast, authorised):
    first = ask_again()
    RedoRound.objects.filter(pk=first.pk).update(counts_until=first.counts_until - timedelta(days=20))
    second = ask_again()
    publish_signed(step("two"))
    # The first runs out while the second still counts.
    assert [holds(cast, authorised, number) for number in (8, 9)] == [True, False]
    do_again(authorised, day(cast, 9))
    assert (holds(cast, authorised, 10), second.before_version) == (True, first.from_version)


def test_where_the_module_gates_no_more_nobody_waits(cast, authorised):
    ask_again()
    module = gate()
    module.gates_authorisation = False
    publish_signed(module)
    assert holds(cast, authorised, 29) is True


@pytest.mark.parametrize("safety", [False, True])
def test_the_board_and_its_numbers_say_the_same(cast, authorised, safety):
    making.ready_newcomer(cast, "Rae Ready")
    asked = ask_again()
    if safety:
        record_safety_reason(asked=asked, by=cast.lena, reason=REASON, now=day(cast, 1))
    for number in (0, 1, 28, 29):
        now = day(cast, number)
        told = {row.standing.appointment.pk: str(row.state) for row in board(cast.cora, now)}
        assert {one.pk: one.state for one in with_state(facilitators_of(cast.cora, now), now)} == told
