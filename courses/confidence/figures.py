"""What others than the owner may know: means of many, for whole quarters, never of a few (`foundation.suppression`).

Figures are of those who answered both before and after, in the quarter in which they answered after.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from courses.confidence.items import HIGHEST, ITEMS, LOWEST, Item
from courses.confidence.models import ConfidenceSheet, Moment
from foundation.days import local_day
from foundation.suppression import Quarter, Rules, Span, disjoint_spans, shown_count, shown_mean
from people.models import Programme


class Pair(NamedTuple):
    """One person's two sheets. It does not leave this module."""

    quarter: Quarter
    before: Mapping[str, int]
    after: Mapping[str, int]


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
class ProgrammeFigures:
    programme: Programme
    spans: list[SpanFigures]


def rules() -> Rules:
    """This installation's: the settings can only make them stricter."""
    return Rules(settings.SMALLEST_COUNT_SHOWN, settings.COUNTS_ROUNDED_TO)


def figures_of(programmes: Iterable[UUID], now: datetime) -> list[ProgrammeFigures]:
    """By programme, the newest quarters first. Three queries, however many programmes and people."""
    found = list(Programme.objects.filter(pk__in=programmes).order_by("name"))
    pairs = _pairs(found)
    return [ProgrammeFigures(programme, _spans(pairs[programme.pk], programme, now)) for programme in found]


def _pairs(programmes: list[Programme]) -> dict[UUID, list[Pair]]:
    """Both sheets of those who answered twice, where they answered after."""
    zones = {programme.pk: programme.zone for programme in programmes}
    after = ConfidenceSheet.objects.answered().filter(moment=Moment.AFTER, programme__in=zones)
    asked = ConfidenceSheet.objects.answered().filter(moment=Moment.BEFORE, person__in=after.values("person"))
    before = dict(asked.values_list("person_id", "answers"))
    pairs: dict[UUID, list[Pair]] = {programme_id: [] for programme_id in zones}
    rows = after.values_list("programme_id", "person_id", "answers", "answered_at")
    for programme_id, person_id, answers, at in rows:
        if person_id in before and at:
            quarter = Quarter.of(local_day(at, zones[programme_id]))
            pairs[programme_id].append(Pair(quarter, before[person_id], answers))
    return pairs


def _spans(pairs: list[Pair], programme: Programme, now: datetime) -> list[SpanFigures]:
    this_quarter = Quarter.of(local_day(now, programme.zone))
    spans = disjoint_spans(Counter(pair.quarter for pair in pairs), this_quarter, rules())
    return [_figures(span, [pair for pair in pairs if span.holds(pair.quarter)]) for span in reversed(spans)]


def _figures(span: Span, pairs: list[Pair]) -> SpanFigures:
    return SpanFigures(span, shown_count(len(pairs), rules()), [_of_item(item, pairs) for item in ITEMS])


def _of_item(item: Item, pairs: list[Pair]) -> ItemFigures:
    both = [pair for pair in pairs if item.key in pair.before and item.key in pair.after]
    return ItemFigures(
        item,
        people=shown_count(len(both), rules()),
        before=shown_mean([pair.before[item.key] for pair in both], LOWEST, HIGHEST, rules()),
        after=shown_mean([pair.after[item.key] for pair in both], LOWEST, HIGHEST, rules()),
    )
