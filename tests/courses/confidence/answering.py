"""People who have said how sure they are, told through the services."""

from datetime import datetime

from courses.confidence.items import ITEMS
from courses.confidence.models import ConfidenceSheet, Moment
from courses.confidence.services import answer_items
from courses.progress.models import StepCompletion
from people.models import Programme, Role, User
from tests.courses.world import World, answer, complete
from tests.people import appoint, make_person


def all_at(value: int) -> dict[str, int]:
    return {item.key: value for item in ITEMS}


def posted(value: int | str, **but: object) -> dict[str, object]:
    """The page as it is sent with every question at one number."""
    return {item.key: value for item in ITEMS} | but


def give(person: User, moment: str, answers: dict[str, int], now: datetime) -> ConfidenceSheet:
    return answer_items(person=person, moment=moment, answers=answers, now=now)


def finish_what_gates(world: World, person: User, now: datetime) -> None:
    """The module "Your role" is the only one that gates authorisation; its last step stands for all of them."""
    from courses.content_entries import fixed_id

    complete_before = [world.steps[slug].translation_key for slug in ("acting", "checking")]
    for key in complete_before:
        StepCompletion.objects.get_or_create(
            step_id=key, person=person, defaults={"content_version": 1, "completed_at": now}
        )
    answer(world, "checking", "check", person, {"options": [fixed_id("structure")]}, now)
    complete(world, "reading", person, now)


def answered_twice(
    programme: Programme, number: int, when: datetime, before: dict[str, int], after: dict[str, int]
) -> User:
    """Somebody new of the programme who answered before and, at `when`, after. Their training does not matter here."""
    person = make_person(f"Person{number} Smith")
    appoint(person, Role.FACILITATOR, programme, when)
    for moment, answers in ((Moment.BEFORE, before), (Moment.AFTER, after)):
        ConfidenceSheet.objects.create(
            person=person, programme=programme, moment=moment, answers=answers, asked_at=when, answered_at=when
        )
    return person
