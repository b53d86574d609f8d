"""A statement of hours as rows of a table, and as a paper."""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from foundation.drawing import drawn_by_a_child
from supervision.hours.queries import Statement

TEMPLATE = "supervision/hours/paper.html"
# Meetings on a paper: it is drawn while its reader waits. The table has all.
MOST_ON_PAPER = 150


def heads() -> list[str]:
    return [
        _("Day"),
        _("Month"),
        _("Supervisor"),
        _("Minutes"),
        _("Supervisees there"),
        _("Minutes that count"),
        _("How they count"),
        _("Rule"),
    ]


def cells(statement: Statement) -> Iterator[list[str]]:
    """One row for each meeting. The sum of a column is the figure on the page."""
    for line in statement.lines:
        meeting = line.meeting
        yield [
            meeting.local_date.isoformat(),
            f"{meeting.local_date:%Y-%m}",
            meeting.supervisor.name,
            str(meeting.minutes),
            str(line.present),
            str(line.credit.minutes),
            line.credit.why,
            statement.asked.rule,
        ]


def draw(statement: Statement, now: datetime) -> bytes | None:
    """None where the machine had no time for it."""
    context = {
        "statement": statement,
        "lines": statement.lines[:MOST_ON_PAPER],
        "cut": len(statement.lines) > MOST_ON_PAPER,
        "at": now,
        "language": get_language(),
    }
    return drawn_by_a_child(render_to_string(TEMPLATE, context))
