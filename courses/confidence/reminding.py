"""Whom the questions wait for three months and a year after the training: for those who answered before it."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from courses.confidence.models import ConfidenceSheet, Moment
from courses.confidence.queries import OPEN_FROM, gating_modules, open_after
from courses.outline import OutlineModule, current_outline
from courses.progress.models import ModuleCompletion
from courses.progress.queries import finished_by, standing_of
from delivery.reminders.rules import Due
from people.models import Appointment, Role

# Straight after the training My day asks, and they are here: nobody needs a mail to find it.
LATER = (Moment.MONTH_3, Moment.MONTH_12)


def waves_due(now: datetime, people: Iterable[UUID] | None) -> Iterator[Due]:
    """Once for each of the two: until they answer or skip, or the time has gone by. At most three queries."""
    gating = list(gating_modules(current_outline()))
    ended = _ended(gating, now, people) if gating else {}
    asked = {person: moment for person, at in ended.items() for moment in open_after(at, now) if moment in LATER}
    if not asked:
        return
    finished = finished_by(asked)
    sheets = {(sheet.person_id, sheet.moment): sheet for sheet in ConfidenceSheet.objects.filter(person__in=asked)}
    for person, moment in asked.items():
        before, sheet = sheets.get((person, Moment.BEFORE)), sheets.get((person, moment))
        settled = sheet is not None and sheet.settled
        compared = before is not None and before.answered_at is not None
        if compared and not settled and all(standing_of(module, finished[person]).complete for module in gating):
            yield Due(person, person, moment)


def _ended(gating: list[OutlineModule], now: datetime, people: Iterable[UUID] | None) -> dict[UUID, datetime]:
    """When each facilitator finished the last module that is needed, of those who may be asked now."""
    longest = max(ends for _begins, ends in (OPEN_FROM[moment] for moment in LATER))
    soonest = min(begins for begins, _ends in (OPEN_FROM[moment] for moment in LATER))
    facilitators = Appointment.objects.current(now).filter(role=Role.FACILITATOR)
    if people is not None:
        facilitators = facilitators.filter(person__in=list(people))
    rows = ModuleCompletion.objects.filter(
        module_key__in=[module.key for module in gating], person__in=facilitators.values("person")
    )
    last = rows.order_by().values("person").annotate(at=Max("completed_at"))
    return dict(last.filter(at__gt=now - longest, at__lte=now - soonest).values_list("person", "at"))
