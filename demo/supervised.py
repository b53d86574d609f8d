"""Logs, answers, meetings and what is certified: what the demo's people did because somebody supervises them."""

from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from functools import partial
from typing import NamedTuple

from certificates.models import Certificate
from certificates.services import (
    authorise,
    ensure_award,
    issue_certificate,
    replace_certificate,
    revoke_certificate,
)
from confidential.services import note
from demo import texts
from demo.people import AUTHORISED_AFTER, FACILITATORS, Person
from demo.practice import SESSIONS
from demo.standing import coordinator_of
from demo.world import Happening, World, write
from foundation.days import local_day
from people.models import SupervisionAssignment, User
from supervision.agreements.models import SupervisionAgreement
from supervision.agreements.services import acknowledge_agreement, offer_agreement
from supervision.logs import services as logs
from supervision.logs.answering import reading_of, release_reading, reply_to_reading
from supervision.logs.deeds import VersionDeed
from supervision.logs.models import LogVersion, Outcome, Reading, VoidReason
from supervision.logs.sharing import share_log
from supervision.meetings.rules import NewAction
from supervision.meetings.services import acknowledge_meeting, plan_meeting, record_meeting

# Hannah is still to acknowledge hers; Imran waits for the coordinator.
UNACKNOWLEDGED, UNAUTHORISED = {"newcomer"}, {"newcomer", "imran"}
ABOUT_PARTNER, CHECK_IN, WITHDRAWN = {"hazel-4-tom"}, {"rowan-4-amara"}, {"willow-4-mei"}


class Meeting(NamedTuple):
    """`key` names its texts; `days_ago` below nought is ahead; `brought` are logs by their keys."""

    key: str
    supervisor: str
    accounts: tuple[str, ...]
    days_ago: int
    start: time
    minutes: int = 60
    brought: tuple[str, ...] = ()


MEETINGS = (
    Meeting("", "supervisor", ("tom",), 884, time(17, 0)),
    Meeting("", "supervisor", ("tom",), 842, time(17, 0)),
    Meeting("", "supervisor.hughes", ("joseph",), 880, time(17, 0)),
    Meeting("", "supervisor.hughes", ("joseph",), 838, time(17, 0)),
    Meeting("hughes-willow-1", "supervisor.hughes", ("mei", "joseph"), 101, time(17, 30), 50, ("willow-1-mei",)),
    Meeting("raman-hazel-1", "supervisor", ("leila", "tom"), 109, time(12, 30), 60, ("hazel-1-leila", "hazel-2-tom")),
    Meeting("raman-hazel-2", "supervisor", ("leila", "tom"), 60, time(12, 30), 55, ("hazel-3-leila",)),
    Meeting("raman-rowan-1", "supervisor", ("facilitator", "daniel"), 52, time(17, 30), 60, ("rowan-1-amara",)),
    Meeting("hughes-willow-2", "supervisor.hughes", ("mei",), 52, time(17, 30), 45, ("willow-3-mei",)),
    Meeting("raman-rowan-2", "supervisor", ("facilitator", "daniel"), 24, time(17, 30), 60, ("rowan-3-daniel",)),
    Meeting("hughes-maple-1", "supervisor.hughes", ("sofia", "callum"), 12, time(18, 0), 40, ("maple-1-sofia",)),
    Meeting("", "supervisor", ("facilitator", "daniel"), 0, time(17, 30)),
    Meeting("", "supervisor", ("leila", "tom"), -5, time(12, 30)),
    Meeting("", "supervisor.hughes", ("mei", "joseph"), -9, time(17, 30)),
)
# Amara has yet to say that she has seen the record of the last one.
UNANSWERED = {("raman-rowan-2", "Amara")}
PLAIN_RECORD = "We went through the last three sessions and agreed to keep the opening short."
PLAIN_ANSWER = {"notes": "Thank you, I have read this. Let us talk about it when we meet.", "questions": ""}
# Days within which nobody wonders that a log has not been answered.
STILL_WAITING = 25
CERTIFIED = (("tom", 820), ("joseph", 820), ("leila", 55))
# Joseph's was issued too early, as he says himself; Leila's was printed with her surname misspelt.
REVOKED = ("joseph", 801, "Two of the six sessions were another group's, entered here by mistake.")
MISSPELT = ("leila", 54, "Hadad", "The surname was misspelt.")


def happenings(world: World) -> Iterator[Happening]:
    yield from _agreements(world)
    yield from _logs(world)
    yield from _answers(world)
    yield from _meetings(world)
    for account, days_ago in CERTIFIED:
        yield Happening(world.clock.at(days_ago, 15), partial(_certify, world, account))
    yield Happening(world.clock.at(REVOKED[1], 11), partial(_revoke, world))
    yield Happening(world.clock.at(MISSPELT[1], 11), partial(_put_right, world))


def _agreements(world: World) -> Iterator[Happening]:
    for person in FACILITATORS:
        yield Happening(world.clock.at(person.since - 8, 11), partial(_agree, world, person))
        if person.account not in UNAUTHORISED:
            yield Happening(world.clock.at(person.since - AUTHORISED_AFTER, 11), partial(_authorise, world, person))


def _agree(world: World, person: Person, now: datetime) -> None:
    agree(world.assignments[person.account], now, answered=person.account not in UNACKNOWLEDGED)


def agree(assignment: SupervisionAssignment, now: datetime, *, answered: bool = True) -> None:
    """The supervisor offers an agreement, which the facilitator reads and agrees to in the evening."""
    agreement = offer_agreement(
        assignment=assignment,
        by=assignment.supervisor,
        weeks_between=4,
        minutes=60,
        contact=SupervisionAgreement.Contact.BOTH,
        now=now,
    )
    if answered:
        acknowledge_agreement(agreement=agreement, by=assignment.facilitator, now=now + timedelta(hours=9))


def _authorise(world: World, person: Person, now: datetime) -> None:
    authorise(
        person=world.everybody[person.account],
        programme=world.programmes[person.programme],
        by=coordinator_of(person, world.everybody),
        now=now,
    )


def _logs(world: World) -> Iterator[Happening]:
    """Begun the evening after the session, shared the evening after that; two were shared again on second thoughts."""
    for key, words in texts.LOGS.items():
        begun, shared = world.clock.at(_days_ago(key) - 1, 21), world.clock.at(_days_ago(key) - 2, 7)
        yield Happening(begun, partial(write_log, world, key, words))
        yield Happening(shared, partial(share, world, key))
        if key in WITHDRAWN:
            yield Happening(world.clock.at(_days_ago(key) - 4, 8), partial(_withdraw, world, key))
    for key, words in texts.SECOND_VERSIONS.items():
        yield Happening(world.clock.at(_days_ago(key) - 3, 22), partial(_share_again, world, key, words))
    for key, words in texts.DRAFTS.items():
        yield Happening(world.clock.at(_days_ago(key) - 1, 22), partial(write_log, world, key, words))
    yield Happening(world.clock.at(_days_ago("rowan-2-daniel") - 1, 20), partial(_void, world, "rowan-2-daniel"))


def _days_ago(key: str) -> int:
    """When the session was that a log's key ("rowan-3-amara") speaks of."""
    group, number, _who = key.split("-")
    return next(s.days_ago for s in SESSIONS[group.capitalize()] if s.number == int(number))


def _writer(world: World, key: str) -> User:
    return by_first_name(world, key.rpartition("-")[2])


def by_first_name(world: World, name: str) -> User:
    return next(user for user in world.everybody.values() if user.first_name.lower() == name.lower())


def write_log(world: World, key: str, words: Mapping[str, str], now: datetime) -> None:
    session = world.sessions[key.rpartition("-")[0]]
    world.logs[key] = log = logs.start_log(session=session, owner=_writer(world, key), now=now)
    write(log, words, now)


def share(world: World, key: str, now: datetime) -> None:
    log = world.logs[key]
    ticked = {"about_partner": key in ABOUT_PARTNER, "check_in_please": key in CHECK_IN}
    share_log(log=log, by=log.owner, now=now, weighed=True, **ticked)


def _share_again(world: World, key: str, words: Mapping[str, str], now: datetime) -> None:
    write(world.logs[key], words, now)
    share(world, key, now)


def _withdraw(world: World, key: str, now: datetime) -> None:
    logs.withdraw_log(log=world.logs[key], by=world.logs[key].owner, now=now)


def _void(world: World, key: str, now: datetime) -> None:
    write_log(world, key, {"working_on": "I am fairly sure this is the wrong session."}, now)
    logs.void_log(log=world.logs[key], by=_writer(world, key), reason=VoidReason.values[0], now=now)


def _newest(world: World, key: str) -> LogVersion:
    return LogVersion.objects.filter(log=world.logs[key]).select_related("log", "reader").order_by("-number")[0]


def _answers(world: World) -> Iterator[Happening]:
    for key in texts.LOGS:
        if key in texts.READINGS or (_days_ago(key) > STILL_WAITING and key not in WITHDRAWN):
            words = texts.READINGS.get(key, PLAIN_ANSWER)
            yield Happening(world.clock.at(_days_ago(key) - 4, 18), partial(answer, world, key, words))
    for key, reply in texts.REPLIES.items():
        yield Happening(world.clock.at(_days_ago(key) - 5, 23), partial(_reply, world, key, reply))


def answer(world: World, key: str, words: Mapping[str, str], now: datetime) -> None:
    version = _newest(world, key)
    # The story is told in one transaction, in which nothing is opened: this is the line that opening it leaves.
    note(version, actor=version.reader, deed=VersionDeed.READ, owner_id=version.writer_id, now=now)
    reading = reading_of(version, version.reader, now)
    write(reading, words, now)
    release_reading(reading=reading, by=version.reader, outcome=Outcome.READ, now=now)


def _reply(world: World, key: str, words: str, now: datetime) -> None:
    reading = Reading.objects.get(version=_newest(world, key))
    reply_to_reading(reading=reading, by=world.logs[key].owner, words=words, now=now)


def _meetings(world: World) -> Iterator[Happening]:
    for meeting in MEETINGS:
        planned = world.clock.at(max(meeting.days_ago, 0) + 14, 9)
        yield Happening(planned, partial(_plan, world, meeting))
        if meeting.days_ago > 0:
            yield Happening(world.clock.at(meeting.days_ago, 19), partial(_record, world, meeting))


def _plan(world: World, meeting: Meeting, now: datetime) -> None:
    start = meeting.start if meeting.days_ago else world.clock.still_today(meeting.start)
    assignment = world.assignments[meeting.accounts[0]]
    world.meetings[_name(meeting)] = plan_meeting(
        supervisor=world.everybody[meeting.supervisor],
        programme=assignment.programme,
        people=[world.everybody[account] for account in meeting.accounts],
        local_date=world.clock.day(meeting.days_ago),
        local_start=start,
        now=now,
    )


def _name(meeting: Meeting) -> str:
    return meeting.key or f"{meeting.supervisor} {meeting.days_ago}"


def _record(world: World, meeting: Meeting, now: datetime) -> None:
    people = [world.everybody[account] for account in meeting.accounts]
    agreed = texts.MEETINGS[meeting.key]["agreed"] if meeting.key else PLAIN_RECORD
    due = local_day(now) + timedelta(days=28)
    record_meeting(
        meeting=world.meetings[_name(meeting)],
        by=world.everybody[meeting.supervisor],
        came=people,
        minutes=meeting.minutes,
        brought=[_newest(world, key) for key in meeting.brought],
        agreed=agreed,
        actions=[NewAction(by_first_name(world, who), what, due) for who, what in texts.ACTIONS.get(meeting.key, ())],
        now=now,
    )
    for person in people:
        if (meeting.key, person.first_name) not in UNANSWERED:
            _acknowledge(world, meeting, person, now + timedelta(hours=1))


def _acknowledge(world: World, meeting: Meeting, person: User, now: datetime) -> None:
    key, who, words = texts.DIFFERS
    differs = words if (meeting.key, person.first_name) == (key, who) else None
    acknowledge_meeting(meeting=world.meetings[_name(meeting)], by=person, differs=differs, now=now)


def _certify(world: World, account: str, now: datetime) -> None:
    programme, person = world.programmes["valley"], world.everybody[account]
    if account == MISSPELT[0]:
        _surname(person, MISSPELT[2])
    issue_certificate(award=ensure_award(programme), person=person, by=world.everybody["coordinator"], now=now)


def _revoke(world: World, now: datetime) -> None:
    account, _days_ago, reason = REVOKED
    revoke_certificate(
        certificate=_certificate_of(world, account), by=world.everybody["governance"], reason=reason, now=now
    )


def _put_right(world: World, now: datetime) -> None:
    account, _days_ago, _printed, reason = MISSPELT
    spelt = next(person.name for person in FACILITATORS if person.account == account)
    _surname(world.everybody[account], spelt.split(" ", 1)[1])
    replace_certificate(
        certificate=_certificate_of(world, account), by=world.everybody["coordinator"], reason=reason, now=now
    )


def _certificate_of(world: World, account: str) -> Certificate:
    return Certificate.objects.get(person=world.everybody[account])


def _surname(person: User, surname: str) -> None:
    person.last_name = surname
    person.save(update_fields=["last_name"])
