"""What comes back to the demo's people after the training: five questions at a time, and the refresher each year."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from courses.boosters.services import answer_booster, begin_booster
from courses.exercises.check import Check
from courses.refresher.services import confirm_refresher
from demo.people import AUTHORISED_AFTER, FACILITATORS
from demo.world import Happening, World
from foundation.days import local_day
from people.models import User

# Who answered which sets; what came later waits for them.
ANSWERED = {"facilitator": (2, 8), "daniel": (2, 8, 26), "mei": (2,)}
# account -> (days ago, ...) when they read the module again. Joseph's is overdue.
REFRESHED = {"tom": (600, 250), "joseph": (600,)}


def happenings(world: World) -> Iterator[Happening]:
    for person in FACILITATORS:
        for weeks in ANSWERED.get(person.account, ()):
            days_ago = person.since - AUTHORISED_AFTER - 7 * weeks - 1
            yield Happening(world.clock.at(days_ago, 19), partial(_answer, world.everybody[person.account]))
    for account, days in REFRESHED.items():
        for days_ago in days:
            yield Happening(world.clock.at(days_ago, 20), partial(_refresh, world.everybody[account]))


def _answer(person: User, when: datetime) -> None:
    """All right but the first."""
    booster = begin_booster(person=person, now=when)
    chosen = {}
    for answer in booster.answers.order_by("number"):
        check = Check.as_asked(answer.question)
        wrong = next(option.id for option in check.options if not option.right)
        chosen[answer.number] = {"options": [wrong]} if answer.number == 1 else check.done_well()
    answer_booster(booster=booster, chosen=chosen, now=when + timedelta(minutes=6))


def _refresh(person: User, when: datetime) -> None:
    confirm_refresher(person=person, said_to=None, said_on=local_day(when), now=when)
