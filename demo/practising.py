"""The demo's practice days: those on which its people practised, and one that lies ahead with answers."""

from collections.abc import Iterator, Sequence
from datetime import datetime, time, timedelta
from functools import partial

from courses.practice import recording, services
from courses.practice.models import How, PracticeDay, PracticePlace
from courses.practice.observing import services as observing
from courses.practice.observing.models import ObservedAnswer
from demo.world import Happening, World, write
from people.models import User

START = time(9, 30)
HALL = "Education centre, Room 2, ground floor"
# How the day went, in turn: what was said, and which roles were taken.
LINES = (
    recording.Line(came=True, question="said", roles=("speaker", "listener", "observer", "facilitator")),
    recording.Line(came=True, question="said", roles=("speaker", "listener", "observer", "member")),
    recording.Line(came=True, question="private", roles=("speaker", "listener", "observer", "member")),
)
# (programme, days ago, who was there): before each was authorised.
HELD = (
    ("valley", 941, ("tom", "joseph")),
    ("valley", 310, ("facilitator", "daniel", "leila", "mei")),
    ("dales", 280, ("nadia", "ewan")),
    ("valley", 100, ("sofia", "callum")),
    ("valley", 42, ("imran",)),
)
# Of the ten lines, those that came up.
OBSERVED = {
    "frame": "You began on time, and said the agreement in three sentences. Nobody had to ask for it.",
    "fixing": 'When two of them began on the rota you said: "Before ideas, can we stay with that night?" They could.',
    "pair": "Tom looked up when you were lost, and waited. You took it back yourself.",
    "supervision": 'The eleven seconds after "I left at eight". What were you afraid would come?',
}
REPLY = "I thought that silence lasted a minute. I was afraid she would cry and that I would be glad of it."
AHEAD, HELP = 16, "Captions on the screen when we watch something, please, and a seat near the door."


def happenings(world: World) -> Iterator[Happening]:
    for programme, days_ago, there in HELD:
        yield Happening(world.clock.at(days_ago + 12, 10), partial(_plan, world, programme, days_ago, there))
        yield Happening(world.clock.at(days_ago, 15), partial(_record, world, programme, days_ago))
    yield Happening(world.clock.at(5, 10), partial(_plan, world, "valley", -AHEAD, ("newcomer", "imran")))
    yield Happening(world.clock.at(4, 20), partial(_answer, world))
    yield Happening(world.clock.at(8, 21), partial(_shadow, world))
    yield Happening(world.clock.at(30, 21), partial(_observe, world))
    yield Happening(world.clock.at(28, 8), partial(_answer_what_was_observed, world))


def _plan(world: World, programme: str, days_ago: int, there: Sequence[str], when: datetime) -> None:
    """By Noor Siddiqui, who trains in both programmes."""
    trainer = world.everybody["trainer"]
    day = services.plan_day(
        programme=world.programmes[programme],
        plan=services.Plan(
            trainers=(trainer,),
            how=How.VIDEO if programme == "dales" else How.TOGETHER,
            local_date=world.clock.day(days_ago),
            local_start=START,
            minutes=300,
            place="The link comes two days before" if programme == "dales" else HALL,
            capacity=12,
        ),
        by=trainer,
        now=when,
    )
    services.invite(day=day, people=[world.everybody[name] for name in there], by=trainer, now=when)


def _day(world: World, programme: str, days_ago: int) -> PracticeDay:
    return PracticeDay.objects.get(programme=world.programmes[programme], local_date=world.clock.day(days_ago))


def _record(world: World, programme: str, days_ago: int, when: datetime) -> None:
    day = _day(world, programme, days_ago)
    places = PracticePlace.objects.filter(day=day).order_by("person__sort_name", "pk")
    lines = {place.pk: LINES[number % len(LINES)] for number, place in enumerate(places)}
    recording.record_day(day=day, lines=lines, by=world.everybody["trainer"], now=max(when, day.starts_at))


def _answer(world: World, when: datetime) -> None:
    """Hannah is asked still; Imran has been before and comes again, and says what would help him."""
    day = _day(world, "valley", -AHEAD)
    imran: User = world.everybody["imran"]
    services.answer_invitation(day=day, by=imran, answer=PracticePlace.Answer.YES, now=when)
    place = PracticePlace.objects.get(day=day, person=imran)
    write(place, {"adjustments": HELP}, when)
    services.ask_for_adjustments(day=day, by=imran, now=when + timedelta(minutes=2))


def _shadow(world: World, when: datetime) -> None:
    """Hannah sat in on Willow; her supervisor records it."""
    sat_in = observing.Occasion(
        person=world.everybody["newcomer"],
        local_date=world.clock.day(9),
        group=world.groups["Willow"],
        group_agreed=True,
    )
    observing.record_shadowing(occasion=sat_in, by=world.everybody["supervisor"], now=when)


def _observe(world: World, when: datetime) -> None:
    """Noor Siddiqui sat in on Hazel, for Leila."""
    leila, trainer = world.everybody["leila"], world.everybody["trainer"]
    there = observing.Occasion(
        person=leila, local_date=world.clock.day(31), group=world.groups["Hazel"], group_agreed=True
    )
    observed = observing.begin_observed(occasion=there, by=trainer, now=when)
    write(observed, OBSERVED, when)
    observing.show_observed(observed=observed, by=trainer, now=when + timedelta(minutes=20))


def _answer_what_was_observed(world: World, when: datetime) -> None:
    leila = world.everybody["leila"]
    answer = ObservedAnswer.objects.get(person=leila)
    write(answer, {"answer": REPLY}, when)
    observing.answer_observed(answer=answer, by=leila, now=when)
