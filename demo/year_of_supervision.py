"""A year of supervision in the Dales: Karin Lindqvist meets Rhona and Gareth each month, and other pairs beside them.

Anil Banerjee's pair passes to her in the last quarter. One review is final and one is to be talked about; one concern
is closed and one has a plan. The words are in `year.yaml`.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from demo.people import IN_THE_DALES
from demo.supervised import agree, answer, by_first_name, share, write_log
from demo.world import Happening, World, write
from demo.year_of_groups import A_FORTNIGHT, A_WEEK, COORDINATOR, GROUPS, PROGRAMME, first_session
from foundation.days import local_day
from people.endings.services import put_away
from people.models import SupervisionAssignment, User
from people.proposals.models import Answer
from people.proposals.services import declare, propose_supervisor
from supervision.concerns.models import Concern, Outcome
from supervision.concerns.services import Raising, acknowledge_concern, agree_plan, close_concern, raise_concern
from supervision.logs.models import LogVersion
from supervision.meetings.actions.services import change_date, close_action
from supervision.meetings.models import SupervisionAction, SupervisionMeeting
from supervision.meetings.rules import NewAction
from supervision.meetings.services import acknowledge_meeting, plan_meeting, record_meeting
from supervision.reviews.models import Kind, Readiness, SupervisionReview
from supervision.reviews.services import begin_review, draft_of, say_final, say_talked, show_part

WORDS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "year.yaml").read_text())
KARIN, ANIL, WEDNESDAY, MONTHLY = "supervisor.lindqvist", "supervisor.banerjee", 2, 28
ActionState, DropReason = SupervisionAction.State, SupervisionAction.DropReason


class Course(NamedTuple):
    """Meetings of one pair, every four weeks: from `first` days ago on `held` of them, then perhaps one ahead."""

    supervisor: str
    pair: tuple[str, str]
    start: time
    first: int
    held: int
    minutes: int = 60
    goes_on: bool = False


YEAR = Course(KARIN, ("rhona", "gareth"), time(17, 30), 322, 12, goes_on=True)
COURSES = (
    YEAR,
    Course(KARIN, ("isla", "peter"), time(16, 15), 310, 9, minutes=50),
    Course(KARIN, ("marta", "kwame"), time(15, 0), 212, 8, goes_on=True),
    Course(ANIL, ("ines", "patrick"), time(17, 0), 330, 6, minutes=45),
    Course(ANIL, ("zainab", "lowri"), time(18, 15), 190, 4),
    Course(KARIN, ("zainab", "lowri"), time(13, 30), 68, 3, goes_on=True),
)
# Meeting of the year, by its number -> the log that was brought to it.
BROUGHT = {
    1: "alder-1-rhona",
    2: "alder-2-gareth",
    4: "alder-5-rhona",
    6: "alder-9-gareth",
    8: "alder-14-rhona",
    9: "alder-16-gareth",
    11: "alder-20-rhona",
}
HANDED_OVER = 84
# (who, begun, shown, the supervisor's shown): days ago. The first is talked about in the sixth meeting.
REVIEWS = (("rhona", 205, 200, 192), ("gareth", 40, 33, 30))
SIXTH = 6
# The last log is too new for anybody to wonder; the concern came of the fourteenth session.
CONCERN = ("gareth", 14)


def happenings(world: World) -> Iterator[Happening]:
    for person in IN_THE_DALES:
        yield Happening(world.clock.at(person.since - 8, 11), partial(_agree, world, person.account))
    for course in COURSES:
        yield from _meetings(world, course)
    yield from _logs(world)
    yield from _hand_over(world)
    yield from _reviews(world)
    yield from _concerns(world)
    yield Happening(world.clock.at(1, 20), partial(_seen, world))


def _agree(world: World, account: str, now: datetime, *, answered: bool = True) -> None:
    assignment = SupervisionAssignment.objects.current(now).get(facilitator=world.everybody[account])
    agree(assignment, now, answered=answered)


# Meetings -------------------------------------------------------------------------------------------------------------


def day_of(world: World, course: Course, number: int) -> int:
    """Days ago, below nought ahead: always on a Wednesday. The first meeting is number 1."""
    base = course.first - MONTHLY * (number - 1)
    return base + (world.clock.day(base).weekday() - WEDNESDAY) % A_WEEK


def _meetings(world: World, course: Course) -> Iterator[Happening]:
    for number in range(1, course.held + 1):
        days_ago = day_of(world, course, number)
        yield Happening(world.clock.at(days_ago + 9, 9), partial(_plan, world, course, number))
        yield Happening(world.clock.at(days_ago, 19), partial(_record, world, course, number))
    if course.goes_on:
        yield Happening(world.clock.at(2, 9), partial(_plan, world, course, course.held + 1))


def _name(course: Course, number: int) -> str:
    return f"{course.supervisor} {' '.join(course.pair)} {number}"


def _pair(world: World, course: Course) -> list[User]:
    return [world.everybody[account] for account in course.pair]


def _plan(world: World, course: Course, number: int, now: datetime) -> None:
    world.meetings[_name(course, number)] = plan_meeting(
        supervisor=world.everybody[course.supervisor],
        programme=world.programmes[PROGRAMME],
        people=_pair(world, course),
        local_date=world.clock.day(day_of(world, course, number)),
        local_start=course.start,
        now=now,
    )


def _record(world: World, course: Course, number: int, now: datetime) -> None:
    people, meeting = _pair(world, course), world.meetings[_name(course, number)]
    told = WORDS["meetings"][number - 1] if course is YEAR else {"agreed": WORDS["plain"][number % 4]}
    due, actions = local_day(now) + timedelta(days=MONTHLY), told.get("actions", ())
    # One of the pair was on call, twice in the year.
    came = people[:1] if course is YEAR and number in (3, 10) else people
    record_meeting(
        meeting=meeting,
        by=world.everybody[course.supervisor],
        came=came,
        minutes=course.minutes,
        brought=_brought(world, number) if course is YEAR else (),
        agreed=told["agreed"],
        actions=[NewAction(by_first_name(world, who), what, due) for who, what, _then in actions],
        now=now,
    )
    for person in came:
        acknowledge_meeting(meeting=meeting, by=person, now=now + timedelta(hours=1))
    for _who, _what, then in actions:
        _go_on(meeting, then, now + timedelta(days=A_FORTNIGHT))


def _brought(world: World, number: int) -> list[LogVersion]:
    return list(LogVersion.objects.filter(log=world.logs[BROUGHT[number]])) if number in BROUGHT else []


def _go_on(meeting: SupervisionMeeting, then: str, now: datetime) -> None:
    """What became of the action of a meeting."""
    action = SupervisionAction.objects.select_related("person").get(meeting=meeting)
    if then == "done":
        close_action(action=action, by=action.person, state=ActionState.DONE, now=now)
    elif then == "dropped":
        reason = DropReason.values[0]
        close_action(action=action, by=action.person, state=ActionState.DROPPED, reason=reason, now=now)
    elif then == "moved":
        later: date = local_day(now) + timedelta(days=2 * MONTHLY)
        change_date(action=action, by=action.person, due=later, now=now)


# Logs -----------------------------------------------------------------------------------------------------------------


def _logs(world: World) -> Iterator[Happening]:
    for nth, (key, words) in enumerate(WORDS["logs"].items()):
        days_ago = session_day(world, int(key.split("-")[1]))
        yield Happening(world.clock.at(days_ago - 1, 21), partial(write_log, world, key, words))
        yield Happening(world.clock.at(days_ago - 2, 7), partial(share, world, key))
        notes = {"notes": WORDS["answers"][nth % len(WORDS["answers"])], "questions": ""}
        yield Happening(world.clock.at(days_ago - 4, 18), partial(answer, world, key, notes))


def session_day(world: World, number: int) -> int:
    return first_session(world, GROUPS["Alder"]) - A_FORTNIGHT * (number - 1)


# A hand-over ----------------------------------------------------------------------------------------------------------


def _hand_over(world: World) -> Iterator[Happening]:
    """Anil Banerjee has fewer hours. Lowri has not answered yet what Karin Lindqvist offered."""
    for account in ("zainab", "lowri"):
        yield Happening(world.clock.at(HANDED_OVER + 4, 10), partial(_propose, world, account))
        signed = account == "zainab"
        yield Happening(world.clock.at(HANDED_OVER - 3, 10), partial(_agree, world, account, answered=signed))


def _propose(world: World, account: str, now: datetime) -> None:
    facilitator, supervisor = world.everybody[account], world.everybody[KARIN]
    programme, by = world.programmes[PROGRAMME], world.everybody[COORDINATOR]
    proposal = propose_supervisor(facilitator=facilitator, supervisor=supervisor, programme=programme, by=by, now=now)
    for days, person in ((1, facilitator), (4, supervisor)):
        declare(proposal=proposal, by=person, answer=Answer.NO_CONFLICT, now=now + timedelta(days=days))


# Reviews --------------------------------------------------------------------------------------------------------------


def _reviews(world: World) -> Iterator[Happening]:
    for account, begun, shown, answered in REVIEWS:
        yield Happening(world.clock.at(begun, 20), partial(_begin_review, world, account))
        yield Happening(world.clock.at(shown, 20), partial(_show, world, account, account, Kind.SELF))
        yield Happening(world.clock.at(answered, 20), partial(_show, world, account, KARIN, Kind.SUPERVISOR))
    talked = day_of(world, YEAR, SIXTH)
    yield Happening(world.clock.at(talked - 1, 20), partial(_talk, world, "rhona", world.clock.day(talked)))
    for days_later, account in ((2, "rhona"), (4, KARIN)):
        yield Happening(world.clock.at(talked - days_later, 20), partial(_say_final, world, "rhona", account))


def _review(world: World, account: str) -> SupervisionReview:
    return SupervisionReview.objects.get(facilitator=world.everybody[account])


def _begin_review(world: World, account: str, now: datetime) -> None:
    begin_review(by=world.everybody[account], now=now)


def _show(world: World, account: str, author: str, kind: Kind, now: datetime) -> None:
    by = world.everybody[author]
    part = draft_of(review=_review(world, account), by=by, kind=kind, now=now)
    words: Mapping[str, str] = WORDS["reviews"][kind.value]
    write(part, words, now)
    readiness = Readiness.NOT_YET if kind == Kind.SUPERVISOR else ""
    show_part(part=part, by=by, readiness=readiness, weighed=True, now=now)


def _talk(world: World, account: str, on: date, now: datetime) -> None:
    say_talked(review=_review(world, account), by=world.everybody[account], on=on, now=now)


def _say_final(world: World, account: str, author: str, now: datetime) -> None:
    say_final(review=_review(world, account), by=world.everybody[author], now=now)


# Concerns -------------------------------------------------------------------------------------------------------------


def _concerns(world: World) -> Iterator[Happening]:
    account, session = CONCERN
    evening = session_day(world, session)
    yield Happening(
        world.clock.at(evening, 21, 30), partial(_concern, world, account, "participant", "today", "concern")
    )
    yield Happening(world.clock.at(evening - 12, 10), partial(_close, world, account))
    yield Happening(world.clock.at(3, 20), partial(_concern, world, "zainab", "conduct", "next", "open_concern"))


def _concern(world: World, account: str, category: str, urgency: str, told: str, now: datetime) -> None:
    """Raised, seen by the supervisor within the hour, and a plan by voice soon after."""
    words = WORDS[told]
    said = Raising(
        category=category,
        urgency=urgency,
        about="",
        spoken_to=["partner"],
        done=words["done"],
        reach="07700 900123, in the evening",
        weighed=True,
    )
    raiser, supervisor = world.everybody[account], world.everybody[KARIN]
    raised = raise_concern(by=raiser, programme=world.programmes[PROGRAMME], said=said, now=now)
    acknowledge_concern(concern=raised, by=supervisor, now=now + timedelta(minutes=35))
    look_again = local_day(now) + timedelta(days=A_FORTNIGHT)
    agree_plan(
        concern=raised, by=supervisor, words=words["plan"], look_again_on=look_again, now=now + timedelta(minutes=70)
    )


def _close(world: World, account: str, now: datetime) -> None:
    raised, words = Concern.objects.get(raised_by=world.everybody[account]), WORDS["concern"]["closing"]
    close_concern(concern=raised, by=world.everybody[KARIN], outcome=Outcome.SUPPORTED, words=words, now=now)


def _seen(world: World, now: datetime) -> None:
    """What they were told of the hand-over is no news any more."""
    for account in (KARIN, ANIL, "zainab", "lowri"):
        put_away(person=world.everybody[account], now=now)
