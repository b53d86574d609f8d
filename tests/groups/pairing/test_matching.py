"""As many pairs as there can be, then the best: against trying every one, and by a checker that shares no code."""

import random
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groups.pairing.fitting import EXPERIENCED, Obstacle, weight_of
from groups.pairing.matching import Pool, alternatives, best_pairs, in_place, left_over, ranked_for, reasons_of
from tests.groups.pairing.making import key, pool, rings, waiting

pytestmark = pytest.mark.once

EVENINGS = [f"{day} 18:00-20:00" for day in ("mon", "tue", "wed", "thu")]
EVENING = st.sampled_from(EVENINGS)


@st.composite
def pools(draw, most: int = 10) -> Pool:
    numbers = list(range(1, draw(st.integers(0, most)) + 1))
    people = [
        waiting(
            number,
            *draw(st.lists(EVENING, min_size=1, max_size=2)),
            authorised=draw(st.sampled_from([True, True, True, False])),
            supervised=draw(st.sampled_from([True, True, True, False])),
            groups=draw(st.sampled_from([0, 0, 1, 2])),
            sessions=draw(st.sampled_from([0, EXPERIENCED])),
            specialty=draw(st.sampled_from(["", "GP", "Surgery"])),
            grade=draw(st.sampled_from(["", "core", "higher"])),
            in_time=draw(st.sampled_from([True, True, True, False])),
        )
        for number in numbers
    ]
    two = st.lists(st.sampled_from(list(combinations(numbers, 2)) or [(98, 99)]), max_size=3)
    return pool(*people, supervising=draw(two), apart=draw(two))


def may_be_a_pair(one, other, among: Pool) -> bool:
    """By the words of the rule, not by the code: quarter-hour by quarter-hour."""
    both = frozenset((one.key, other.key))
    if both in among.bonds.supervising or both in among.bonds.apart:
        return False
    if not all(
        each.authorised and each.supervised and each.in_time and each.groups < 2 and each.rings for each in (one, other)
    ):
        return False
    return all(_an_hour(mine, theirs) for mine, theirs in zip(one.rings, other.rings, strict=True))


def _an_hour(mine: int, theirs: int) -> bool:
    free = [bool(mine >> quarter & 1 and theirs >> quarter & 1) for quarter in range(672)]
    return any(all(free[(begins + step) % 672] for step in range(4)) for begins in range(672) if free[begins])


def every_matching(edges):
    """All sets of pairs in which nobody is twice."""
    if not edges:
        yield []
        return
    first, rest = edges[0], edges[1:]
    yield from every_matching(rest)
    for others in every_matching([edge for edge in rest if not set(edge) & set(first)]):
        yield [first, *others]


def worth(pairs, edges) -> tuple:
    """How many pairs, and then each wish over all of them, the first before the second."""
    met = [edges[pair] for pair in pairs]
    return (len(pairs), *(sum(column) for column in zip(*met, strict=True))) if met else (0, 0, 0, 0, 0, 0)


@settings(deadline=None, max_examples=60)
@given(pools(most=8))
def test_it_is_the_best_of_all_there_are(among):
    edges = among.edges()
    if len(edges) > 18:
        return
    best = max((worth(pairs, edges) for pairs in every_matching(sorted(edges))), default=(0, 0, 0, 0, 0, 0))
    assert worth(best_pairs(among), edges) == best


@settings(deadline=None, max_examples=60)
@given(pools())
def test_there_are_as_many_pairs_as_there_can_be(among):
    pairs = best_pairs(among)
    assert len(pairs) == most_pairs(list(among.people), among)


def most_pairs(keys, among) -> int:
    """Of these people, by trying: the first is left over, or paired with one of the others."""
    if len(keys) < 2:
        return 0
    first, *rest = keys
    best = most_pairs(rest, among)
    for other in rest:
        if best == len(keys) // 2:
            break
        if may_be_a_pair(among.people[first], among.people[other], among):
            best = max(best, 1 + most_pairs([item for item in rest if item != other], among))
    return best


@settings(deadline=None, max_examples=80)
@given(pools())
def test_no_pair_breaks_a_rule_and_nobody_is_in_two(among):
    pairs = best_pairs(among)
    people = [item for pair in pairs for item in pair]
    assert len(people) == len(set(people))
    assert all(may_be_a_pair(among.people[one], among.people[other], among) for one, other in pairs)


@settings(deadline=None, max_examples=40)
@given(pools(), st.randoms(use_true_random=False))
def test_the_order_in_which_people_come_changes_nothing(among, chance: random.Random):
    people = list(among.people.values())
    chance.shuffle(people)
    assert best_pairs(Pool.of(people, among.bonds)) == best_pairs(among)


LIFTS = {
    Obstacle.AUTHORISED: {"authorised": True},
    Obstacle.SUPERVISED: {"supervised": True},
    Obstacle.GROUPS: {"groups": 0},
    Obstacle.DATES: {"in_time": True},
}


@settings(deadline=None, max_examples=80)
@given(pools())
def test_a_reason_is_true_once_it_is_lifted_partners_appear(among):
    paired = {item for pair in best_pairs(among) for item in pair}
    for left in left_over(among, paired):
        own = among.people[left.key]
        before = sum(may_be_a_pair(own, other, among) for other in among.people.values() if other != own)
        assert left.fitting == before
        for reason in left.reasons:
            if reason.obstacle in LIFTS and reason.own:
                freed = replace(own, **LIFTS[reason.obstacle])
                after = sum(
                    may_be_a_pair(freed, other, among) for other in among.people.values() if other.key != own.key
                )
                assert after - before == reason.partners > 0


def test_a_higher_wish_is_never_outweighed_by_all_the_lower_ones():
    assert weight_of((1, 0, 0, 0, 0), 11) > weight_of((0, 10, 10, 10, 10), 11)


def test_greed_would_leave_two_alone():
    """Two and three are the best pair by themselves; one and four fit nobody else."""
    one, four = waiting(1, "mon 18:00-20:00"), waiting(4, "wed 18:00-20:00")
    two = waiting(2, "mon 18:00-20:00", "tue 18:00-20:00", specialty="GP")
    three = waiting(3, "tue 18:00-20:00", "wed 18:00-20:00", specialty="Surgery")
    assert best_pairs(pool(one, two, three, four)) == [(key(1), key(2)), (key(3), key(4))]


def test_who_is_kept_apart_is_never_told_why():
    among = pool(waiting(1), waiting(2), apart=[(1, 2)])
    assert best_pairs(among) == []
    assert [(left.fitting, left.reasons) for left in left_over(among, set())] == [(0, ()), (0, ())]


def test_the_tightest_reason_comes_first():
    among = pool(
        waiting(1, authorised=False),
        waiting(2),
        waiting(3),
        waiting(4, supervised=False),
        waiting(5, "sun 06:00-08:00"),
    )
    first = reasons_of(key(1), among).reasons[0]
    assert (first.obstacle, first.own, first.partners) == (Obstacle.AUTHORISED, True, 2)
    alone = reasons_of(key(5), among).reasons
    assert [(reason.obstacle, reason.partners) for reason in alone] == [(Obstacle.HOUR, 2)]


def test_an_alternative_says_what_it_costs():
    one, two, three, four = (
        waiting(number, specialty=specialty) for number, specialty in enumerate(["GP", "Surgery", "GP", "Surgery"], 1)
    )
    among = pool(one, two, three, four)
    pairs = best_pairs(among)
    costs = alternatives(pairs[0], among, pairs)
    assert len(costs) == 4
    swap = next(cost for cost in costs if set(cost.pair) == {key(1), key(3)})
    assert (swap.alone, swap.changed, swap.wishes[0]) == ((), ((key(2), key(4)),), -2)


def test_an_alternative_that_leaves_somebody_alone_names_them():
    one, two = waiting(1, "mon 18:00-20:00"), waiting(2, "mon 18:00-20:00", "tue 18:00-20:00")
    among = pool(one, two, waiting(3, "tue 18:00-20:00"))
    (cost,) = alternatives((key(1), key(2)), among, [(key(1), key(2))])
    assert (cost.pair, cost.alone, cost.no_longer_alone) == ((key(2), key(3)), (key(1),), (key(3),))


def test_a_free_place_goes_first_to_another_specialty():
    partner = waiting(1, groups=2, authorised=False, specialty="GP")
    others = [
        waiting(2, specialty="GP", sessions=EXPERIENCED),
        waiting(3, specialty="Surgery"),
        waiting(4, specialty="Surgery", sessions=EXPERIENCED),
        waiting(5, groups=2, specialty="Surgery"),
        waiting(6, "sun 06:00-08:00"),
    ]
    assert [facts.key for facts in ranked_for(in_place(partner), others, pool().bonds)] == [key(4), key(3), key(2)]


def test_beside_who_has_said_no_week_nobody_is_ranked():
    assert ranked_for(waiting(1, rings=None), [waiting(2)], pool().bonds) == []


def test_an_hour_in_summer_alone_is_not_enough():
    among = pool(waiting(1, "tue 18:00-19:00"), waiting(2, "tue 18:00-19:00", zone="Africa/Lagos"))
    assert best_pairs(among) == []
    assert rings("tue 18:00-19:00")[1] == rings("tue 18:00-19:00", zone="Africa/Lagos")[1]
