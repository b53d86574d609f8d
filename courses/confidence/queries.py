"""When each moment is, and what somebody said at it."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from courses.confidence.models import ConfidenceSheet, Moment
from courses.models import ModuleCompletion
from courses.outline import Outline, OutlineModule, OutlineStep, current_outline
from courses.queries import Finished, finished_by, standing_of
from foundation.days import stamp
from people.models import User

# Later than this, what somebody says is about their practice and no longer about the training.
AFTER_LASTS = timedelta(weeks=4)


def sheets_of(person: User, now: datetime) -> dict[str, ConfidenceSheet]:
    """Somebody's own sheets by moment. One query."""
    return {sheet.moment: sheet for sheet in ConfidenceSheet.objects.visible_to(person, now)}


def is_open(moment: str, person: User, now: datetime) -> bool:
    """Whether this moment is now, for this person."""
    finished = finished_by([person.pk])[person.pk]
    if moment == Moment.BEFORE:
        return before_is_open(finished)
    return after_is_open(current_outline(), finished, person, now)


def before_is_open(finished: Finished) -> bool:
    """Until the first step is done, whichever it is: after that, how sure somebody is has the training in it."""
    return not finished.steps


def after_is_open(outline: Outline, finished: Finished, person: User, now: datetime) -> bool:
    """From the end of the last module that gates authorisation, for four weeks."""
    gating = list(gating_modules(outline))
    if not gating or not all(standing_of(module, finished).complete for module in gating):
        return False
    ended = ModuleCompletion.objects.visible_to(person, now).filter(module_key__in=[module.key for module in gating])
    latest = ended.order_by("-completed_at").values_list("completed_at", flat=True).first()
    return latest is None or now < latest + AFTER_LASTS


def wants_after(outline: Outline, finished: Finished, person: User, now: datetime) -> bool:
    """Whether to ask how sure they are now. Without a "before" there is nothing to lay beside it, so we do not."""
    if not all(standing_of(module, finished).complete for module in gating_modules(outline)):
        return False
    sheets = sheets_of(person, now)
    before, after = sheets.get(Moment.BEFORE), sheets.get(Moment.AFTER)
    wanted = before is not None and before.answered_at is not None and not (after and after.settled)
    return wanted and after_is_open(outline, finished, person, now)


def gating_modules(outline: Outline) -> Iterator[OutlineModule]:
    return (module for module in outline.modules() if module.gates_authorisation)


def first_step(outline: Outline) -> OutlineStep | None:
    """Where the training begins."""
    return next((step for module in outline.modules() for step in module.steps), None)


def export(user: User, now: datetime) -> list[dict[str, Any]]:
    """The part of "my data": each moment at which somebody was asked, and what they said."""
    return [
        {
            "moment": str(sheet.get_moment_display()),
            "asked": stamp(sheet.asked_at),
            "skipped": sheet.skipped,
            "answered": stamp(sheet.answered_at),
            "how_sure_from_0_to_10": sheet.answers,
        }
        for sheet in ConfidenceSheet.objects.visible_to(user, now).order_by("asked_at", "pk")
    ]
