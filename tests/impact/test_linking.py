"""Who is linked with whom, found again the long way: every two codes compared answer by answer."""

import string
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from foundation.suppression import Quarter
from impact.twice.codes import digests_of
from impact.twice.linking import linked
from impact.twice.models import Wave

KEY = b"a key of the tests"
SHORT = settings(max_examples=60, deadline=None)
# Few values, so that codes come near each other.
ANSWERS = st.tuples(*[st.sampled_from("AB") for _ in range(6)])


@dataclass
class Told:
    wave: str
    quarter: Quarter
    code: tuple[str, ...]
    digests: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.digests = digests_of(self.code, KEY) if self.code else []


TOLD = st.builds(
    Told,
    st.sampled_from(Wave.values),
    st.builds(Quarter, st.just(2026), st.integers(1, 3)),
    st.one_of(st.just(()), ANSWERS, ANSWERS),
)


def near(one: Told, other: Told) -> bool:
    if not one.code or not other.code:
        return False
    return sum(a != b for a, b in zip(one.code, other.code, strict=True)) <= 1


def the_long_way(told: list[Told]) -> list[tuple[int, int]]:
    """Each the other's only fit among what had come by the end of the later one's quarter."""
    found = []
    for place, later in enumerate(told):
        if later.wave != Wave.LATER:
            continue
        here = [number for number, one in enumerate(told) if one.quarter <= later.quarter]
        firsts = [n for n in here if told[n].wave == Wave.FIRST and near(told[n], later)]
        if len(firsts) != 1:
            continue
        (first,) = firsts
        rivals = [
            n
            for n in here
            if told[n].wave == Wave.LATER and near(told[n], told[first]) and told[n].quarter >= told[first].quarter
        ]
        if rivals == [place]:
            found.append((first, place))
    return sorted(found)


@SHORT
@given(st.lists(TOLD, max_size=12))
def test_linked_is_what_the_long_way_finds(told):
    found = linked(told)
    assert sorted(found.pairs) == the_long_way(told)
    places = [place for pair in found.pairs for place in pair]
    assert len(set(places)) == len(places)


@SHORT
@given(st.lists(TOLD, max_size=10), st.lists(TOLD, max_size=4))
def test_what_comes_in_a_later_quarter_changes_no_pair(told, more):
    """A figure that was shown stays as it was."""
    after = [Told(one.wave, Quarter(2027, 1), one.code) for one in more]
    assert set(linked(told).pairs) <= set(linked(told + after).pairs)
    new = set(linked(told + after).pairs) - set(linked(told).pairs)
    assert {later for _first, later in new} <= set(range(len(told), len(told) + len(after)))


@SHORT
@given(st.tuples(*[st.sampled_from(string.ascii_uppercase) for _ in range(6)]), ANSWERS)
def test_two_codes_share_a_digest_where_they_differ_in_one_answer_at_most(code, other):
    shared = set(digests_of(code, KEY)) & set(digests_of(other, KEY))
    differing = sum(a != b for a, b in zip(code, other, strict=True))
    assert len(shared) == (6 if differing == 0 else 1 if differing == 1 else 0)
