"""Every write about sessions: plan one, record what happened, cancel one. One row for a group and a day."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from confidential.services import note
from foundation.refusals import Refusal
from groups import permissions
from groups.facts import SessionFacts
from groups.models import MOST_THEMES, PAIR, Facilitation, GroupSession, PeerGroup, SessionFacilitator, local_day
from groups.themes import THEMES
from people.models import Authorisation, User
from people.queries import authorisation_of

State = GroupSession.State
SHORTEST, LONGEST = 5, 240
MOST_ATTENDING = 40
FURTHEST = timedelta(days=366)
DAY = timedelta(days=1)


class Overtaken(Refusal):
    """The other of the pair was faster, with other facts. `session` is the row that stands; nothing was changed."""

    def __init__(self, session: GroupSession) -> None:
        self.session = session
        who = session.changed_by or session.recorded_by
        super().__init__(self.wording % {"who": who.name if who else _("Somebody")})

    wording: str | Promise = ""


class AlreadyStarted(Overtaken):
    wording = _("%(who)s has already started this session: add your own log")


class FactsMoved(Overtaken):
    wording = _("%(who)s has changed these facts since you opened the page")


def record_session(
    *,
    group: PeerGroup,
    by: User,
    local_date: date,
    local_start: time,
    state: str,
    now: datetime,
    minutes: int = 45,
    attending: int | None = None,
    newcomers: int = 0,
    themes: Collection[str] = (),
    agreement_restated: bool = False,
    ended_on_time: bool = False,
    technical_problem: bool = False,
    signposting_offered: bool = False,
    facilitators: Iterable[User] = (),
    cancel_reason: str = "",
    base_revision: int | None = None,
    session: GroupSession | None = None,
) -> GroupSession:
    """Record what happened on a day: `state` is held, nobody_came or cancelled. `minutes` is how long it took.

    Without `session` it is the group's row of that day, made if need be. `base_revision` is the revision that the
    person saw; None means that they saw no row. Raises AlreadyStarted or FactsMoved when the other of the pair was
    faster with other facts (the same facts twice are once), and Refusal when a rule stands in the way.
    """
    facts = SessionFacts(
        local_date=local_date, local_start=local_start, state=state, minutes=minutes, attending=attending,
        newcomers=newcomers, themes=frozenset(themes), agreement_restated=agreement_restated,
        ended_on_time=ended_on_time, technical_problem=technical_problem, signposting_offered=signposting_offered,
        facilitators=frozenset(person.pk for person in facilitators), cancel_reason=cancel_reason,
    )
    return save_facts(group=group, by=by, facts=facts, base_revision=base_revision, session=session, now=now)


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
) -> GroupSession:
    """Plan a session for a day to come, or move a planned one. Name `facilitators` early to let somebody cover."""
    facts = SessionFacts(
        local_date=local_date, local_start=local_start, state=State.PLANNED, minutes=minutes,
        facilitators=frozenset(person.pk for person in facilitators),
    )
    return save_facts(group=group, by=by, facts=facts, base_revision=base_revision, session=session, now=now)


def cancel_session(
    *, session: GroupSession, by: User, reason: str, now: datetime, base_revision: int | None = None
) -> GroupSession:
    """Say that a session did not take place, and why."""
    facts = SessionFacts(
        local_date=session.local_date, local_start=session.local_start, state=State.CANCELLED,
        minutes=session.minutes, cancel_reason=reason,
    )
    return save_facts(
        group=session.group, by=by, facts=facts, session=session, now=now,
        base_revision=session.revision if base_revision is None else base_revision,
    )


def refuse_unless_may_record(*, by: User, group: PeerGroup, session: GroupSession | None, now: datetime) -> None:
    """Raise Refusal, with what to do next, unless `by` is authorised and in the pair, or named in `session`."""
    if authorisation_of(by, group.programme_id, now) is None:
        raise Refusal(
            _(
                "You are not authorised to co-facilitate in this programme at present, so you cannot record a session. "
                "My day lists what is still missing and who acts next."
            )
        )
    if not permissions.is_in_pair(by, group, now) and not (session and permissions.is_named(by, session)):
        raise Refusal(
            _(
                "You are not one of the two who facilitate this group, so you cannot record its sessions. "
                "If you are covering, ask one of the two to name you in the session first."
            )
        )


@transaction.atomic
def save_facts(
    *, group: PeerGroup, by: User, facts: SessionFacts, base_revision: int | None, session: GroupSession | None,
    now: datetime,
) -> GroupSession:
    """The one door to a session's facts. Locks the group: two people of a pair come one after the other."""
    group = PeerGroup.objects.select_for_update(of=("self",)).select_related("programme").get(pk=group.pk)
    row = _standing(group, facts, session)
    refuse_unless_may_record(by=by, group=group, session=row, now=now)
    facts = facts.fitting()
    if row and SessionFacts.of(row) == facts:
        return row
    _refuse_if_moved(row, facts, base_revision)
    _refuse_wrong_facts(facts, group, row, now)
    _refuse_crediting_oneself(facts, group, row, by)
    return _write(row or _new_row(group), facts, by, now)


def _new_row(group: PeerGroup) -> GroupSession:
    return GroupSession(group=group, programme=group.programme, zone=group.programme.zone)


def _standing(group: PeerGroup, facts: SessionFacts, session: GroupSession | None) -> GroupSession | None:
    rows = GroupSession.objects.filter(group=group).select_related("changed_by", "recorded_by", "group")
    rows = rows.prefetch_related("session_facilitators")
    return rows.get(pk=session.pk) if session else rows.filter(local_date=facts.local_date).first()


def _refuse_if_moved(row: GroupSession | None, facts: SessionFacts, base_revision: int | None) -> None:
    if row is None or base_revision == row.revision:
        return
    if base_revision is not None:
        raise FactsMoved(row)
    # A session that was only planned is there to be recorded, by whoever comes first.
    if row.state != State.PLANNED or facts.state == State.PLANNED:
        raise AlreadyStarted(row)


def _refuse_wrong_facts(facts: SessionFacts, group: PeerGroup, row: GroupSession | None, now: datetime) -> None:
    if row:
        GroupSession.MOVES.check(row.state, facts.state)
        _refuse_taken_day(facts, row)
    _refuse_wrong_day(facts, group, local_day(now, group.programme.zone))
    _refuse_wrong_numbers(facts)
    _refuse_wrong_facilitators(facts, group)
    if facts.state == State.CANCELLED and facts.cancel_reason not in GroupSession.CancelReason.values:
        raise Refusal(_("Say why it was cancelled."))


def _refuse_taken_day(facts: SessionFacts, row: GroupSession) -> None:
    if GroupSession.objects.filter(group=row.group_id, local_date=facts.local_date).exclude(pk=row.pk).exists():
        raise Refusal(
            _("This group already has a session on %(day)s. Choose another day, or open that session.")
            % {"day": date_format(facts.local_date, "D j M")}
        )


def _refuse_wrong_day(facts: SessionFacts, group: PeerGroup, today: date) -> None:
    if facts.state not in (State.PLANNED, State.CANCELLED) and facts.local_date > today:
        raise Refusal(
            _("That day is still to come, so the session can only be planned. Record it once it has taken place.")
        )
    if facts.state == State.PLANNED and facts.local_date < today:
        raise Refusal(_("That day has passed. Say what happened: it took place, nobody came, or it was cancelled."))
    if abs(facts.local_date - today) > FURTHEST:
        raise Refusal(_("That day is more than a year away. Check the year."))
    if facts.state == State.PLANNED and group.state == PeerGroup.State.ENDED:
        raise Refusal(_("This group has ended, so no further session can be planned."))


def _refuse_wrong_numbers(facts: SessionFacts) -> None:
    if not SHORTEST <= facts.minutes <= LONGEST:
        raise Refusal(
            _("Give the minutes as a number between %(least)s and %(most)s.") % {"least": SHORTEST, "most": LONGEST}
        )
    if facts.state == State.HELD and not 1 <= (facts.attending or 0) <= MOST_ATTENDING:
        raise Refusal(
            _("Say how many came, between 1 and %(most)s. If nobody did, choose “Nobody came”.")
            % {"most": MOST_ATTENDING}
        )
    if not 0 <= facts.newcomers <= (facts.attending or 0):
        raise Refusal(_("There cannot be more newcomers than people attending."))
    if len(facts.themes) > MOST_THEMES:
        raise Refusal(_("Choose five themes at most."))
    if not facts.themes <= set(THEMES):
        raise Refusal(_("Choose themes from the list."))


def _refuse_wrong_facilitators(facts: SessionFacts, group: PeerGroup) -> None:
    if facts.state == State.HELD and not facts.facilitators:
        raise Refusal(_("Say who facilitated."))
    if len(facts.facilitators) > PAIR:
        raise Refusal(_("A session has two facilitators at most."))
    unauthorised = facts.facilitators - _authorised_on(facts, group)
    if names := sorted(person.name for person in User.objects.filter(pk__in=unauthorised)):
        raise Refusal(
            _(
                "%(who)s was not authorised to co-facilitate in this programme on that day, so cannot be named. "
                "Check the date; the coordinator can say since when the authorisation holds."
            )
            % {"who": ", ".join(names)}
        )


def _authorised_on(facts: SessionFacts, group: PeerGroup) -> set[UUID]:
    """Those who at some time of the day were facilitators of the programme and authorised as such."""
    held = Authorisation.objects.holding_within(*_day(facts, group)).filter(
        person__in=facts.facilitators, programme=group.programme
    )
    return set(held.values_list("person_id", flat=True))


def _refuse_crediting_oneself(facts: SessionFacts, group: PeerGroup, row: GroupSession | None, by: User) -> None:
    """Whoever had no place in the pair on that day stood in at most, and that is said by somebody who had one."""
    if by.pk not in facts.facilitators or (row and permissions.is_named(by, row)):
        return
    if not Facilitation.objects.holding_within(*_day(facts, group)).filter(group=group, person=by).exists():
        raise Refusal(
            _(
                "You had no place in this pair on that day. Check the date. If you stood in, ask one of the two who "
                "had to name you in the session."
            )
        )


def _day(facts: SessionFacts, group: PeerGroup) -> tuple[datetime, datetime]:
    """From midnight to midnight where the group is."""
    zone = ZoneInfo(group.programme.zone)
    begins, ends = (datetime.combine(day, time(), zone) for day in (facts.local_date, facts.local_date + DAY))
    return begins, ends


def _write(row: GroupSession, facts: SessionFacts, by: User, now: datetime) -> GroupSession:
    columns: dict[str, Any] = facts.columns() | {"changed_by": by, "changed_at": now, "revision": row.revision + 1}
    if facts.state != State.PLANNED and row.recorded_at is None:
        columns |= {"recorded_by": by, "recorded_at": now}
    for name, value in columns.items():
        setattr(row, name, value)
    if row._state.adding:
        row.save(force_insert=True)
    else:
        row.save(update_fields=list(columns))
    _name_facilitators(row, facts.facilitators)
    note(row, actor=by, action=f"facts: {facts.state}", owner_id=row.recorded_by_id or by.pk, now=now)
    return row


def _name_facilitators(row: GroupSession, facilitators: frozenset[UUID]) -> None:
    row.session_facilitators.exclude(person__in=facilitators).delete()
    SessionFacilitator.objects.bulk_create(
        [SessionFacilitator(session=row, person_id=person) for person in facilitators], ignore_conflicts=True
    )
    # The list was read before it changed.
    getattr(row, "_prefetched_objects_cache", {}).pop("session_facilitators", None)
