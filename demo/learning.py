"""The demo's people go through the training, each exercise answered, on the days when they did."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from courses.confidence.items import ITEMS, WHOM_FIRST
from courses.confidence.models import Moment
from courses.confidence.services import answer_items
from courses.exercises.facts import Exercise
from courses.models import StepPage
from courses.outline import Place, current_outline
from courses.progress import services
from courses.progress.work import WORDS
from courses.segments import body_of
from demo.texts import REFLECTIONS
from demo.world import Happening, World, write
from people.models import User

# account -> (days ago when they began, how many steps they have done; None means all)
PROGRESS: dict[str, tuple[int, int | None]] = {
    "facilitator": (322, None),
    "daniel": (323, None),
    "leila": (325, None),
    "tom": (952, None),
    "mei": (324, None),
    "joseph": (953, None),
    "sofia": (112, None),
    "callum": (113, None),
    "imran": (50, None),
    "nadia": (292, None),
    "ewan": (293, None),
    # Hannah has finished the first two modules and has begun the one on distress.
    "newcomer": (12, 25),
}
# The step that joins the first module at the end of the story (`demo/added`).
ADDED = "when-one-cannot-come"
# Step by slug -> the name under which the texts speak of its prompt.
PROMPTS = {
    "the-pull": "which-part",
    "what-you-will-keep": "listened-well",
    "seven-plain-lines": "need-to-hear",
    "afterwards": "first-call",
}
# How sure they are of the eight things before the training; after it, so much more (or less).
SURE_BEFORE = (5, 4, 6, 2, 3, 5, 6, 4)
SINCE = (2, 2, 0, 5, 5, 1, -1, 3)
# Who began so many days ago has been asked a third time, so long after the last step.
LONG_AGO, LATER = 250, timedelta(weeks=12)
OWN_LINE = "Thank you for telling me. I want to think about it with you, and not in a hurry at this hour."


def happenings(world: World) -> Iterator[Happening]:
    """A step or two an evening."""
    required = [place for place in current_outline().places.values() if place.step.required]
    # What has to be done before a first session comes first, and the rest in their first months.
    required.sort(key=lambda place: not place.module.gates_authorisation)
    for nth, (account, (began, steps)) in enumerate(PROGRESS.items()):
        person, walked = world.everybody[account], required[:steps]
        evenings = [_evening(world, began, number) for number in range(len(walked))]
        yield Happening(evenings[0] - timedelta(minutes=4), partial(_say_how_sure, person, Moment.BEFORE, nth))
        for place, when in zip(walked, evenings, strict=True):
            yield Happening(when, partial(_do, place, person))
        if steps is None:
            yield Happening(evenings[-1] + timedelta(minutes=9), partial(_say_how_sure, person, Moment.AFTER, nth))
            if began > LONG_AGO:
                yield Happening(evenings[-1] + LATER, partial(_say_how_sure, person, Moment.MONTH_3, nth))


def catch_up(world: World) -> None:
    """Whoever had finished everything has done by now what joined it since. It is news to Hannah, who is on her way."""
    added = current_outline().place_of(StepPage.objects.get(slug=ADDED).translation_key)
    assert added is not None
    for account, (_began, steps) in PROGRESS.items():
        if steps is None:
            _do(added, world.everybody[account], world.clock.now)


def _evening(world: World, began: int, number: int) -> datetime:
    """When they do their step of that number: three an evening, from the day on which they began."""
    return world.clock.at(began - number // 3, 20) + timedelta(minutes=6 * (number % 3))


def _say_how_sure(person: User, moment: Moment, nth: int, when: datetime) -> None:
    """Everybody a little differently."""
    answers = {
        item.key: start + (nth + at) % 3 - 1 + (0 if moment == Moment.BEFORE else more)
        for at, (item, start, more) in enumerate(zip(ITEMS, SURE_BEFORE, SINCE, strict=True))
    }
    known = {WHOM_FIRST.key: "contact" if moment == Moment.BEFORE and nth % 2 else WHOM_FIRST.right}
    answer_items(person=person, moment=moment, answers=answers, known=known, now=when)


def _do(place: Place, person: User, when: datetime) -> None:
    for exercise in body_of(current_outline(), place.step).exercises:
        if not exercise.chooses:
            _reflect(place, exercise, person, when)
        else:
            chosen = exercise.done_well()
            for prompt in exercise.lines(chosen):
                _write_own_line(place, exercise, prompt, person, when)
            services.answer_exercise(place=place, exercise=exercise, person=person, chosen=chosen, now=when)
    services.complete_step(place=place, seen_version=place.step.content_version, person=person, now=when)


def _reflect(place: Place, exercise: Exercise, person: User, when: datetime) -> None:
    """Most prefer not to write; those for whom there are words have written them."""
    reflection = services.begin_reflection(place=place, exercise=exercise, person=person, now=when)
    words = REFLECTIONS.get(f"{person.first_name}: {PROMPTS.get(place.step.slug)}")
    if words:
        write(reflection, {WORDS: words}, when)
    services.keep_reflection(reflection=reflection, place=place, exercise=exercise, declined=words is None, now=when)


def _write_own_line(place: Place, exercise: Exercise, prompt: Exercise, person: User, when: datetime) -> None:
    reflection = services.begin_reflection(place=place, exercise=prompt, person=person, now=when)
    write(reflection, {WORDS: OWN_LINE}, when)
    services.keep_line(reflection=reflection, place=place, exercise=exercise, now=when)
