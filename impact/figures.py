"""What others may know of what participants said after sessions: figures of many, for whole quarters.

One person may answer after each session, and nothing tells how many they are. So a figure stands on twenty answers or
more, where of people eight would do; and there is none where a programme has few groups.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from courses.confidence.figures import rules_of_change
from foundation.days import local_day
from foundation.suppression import Quarter, Span, disjoint_spans, shown_count, shown_mean
from groups.protected_time.queries import enough_to_count
from impact.items import HIGHEST, LOWEST, SESSION_ITEMS, Item, Lonely
from impact.models import ParticipantWord
from people.models import Programme

# From this number on somebody left feeling worse.
WORSE_FROM = 6


@dataclass(frozen=True)
class WordFigures:
    """Counts are rounded; None means too few. `lonely` is empty where fewer than twenty answered the question."""

    span: Span
    answers: int | None
    means: list[tuple[Item, float | None]]
    worse: int | None
    lonely: list[tuple[str, int | None]]


def word_figures(programme: Programme, now: datetime) -> list[WordFigures]:
    """The newest quarters first. Nothing of the quarter that runs."""
    if not enough_to_count(programme, now):
        return []
    today = Quarter.of(local_day(now, programme.zone))
    words = list(ParticipantWord.objects.filter(programme=programme))
    spans = disjoint_spans(Counter(word.quarter for word in words), today, rules_of_change())
    return [_figures(span, [word for word in words if span.holds(word.quarter)]) for span in reversed(spans)]


def _figures(span: Span, words: Sequence[ParticipantWord]) -> WordFigures:
    rules = rules_of_change()
    numbers = {
        item.key: [word.answers[item.key] for word in words if item.key in word.answers] for item in SESSION_ITEMS
    }
    return WordFigures(
        span,
        answers=shown_count(len(words), rules),
        means=[(item, shown_mean(numbers[item.key], LOWEST, HIGHEST, rules)) for item in SESSION_ITEMS],
        worse=shown_count(sum(number >= WORSE_FROM for number in numbers["worse"]), rules),
        lonely=_lonely(words),
    )


def _lonely(words: Sequence[ParticipantWord]) -> list[tuple[str, int | None]]:
    rules, said = rules_of_change(), Counter(word.lonely for word in words if word.lonely)
    if said.total() < rules.least:
        return []
    return [(str(answer.label), shown_count(said[answer], rules)) for answer in Lonely]
