"""Reporting a problem with a page, and settling it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from courses.outline import OutlineStep
from courses.problems.models import ProblemReport
from foundation.refusals import Refusal
from people.models import User
from people.services import lock_person

A_DAY, MOST_A_DAY = timedelta(days=1), 20
TOO_MANY = _("You have sent %(most)d reports today. Thank you. Please send the next one tomorrow.")


@transaction.atomic
def report_problem(*, step: OutlineStep, person: User, text: str, now: datetime) -> ProblemReport:
    """The same words about the same step, while they wait, are one report. Raises Refusal after twenty in a day."""
    lock_person(person)
    own = ProblemReport.objects.visible_to(person, now)
    if same := own.waiting().filter(step=step.key, text=text).first():
        return same
    if own.filter(sent_at__gt=now - A_DAY).count() >= MOST_A_DAY:
        raise Refusal(TOO_MANY % {"most": MOST_A_DAY})
    return ProblemReport.objects.create(
        step_id=step.key, person=person, revision_id=step.revision_id, text=text, sent_at=now
    )


@transaction.atomic
def settle_problem(*, report: ProblemReport, by: User, now: datetime) -> ProblemReport:
    """An editor has dealt with it. Twice is once: who was first stays."""
    report = ProblemReport.objects.select_for_update().get(pk=report.pk)
    if report.settled_at is None:
        report.settled_at, report.settled_by = now, by
        report.save(update_fields=["settled_at", "settled_by"])
    return report
