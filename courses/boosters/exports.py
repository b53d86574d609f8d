"""What "my data" holds of the questions that came back."""

from datetime import datetime
from typing import Any

from courses.boosters.models import BoosterAnswer, BoosterSet
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


@part
def boosters(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    sets = BoosterSet.objects.visible_to(user, now).prefetch_related("answers").order_by("begun_at", "pk")
    yield (sets,)
    return [
        {
            "weeks_after_authorisation": row.weeks,
            "begun": stamp(row.begun_at),
            "answered": stamp(row.answered_at),
            "questions": [_answer(answer) for answer in row.answers.all()],
        }
        for row in sets
    ]


def _answer(answer: BoosterAnswer) -> dict[str, Any]:
    return {"question": answer.question, "chosen": answer.chosen, "right": answer.was_right}
