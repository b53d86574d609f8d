"""The parts of "my data" about shadowing and observed practice."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from confidential.services import open_all, still_open
from courses.practice.observing.models import ObservedAnswer, ObservedPractice
from courses.practice.observing.queries import shadowed_by, shown_to
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


def _in_clear(words: Mapping[str, Any]) -> dict[str, str]:
    return {key: str(said) for key, said in words.items()}


@part
def shadowing(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    rows = shadowed_by(user).select_related("text")
    yield (rows,)
    words = open_all(rows, viewer=user, now=now)
    return [
        {
            "date": row.local_date.isoformat(),
            "rehearsal": row.is_rehearsal,
            "recorded_by": row.recorded_by.name,
            "sheet": _in_clear(words[row.pk]),
        }
        for row in rows
    ]


@part
def observed(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """What was shown to `user`, and what they answered."""
    rows, answered = shown_to(user).select_related("text"), ObservedAnswer.objects.filter(person=user)
    yield rows, (own := answered.select_related("text"))
    answers = {answer.observed_id: answer for answer in own}
    words = open_all([*rows, *answers.values()], viewer=user, now=now)
    return [
        {
            "date": row.local_date.isoformat(),
            "rehearsal": row.is_rehearsal,
            "observer": row.observer.name,
            "written": _in_clear(words[row.pk]),
            "your_answer": _in_clear(words[answers[row.pk].pk]) if row.pk in answers else {},
        }
        for row in rows
    ]


@part
def written(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """What `user` wrote of others, as long as they may open it."""
    of_others = ObservedPractice.objects.filter(observer=user).select_related("text", "person")
    own = of_others.order_by("local_date", "pk")
    yield (own,)
    rows = still_open(list(own), user, now)
    words = open_all(rows, viewer=user, now=now)
    return [
        {
            "date": row.local_date.isoformat(),
            "person": row.person.name,
            "shown_at": stamp(row.shown_at),
            "written": _in_clear(words[row.pk]),
        }
        for row in rows
    ]
