"""What the coordinator's two screens show."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from foundation.days import local_day
from groups.availability.models import Availability
from groups.availability.week import seasons
from groups.models import PeerGroup
from groups.pairing import words
from groups.pairing.facts import facilitators_of, pool_of, waiting_in
from groups.pairing.fitting import Facts, fit
from groups.pairing.helping import best_help
from groups.pairing.matching import Cost, Pair, Pool, alternatives, in_order, in_place, left_over, ranked_for
from groups.pairing.models import Pairing, PairingRow
from groups.queries import pair_of
from people.models import Programme, User

A_PAGE = 20
SHOWN_LEFT = 50


@dataclass(frozen=True)
class Line:
    """Somebody on a list, with what speaks for them and what does not."""

    key: UUID
    name: str
    old: bool
    times: list[str]
    wishes: list[tuple[str, bool]]


@dataclass(frozen=True)
class ShownPair:
    """A row of the draft. `fits` is False where something has changed since it was drawn."""

    row: PairingRow
    first: str
    second: str
    old: str
    fits: bool
    times: list[str]
    wishes: list[tuple[str, bool]]


@dataclass(frozen=True)
class ShownLeft:
    """Somebody without a partner; `week` leads to when they are free, where they have said it."""

    name: str
    old: bool
    week: UUID | None
    words: list[str]


@dataclass(frozen=True)
class Draft:
    """The whole of it, as it is now: rows of who has left or has a place meanwhile are not in it."""

    pairs: list[ShownPair]
    left: list[ShownLeft]
    more_left: int
    waiting: int


def pairing_of(programme: Programme) -> Pairing | None:
    return Pairing.objects.select_related("programme", "asked_by").filter(programme=programme).first()


def pool_waiting(programme: Programme, starts_on: date, now: datetime) -> Pool:
    return pool_of(programme, list(waiting_in(programme, now)), starts_on, now)


def open_rows(pairing: Pairing, pool: Pool) -> list[PairingRow]:
    rows = pairing.rows.open().select_related("first", "second").order_by("first__sort_name", "pk")
    return [row for row in rows if row.people <= set(pool.people)]


def draft_of(pairing: Pairing, now: datetime) -> Draft:
    pool = pool_waiting(pairing.programme, pairing.starts_on, now)
    mondays = seasons(local_day(now, pairing.programme.zone))
    rows = open_rows(pairing, pool)
    paired = {key for row in rows for key in row.people}
    left = left_over(pool, paired)
    weeks = dict(Availability.objects.filter(person__in=[alone.key for alone in left]).values_list("person_id", "pk"))
    shown = [
        ShownLeft(
            pool.people[alone.key].name,
            pool.people[alone.key].old,
            weeks.get(alone.key),
            words.left_words(alone, pool.people[alone.key], best_help(pool.people[alone.key], pool, mondays)),
        )
        for alone in sorted(left, key=lambda alone: (pool.people[alone.key].name, alone.key))[:SHOWN_LEFT]
    ]
    pairs = [_shown(row, pool, mondays) for row in rows]
    return Draft(pairs, shown, len(left) - len(shown), len(pool.people))


def _shown(row: PairingRow, pool: Pool, mondays: tuple[date, date]) -> ShownPair:
    first, second = pool.people[row.first_id], pool.people[row.second_id]
    return ShownPair(
        row,
        first.name,
        second.name,
        words.names(person for person in (first, second) if person.old),
        fit(first, second, pool.bonds),
        words.shared_words(first, second, mondays),
        words.wish_words(first, second),
    )


@dataclass(frozen=True)
class Instead:
    """An alternative to a row, and what it costs."""

    pair: str
    times: list[str]
    alone: str
    no_longer_alone: str
    changed: list[str]
    wishes: list[str]


def instead_of(row: PairingRow, now: datetime) -> list[Instead]:
    """Up to five for the two of a row. What others have accepted stays as it is."""
    pairing = row.pairing
    pool = pool_waiting(pairing.programme, pairing.starts_on, now)
    rows = [item for item in open_rows(pairing, pool) if item == row or not item.accepted_at]
    fixed = {key for item in open_rows(pairing, pool) if item not in rows for key in item.people}
    free = pool.without(fixed)
    pairs: Sequence[Pair] = [in_order(item.first_id, item.second_id) for item in rows]
    mondays = seasons(local_day(now, pairing.programme.zone))
    found = alternatives(in_order(row.first_id, row.second_id), free, pairs)
    return [_instead(cost, free, mondays) for cost in found]


def _instead(cost: Cost, pool: Pool, mondays: tuple[date, date]) -> Instead:
    first, second = (pool.people[key] for key in cost.pair)
    return Instead(
        words.pair_words(first, second),
        words.shared_words(first, second, mondays),
        words.names(pool.people[key] for key in cost.alone),
        words.names(pool.people[key] for key in cost.no_longer_alone),
        [words.pair_words(pool.people[first], pool.people[second]) for first, second in cost.changed],
        words.wish_changes(cost.wishes),
    )


@dataclass(frozen=True)
class FreePlace:
    """Who could take the free place of a group, the best first; and whom it is beside."""

    partner: User | None
    partner_said_a_week: bool
    lines: list[Line]
    fitting: int


def free_place(group: PeerGroup, now: datetime) -> FreePlace:
    pair = pair_of(group, now)
    partner = pair[0] if len(pair) == 1 else None
    today = local_day(now, group.programme.zone)
    pool = pool_of(group.programme, list(facilitators_of(group.programme, now)), today, now)
    known = pool.people.get(partner.pk) if partner else None
    held = in_place(known) if known else None
    candidates = [facts for facts in pool.people.values() if facts.key not in {person.pk for person in pair}]
    ranked = ranked_for(held, candidates, pool.bonds)
    mondays = seasons(today)
    lines = [_line(facts, held, mondays) for facts in ranked[:A_PAGE]]
    return FreePlace(partner, bool(held and held.rings), lines, len(ranked))


def _line(facts: Facts, partner: Facts | None, mondays: tuple[date, date]) -> Line:
    times = words.shared_words(facts, partner, mondays) if partner else []
    wishes = words.wish_words(facts, partner) if partner else words.wishes_alone(facts)
    return Line(facts.key, facts.name, facts.old, times, wishes)
