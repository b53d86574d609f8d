"""How long groups go on: Kaplan and Meier's estimate, with groups that still meet counted as far as they are. Pure."""

from collections.abc import Iterable
from typing import NamedTuple

DAYS_A_MONTH = 30.44
# The middle is a number of few groups below this.
LEAST_FOR_A_MIDDLE = 8


class Life(NamedTuple):
    """From a group's first session to its end, or to today where it has not ended."""

    days: int
    ended: bool


class Step(NamedTuple):
    """After so many days, this share of groups still met; `at_risk` had come so far."""

    days: int
    share: float
    at_risk: int


def survival(lives: Iterable[Life]) -> list[Step]:
    """A step for each length at which a group ended, from all at the start."""
    known = sorted(lives)
    share, steps = 1.0, [Step(0, 1.0, len(known))] if known else []
    for days in sorted({life.days for life in known if life.ended}):
        at_risk = sum(life.days >= days for life in known)
        share *= 1 - sum(life.ended and life.days == days for life in known) / at_risk
        steps.append(Step(days, share, at_risk))
    return steps


def share_after(steps: Iterable[Step], days: int) -> float | None:
    """Of all groups, what share still met after `days`; None where no group is known for so long."""
    passed = [step for step in steps if step.days <= days]
    return passed[-1].share if passed else None


def middle(lives: Iterable[Life]) -> int | None:
    """After how many days half of the groups have ended; None for few groups, or while more than half go on."""
    known = list(lives)
    if len(known) < LEAST_FOR_A_MIDDLE:
        return None
    return next((step.days for step in survival(known) if step.share <= 1 / 2), None)
