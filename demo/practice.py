"""The demo's groups and their sessions, some forty of them."""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import partial
from typing import NamedTuple

from demo.world import Happening, World
from groups import services
from groups.facts import SessionFacts
from groups.models import Facilitation, GroupSession, PeerGroup
from groups.moves.services import open_history
from groups.news.models import SessionNews
from groups.queries import pair_of
from groups.series.planning import Plan
from groups.series.services import save_series

State = GroupSession.State
# What the other of a pair recorded is news no longer.
A_WEEK = 7


class Group(NamedTuple):
    programme: str
    rhythm: str
    start: time
    # (account, from days ago, until days ago)
    pair: tuple[tuple[str, int, int | None], ...]


class Session(NamedTuple):
    """`days_ago`; `number` is how the texts name it; below nought it is only planned."""

    days_ago: int
    attending: int = 0
    themes: tuple[str, ...] = ()
    state: str = State.HELD
    number: int = 0
    newcomers: int = 0
    why: str = GroupSession.CancelReason.ROTA


GROUPS = {
    "Rowan": Group(
        "valley", "Every second week, 18:30", time(18, 30), (("facilitator", 300, None), ("daniel", 300, None))
    ),
    "Hazel": Group(
        "valley",
        "Every second week, in teaching time, 13:00",
        time(13, 0),
        (("tom", 925, None), ("joseph", 925, 700), ("leila", 230, None)),
    ),
    "Willow": Group("valley", "Every second week, 19:00", time(19, 0), (("mei", 300, None), ("joseph", 300, None))),
    "Maple": Group("valley", "Every second week, 17:45", time(17, 45), (("sofia", 90, None), ("callum", 90, None))),
    "Larch": Group("dales", "Every second week, 20:00", time(20, 0), (("nadia", 270, None), ("ewan", 270, None))),
    # Waits for its two to be authorised.
    "Aspen": Group("valley", "Every second week, 19:30", time(19, 30), (("newcomer", 15, None), ("imran", 15, None))),
}
SESSIONS: dict[str, tuple[Session, ...]] = {
    "Rowan": (
        Session(73, 6, ("rotation", "hierarchy"), number=1, newcomers=6),
        Session(59, 7, ("workload", "error"), number=2, newcomers=1),
        Session(45, state=State.CANCELLED),
        Session(31, 7, ("patient_death", "uncertainty"), number=3),
        Session(17, 5, ("sleep", "career_doubt"), number=4),
        Session(3, 3, ("progression", "group_itself"), number=5),
        Session(-11, state=State.PLANNED),
    ),
    "Hazel": (
        Session(905, 8, ("workload",), newcomers=8),
        Session(891, 8, ("isolation",)),
        Session(877, 7, ("joy",)),
        Session(863, 6, ("exams",)),
        Session(849, 7, ("error",)),
        Session(835, 6, ("group_itself",)),
        Session(186, 5, ("isolation", "rotation"), newcomers=5),
        Session(172, 6, ("exams",), newcomers=1),
        Session(158, 6, ("incivility", "hierarchy")),
        Session(144, 4, ("sleep",)),
        Session(130, 8, ("less_than_full_time",), number=1),
        Session(116, 5, ("team_conflict",), number=2),
        Session(102, state=State.NOBODY_CAME),
        Session(88, 7, ("patient_death",), number=3),
        Session(74, 5, ("international", "isolation"), number=4),
        Session(46, 6, ("sleep",)),
        Session(18, 3, ("joy", "exams"), number=5, newcomers=1),
        Session(-6, state=State.PLANNED),
    ),
    "Willow": (
        Session(150, 8, ("workload", "isolation"), newcomers=8),
        Session(136, 7, ("complaint",)),
        Session(122, 7, ("moral_distress",), number=1),
        Session(108, 6, ("hierarchy",), number=2),
        Session(94, 7, ("racism", "incivility")),
        Session(80, state=State.CANCELLED),
        Session(66, 6, ("uncertainty",), number=3),
        Session(24, 7, ("career_doubt", "pay"), number=4),
        Session(-4, state=State.PLANNED),
    ),
    "Maple": (
        Session(33, 5, ("workload",), number=1, newcomers=5),
        Session(19, state=State.NOBODY_CAME, number=2),
        Session(-2, state=State.PLANNED),
    ),
    "Larch": (
        Session(60, 4, ("isolation",), number=1, newcomers=4),
        Session(46, 5, ("workload",)),
        Session(32, 4, ("sleep", "workload")),
        Session(18, 5, ("own_illness",)),
        Session(4, 4, ("joy",)),
    ),
}
# Groups that meet in a series, counted from the session that they had planned already.
IN_A_SERIES = {"Rowan": -11, "Hazel": -6, "Willow": -4, "Larch": -10}
# As the logs tell.
ENDED_LATE = ("Rowan 3", "Hazel 4")


def make_groups(world: World) -> None:
    for code_name, plan in GROUPS.items():
        group = PeerGroup.objects.create(
            programme=world.programmes[plan.programme],
            code_name=code_name,
            rhythm=plan.rhythm,
            platform="Video, waiting room on",
            state=PeerGroup.State.RUNNING if code_name in SESSIONS else PeerGroup.State.RECRUITING,
        )
        world.groups[code_name] = group
        first = max(since for _account, since, _until in plan.pair)
        open_history(group=group, by=None, now=world.clock.at(first, 9))
        for number, (account, since, until) in enumerate(plan.pair):
            Facilitation.objects.create(
                group=group,
                person=world.everybody[account],
                place=1 if number == 0 else 2,
                starts_at=world.clock.at(since, 9),
                ends_at=None if until is None else world.clock.at(until, 9),
            )


def happenings(world: World) -> Iterator[Happening]:
    for code_name, sessions in SESSIONS.items():
        for session in sessions:
            # Planned a fortnight ahead; recorded that evening, once it has taken place.
            when = world.clock.at(max(session.days_ago, 0), 21)
            yield Happening(when, partial(record, world, code_name, session))
    yield from happenings_of_series(world)


def happenings_of_series(world: World) -> Iterator[Happening]:
    for code_name, begins in IN_A_SERIES.items():
        yield Happening(world.clock.at(0, 8), partial(plan_ahead, world, code_name, begins))


def plan_ahead(world: World, code_name: str, begins: int, now: datetime) -> None:
    """Every second week from its next session on, as the group's rhythm says."""
    plan_a_series(world.groups[code_name], world.clock.day(begins), GROUPS[code_name].start, now)


def plan_a_series(group: PeerGroup, begins_on: date, start: time, now: datetime) -> None:
    save_series(group=group, by=pair_of(group, now)[0], plan=Plan(2, begins_on, start), now=now)
    SessionNews.objects.filter(session__group=group, kind=SessionNews.Kind.SERIES).delete()


def record(world: World, code_name: str, session: Session, now: datetime) -> None:
    group, start = world.groups[code_name], GROUPS[code_name].start
    if session.state == State.PLANNED:
        day = world.clock.day(session.days_ago)
        services.plan_session(group=group, by=pair_of(group, now)[0], local_date=day, local_start=start, now=now)
        return
    made = record_in(world, group, start, session, now)
    if session.number:
        world.sessions[f"{code_name.lower()}-{session.number}"] = made


def record_in(world: World, group: PeerGroup, start: time, session: Session, now: datetime) -> GroupSession:
    """What happened, by one of the pair. They take turns at recording; whoever does, it is one row."""
    pair = pair_of(group, now)
    took_place = session.state == State.HELD
    facts = SessionFacts(
        local_date=world.clock.day(session.days_ago),
        local_start=start,
        state=session.state,
        attending=session.attending or None,
        newcomers=session.newcomers,
        themes=frozenset(session.themes),
        agreement_restated=took_place,
        ended_on_time=took_place and f"{group.code_name} {session.number}" not in ENDED_LATE,
        facilitators=frozenset() if session.state == State.CANCELLED else frozenset(person.pk for person in pair),
        cancel_reason=session.why if session.state == State.CANCELLED else "",
    )
    recorder = pair[session.days_ago % len(pair)]
    made = services.save_facts(group=group, by=recorder, facts=facts, now=now)
    if session.days_ago > A_WEEK:
        for person in pair:
            services.see_news(session_id=made.pk, person=person)
    return made
