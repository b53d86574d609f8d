"""People who wait, for tests of matching alone: `waiting(1, "mon 18:00-20:00", specialty="GP")`."""

from datetime import date
from uuid import UUID

from groups.availability.week import Local, in_utc, seasons
from groups.pairing.fitting import Bonds, Facts
from groups.pairing.matching import Pool
from tests.groups.availability.making import bits

MONDAYS = seasons(date(2026, 11, 30))
EVENING = ("tue 18:00-20:00",)


def key(number: int) -> UUID:
    return UUID(int=number)


def rings(*times: str, zone: str = "Europe/London") -> tuple[int, int]:
    winter, summer = (in_utc(Local(bits(*times), zone), monday) for monday in MONDAYS)
    return winter, summer


def waiting(number: int, *times: str, zone: str = "Europe/London", **facts) -> Facts:
    """Fits everybody else who is free on Tuesday evening, unless `facts` differ."""
    known = {
        "authorised": True,
        "supervised": True,
        "groups": 0,
        "sessions": 0,
        "specialty": "",
        "grade": "",
        "in_time": True,
        "rings": rings(*(times or EVENING), zone=zone),
        "zone": zone,
    }
    return Facts(key(number), f"person {number}", **(known | facts))


def pool(*people: Facts, supervising=(), apart=()) -> Pool:
    def pairs(numbers):
        return frozenset(frozenset(map(key, pair)) for pair in numbers)

    return Pool.of(people, Bonds(pairs(supervising), pairs(apart)))
