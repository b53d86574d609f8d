"""What a group needs, by what is known of it. Pure: no query.

A group of three can be a good group: what is told here is what has changed or is missing, never how good a group is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

# Of a group without a series.
USUAL_WEEKS = 2
RHYTHMS, DAYS_A_WEEK = 3, 7
# So many sessions together are laid beside as many before them.
TOGETHER = 3
# Fewer than three quarters of those who came before.
FELL_TO = (3, 4)
CANCELLED_RUNNING = 2
SOLO, SOLO_OF = 2, 4
LAPSES_WITHIN = timedelta(weeks=8)
MEETS = frozenset({"running", "ending"})


class Need(models.IntegerChoices):
    """In the order in which somebody who looks after many groups would see to them. 0 is no need at all."""

    NO_PAIR = 1, _("without a pair")
    HALF_A_PAIR = 2, _("with half a pair")
    NOT_MET = 3, _("not met for long")
    NO_NEXT = 4, _("without a next session")
    CANCELLED = 5, _("cancelled twice running")
    SOLO = 6, _("facilitated alone twice")
    FALLING = 7, _("with fewer people")
    LAPSING = 8, _("with protected time that ends")
    ENDING = 9, _("ending")


NONE = 0


@dataclass(frozen=True)
class Known:
    """What is known of one group. The newest session first; `came` and `alone` are of those that were held."""

    state: str
    paired: int
    weeks: int | None = None
    next_day: date | None = None
    last_met: date | None = None
    came: tuple[int, ...] = ()
    alone: tuple[bool, ...] = ()
    states: tuple[str, ...] = ()
    time_until: date | None = None

    @property
    def meets(self) -> bool:
        return self.state in MEETS

    @property
    def lately(self) -> int | None:
        """How many came on average to the last three that were held, to the nearest whole."""
        return _mean(self.came[:TOGETHER])

    @property
    def before(self) -> int | None:
        """The same of the three before."""
        return _mean(self.came[TOGETHER : 2 * TOGETHER])


def _mean(numbers: Sequence[int]) -> int | None:
    return (2 * sum(numbers) + TOGETHER) // (2 * TOGETHER) if len(numbers) == TOGETHER else None


def needs_of(known: Known, today: date) -> list[Need]:
    """All of them, the most pressing first."""
    if known.state == "ended":
        return []
    facts = {
        Need.NO_PAIR: known.paired == 0,
        Need.HALF_A_PAIR: known.paired == 1,
        Need.NOT_MET: known.meets and _not_met(known, today),
        Need.NO_NEXT: known.meets and known.next_day is None,
        Need.CANCELLED: known.meets and known.states[:CANCELLED_RUNNING] == ("cancelled",) * CANCELLED_RUNNING,
        Need.SOLO: known.meets and sum(known.alone[:SOLO_OF]) >= SOLO,
        Need.FALLING: known.meets and _falls(known.came),
        Need.LAPSING: known.time_until is not None and known.time_until <= today + LAPSES_WITHIN,
        Need.ENDING: known.state == "ending",
    }
    return [need for need in Need if facts[need]]


def _not_met(known: Known, today: date) -> bool:
    """A group that has never met is new: it needs a next session, and is not late."""
    rhythm = timedelta(days=(known.weeks or USUAL_WEEKS) * DAYS_A_WEEK)
    return known.last_met is not None and known.last_met + RHYTHMS * rhythm < today


def _falls(came: Sequence[int]) -> bool:
    if len(came) < 2 * TOGETHER:
        return False
    lately, before = sum(came[:TOGETHER]), sum(came[TOGETHER : 2 * TOGETHER])
    part, whole = FELL_TO
    return lately * whole <= before * part
