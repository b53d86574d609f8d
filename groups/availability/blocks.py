"""What a week is ticked by: three times of each day, and beneath them its half-hours.

Who ticks "Tuesday evening" means all of it; a half-hour that is ticked by itself says more exactly what they mean.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import time

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from groups.availability.week import DAYS, HALVES_A_DAY, week_of

DAY_NAMES = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


@dataclass(frozen=True)
class Part:
    """A time of the day, by its first half-hour and the one after its last."""

    key: str
    label: str | Promise
    first: int
    after: int

    def on(self, day: int) -> int:
        """Its bits on one day of the week."""
        return week_of(range(day * HALVES_A_DAY + self.first, day * HALVES_A_DAY + self.after))


PARTS = (
    Part("lunch", _("Lunch, 12:00 to 14:00"), 24, 28),
    Part("afternoon", _("Late afternoon, 16:00 to 18:00"), 32, 36),
    Part("evening", _("Evening, 18:00 to 21:00"), 36, 42),
)


def start_of(half: int) -> time:
    """The clock at the beginning of a half-hour of the week."""
    hour, odd = divmod(half % HALVES_A_DAY, 2)
    return time(hour, 30 * odd)


def ticked_in(week: int, day: int) -> list[str]:
    """The parts of the day that are free from beginning to end."""
    return [part.key for part in PARTS if week & part.on(day) == part.on(day)]


def entered(was: int, parts: Collection[tuple[int, str]], halves: Collection[int]) -> int:
    """The week that somebody means who was shown `was`, and sends these ticks.

    A half-hour that was ticked or unticked by itself is as they left it; else a part that was changed says it.
    """
    by_itself = was ^ week_of(halves)
    week = was
    for day in range(DAYS):
        before = ticked_in(was, day)
        for part in PARTS:
            now = (day, part.key) in parts
            if now != (part.key in before):
                week = week | part.on(day) if now else week & ~part.on(day)
    return week & ~by_itself | week_of(halves) & by_itself


def whole_day(day: int) -> range:
    return range(day * HALVES_A_DAY, (day + 1) * HALVES_A_DAY)
