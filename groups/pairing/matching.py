"""The most pairs there can be, and among those the best; whom they leave over, and why. Same input, same output."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from uuid import UUID

from groups.pairing.fitting import MOST_GROUPS, Bonds, Facts, Obstacle, Reason, fit, obstacles_of, weight_of, wishes_of

Pair = tuple[UUID, UUID]


def in_order(first: UUID, second: UUID) -> Pair:
    return (first, second) if first < second else (second, first)


@dataclass(frozen=True)
class Pool:
    """Those who wait, and what stands between any two of them."""

    people: dict[UUID, Facts]
    bonds: Bonds

    @classmethod
    def of(cls, people: Iterable[Facts], bonds: Bonds) -> "Pool":
        return cls({facts.key: facts for facts in sorted(people, key=lambda facts: facts.key)}, bonds)

    def without(self, keys: Collection[UUID]) -> "Pool":
        return Pool({key: facts for key, facts in self.people.items() if key not in keys}, self.bonds)

    @property
    def base(self) -> int:
        """Above what any wish can come to over all pairs, so that weights of a whole result compare like lists."""
        return len(self.people) + 1

    def edges(self) -> dict[Pair, tuple[int, ...]]:
        """Every two who fit, with how far their wishes are met."""
        free = [facts for facts in self.people.values() if not facts.obstacles]
        return {
            (first.key, second.key): wishes_of(first, second)
            for first, second in combinations(free, 2)
            if fit(first, second, self.bonds)
        }


def best_pairs(pool: Pool, edges: dict[Pair, tuple[int, ...]] | None = None) -> list[Pair]:
    """As many pairs as there can be, and among those the ones that meet most, the first wish before the second."""
    import networkx  # noqa: PLC0415 -- two megabytes that a web process has no use for

    known = pool.edges() if edges is None else edges
    keys = sorted(pool.people)
    place = {key: number for number, key in enumerate(keys)}
    graph = networkx.Graph()
    graph.add_nodes_from(range(len(keys)))
    for first, second in sorted(known):
        graph.add_edge(place[first], place[second], weight=weight_of(known[first, second], pool.base))
    found = networkx.max_weight_matching(graph, maxcardinality=True)
    return sorted(in_order(keys[first], keys[second]) for first, second in found)


@dataclass(frozen=True)
class Lifted:
    """One thing that stops somebody, whether it is their own, and how many partners there were without it."""

    obstacle: Obstacle
    own: bool
    partners: int


@dataclass(frozen=True)
class LeftOver:
    """Somebody without a partner. `fitting`: how many would fit, and are paired with others or left over too."""

    key: UUID
    fitting: int
    reasons: tuple[Lifted, ...]


def left_over(pool: Pool, paired: Collection[UUID]) -> list[LeftOver]:
    """Who is in no pair, each with what stops them: the one thing first without which most partners appear."""
    return [reasons_of(key, pool) for key in sorted(pool.people) if key not in paired]


def reasons_of(key: UUID, pool: Pool) -> LeftOver:
    """Lift one thing at a time, of theirs, of the others' or between the two, and count who appears."""
    own = pool.people[key]
    fitting, lifted = 0, Counter[tuple[Obstacle, bool]]()
    for partner in pool.people.values():
        if partner.key == key:
            continue
        obstacles = obstacles_of(own, partner, pool.bonds)
        fitting += not obstacles
        if len(obstacles) == 1:
            lifted.update(_named(obstacles, key))
    ranked = sorted(lifted.items(), key=lambda item: (-item[1], not item[0][1], _rank(item[0][0])))
    return LeftOver(key, fitting, tuple(Lifted(obstacle, whose, count) for (obstacle, whose), count in ranked))


def _named(obstacles: frozenset[Reason], key: UUID) -> list[tuple[Obstacle, bool]]:
    """The single reason, with whether it is this person's own. A wish to be apart is nobody's to hear."""
    return [(obstacle, whose in (key, None)) for obstacle, whose in obstacles if obstacle is not Obstacle.APART]


def _rank(obstacle: Obstacle) -> int:
    return list(Obstacle).index(obstacle)


@dataclass(frozen=True)
class Cost:
    """What follows if two others were paired: who is left over besides, who no longer is, which pairs are different."""

    pair: Pair
    alone: tuple[UUID, ...]
    no_longer_alone: tuple[UUID, ...]
    changed: tuple[Pair, ...]
    # How many more (or fewer, below 0) of each wish all pairs together meet.
    wishes: tuple[int, ...]


def alternatives(pair: Pair, pool: Pool, pairs: Sequence[Pair], most: int = 5) -> list[Cost]:
    """For either of a pair, the best others by themselves, each with what it costs the rest: one matching each."""
    edges = pool.edges()
    others = [edge for edge in edges if edge != pair and set(edge) & set(pair)]
    best = sorted(others, key=lambda edge: (-weight_of(edges[edge], pool.base), edge))[:most]
    return [cost_of(edge, pool, edges, pairs) for edge in best]


def cost_of(forced: Pair, pool: Pool, edges: dict[Pair, tuple[int, ...]], pairs: Sequence[Pair]) -> Cost:
    rest = {edge: met for edge, met in edges.items() if not set(edge) & set(forced)}
    instead = sorted([forced, *best_pairs(pool.without(forced), rest)])
    before, after = _in(pairs), _in(instead)
    changed = tuple(edge for edge in instead if edge not in pairs and edge != forced)
    wishes = [_total(edges, of) for of in (instead, pairs)]
    return Cost(
        forced,
        tuple(sorted(before - after)),
        tuple(sorted(after - before)),
        changed,
        tuple(new - old for new, old in zip(*wishes, strict=True)),
    )


def _in(pairs: Iterable[Pair]) -> set[UUID]:
    return {key for pair in pairs for key in pair}


def _total(edges: dict[Pair, tuple[int, ...]], pairs: Iterable[Pair]) -> list[int]:
    met = [edges[pair] for pair in pairs if pair in edges]
    return [sum(column) for column in zip(*met, strict=True)] if met else [0] * 5


def ranked_for(partner: Facts | None, candidates: Iterable[Facts], bonds: Bonds) -> list[Facts]:
    """Who could take a free place beside `partner`, the best first; where both places are free, by themselves."""
    if partner is None:
        free = [facts for facts in candidates if not facts.obstacles]
        return sorted(free, key=lambda facts: (facts.groups, facts.name, facts.key))
    fitting = [facts for facts in candidates if fit(facts, partner, bonds)]
    wishes = {facts.key: wishes_of(facts, partner) for facts in fitting}
    return sorted(fitting, key=lambda facts: ([-met for met in wishes[facts.key]], facts.name, facts.key))


def in_place(partner: Facts) -> Facts:
    """Somebody who has the other place already: what is asked of a newcomer is not asked, and it is no further load."""
    groups = max(min(partner.groups, MOST_GROUPS) - 1, 0)
    return replace(partner, authorised=True, supervised=True, groups=groups, in_time=True)
