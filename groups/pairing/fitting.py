"""Whether two people fit, and how well: what stops them, what they share, which wishes it meets. No database here."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property
from uuid import UUID

from groups.availability.week import QUARTERS_AN_HOUR, Window, has_an_hour, windows

MOST_GROUPS = 2
# Somebody has seen a season of a group that meets every week.
EXPERIENCED = 12
TWO_WINDOWS = 2


class Obstacle(Enum):
    """Why two people cannot be a pair. Of the first five, one of them is meant; of the others, both."""

    AUTHORISED = "authorised"
    SUPERVISED = "supervised"
    GROUPS = "groups"
    DATES = "dates"
    WEEK = "week"
    SUPERVISES = "supervises"
    HOUR = "hour"
    # Known to its writer alone: it has its effect, and is never lifted, counted or said.
    APART = "apart"


class Wish(Enum):
    """What makes one pair better than another: the first before the second, and so on."""

    SPECIALTY = "specialty"
    WINDOWS = "windows"
    EXPERIENCE = "experience"
    GRADE = "grade"
    LOAD = "load"


# One reason: of one of the two, by their key, or of both.
Reason = tuple[Obstacle, UUID | None]


@dataclass(frozen=True)
class Facts:
    """What is known of somebody who waits for a place. `rings`: when they are free, in a winter and a summer week."""

    key: UUID
    name: str = field(compare=False)
    authorised: bool
    supervised: bool
    # How many pairs they are in now, and how many sessions they have held.
    groups: int
    sessions: int
    specialty: str
    grade: str
    in_time: bool
    # None for who has not said when.
    rings: tuple[int, int] | None
    old: bool = False
    zone: str = field(default="", compare=False)

    @cached_property
    def obstacles(self) -> frozenset[Reason]:
        """What stops them with anybody."""
        found = {
            Obstacle.AUTHORISED: not self.authorised,
            Obstacle.SUPERVISED: not self.supervised,
            Obstacle.GROUPS: self.groups >= MOST_GROUPS,
            Obstacle.DATES: not self.in_time,
            Obstacle.WEEK: self.rings is None,
        }
        return frozenset((obstacle, self.key) for obstacle, holds in found.items() if holds)

    @property
    def experienced(self) -> bool:
        return self.sessions >= EXPERIENCED


@dataclass(frozen=True)
class Bonds:
    """What stands between two people, whatever each is: supervision either way, and a wish to be apart."""

    supervising: frozenset[frozenset[UUID]] = frozenset()
    apart: frozenset[frozenset[UUID]] = frozenset()

    def obstacles(self, first: UUID, second: UUID) -> Iterator[Reason]:
        pair = frozenset((first, second))
        if pair in self.supervising:
            yield Obstacle.SUPERVISES, None
        if pair in self.apart:
            yield Obstacle.APART, None


def shared_rings(first: Facts, second: Facts) -> tuple[int, int]:
    """When both are free, in winter and in summer."""
    if first.rings is None or second.rings is None:
        return 0, 0
    return first.rings[0] & second.rings[0], first.rings[1] & second.rings[1]


def share_an_hour(first: Facts, second: Facts) -> bool:
    return all(has_an_hour(ring) for ring in shared_rings(first, second))


def poorer_season(rings: tuple[int, int]) -> int:
    """0 where winter has fewer windows, or as many and no more time; 1 where summer is poorer."""
    richness = [(len(windows(ring)), ring.bit_count()) for ring in rings]
    return 0 if richness[0] <= richness[1] else 1


def poorer_windows(rings: tuple[int, int]) -> list[Window]:
    """The shared windows of the season that has fewer, on UTC's clock."""
    return windows(rings[poorer_season(rings)], QUARTERS_AN_HOUR)


def obstacles_of(first: Facts, second: Facts, bonds: Bonds) -> frozenset[Reason]:
    """All that keeps two people from being a pair; nothing where they fit. Who has said no week shares no hour."""
    found = {*first.obstacles, *second.obstacles, *bonds.obstacles(first.key, second.key)}
    if first.rings is not None and second.rings is not None and not share_an_hour(first, second):
        found.add((Obstacle.HOUR, None))
    return frozenset(found)


def fit(first: Facts, second: Facts, bonds: Bonds) -> bool:
    """The same without naming anything: quicker, for many."""
    if first.obstacles or second.obstacles or any(bonds.obstacles(first.key, second.key)):
        return False
    return share_an_hour(first, second)


def wishes_of(first: Facts, second: Facts) -> tuple[int, ...]:
    """How far each wish is met, in the order of `Wish`: 1 or 0, and of the load 2 less the groups they have."""
    return (
        int(bool(first.specialty and second.specialty) and first.specialty != second.specialty),
        int(len(poorer_windows(shared_rings(first, second))) >= TWO_WINDOWS),
        int(first.experienced != second.experienced),
        int(bool(first.grade and second.grade) and first.grade != second.grade),
        max(MOST_GROUPS - first.groups - second.groups, 0),
    )


def weight_of(wishes: Iterable[int], base: int) -> int:
    """One number, in which no sum of lower wishes outweighs a higher one while they stay below `base`."""
    weight = 0
    for met in wishes:
        weight = weight * base + met
    return weight
