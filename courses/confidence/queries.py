"""When each moment is, and what somebody said at it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from courses.confidence.models import ConfidenceSheet, Moment
from courses.outline import Outline, OutlineModule, OutlineStep, current_outline
from courses.progress.models import ModuleCompletion
from courses.progress.queries import Finished, finished_by, standing_of
from people.models import User

# Later than this, what somebody says is about their practice and no longer about the training.
AFTER_LASTS = timedelta(weeks=4)
# Of each moment after the training: from when on after its end, and until when.
OPEN_FROM: Mapping[str, tuple[timedelta, timedelta]] = {
    Moment.AFTER: (timedelta(), AFTER_LASTS),
    Moment.MONTH_3: (timedelta(weeks=13), timedelta(weeks=21)),
    Moment.MONTH_12: (timedelta(weeks=52), timedelta(weeks=60)),
}


def sheets_of(person: User, now: datetime) -> dict[str, ConfidenceSheet]:
    """Somebody's own sheets by moment. One query."""
    return {sheet.moment: sheet for sheet in ConfidenceSheet.objects.visible_to(person, now)}


def is_open(moment: str, person: User, now: datetime) -> bool:
    """Whether this moment is now, for this person."""
    finished = finished_by([person.pk])[person.pk]
    if moment == Moment.BEFORE:
        return before_is_open(finished)
    return moment in moments_open(current_outline(), finished, person, now)


def before_is_open(finished: Finished) -> bool:
    """Until the first step is done, whichever it is: after that, how sure somebody is has the training in it."""
    return not finished.steps


def moments_open(outline: Outline, finished: Finished, person: User, now: datetime) -> list[str]:
    """Those after the training that are now: counted from the end of the last module that gates authorisation."""
    gating = list(gating_modules(outline))
    if not gating or not all(standing_of(module, finished).complete for module in gating):
        return []
    ended = ModuleCompletion.objects.visible_to(person, now).filter(module_key__in=[module.key for module in gating])
    return open_after(ended.order_by("-completed_at").values_list("completed_at", flat=True).first() or now, now)


def open_after(ended: datetime, now: datetime) -> list[str]:
    """The moments that are now, for a training that ended then."""
    return [moment for moment, (begins, ends) in OPEN_FROM.items() if ended + begins <= now < ended + ends]


def wanted_now(outline: Outline, finished: Finished, person: User, now: datetime) -> str:
    """The moment at which to ask how sure they are now; empty where there is none. Without a "before" there is nothing
    to lay beside it, so we do not.
    """
    if not all(standing_of(module, finished).complete for module in gating_modules(outline)):
        return ""
    sheets = sheets_of(person, now)
    before = sheets.get(Moment.BEFORE)
    if before is None or before.answered_at is None:
        return ""
    open_now = moments_open(outline, finished, person, now)
    return next((moment for moment in open_now if not ((sheet := sheets.get(moment)) and sheet.settled)), "")


def gating_modules(outline: Outline) -> Iterator[OutlineModule]:
    return (module for module in outline.modules() if module.gates_authorisation)


def first_step(outline: Outline) -> OutlineStep | None:
    """Where the training begins."""
    return next((step for module in outline.modules() for step in module.steps), None)
