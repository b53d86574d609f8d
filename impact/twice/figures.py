"""The one change that is reported: of those whose two answers are linked, in whole quarters, from twenty pairs on.

Beside it stands who answered, who did not come back, and what could not be linked. No word of it says why anything
changed: there was no comparison, and nothing is known of those who did not answer.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, Sum

from courses.confidence.figures import in_tenths, rules_of_change
from courses.confidence.intervals import Interval, interval_of
from foundation.days import local_day
from foundation.suppression import Quarter, Span, disjoint_spans, rules, shown_count, shown_mean
from groups.models import GroupSession
from groups.protected_time.queries import enough_to_count
from impact.items import HIGHEST, LOWEST
from impact.twice.items import PRIMARY
from impact.twice.linking import linked
from impact.twice.models import Wave, WaveAnswer
from people.models import Programme


@dataclass(frozen=True)
class Change:
    """Of one span of quarters, in which the later answers came. `people` is rounded, `change` in tenths."""

    span: Span
    people: int | None
    change: Interval


@dataclass(frozen=True)
class Answered:
    """Until the end of the last quarter, rounded; None where there are too few to say."""

    attendances: int | None
    newcomers: int | None
    first: int | None
    later: int | None
    linked: int | None
    not_back: int | None
    ambiguous: int | None


@dataclass(frozen=True)
class AtFirst:
    """The mean of the primary item at the first time, of those who came back and of those who did not (yet)."""

    stayed: float | None
    left: float | None


@dataclass(frozen=True)
class TwiceFigures:
    changes: list[Change]
    answered: Answered
    at_first: AtFirst


def twice_figures(programme: Programme, now: datetime) -> TwiceFigures | None:
    """None where there are too few groups to show anything."""
    if not enough_to_count(programme, now):
        return None
    today = Quarter.of(local_day(now, programme.zone))
    told = [
        answer for answer in WaveAnswer.objects.filter(programme=programme).order_by("pk") if answer.quarter < today
    ]
    found = linked(told)
    pairs = [(told[first], told[later]) for first, later in found.pairs]
    back = {first.pk for first, _later in pairs}
    stayed, left = (_at_first(told, back, came_back=came_back) for came_back in (True, False))
    return TwiceFigures(
        changes=_changes(pairs, today),
        answered=_answered(programme, told, len(pairs), found.ambiguous, today),
        at_first=AtFirst(stayed, left),
    )


def _changes(pairs: Iterable[tuple[WaveAnswer, WaveAnswer]], today: Quarter) -> list[Change]:
    """Pairs in which the primary item was answered both times, by the quarter of the later answer."""
    answered = [
        (later.quarter, later.answers[PRIMARY.key] - first.answers[PRIMARY.key])
        for first, later in pairs
        if PRIMARY.key in first.answers and PRIMARY.key in later.answers
    ]
    spans = disjoint_spans(Counter(quarter for quarter, _change in answered), today, rules_of_change())
    return [_change(span, [change for quarter, change in answered if span.holds(quarter)]) for span in reversed(spans)]


def _change(span: Span, changes: Sequence[int]) -> Change:
    return Change(span, shown_count(len(changes), rules()), in_tenths(interval_of(changes)))


def _answered(programme: Programme, told: Sequence[WaveAnswer], pairs: int, ambiguous: int, today: Quarter) -> Answered:
    waves = Counter(answer.wave for answer in told)
    held = Q(state=GroupSession.State.HELD, local_date__lt=today.first_day)
    sums: Any = GroupSession.objects.filter(held, programme=programme).aggregate(
        attendances=Sum("attending", default=0), newcomers=Sum("newcomers", default=0)
    )
    counts = {
        **sums,
        "first": waves[Wave.FIRST],
        "later": waves[Wave.LATER],
        "linked": pairs,
        "not_back": waves[Wave.FIRST] - pairs,
        "ambiguous": ambiguous,
    }
    return Answered(**{name: shown_count(number, rules()) for name, number in counts.items()})


def _at_first(told: Iterable[WaveAnswer], back: set[Any], *, came_back: bool) -> float | None:
    numbers = [
        answer.answers[PRIMARY.key]
        for answer in told
        if answer.wave == Wave.FIRST and PRIMARY.key in answer.answers and (answer.pk in back) is came_back
    ]
    return shown_mean(numbers, LOWEST, HIGHEST, rules_of_change())
