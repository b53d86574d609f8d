"""Every write about series: plan one, change it from some day on, stop it, continue it each day."""

import logging
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from confidential.services import note
from foundation.days import local_day
from foundation.refusals import Refusal
from groups import permissions, rules
from groups.deeds import SeriesDeed
from groups.models import LONGEST, SHORTEST, GroupSession, PeerGroup
from groups.news import services as news
from groups.queries import pair_of
from groups.series.kit import (
    A_DAY,
    Change,
    ShownAgain,
    carry_out,
    change_between,
    first_day,
    refuse_outside,
    slots_ahead,
    write_plan,
)
from groups.series.models import Series
from groups.series.planning import Line, Plan, What, still_missing
from people.endings.models import Ending, Event
from people.models import Role, User
from people.queries import holds_role

log = logging.getLogger("groups")

State, Reason = GroupSession.State, GroupSession.CancelReason


def change_of(*, group: PeerGroup, plan: Plan, since: date | None, now: datetime) -> Change[GroupSession]:
    """What `plan` does to the group's sessions: to those from `since` on, None for all that are not held yet.

    Raises Refusal for a plan that cannot be.
    """
    refuse_wrong_plan(plan, group, now)
    today = local_day(now, group.programme.zone)
    first = first_day(plan, since, today)
    slots, left_out = slots_of(plan, group, first, now)
    revision = Series.objects.filter(group=group).values_list("revision", flat=True).first() or 0
    return change_between(plan, slots, _rows(group, first), since=first, left_out=left_out, revision=revision, now=now)


@transaction.atomic
def save_series(
    *, group: PeerGroup, by: User, plan: Plan, now: datetime, since: date | None = None, shown: str | None = None
) -> Series:
    """The one door to a group's series. `shown` is the `Change` that the person saw; without it nothing was shown.

    Raises ShownAgain when it has come to something else meanwhile, and Refusal when a rule stands in the way.
    """
    group = _locked(group)
    refuse_unless_they_may(by=by, group=group, now=now)
    change = change_of(group=group, plan=plan, since=since, now=now)
    if shown is not None and shown != change.shown:
        raise ShownAgain
    series = _write(group, plan, by, now)
    changed = _carry_out(series, change.lines, by, now)
    for person in pair_of(group, now):
        note(series, actor=by, deed=SeriesDeed.PLANNED, owner_id=person.pk, now=now)
    if changed:
        news.tell_of_series(changed, by=by, once=f"series {series.revision}", now=now)
    return series


def continue_all(now: datetime) -> None:
    """What the worker does: every series reaches 12 weeks ahead again. One that fails keeps no other waiting."""
    for series in Series.objects.going_on(local_day(now) - A_DAY).select_related("group__programme__region"):
        try:
            continue_series(series=series, now=now)
        except Exception as failure:  # whatever is wrong with one is no other's trouble; it is tried again next time
            log.warning("series %s is not continued: %s", series.pk, type(failure).__name__)


@transaction.atomic
def continue_series(*, series: Series, now: datetime) -> int:
    """Make the sessions that are missing; nothing that stands is moved. Doing it twice is once. Returns how many."""
    group = _locked(series.group)
    series = Series.objects.select_related("changed_by").get(pk=series.pk)
    if group.state not in (PeerGroup.State.RUNNING, PeerGroup.State.ENDING):
        return 0
    plan, today = Plan.of(series), local_day(now, series.zone)
    slots, _left_out = slots_of(plan, group, today, now)
    lines = still_missing(plan, slots, _rows(group, today))
    _carry_out(series, lines, series.changed_by, now)
    return len(lines)


def _locked(group: PeerGroup) -> PeerGroup:
    groups = PeerGroup.objects.select_for_update(of=("self",)).select_related("programme__region")
    return groups.get(pk=group.pk)


def _rows(group: PeerGroup, since: date) -> list[GroupSession]:
    """The group's sessions from that day on, and those that stand for a day of the series from then on."""
    return list(GroupSession.objects.filter(Q(local_date__gte=since) | Q(series_day__gte=since), group=group))


# Rules ----------------------------------------------------------------------------------------------------------------


def refuse_unless_they_may(*, by: User, group: PeerGroup, now: datetime) -> None:
    """The pair, who must be authorised; and whoever coordinates the programme."""
    if holds_role(by, Role.COORDINATOR, now=now, programme_id=group.programme_id):
        return
    if not permissions.is_in_pair(by, group, now):
        raise Refusal(_("Only the two who facilitate this group, and its coordinators, plan its sessions ahead."))
    rules.refuse_unless_authorised(by=by, group=group, now=now)


def refuse_wrong_plan(plan: Plan, group: PeerGroup, now: datetime) -> None:
    """Raise Refusal, with what to do next, for a plan that cannot be."""
    today = local_day(now, group.programme.zone)
    if group.state not in (PeerGroup.State.RUNNING, PeerGroup.State.ENDING):
        raise Refusal(
            _("This group is %(state)s. Its sessions can be planned ahead once it runs.")
            % {"state": group.get_state_display()}
        )
    refuse_outside(plan, today)
    if plan.weeks not in Series.Weeks.values or not SHORTEST <= plan.minutes <= LONGEST:
        raise Refusal(_("Check how often the group meets, and for how many minutes."))


def slots_of(plan: Plan, group: PeerGroup, first: date, now: datetime) -> tuple[list[date], list[date]]:
    """The days on which it meets, up to 12 weeks ahead, and the bank holidays on which it does not."""
    return slots_ahead(plan, group.programme, first, now, _announced_end(group))


def _announced_end(group: PeerGroup) -> datetime | None:
    endings = Ending.objects.ahead().of(Event.GROUP_ENDS, group.programme, group.pk)
    return endings.values_list("at", flat=True).first()


# Rows -----------------------------------------------------------------------------------------------------------------


def _write(group: PeerGroup, plan: Plan, by: User, now: datetime) -> Series:
    series = Series.objects.filter(group=group).first() or Series(group=group, programme=group.programme)
    write_plan(series, plan, zone=group.programme.zone, by=by, now=now)
    return series


def _carry_out(series: Series, lines: Iterable[Line[GroupSession]], by: User, now: datetime) -> list[GroupSession]:
    """Bring the sessions to where the lines say. Returns those that are other than they were, the first one first."""
    return carry_out(
        series, lines, new=lambda: _new_row(series), bring=lambda row, line: _bring(row, line, series, by, now)
    )


def _new_row(series: Series) -> GroupSession:
    return GroupSession(group=series.group, programme_id=series.programme_id, series=series)


def _bring(row: GroupSession, line: Line[GroupSession], series: Series, by: User, now: datetime) -> None:
    """Plan it for its day, or take it out."""
    was_there = not row._state.adding
    values: dict[str, Any] = {"changed_by": by, "changed_at": now, "revision": row.revision + was_there}
    if line.what == What.DROPPED:
        values |= {"state": State.CANCELLED, "cancel_reason": Reason.PLAN}
        row.news.all().delete()
    else:
        values |= {"state": State.PLANNED, "cancel_reason": "", "local_date": line.slot, "zone": series.zone}
        values |= {"local_start": series.local_start, "minutes": series.minutes}
    for name, value in values.items():
        setattr(row, name, value)
    row.save(force_insert=not was_there, force_update=was_there)
