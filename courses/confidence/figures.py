"""What others than the owner may know: figures of many, for whole quarters, never of a few (`foundation.suppression`).

Figures are of those who answered both before and at a later moment, in the quarter in which they answered the later.
Means are of eight or more; changes, with their intervals, of twenty or more, from the answers as they were given.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from courses.confidence.intervals import Interval, interval_of
from courses.confidence.items import HIGHEST, ITEMS, LOWEST, RETIRED, WHOM_FIRST, Item
from courses.confidence.models import ConfidenceSheet, Moment
from foundation.days import local_day
from foundation.suppression import Quarter, Rules, Span, disjoint_spans, rules, shown_count, shown_mean
from people.models import Programme

LATER = (Moment.AFTER, Moment.MONTH_3, Moment.MONTH_12)
# From how many people on a change is shown, and to what its numbers and shares are rounded.
CHANGE_LEAST, TENTH, SHARE = 20, 0.1, 5


class Pair(NamedTuple):
    """One person's two sheets. It does not leave this module."""

    quarter: Quarter
    before: ConfidenceSheet
    later: ConfidenceSheet

    def of(self, item: Item) -> tuple[int, int] | None:
        first, second = self.before.answers.get(item.key), self.later.answers.get(item.key)
        return None if first is None or second is None else (first, second)


@dataclass(frozen=True)
class ItemFigures:
    """`people` is rounded, and None together with both means where too few answered this item both times."""

    item: Item
    people: int | None
    before: float | None
    after: float | None


@dataclass(frozen=True)
class SpanFigures:
    span: Span
    people: int | None
    items: list[ItemFigures]


@dataclass(frozen=True)
class ItemChange:
    """`change` in tenths; None where fewer than twenty answered this item both times."""

    item: Item
    people: int | None
    change: Interval | None


@dataclass(frozen=True)
class ChangeFigures:
    """From before the training to `moment`. `knew` is the share that knew whom to ring, before and then, per cent."""

    moment: Moment
    span: Span
    people: int | None
    items: list[ItemChange]
    knew: tuple[int, int] | None


@dataclass(frozen=True)
class Asked:
    """How many were asked at a moment and answered, rounded, and their share per cent; None where they are few."""

    moment: Moment
    asked: int | None
    answered: int | None
    share: int | None


@dataclass(frozen=True)
class ProgrammeFigures:
    programme: Programme
    spans: list[SpanFigures]
    changes: list[ChangeFigures]
    asked: list[Asked]


def rules_of_change() -> Rules:
    return Rules(max(CHANGE_LEAST, settings.SMALLEST_COUNT_SHOWN), settings.COUNTS_ROUNDED_TO)


def figures_of(programmes: Iterable[UUID], now: datetime) -> list[ProgrammeFigures]:
    """By programme, the newest quarters first. Three queries, however many programmes and people."""
    found = list(Programme.objects.filter(pk__in=programmes).order_by("name"))
    sheets = _sheets(found)
    before = _before(sheets)
    return [_figures_of(programme, sheets[programme.pk], before, now) for programme in found]


def _sheets(programmes: Iterable[Programme]) -> Mapping[UUID, list[ConfidenceSheet]]:
    by_programme: dict[UUID, list[ConfidenceSheet]] = defaultdict(list)
    for sheet in ConfidenceSheet.objects.filter(programme__in=programmes):
        by_programme[sheet.programme_id].append(sheet)
    return by_programme


def _before(sheets: Mapping[UUID, list[ConfidenceSheet]]) -> dict[UUID, ConfidenceSheet]:
    """What those who answered later had answered before, wherever that was."""
    people = {sheet.person_id for of_moment in sheets.values() for sheet in of_moment if sheet.moment in LATER}
    answered = ConfidenceSheet.objects.answered().filter(moment=Moment.BEFORE, person__in=people)
    return {sheet.person_id: sheet for sheet in answered}


def _figures_of(
    programme: Programme, sheets: Sequence[ConfidenceSheet], before: Mapping[UUID, ConfidenceSheet], now: datetime
) -> ProgrammeFigures:
    this_quarter = Quarter.of(local_day(now, programme.zone))
    pairs = {moment: _pairs(programme, sheets, before, moment) for moment in LATER}
    spans = _spans(pairs[Moment.AFTER], this_quarter, rules())
    return ProgrammeFigures(
        programme,
        spans=[_span_figures(span, span_pairs) for span, span_pairs in spans],
        changes=[
            _change_figures(moment, span, span_pairs)
            for moment in LATER
            for span, span_pairs in _spans(pairs[moment], this_quarter, rules_of_change())
        ],
        asked=[_asked(moment, sheets) for moment in Moment],
    )


def _pairs(
    programme: Programme,
    sheets: Iterable[ConfidenceSheet],
    before: Mapping[UUID, ConfidenceSheet],
    moment: Moment,
) -> list[Pair]:
    """Both sheets of those who answered twice, where they answered the later."""
    return [
        Pair(Quarter.of(local_day(sheet.answered_at, programme.zone)), before[sheet.person_id], sheet)
        for sheet in sheets
        if sheet.moment == moment and sheet.answered_at and sheet.person_id in before
    ]


def _spans(pairs: list[Pair], this_quarter: Quarter, least: Rules) -> list[tuple[Span, list[Pair]]]:
    spans = disjoint_spans(Counter(pair.quarter for pair in pairs), this_quarter, least)
    return [(span, [pair for pair in pairs if span.holds(pair.quarter)]) for span in reversed(spans)]


def _both(item: Item, pairs: Iterable[Pair]) -> list[tuple[int, int]]:
    return [numbers for pair in pairs if (numbers := pair.of(item))]


def _span_figures(span: Span, pairs: list[Pair]) -> SpanFigures:
    asked = [_of_item(item, pairs) for item in ITEMS]
    # What an earlier version asked is shown where enough had answered it.
    earlier = [row for item in RETIRED if (row := _of_item(item, pairs)).before is not None]
    return SpanFigures(span, shown_count(len(pairs), rules()), asked + earlier)


def _of_item(item: Item, pairs: list[Pair]) -> ItemFigures:
    answered = _both(item, pairs)
    return ItemFigures(
        item,
        people=shown_count(len(answered), rules()),
        before=shown_mean([first for first, _second in answered], LOWEST, HIGHEST, rules()),
        after=shown_mean([second for _first, second in answered], LOWEST, HIGHEST, rules()),
    )


def _change_figures(moment: Moment, span: Span, pairs: list[Pair]) -> ChangeFigures:
    items = [_change(item, pairs) for item in ITEMS]
    earlier = [row for item in RETIRED if (row := _change(item, pairs)).change is not None]
    return ChangeFigures(moment, span, shown_count(len(pairs), rules()), items + earlier, _knew(pairs))


def _change(item: Item, pairs: list[Pair]) -> ItemChange:
    answered = _both(item, pairs)
    enough = len(answered) >= rules_of_change().least
    change = in_tenths(interval_of([second - first for first, second in answered])) if enough else None
    return ItemChange(item, shown_count(len(answered), rules()), change)


def in_tenths(found: Interval) -> Interval:
    """Rounded at the very end. One of no width would tell that all gave the same, so it has a tenth each way."""
    furthest = HIGHEST - LOWEST - 0.5
    mean = max(-furthest, min(furthest, found.mean))
    low, high = min(found.low, mean - TENTH), max(found.high, mean + TENTH)
    return Interval(round(mean, 1), round(max(low, -furthest), 1), round(min(high, furthest), 1), round(found.sd, 1))


def _knew(pairs: Iterable[Pair]) -> tuple[int, int] | None:
    key = WHOM_FIRST.key
    answered = [pair for pair in pairs if key in pair.before.known and key in pair.later.known]
    if len(answered) < rules_of_change().least:
        return None
    return _share([pair.before for pair in answered]), _share([pair.later for pair in answered])


def _share(sheets: Sequence[ConfidenceSheet]) -> int:
    """To the nearest five per cent, never none and never all."""
    right = sum(sheet.known[WHOM_FIRST.key] == WHOM_FIRST.right for sheet in sheets)
    rounded: int = SHARE * round(100 * right / len(sheets) / SHARE)
    return min(100 - SHARE, max(SHARE, rounded))


def _asked(moment: Moment, sheets: Iterable[ConfidenceSheet]) -> Asked:
    """The share is that of the rounded numbers: it says no more than they do."""
    here = [sheet for sheet in sheets if sheet.moment == moment]
    asked = shown_count(len(here), rules())
    answered = shown_count(sum(sheet.answered_at is not None for sheet in here), rules())
    return Asked(moment, asked, answered, round(100 * answered / asked) if asked and answered else None)
