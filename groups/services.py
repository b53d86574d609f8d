"""Every write about sessions: plan one, record what happened, cancel one, say whether one was there."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential.services import note
from foundation.refusals import Refusal
from groups import rules
from groups.deeds import SessionDeed
from groups.facts import SessionFacts
from groups.models import GroupSession, PeerGroup, SessionFacilitator
from groups.news import services as news
from groups.news.models import SessionNews
from people.models import User

State, Reason = GroupSession.State, GroupSession.CancelReason
A_DAY = timedelta(days=1)


class Overtaken(Refusal):
    """The other of the pair was faster, with other facts. `session` is the row that stands; nothing was changed."""

    def __init__(self, session: GroupSession) -> None:
        self.session = session
        author = session.changed_by or session.recorded_by
        wording = self.wording_planned if session.state == State.PLANNED else self.wording
        super().__init__(wording % {"who": author.name if author else _("Your co-facilitator")})

    wording: str | Promise = ""
    wording_planned: str | Promise = ""


class AlreadyStarted(Overtaken):
    wording = _("%(who)s has already started this session: add your own log")
    wording_planned = _("%(who)s has planned a session for this day")


class FactsMoved(Overtaken):
    wording = wording_planned = _("%(who)s has changed these facts since you opened the page")


def plan_session(
    *,
    group: PeerGroup,
    by: User,
    local_date: date,
    local_start: time,
    now: datetime,
    minutes: int = 45,
    facilitators: Iterable[User] = (),
    base_revision: int | None = None,
    session: GroupSession | None = None,
    as_well: bool = False,
) -> GroupSession:
    """Plan a session for a day to come, or move a planned one. Name `facilitators` early to let somebody cover."""
    facts = SessionFacts(
        local_date=local_date,
        local_start=local_start,
        state=State.PLANNED,
        minutes=minutes,
        facilitators=frozenset(person.pk for person in facilitators),
    )
    return save_facts(
        group=group, by=by, facts=facts, base_revision=base_revision, session=session, as_well=as_well, now=now
    )


@transaction.atomic
def cancel_with_an_ending(*, session: GroupSession, by: User, now: datetime) -> None:
    """A planned session goes with its group or pair. Who is told hears of the ending. Twice is once."""
    row = _planned(session)
    if row:
        facts = replace(SessionFacts.of(row), state=State.CANCELLED, cancel_reason=Reason.GROUP_ENDED)
        _write(row, facts.fitting(), by, now)
        row.news.all().delete()


@transaction.atomic
def name_instead(*, session: GroupSession, people: Iterable[User], by: User, now: datetime) -> None:
    """A planned session goes on with `people`, as somebody it counted on is gone. Twice is once."""
    row = _planned(session)
    if row:
        facts = replace(SessionFacts.of(row), facilitators=frozenset(person.pk for person in people))
        if facts != SessionFacts.of(row):
            _write(row, facts, by, now)


def _planned(session: GroupSession) -> GroupSession | None:
    """The session, locked, while it is only planned."""
    PeerGroup.objects.select_for_update().get(pk=session.group_id)
    rows = GroupSession.objects.filter(pk=session.pk, state=State.PLANNED).select_related("group", "recorded_by")
    return rows.prefetch_related("session_facilitators").first()


@transaction.atomic
def save_facts(
    *,
    group: PeerGroup,
    by: User,
    facts: SessionFacts,
    now: datetime,
    base_revision: int | None = None,
    session: GroupSession | None = None,
    as_well: bool = False,
) -> GroupSession:
    """The one door to a session's facts. Locks the group: two people of a pair come one after the other.

    Without `session` it is the group's row of that day and time, made if need be. Where the day has a row at another
    time, it has to be said that this is a second meeting: `as_well`. `base_revision` is the revision that the person
    saw; None means that they saw no row. Raises AlreadyStarted or FactsMoved when the other of the pair was faster
    with other facts (the same facts twice are once), and Refusal when a rule stands in the way.
    """
    group = PeerGroup.objects.select_for_update(of=("self",)).select_related("programme").get(pk=group.pk)
    facts = facts.fitting()
    rows = _rows_around(group, facts, session)
    row = _meant(rows, facts, session, as_well)
    rules.refuse_unless_authorised(by=by, group=group, now=now)
    rules.refuse_unless_of_the_pair(by=by, group=group, facts=facts, session=row, now=now)
    before = SessionFacts.of(row) if row else None
    if row and before == facts:
        return row
    _refuse_if_moved(row, facts, base_revision)
    rules.refuse_wrong_facts(facts, group, row, [session for session in rows if session != row], now)
    rules.refuse_crediting_oneself(facts, group, row, by)
    row = _write(row or _new_row(group), facts, by, now, by_hand=True)
    news.tell(row, before, facts, by=by, now=now)
    return row


def _new_row(group: PeerGroup) -> GroupSession:
    return GroupSession(group=group, programme=group.programme, zone=group.programme.zone)


def _rows_around(group: PeerGroup, facts: SessionFacts, session: GroupSession | None) -> list[GroupSession]:
    """The group's sessions of that day and of those beside it, for what lasts past midnight; and `session`."""
    rows = GroupSession.objects.filter(group=group).select_related("changed_by", "recorded_by", "group")
    rows = rows.prefetch_related("session_facilitators").order_by("local_date", "local_start")
    around = list(rows.filter(local_date__range=(facts.local_date - A_DAY, facts.local_date + A_DAY)))
    if session and session not in around:
        around.append(rows.get(pk=session.pk))
    return around


def _meant(
    rows: Iterable[GroupSession], facts: SessionFacts, session: GroupSession | None, as_well: bool
) -> GroupSession | None:
    """Which of the group's `rows` the facts are about: `session`, the one at that time, else the nearest of the day.

    `as_well` says that it is another one than those that stand.
    """
    if session:
        return next(row for row in rows if row == session)
    that_day = [row for row in rows if row.local_date == facts.local_date]
    exact = next((row for row in that_day if row.local_start == facts.local_start), None)
    if exact or as_well:
        return exact
    standing = [row for row in that_day if not row.is_dropped]
    return min(standing, key=lambda row: abs(SessionFacts.of(row).span[0] - facts.span[0]), default=None)


def _refuse_if_moved(row: GroupSession | None, facts: SessionFacts, base_revision: int | None) -> None:
    if row is None or base_revision == row.revision:
        return
    if base_revision is not None:
        raise FactsMoved(row)
    if row.is_dropped:
        return
    # A session that was only planned is there to be recorded, by whoever comes first.
    is_a_plan, records = row.state == State.PLANNED, facts.state != State.PLANNED
    if not (is_a_plan and records and facts.overlaps(SessionFacts.of(row))):
        raise AlreadyStarted(row)


def _write(row: GroupSession, facts: SessionFacts, by: User, now: datetime, *, by_hand: bool = False) -> GroupSession:
    """`by_hand` takes it out of its series: what somebody said of it stays."""
    columns: dict[str, Any] = facts.columns() | {"changed_by": by, "changed_at": now, "revision": row.revision + 1}
    columns |= _plan_kept(row, facts) | ({"touched_at": now} if by_hand else {})
    if facts.state != State.PLANNED and row.recorded_at is None:
        columns |= {"recorded_by": by, "recorded_at": now}
    for name, value in columns.items():
        setattr(row, name, value)
    if row._state.adding:
        row.save(force_insert=True)
    else:
        row.save(update_fields=list(columns))
    _name_facilitators(row, facts.facilitators)
    note(row, actor=by, deed=SessionDeed(f"facts: {facts.state}"), owner_id=row.recorded_by_id or by.pk, now=now)
    return row


def _plan_kept(row: GroupSession, facts: SessionFacts) -> dict[str, Any]:
    """What was planned stays known when what happened takes its place; a plan is its own."""
    if facts.state == State.PLANNED:
        return dict.fromkeys(("planned_date", "planned_start", "planned_minutes"))
    if row.state != State.PLANNED or row._state.adding:
        return {}
    return {"planned_date": row.local_date, "planned_start": row.local_start, "planned_minutes": row.minutes}


def _name_facilitators(row: GroupSession, facilitators: frozenset[UUID]) -> None:
    row.session_facilitators.exclude(person__in=facilitators).delete()
    SessionFacilitator.objects.bulk_create(
        [SessionFacilitator(session=row, person_id=person) for person in facilitators], ignore_conflicts=True
    )
    # The list was read before it changed.
    getattr(row, "_prefetched_objects_cache", {}).pop("session_facilitators", None)


@transaction.atomic
def say_whether_there(*, session: GroupSession, person: User, there: bool, now: datetime) -> SessionFacilitator:
    """What somebody who is named says of it themselves: "I was there", or "I was not", which takes the credit away.

    Saying the same twice is once; saying the other takes it back. Raises DoesNotExist for whoever is not named.
    """
    places = SessionFacilitator.objects.select_for_update(of=("self",)).select_related("session__group", "person")
    place = places.get(session=session, person=person)
    answer = SessionFacilitator.Answer.THERE if there else SessionFacilitator.Answer.NOT_THERE
    news.forget(session, person)
    if place.answer == answer:
        return place
    was_disputed = place.disputed
    place.answer, place.answered_at = answer, now
    place.save(update_fields=["answer", "answered_at"])
    if place.disputed or was_disputed:
        deed = SessionDeed.NOT_THERE if place.disputed else SessionDeed.THERE
        note(session, actor=person, deed=deed, owner_id=person.pk, now=now)
        news.tell_of_presence(place, now=now)
    return place


def see_news(*, session_id: UUID, person: User) -> None:
    """What is new about a session has been seen. Seeing it twice is once."""
    SessionNews.objects.filter(session=session_id, person=person).delete()


def forget_old_news(*, before: datetime) -> int:
    """What nobody put away for so long is no news. The record and the trail have it."""
    return SessionNews.objects.filter(at__lt=before).delete()[0]
