"""Evidence as a text to paste, as rows of a table, and as a paper."""

from collections.abc import Iterator
from datetime import datetime

from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from certificates.evidence.entries import Entry, Evidence, Period
from foundation.drawing import drawn_by_a_child
from people.models import User

TEMPLATE = "certificates/evidence/paper.html"
# Entries and steps on a paper: it is drawn while its owner waits. The table and the text have all.
MOST_ON_PAPER = 100


def text_of(evidence: Evidence) -> str:
    """One block for each thing done, in the order in which a portfolio's form asks; made to be copied."""
    head = [_("Learning time recorded: %(hours)s hours (self-certified)") % {"hours": evidence.hours or "0"}]
    return "\n\n".join([*head, *("\n".join(_block(entry)) for entry in evidence.entries)]) + "\n"


def _block(entry: Entry) -> Iterator[str]:
    yield f"{_('Title')}: {entry.title}"
    yield f"{_('Date')}: {entry.dates}"
    if entry.hours:
        yield f"{_('Hours (credits)')}: {entry.hours}"
    yield f"{_('Category')}: {entry.category.label}"
    yield f"{_('Description')}: {entry.description}"


def heads() -> list[str]:
    return [_("Title"), _("First day"), _("Last day"), _("Hours (credits)"), _("Category"), _("Description")]


def cells(evidence: Evidence) -> Iterator[list[str]]:
    for entry in evidence.entries:
        days = [entry.first.isoformat(), entry.last.isoformat()]
        yield [entry.title, *days, entry.hours, str(entry.category.label), entry.description]


def transcript_heads() -> list[str]:
    return [_("Module"), _("Step"), _("Minutes"), _("Finished on")]


def transcript_cells(evidence: Evidence) -> Iterator[list[str]]:
    for line in evidence.transcript:
        yield [line.module, line.step, str(line.minutes), line.day.isoformat()]


def draw(evidence: Evidence, person: User, period: Period, now: datetime) -> bytes | None:
    """None where the machine had no time for it."""
    context = {
        "evidence": evidence,
        "entries": evidence.entries[:MOST_ON_PAPER],
        "transcript": evidence.transcript[:MOST_ON_PAPER],
        "cut": max(len(evidence.entries), len(evidence.transcript)) > MOST_ON_PAPER,
        "person": person,
        "period": period,
        "at": now,
        "language": get_language(),
    }
    return drawn_by_a_child(render_to_string(TEMPLATE, context))
