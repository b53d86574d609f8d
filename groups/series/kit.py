"""What every series does: its days, the list that is shown before it is saved, and carrying that list out.

For sessions of groups (`series/services.py`) and for supervision meetings (`supervision/meetings/repeating`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Generic, cast

from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.refusals import Refusal
from foundation.walltime import instant_of
from groups.series.bank_holidays import bank_holidays
from groups.series.planning import Line, Plan, R, What, fingerprint, outcome
from people.models import Programme, User

AHEAD = timedelta(weeks=12)
A_DAY = timedelta(days=1)
# At night the clocks change, and nobody meets.
EARLIEST = time(5)


class ShownAgain(Refusal):
    """What would be saved is not what was shown: somebody was faster, or a day has gone by."""

    def __init__(self) -> None:
        super().__init__(
            _("This list has changed since you looked at it. This is how it would be now: look, then save.")
        )


@dataclass(frozen=True)
class Change(Generic[R]):
    """What a plan would do from `since` on, for somebody to see before it is saved."""

    plan: Plan
    since: date
    lines: Sequence[Line[R]]
    left_out: Sequence[date]
    shown: str
    # Days on which it could not be for another reason than a bank holiday.
    taken: Sequence[date] = ()


def first_day(plan: Plan, since: date | None, today: date) -> date:
    """From when a change reaches; a plan that begins before that day counts from where it begins."""
    return max(today, min(since or today, plan.begins_on))


def change_between(
    plan: Plan,
    slots: Sequence[date],
    rows: Iterable[R],
    *,
    since: date,
    left_out: Sequence[date],
    revision: int,
    now: datetime,
    taken: Sequence[date] = (),
) -> Change[R]:
    """What becomes of `rows` when the series has these `slots`."""
    lines = outcome(plan, slots, rows, now)
    return Change(plan, since, lines, left_out, fingerprint(plan, lines, revision), taken)


def refuse_outside(plan: Plan, today: date) -> None:
    """Raise Refusal for a first day too far away, or an hour at which the clocks may change."""
    if plan.begins_on > today + AHEAD:
        raise Refusal(_("Choose a first day in the next 12 weeks: this is planned that far ahead."))
    if plan.local_start < EARLIEST:
        raise Refusal(_("Choose a start from 05:00 on. Before that the clocks may change."))


def stopped(series: Any, since: date | None, now: datetime) -> Plan:
    """The plan by which nothing is planned from `since` on."""
    return replace(Plan.of(series), until=(since or local_day(now, series.zone)) - A_DAY)


def slots_ahead(
    plan: Plan, programme: Programme, first: date, now: datetime, latest: datetime | None = None
) -> tuple[list[date], list[date]]:
    """The days on which it is, up to 12 weeks ahead and before `latest`; and the bank holidays on which it is not."""
    days = plan.days(first, local_day(now, programme.zone) + AHEAD)
    holidays = bank_holidays(programme.region.nation) if plan.skips_bank_holidays else frozenset()
    starts = {day: instant_of(day, plan.local_start, programme.zone) for day in days}
    ahead = [day for day, start in starts.items() if now < start and (latest is None or start < latest)]
    return [day for day in ahead if day not in holidays], [day for day in ahead if day in holidays]


def write_plan(series: Any, plan: Plan, *, zone: str, by: User, now: datetime) -> None:
    """Save what somebody said about how they meet."""
    for name, value in vars(plan).items():
        setattr(series, name, value)
    series.zone = zone
    series.revision += 1
    series.changed_by, series.changed_at = by, now
    series.save()


def carry_out(
    series: Any, lines: Iterable[Line[R]], *, new: Callable[[], R], bring: Callable[[R, Line[R]], None]
) -> list[R]:
    """Bring the rows to where the lines say. Returns those that are other than they were, the first one first."""
    lines = list(lines)
    rows = [line.row for line in lines if line.row]
    _free_their_days(rows)
    changed = []
    for line in lines:
        row = line.row or new()
        row.series_day = line.slot
        if line.what in (What.SAME, What.BY_HAND):
            _stand_for(row, line.slot, series)
            continue
        bring(row, line)
        changed.append(row)
    return changed


def _free_their_days(rows: Sequence[R]) -> None:
    """A day of the series is free before another row stands for it."""
    if rows:
        model: Any = type(rows[0])
        model._default_manager.filter(pk__in=[row.pk for row in rows], series_day__isnull=False).update(series_day=None)


def _stand_for(row: R, slot: date | None, series: Any) -> None:
    """It stays as it is. What was planned by hand for a day of the series is that day's row from now on."""
    saved: Any = row
    if slot and row.series_id is None:
        saved.series, saved.touched_at = series, series.changed_at
    cast("Model", saved).save(update_fields=["series", "series_day", "touched_at"])
