"""Weeks for tests, as one would say them: `a_week(anna, now, "tue 18:00-20:00", "thu 12:00-13:30")`."""

from datetime import datetime

from groups.availability.models import Availability
from groups.availability.services import say_availability
from groups.availability.week import HALVES_A_DAY, week_of
from people.models import User

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def half_of(clock: str) -> int:
    hours, minutes = map(int, clock.split(":"))
    return 2 * hours + minutes // 30


def bits(*times: str) -> int:
    week = 0
    for spoken in times:
        day, _space, clocks = spoken.partition(" ")
        begins, _dash, ends = clocks.partition("-")
        midnight = DAYS.index(day) * HALVES_A_DAY
        week |= week_of(range(midnight + half_of(begins), midnight + half_of(ends)))
    return week


def a_week(person: User, now: datetime, *times: str, zone: str = "Europe/London", **dates) -> Availability:
    return say_availability(person=person, zone=zone, week=bits(*times), now=now, **dates)
