"""A mean change with its 95 % interval, from answers as they were given. Pure arithmetic.

Student's t, whose quantile is taken from the normal one by the first two terms of its expansion in 1/degrees of freedom
(Abramowitz and Stegun 26.7.5): from 19 degrees on it is within 0.001 of the table.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist, fmean, stdev

SURE = 0.975


@dataclass(frozen=True)
class Interval:
    """`low` to `high` holds the mean change in 95 of 100 such samples; `sd` is the spread of single changes."""

    mean: float
    low: float
    high: float
    sd: float


def interval_of(changes: Sequence[int]) -> Interval:
    """Raises ValueError (statistics.StatisticsError) for fewer than two."""
    mean, sd = fmean(changes), stdev(changes)
    half = quantile(len(changes) - 1) * sd / math.sqrt(len(changes))
    return Interval(mean, mean - half, mean + half, sd)


def quantile(degrees: int) -> float:
    z = NormalDist().inv_cdf(SURE)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    return z + first / degrees + second / degrees**2
