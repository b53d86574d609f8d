"""What editors may know: how a question does, of ten answers or more, and never whose."""

from dataclasses import dataclass

from django.db.models import Count, Q

from courses.boosters.models import BoosterAnswer
from courses.boosters.questions import questions_of
from courses.outline import current_outline

FEWEST = 10


@dataclass(frozen=True)
class ItemRow:
    """`right` is the share of `people` who were right, in whole per cent."""

    question: str
    step: str
    people: int
    right: int


def item_table() -> list[ItemRow]:
    """Questions that are still asked, the most misleading first. One query, and the outline."""
    answered = BoosterAnswer.objects.filter(was_right__isnull=False).values("block_id")
    counted = answered.annotate(people=Count("pk"), right=Count("pk", filter=Q(was_right=True)))
    figures = {row["block_id"]: row for row in counted.filter(people__gte=FEWEST)}
    outline = current_outline()
    rows = [
        ItemRow(question.check.question, place.step.title, row["people"], round(100 * row["right"] / row["people"]))
        for question in questions_of(outline)
        if (row := figures.get(question.block)) and (place := outline.place_of(question.step))
    ]
    return sorted(rows, key=lambda row: (row.right, row.question))
