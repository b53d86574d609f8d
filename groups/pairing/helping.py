"""What would help somebody who shares an hour with nobody: which part of which day, and how many partners it brings."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from groups.availability.blocks import PARTS, Part
from groups.availability.week import DAYS, Local, in_utc
from groups.pairing.fitting import Facts, Obstacle, obstacles_of, share_an_hour
from groups.pairing.matching import Pool


@dataclass(frozen=True)
class Help:
    """One more part of a day, and the partners who would then share an hour."""

    day: int
    part: Part
    partners: int


def best_help(person: Facts, pool: Pool, mondays: tuple[date, date]) -> Help | None:
    """The part of the week that brings most partners, the earliest of several. None where none brings any."""
    wanting = [
        other
        for other in pool.people.values()
        if other.key != person.key and obstacles_of(person, other, pool.bonds) == {(Obstacle.HOUR, None)}
    ]
    if person.rings is None or not wanting:
        return None
    found = list(_each(person, wanting, mondays))
    best = max(found, key=lambda offer: (offer.partners, -offer.day))
    return best if best.partners else None


def _each(person: Facts, wanting: list[Facts], mondays: tuple[date, date]) -> Iterator[Help]:
    for day in range(DAYS):
        for part in PARTS:
            more = _with(person, Local(part.on(day), person.zone), mondays)
            yield Help(day, part, sum(share_an_hour(more, other) for other in wanting))


def _with(person: Facts, more: Local, mondays: tuple[date, date]) -> Facts:
    winter, summer = person.rings or (0, 0)
    in_winter, in_summer = (in_utc(more, monday) for monday in mondays)
    return replace(person, rings=(winter | in_winter, summer | in_summer))
