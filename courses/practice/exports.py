"""The parts of "my data" about practice: what one was invited to and what was recorded, and what one recorded."""

from datetime import datetime
from typing import Any

from confidential.services import open_all
from courses.practice.forms import ADJUSTMENTS
from courses.practice.models import DayTrainer, PracticeObjection, PracticePlace, PracticeRecord, PracticeRule
from courses.practice.queries import places_for
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


@part
def export_places(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    """What `user` was invited to, with every line about them and what they asked for."""
    places = places_for(user)
    yield (places,)
    words = open_all(places, viewer=user, now=now)
    return [
        {
            "date": place.day.local_date.isoformat(),
            "state": place.day.state,
            "answer": place.answer,
            "asked_for": str(words.get(place.pk, {}).get(ADJUSTMENTS.key, "")),
            "recorded": [_line(record) for record in place.records.all()],
        }
        for place in places
    ]


def _line(record: PracticeRecord) -> dict[str, Any]:
    objection: PracticeObjection | None = getattr(record, "objection", None)
    return {
        "came": record.came,
        "plain_question": record.question,
        "roles": record.roles,
        "reason": record.reason,
        "by": record.by.name,
        "at": stamp(record.at),
        "you_said": objection.what if objection else None,
    }


@part
def export_days_run(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """The practice days that `user` ran as a trainer, and how many people's records they wrote. No names."""
    run = DayTrainer.objects.filter(person=user).select_related("day").order_by("day__local_date", "pk")
    written = PracticeRecord.objects.filter(by=user).values_list("place__day", flat=True)
    invited = PracticePlace.objects.filter(invited_by=user).values_list("day", flat=True)
    yield run, written, invited
    recorded_on, invited_to = list(written), list(invited)
    return [
        {
            "date": trainer.day.local_date.isoformat(),
            "state": trainer.day.state,
            "lines_recorded": recorded_on.count(trainer.day_id),
            "people_invited": invited_to.count(trainer.day_id),
        }
        for trainer in run
    ]


@part
def export_rules(user: User, _now: datetime) -> Telling[list[dict[str, Any]]]:
    """Which practice a programme asks for, as `user` set it."""
    rules = PracticeRule.objects.filter(by=user).select_related("programme").order_by("at", "pk")
    yield (rules,)
    return [
        {
            "programme": rule.programme.name,
            "practice": rule.kind,
            "asked": rule.asks,
            "reason": rule.reason,
            "at": stamp(rule.at),
        }
        for rule in rules
    ]
