"""A year in the Dales: six groups beside the first, three of which have ended, each for another reason.

Alder runs, Holly has fewer people and time that ends soon, Juniper was cancelled twice and is going to lose one of its
pair. Birch's two could not leave their work, to Cedar too few came, and Elm had run as long as it was meant to.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import NamedTuple

from delivery.models import Effect
from demo.living import AGREEMENT, ROOM
from demo.practice import Session, plan_a_series, record_in
from demo.world import Happening, World
from foundation.days import local_day
from groups.about.services import change_group
from groups.apologies.services import apologise
from groups.health.services import count_sessions, look_through
from groups.joining.services import set_group_link
from groups.models import GroupSession, PeerGroup
from groups.moves.endings import name_of
from groups.moves.models import Reason
from groups.pairs.endings import group_occasion, place_occasion
from groups.pairs.services import found_group, move_group, place_in_pair
from groups.themes import THEMES
from people.endings.models import Ending, Event
from people.endings.roles import role_occasion
from people.endings.services import DUE, carry_out_when_due, end, put_away
from people.models import Appointment, Role, Specialty, User

GroupState, State, Why = PeerGroup.State, GroupSession.State, GroupSession.CancelReason
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = 0, 1, 2, 3
CANCELLED = None
A_FORTNIGHT, A_WEEK = 14, 7
COORDINATOR, PROGRAMME = "coordinator.dales", "dales"
# A new face at every fourth session.
NEW_FACES = 4


class End(NamedTuple):
    """`days_ago` is the day after its last; `paused` where it had paused before that."""

    days_ago: int
    reason: Reason
    word: str
    handed_over: str
    announced: int
    paused: int | None = None
    leave: bool = True


class Group(NamedTuple):
    """`last` is how many days ago it met last, a few more where that is another day of the week. `came` is from
    its first session on; nought means that nobody came.
    """

    rhythm: str
    weekday: int
    start: time
    pair: tuple[str, str]
    founded: int
    last: int
    came: tuple[int | None, ...]
    specialty: str = ""
    why: tuple[str, ...] = (Why.ROTA,)
    end: End | None = None
    goes_on: bool = False


GROUPS = {
    "Alder": Group(
        "Every second Tuesday, 19:00",
        TUESDAY,
        time(19, 0),
        ("rhona", "gareth"),
        founded=374,
        last=7,
        came=(8, 8, 7, 8, 9, 7, CANCELLED, 8, 8, 7, 6, 8, 7, 8, 9, 8, 7, 0, 8, 7, 8, 8, 9, 8, 7),
        why=(Why.HOLIDAY,),
        goes_on=True,
    ),
    "Birch": Group(
        "Every second Thursday, 13:00",
        THURSDAY,
        time(13, 0),
        ("ines", "patrick"),
        founded=366,
        last=167,
        came=(6, 5, CANCELLED, 6, 4, CANCELLED, CANCELLED, 5, 0, CANCELLED, 4, 3, 4),
        specialty="Anaesthetics",
        end=End(
            160,
            Reason.NOT_RELEASED,
            "You kept this going from the corridor. Alder has places on Tuesday evenings.",
            "The sheet of contacts, to the wellbeing desk.",
            announced=182,
        ),
    ),
    "Cedar": Group(
        "Every second Thursday, 20:00",
        THURSDAY,
        time(20, 0),
        ("marta", "kwame"),
        founded=312,
        last=198,
        came=(4, 3, 2, 3, 0, 2, 1),
        end=End(
            136,
            Reason.FEW_CAME,
            "Thank you for coming when few did. There will be another group on Wednesdays.",
            "Nothing: its two begin again with another group.",
            announced=150,
            paused=190,
            leave=False,
        ),
    ),
    "Elm": Group(
        "Every second Monday, 18:30",
        MONDAY,
        time(18, 30),
        ("isla", "peter"),
        founded=342,
        last=80,
        came=(8, 8, 7, 8, 6, 7, 7, 8, CANCELLED, 7, 6, 7, 8, 7, 6, 6, 7, 8),
        specialty="General practice",
        end=End(
            74,
            Reason.MEANT,
            "Nine months, as we said at the start. It was good to know all of you.",
            "The sheet of contacts was shredded with both of us there.",
            announced=96,
        ),
    ),
    "Holly": Group(
        "Every second Wednesday, in teaching time, 12:30",
        WEDNESDAY,
        time(12, 30),
        ("zainab", "lowri"),
        founded=216,
        last=3,
        came=(7, 8, 8, 7, CANCELLED, 8, 7, 9, 7, 8, 7, 5, 4, 4),
        goes_on=True,
    ),
    "Juniper": Group(
        "Every second Wednesday, 18:00",
        WEDNESDAY,
        time(18, 0),
        ("marta", "kwame"),
        founded=132,
        last=5,
        came=(5, 6, 5, 6, 4, 5, CANCELLED, CANCELLED),
        specialty="Core surgery",
        why=(Why.FACILITATOR_UNWELL, Why.ROTA),
    ),
}
# Kwame moves to another hospital.
LEAVES, LEAVES_AFTER = ("Juniper", "kwame"), 35


def happenings(world: World) -> Iterator[Happening]:
    for code_name, group in GROUPS.items():
        yield Happening(world.clock.at(group.founded, 10), partial(_found, world, code_name))
        yield Happening(world.clock.at(group.founded - 10, 10), partial(_run, world, code_name))
        yield Happening(world.clock.at(group.founded - 12, 20), partial(_agree, world, code_name))
        for number, session in enumerate(sessions_of(world, group), start=1):
            yield Happening(world.clock.at(session.days_ago, 21), partial(_record, world, code_name, number, session))
        if group.end:
            yield from _ending(world, code_name, group.end)
        if group.goes_on:
            yield Happening(world.clock.at(0, 8), partial(_plan_on, world, code_name))
    yield Happening(world.clock.at(0, 9), partial(_apologise, world))
    yield Happening(world.clock.at(6, 12), partial(_leave_later, world))
    yield Happening(world.clock.at(0, 23), _what_the_worker_has_counted)


def first_session(world: World, group: Group) -> int:
    """Days ago: on the group's day of the week."""
    base = group.last + A_FORTNIGHT * (len(group.came) - 1)
    return base + (world.clock.day(base).weekday() - group.weekday) % A_WEEK


def sessions_of(world: World, group: Group) -> Iterator[Session]:
    first, codes, reasons = first_session(world, group), list(THEMES), iter(group.why * len(group.came))
    for number, came in enumerate(group.came):
        days_ago = first - A_FORTNIGHT * number
        if came is CANCELLED:
            yield Session(days_ago, state=State.CANCELLED, why=next(reasons))
        elif came == 0:
            yield Session(days_ago, state=State.NOBODY_CAME)
        else:
            themes = (codes[(number * 5 + group.founded) % len(codes)], codes[(number * 7 + 2) % len(codes)])
            new = came if number == 0 else int(number % NEW_FACES == 0)
            yield Session(days_ago, came, themes, newcomers=new)


def _pair(world: World, code_name: str) -> list[User]:
    return [world.everybody[account] for account in GROUPS[code_name].pair]


def _found(world: World, code_name: str, now: datetime) -> None:
    plan, coordinator = GROUPS[code_name], world.everybody[COORDINATOR]
    group = world.groups[code_name] = found_group(
        programme=world.programmes[PROGRAMME],
        by=coordinator,
        code_name=code_name,
        specialty=Specialty.objects.filter(name=plan.specialty).first(),
        rhythm=plan.rhythm,
        platform="Video, waiting room on",
        now=now,
    )
    for person in _pair(world, code_name):
        place_in_pair(group=group, person=person, by=coordinator, now=now)


def _run(world: World, code_name: str, now: datetime) -> None:
    move_group(group=world.groups[code_name], to=GroupState.RUNNING, by=world.everybody[COORDINATOR], now=now)


def _agree(world: World, code_name: str, now: datetime) -> None:
    """How many are expected, and what was agreed."""
    said = {"expected": 8, "agreement": AGREEMENT, "agreement_made_on": local_day(now)}
    change_group(group=world.groups[code_name], by=_pair(world, code_name)[0], said=said, now=now)
    if GROUPS[code_name].goes_on:
        set_group_link(group=world.groups[code_name], room=ROOM, by=_pair(world, code_name)[1], now=now)


def _record(world: World, code_name: str, number: int, session: Session, now: datetime) -> None:
    made = record_in(world, world.groups[code_name], GROUPS[code_name].start, session, now)
    world.sessions[f"{code_name.lower()}-{number}"] = made


def _plan_on(world: World, code_name: str, now: datetime) -> None:
    plan_a_series(world.groups[code_name], next_day(world, code_name), GROUPS[code_name].start, now)


def next_day(world: World, code_name: str) -> date:
    group = GROUPS[code_name]
    return world.clock.day(first_session(world, group) - A_FORTNIGHT * len(group.came))


def _apologise(world: World, now: datetime) -> None:
    """Gareth cannot come to the session after the next one of Alder."""
    group, day = world.groups["Alder"], next_day(world, "Alder") + timedelta(days=A_FORTNIGHT)
    session = GroupSession.objects.planned().filter(group=group, local_date__gte=day).order_by("local_date")[0]
    apologise(session=session, person=world.everybody["gareth"], now=now)


# What ends ------------------------------------------------------------------------------------------------------------


def _ending(world: World, code_name: str, ends: End) -> Iterator[Happening]:
    if ends.paused:
        yield Happening(world.clock.at(ends.paused, 12), partial(_pause, world, code_name, ends))
    yield Happening(world.clock.at(ends.announced, 12), partial(_announce, world, code_name, ends))
    yield Happening(world.clock.at(ends.announced - 2, 21), partial(_say_how, world, code_name, ends))
    yield Happening(world.clock.at(ends.days_ago, 0, 5), partial(_carry_out, world, code_name))
    if ends.leave:
        yield Happening(world.clock.at(ends.days_ago - 4, 10), partial(_leave, world, code_name))
    yield Happening(world.clock.at(ends.days_ago - 7, 10), partial(_put_away, world, code_name))


def _pause(world: World, code_name: str, ends: End, now: datetime) -> None:
    group, by = world.groups[code_name], world.everybody[COORDINATOR]
    word = "Not to meet in the summer, and to ask again in the autumn."
    move_group(group=group, to=GroupState.PAUSED, by=by, reason=ends.reason, word=word, now=now)


def _announce(world: World, code_name: str, ends: End, now: datetime) -> None:
    group = _as_it_is(world, code_name)
    at = world.clock.at(ends.days_ago, 0)
    occasion = group_occasion(group, by=world.everybody[COORDINATOR], at=at, now=now)
    end(occasion=occasion, choices={name_of(group): ends.reason})


def _as_it_is(world: World, code_name: str) -> PeerGroup:
    return PeerGroup.objects.select_related("programme").get(pk=world.groups[code_name].pk)


def _say_how(world: World, code_name: str, ends: End, now: datetime) -> None:
    last = world.clock.day(ends.days_ago + 1)
    said = {"word_for_participants": ends.word, "handed_over": ends.handed_over, "last_supervision_on": last}
    change_group(group=world.groups[code_name], by=_pair(world, code_name)[0], said=said, now=now)


def _carry_out(world: World, code_name: str, now: datetime) -> None:
    """What the worker does at midnight."""
    group = world.groups[code_name]
    ending = Ending.objects.ahead().of(Event.GROUP_ENDS, group.programme, group.pk).get()
    carry_out_when_due(Effect.objects.get(kind=DUE, object_id=ending.pk), now)
    world.groups[code_name] = _as_it_is(world, code_name)


def _leave(world: World, code_name: str, now: datetime) -> None:
    """Its two go to other posts."""
    roles = Appointment.objects.current(now).filter(role=Role.FACILITATOR, person__in=_pair(world, code_name))
    for role in roles.select_related("person", "programme").order_by("person__sort_name"):
        end(occasion=role_occasion(role, by=world.everybody[COORDINATOR], at=now, now=now))


def _put_away(world: World, code_name: str, now: datetime) -> None:
    """They have seen what they were told."""
    supervisor = world.assignments[GROUPS[code_name].pair[0]].supervisor
    for person in (*_pair(world, code_name), supervisor):
        put_away(person=person, now=now)


def _leave_later(world: World, now: datetime) -> None:
    code_name, account = LEAVES
    place = world.groups[code_name].facilitations.select_related("group__programme", "person")
    leaving = place.get(person=world.everybody[account], ends_at=None)
    at = world.clock.at(-LEAVES_AFTER - 1, 0)
    end(occasion=place_occasion(leaving, by=world.everybody[COORDINATOR], at=at, now=now))


def _what_the_worker_has_counted(now: datetime) -> None:
    """So that the board and the charts are there before the worker has been."""
    look_through(now)
    count_sessions(now)
