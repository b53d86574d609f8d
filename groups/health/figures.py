"""The charts of one programme's groups, each with its sentence and its table. No query: made of what was counted."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from groups.health.charts import Figure, line, lying, side_by_side, stacked, stairs
from groups.health.counting import REASONS, Counts, Month
from groups.health.survival import DAYS_A_MONTH, Life, middle, share_after, survival
from groups.models import GroupSession

MONTHS = 12
# After so many months it is said what share of groups still met.
SURVIVAL_SHOWN = (3, 6, 12, 18, 24)


def figures_of(counts: Counts, today: date) -> list[Figure]:
    """Of the last twelve months, this one included; of how long groups go on, of all time."""
    months = last_months(counts.months, today)
    return [_attendance(months), _held(months), _reasons(months), _times(months), _survival(counts.lives)]


def last_months(known: Iterable[Month], today: date, most: int = MONTHS) -> list[Month]:
    """The last ones up to today, those without anything as empty ones."""
    found = {(month.year, month.month): month for month in known}
    numbers = range(today.year * 12 + today.month - most, today.year * 12 + today.month)
    return [found.get(key, Month(*key)) for number in numbers for key in [(number // 12, number % 12 + 1)]]


def _labels(months: Iterable[Month]) -> list[str]:
    return [date_format(month.first_day, "M Y") for month in months]


def _attendance(months: Sequence[Month]) -> Figure:
    means = [month.came / month.held if month.held else None for month in months]
    came, held = sum(month.came for month in months), sum(month.held for month in months)
    sentence = _("No session was held in these twelve months.")
    if held:
        sentence = _("On average %(people)s people came to a session, in %(sessions)s sessions of twelve months.") % {
            "people": _tenth(came / held),
            "sessions": held,
        }
    rows = [
        (label, str(month.held), str(month.came), _tenth(mean) if mean is not None else _("none"))
        for label, month, mean in zip(_labels(months), months, means, strict=True)
    ]
    heads = (_("Month"), _("Sessions held"), _("People who came, added up"), _("People a session"))
    return Figure("attendance", _("How many come"), sentence, heads, rows, line(_labels(months), means))


def _held(months: Sequence[Month]) -> Figure:
    offered, held = sum(month.offered for month in months), sum(month.held for month in months)
    sentence = _("%(offered)s sessions were offered in twelve months, and %(held)s were held.") % {
        "offered": offered,
        "held": held,
    }
    rows = [
        (label, str(month.offered), str(month.held), str(month.nobody), str(month.cancelled))
        for label, month in zip(_labels(months), months, strict=True)
    ]
    heads = (_("Month"), _("Offered"), _("Held"), _("Nobody came"), _("Cancelled"))
    names = (_("held"), _("offered"))
    series = [[month.held for month in months], [month.offered for month in months]]
    chart = side_by_side(_labels(months), series, names)
    return Figure("held", _("Sessions offered and held"), sentence, heads, rows, chart)


def _reasons(months: Sequence[Month]) -> Figure:
    counted = [(reason, sum(month.reasons.get(reason, 0) for month in months)) for reason in REASONS]
    known = sorted(((count, reason) for reason, count in counted if count), key=lambda found: -found[0])
    total = sum(count for count, _reason in known)
    sentence = _("No session was cancelled in these twelve months.")
    if known:
        words: Any = {"count": total, "reason": reason_words(known[0][1]), "most": known[0][0]}
        sentence = (
            ngettext(
                "%(count)s session was cancelled in twelve months. The commonest reason: %(reason)s (%(most)s).",
                "%(count)s sessions were cancelled in twelve months. The commonest reason: %(reason)s (%(most)s).",
                total,
            )
            % words
        )
    rows = [(reason_words(reason), str(count), _share(count, total)) for count, reason in known]
    heads = (_("Reason"), _("Sessions"), _("Share"))
    chart = lying([f"{reason_words(reason)}: {count}" for count, reason in known], [count for count, _reason in known])
    return Figure("reasons", _("Why sessions were cancelled"), sentence, heads, rows, chart)


def reason_words(reason: str) -> str:
    return str(GroupSession.CancelReason(reason).label)


def _times(months: Sequence[Month]) -> Figure:
    series = [
        [month.protected for month in months],
        [month.daytime for month in months],
        [month.other for month in months],
    ]
    names = (_("in time agreed for that day"), _("weekday daytime without"), _("evening or weekend"))
    held, protected = sum(month.held for month in months), sum(series[0])
    sentence = _("Of %(held)s sessions held in twelve months, %(share)s were in time agreed for that day.") % {
        "held": held,
        "share": _share(protected, held),
    }
    rows = [
        (label, str(month.held), str(month.protected), str(month.daytime), str(month.other))
        for label, month in zip(_labels(months), months, strict=True)
    ]
    heads = (_("Month"), _("Held"), *(name[0].upper() + name[1:] for name in names))
    chart = stacked(_labels(months), series, names)
    return Figure("time", _("Whose time sessions are in"), sentence, heads, rows, chart)


def _survival(lives: Sequence[Life]) -> Figure:
    steps, half = survival(lives), middle(lives)
    longest = max((life.days for life in lives), default=0)
    sentence = _("Too few groups have met to say how long half of them go on.")
    if half is not None:
        sentence = _("Half of the groups have ended after %(months)s months.") % {"months": round(half / DAYS_A_MONTH)}
    elif len(lives) >= 1 and not any(life.ended for life in lives):
        sentence = _("No group that has met has ended.")
    rows = [
        (str(months), str(sum(life.days >= days for life in lives)), _share_words(share_after(steps, days)))
        for months in SURVIVAL_SHOWN
        for days in [round(months * DAYS_A_MONTH)]
        if days <= longest
    ]
    heads = (_("Months since the first session"), _("Groups known for so long"), _("Still meeting"))
    ends = (_("first session"), _("%(months)s months") % {"months": round(longest / DAYS_A_MONTH)})
    chart = stairs([(step.days, step.share) for step in steps], longest, ends)
    return Figure("survival", _("How long groups go on"), sentence, heads, rows, chart)


def _tenth(value: float) -> str:
    return f"{value:.1f}"


def _share(part: int, whole: int) -> str:
    return f"{round(100 * part / whole)} %" if whole else str(_("none"))


def _share_words(share: float | None) -> str:
    return str(_("none")) if share is None else f"{round(100 * share)} %"
