"""The figures of a report, as they may leave the programme: rounded, and none of a few (`foundation.suppression`).

They are made of whole spans of closed quarters, and are the same whoever asks and whatever is chosen on the page.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from foundation.suppression import Rules, Span, shown_count
from groups.health.charts import Figure, lying, stacked
from groups.health.counting import BANDS, REASONS
from groups.health.figures import reason_words
from groups.moves.models import A_DIRECTOR_CAN_CHANGE, Reason
from impact.report.gathering import Gathered

MINUTES = 60
A_WHOLE = 100


class Line(NamedTuple):
    """What is counted, and how many as it may be said: None for too few."""

    what: str
    number: int | None


def figures_of(gathered: Gathered, rules: Rules) -> list[Figure]:
    makers = (_sessions, _attendance, _cancelled, _specialties, _supervision, _time, _ended)
    return [make(gathered, rules) for make in makers]


def span_in_words(span: Span) -> str:
    first, last = date_format(span.first.first_day, "F Y"), date_format(span.last.last_month, "F Y")
    return _("%(first)s to %(last)s") % {"first": first, "last": last}


def said(count: int | None) -> str:
    """In a cell of a table."""
    return _("too few") if count is None else str(count)


def about(count: int | None) -> str:
    """In a sentence."""
    if count is None:
        return _("too few to say")
    return _("about %(count)s") % {"count": count} if count else _("none")


def _figure(key: str, title: str, sentence: str, lines: Sequence[Line], *, head: str, drawn: bool = False) -> Figure:
    known = [line.number or 0 for line in lines]
    rows = [(line.what, said(line.number)) for line in lines]
    chart = lying([": ".join(row) for row in rows], known) if drawn and any(known) else None
    return Figure(key, title, sentence, (head, _("About how many")), rows, chart)


def _sessions(gathered: Gathered, rules: Rules) -> Figure:
    groups, held = shown_count(gathered.groups, rules), shown_count(gathered.total("held"), rules)
    lines = [
        Line(_("Groups that met"), groups),
        Line(_("Sessions offered"), shown_count(gathered.total("offered"), rules)),
        Line(_("Sessions held"), held),
        Line(_("Sessions to which nobody came"), shown_count(gathered.total("nobody"), rules)),
        Line(_("Sessions cancelled"), shown_count(gathered.total("cancelled"), rules)),
        Line(_("Attendances, added up"), shown_count(gathered.total("came"), rules)),
    ]
    sentence = _("Groups that met: %(groups)s. Sessions held: %(held)s.") % {
        "groups": about(groups),
        "held": about(held),
    }
    return _figure("sessions", _("Groups and sessions"), sentence, lines, head=_("What"))


def _attendance(gathered: Gathered, rules: Rules) -> Figure:
    counts = [sum(month.bands[number] for month in gathered.months) for number in range(len(BANDS))]
    lines = [Line(_band(*band), shown_count(number, rules)) for band, number in zip(BANDS, counts, strict=True)]
    most = max((line for line in lines if line.number), key=lambda line: line.number or 0, default=None)
    sentence = _("Too few sessions to say how many came to each.")
    if most:
        sentence = _("Most often, %(people)s came to a session.") % {"people": most.what}
    return _figure("attendance", _("How many came to a session"), sentence, lines, head=_("People"), drawn=True)


def _band(least: int, most: int | None) -> str:
    if most is None:
        return _("%(least)s or more people") % {"least": least}
    return _("%(least)s to %(most)s people") % {"least": least, "most": most}


def _cancelled(gathered: Gathered, rules: Rules) -> Figure:
    lines = [
        Line(reason_words(reason), shown_count(sum(month.reasons.get(reason, 0) for month in gathered.months), rules))
        for reason in REASONS
    ]
    sentence = _("Cancelled because of the rota or the service: %(count)s.") % {"count": about(lines[0].number)}
    return _figure("cancelled", _("Why sessions were cancelled"), sentence, lines, head=_("Reason"), drawn=True)


def _specialties(gathered: Gathered, rules: Rules) -> Figure:
    """Those with too few people are put together."""
    named = {name: count for name, count in gathered.specialties.items() if name}
    shown = [Line(name, shown_count(count, rules)) for name, count in sorted(named.items()) if count >= rules.least]
    others = sum(gathered.specialties.values()) - sum(count for count in named.values() if count >= rules.least)
    lines = [*shown, Line(_("All other specialties together"), shown_count(others, rules))]
    sentence = _("A specialty is named where at least %(least)s facilitators belong to it.") % {"least": rules.least}
    title = _("From which specialties facilitators come")
    return _figure("specialties", title, sentence, lines, head=_("Specialty"))


def _supervision(gathered: Gathered, rules: Rules) -> Figure:
    meetings, people = shown_count(gathered.meetings, rules), shown_count(gathered.supervised, rules)
    # Hours of a few meetings would tell how long each was.
    hours = None if meetings is None else shown_count(gathered.minutes // MINUTES, rules)
    lines = [
        Line(_("Supervision meetings held"), meetings),
        Line(_("Hours of supervision"), hours),
        Line(_("Facilitators who came to supervision"), people),
    ]
    sentence = _("Facilitators are supervised in meetings: %(meetings)s were held.") % {"meetings": about(meetings)}
    return _figure("supervision", _("Supervision given"), sentence, lines, head=_("What"))


def _time(gathered: Gathered, rules: Rules) -> Figure:
    names = (
        _("In time agreed for that day"),
        _("On a weekday between 8:00 and 18:00, without"),
        _("In the evening or at a weekend"),
    )
    counts = [shown_count(gathered.total(what), rules) for what in ("protected", "daytime", "other")]
    lines = [
        *(Line(name, number) for name, number in zip(names, counts, strict=True)),
        Line(_("New agreements, and agreements renewed"), shown_count(gathered.agreements, rules)),
    ]
    figure = _figure("time", _("Protected time"), _time_in_words(counts), lines, head=_("Sessions held"))
    if any(counts) and None not in counts:
        chart = stacked([span_in_words(gathered.span)], [[number or 0] for number in counts], names)
        return Figure(figure.key, figure.title, figure.sentence, figure.heads, figure.rows, chart)
    return figure


def _time_in_words(counts: Sequence[int | None]) -> str:
    """The share is made of the rounded counts, so that it tells no more than they do."""
    whole = sum(number or 0 for number in counts)
    if None in counts or not whole:
        return _("In time agreed for that day: %(count)s.") % {"count": about(counts[0])}
    share = round(A_WHOLE * (counts[0] or 0) / whole)
    return _("About %(share)s%% of the sessions were in time agreed for that day.") % {"share": share}


def _ended(gathered: Gathered, rules: Rules) -> Figure:
    """Reasons given for a few groups are put together; where few ended, no reason is told, not even as nought."""
    endings, ended = gathered.endings, shown_count(gathered.endings.total(), rules)
    lines = [Line(_("Groups that ended"), ended), *(_why_ended(endings, rules) if ended else ())]
    for_time = shown_count(sum(endings[reason] for reason in A_DIRECTOR_CAN_CHANGE), rules)
    sentence = _("Groups that ended: %(count)s.") % {"count": about(ended)}
    if ended:
        sentence = _("Groups that ended: %(count)s. Because working time was missing: %(time)s.") % {
            "count": about(ended),
            "time": about(for_time),
        }
    return _figure("ended", _("What ended, and why"), sentence, lines, head=_("What"))


def _why_ended(endings: Counter[str], rules: Rules) -> list[Line]:
    named = [reason for reason in Reason if endings[reason] >= rules.least]
    others = endings.total() - sum(endings[reason] for reason in named)
    lines = [Line(capfirst(str(reason.label)), shown_count(endings[reason], rules)) for reason in named]
    return [*lines, Line(_("All other reasons together"), shown_count(others, rules))]
