"""Logs, answers, meetings and agreements between the people of the cast, made through the services."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from confidential.services import save_words
from groups.models import GroupSession
from people.models import CoverWindow, SupervisionAssignment, User
from supervision.agreements.models import AgreementRevision, SupervisionAgreement
from supervision.agreements.revising import offer_revision
from supervision.agreements.services import acknowledge_agreement, offer_agreement
from supervision.concerns.models import Concern
from supervision.concerns.services import Raising, raise_concern
from supervision.cover.services import change_cover
from supervision.logs.answering import reading_of
from supervision.logs.models import LogVersion, Reading, SessionLog
from supervision.logs.services import start_log
from supervision.logs.sharing import share_log
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.points.services import NewPoints
from supervision.meetings.services import plan_meeting, record_meeting
from supervision.reviews.permissions import kind_of
from supervision.reviews.services import begin_review, draft_of, show_part
from tests.factories import held_session
from tests.people import Cast


def write(record, parts: dict[str, str], now: datetime) -> None:
    """Type `parts` into the draft of `record`."""
    record.refresh_from_db()
    version = record.text.version if record.text else 0
    save_words(record, parts, base=version, tab="", now=now)
    record.refresh_from_db()


def alder_session(cast: Cast, days_ago: int = 3) -> GroupSession:
    return held_session(cast, cast.alder, cast.anna, cast.ben, days_ago=days_ago)


def draft_log(cast: Cast, owner: User, session: GroupSession, **parts: str) -> SessionLog:
    log = start_log(session=session, owner=owner, now=cast.now)
    write(log, parts or {"stirred": f"what stirred {owner.first_name}"}, cast.now)
    return log


def shared_log(
    cast: Cast, owner: User, session: GroupSession | None = None, check_in: bool = False, **parts: str
) -> LogVersion:
    """A log that `owner` has shared with whoever supervises them."""
    log = draft_log(cast, owner, session or alder_session(cast), **parts)
    return share_log(log=log, by=owner, now=cast.now, about_partner=False, check_in_please=check_in, weighed=True)


def share_again(cast: Cast, version: LogVersion, now: datetime | None = None, **parts: str) -> LogVersion:
    write(version.log, parts or {"stirred": "thought about it once more"}, now or cast.now)
    return share_log(log=version.log, by=version.log.owner, now=now or cast.now, weighed=True)


def draft_reading(cast: Cast, version: LogVersion, **parts: str) -> Reading:
    reading = reading_of(version, version.reader, cast.now)
    write(reading, parts or {"notes": "a kind note", "questions": "what did you feel"}, cast.now)
    return reading


def assignment(facilitator: User, supervisor: User) -> SupervisionAssignment:
    return SupervisionAssignment.objects.get(facilitator=facilitator, supervisor=supervisor)


def agreement(cast: Cast, facilitator: User, supervisor: User) -> SupervisionAgreement:
    return offer_agreement(
        assignment=assignment(facilitator, supervisor),
        by=supervisor,
        weeks_between=4,
        minutes=60,
        contact="both",
        now=cast.now,
    )


def agreed(cast: Cast, facilitator: User, supervisor: User) -> SupervisionAgreement:
    """An agreement that stands."""
    return acknowledge_agreement(agreement=agreement(cast, facilitator, supervisor), by=facilitator, now=cast.now)


def change(cast: Cast, agreement: SupervisionAgreement, now: datetime | None = None, **terms) -> AgreementRevision:
    """A change that the supervisor offers: what is not named stays as in `agreement()`."""
    return offer_revision(
        agreement=agreement,
        by=agreement.assignment.supervisor,
        now=now or cast.now,
        **{"weeks_between": 4, "minutes": 60, "contact": "both", **terms},
    )


def day(cast: Cast, days: int):
    """The day that lies `days` ahead, in the programme's zone."""
    return timezone.localdate(cast.now) + timedelta(days=days)


def meeting_in(
    cast: Cast, days: int, *people: User, supervisor: User | None = None, at: time = time(18, 30)
) -> SupervisionMeeting:
    """A planned meeting of Sam, or of `supervisor`, with Anna and Ben unless others are named; also in the past."""
    return plan_meeting(
        supervisor=supervisor or cast.sam,
        programme=cast.thames,
        people=people or (cast.anna, cast.ben),
        local_date=day(cast, days),
        local_start=at,
        now=cast.now,
    )


def supervised_since(supervisor: User, people: Iterable[User], since: datetime) -> None:
    """Let `supervisor` have looked after `people` for longer: a meeting counts on days on which they did."""
    held = SupervisionAssignment.objects.filter(supervisor=supervisor, facilitator__in=people, starts_at__gt=since)
    held.update(starts_at=since)


def held_meeting(
    cast: Cast, days_ago: int = 0, *people: User, agreed: str = "try silence first", **more
) -> SupervisionMeeting:
    """A recorded meeting to which everybody asked came."""
    people = people or (cast.anna, cast.ben)
    supervised_since(cast.sam, people, cast.now - timedelta(days=days_ago + 1))
    meeting = meeting_in(cast, -days_ago, *people, at=more.pop("at", time(12, 0) if days_ago else time(0, 0)))
    return record_meeting(
        meeting=meeting, by=cast.sam, came=more.pop("came", people), minutes=50, agreed=agreed, now=cast.now, **more
    )


def taken_by_anna(cast: Cast):
    """What Anna alone takes from a meeting of yesterday."""
    return held_meeting(cast, 1, points=[NewPoints((cast.anna,), "the pause")]).points


def concern(cast: Cast, by: User, now: datetime | None = None, **said) -> Concern:
    """A concern that can wait until the two talk, unless `said` differs."""
    told = {
        "category": "participant",
        "urgency": "next",
        "about": "",
        "spoken_to": ["partner"],
        "done": "we stayed with them until a friend came",
        "reach": "07700 900123 after six",
        "weighed": True,
    }
    programme = by.appointments.first().programme
    return raise_concern(by=by, programme=programme, said=Raising(**{**told, **said}), now=now or cast.now)


def shown_review(cast: Cast, *, own: str = "what I did", beside: str = "what I saw", ready: str = "ready"):
    """A review of Anna's in which both have written. Without `beside`, she alone."""
    review = begin_review(by=cast.anna, now=cast.now)
    write_part(cast, review, cast.anna, frame=own)
    if beside:
        write_part(cast, review, cast.sam, readiness=ready, frame=beside, helps="a group of your own")
    review.refresh_from_db()
    return review


def write_part(cast: Cast, review, by: User, *, readiness: str = "", now: datetime | None = None, **words: str):
    """Write one's part of a review and show it."""
    review.refresh_from_db()
    part = draft_of(review=review, by=by, kind=kind_of(by, review), now=now or cast.now)
    write(part, words, now or cast.now)
    return show_part(part=part, by=by, readiness=readiness, weighed=True, now=now or cast.now)


def move_end(window: CoverWindow, by: User, ends_at: datetime, now: datetime) -> CoverWindow:
    """The leave of `by` ends at another time; all else of it stays."""
    return change_cover(window=window, by=by, cover=window.cover, starts_at=window.starts_at, ends_at=ends_at, now=now)
