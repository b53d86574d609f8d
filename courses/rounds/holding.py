"""Nobody loses an authorisation by an edit: after "everyone must redo" what was finished counts for 28 days.

Asked where the rule is asked: by the gate (`courses.gates`, `courses.progress.queries.at_the_gate`) of who is on the
way, and by `Authorisation.objects.current` of who is authorised (`people.pausing`). It is for who had finished the
whole module.
"""

from dataclasses import replace
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q

from courses.models import ModulePage
from courses.outline import OutlineModule, OutlineStep
from courses.progress.models import StepCompletion
from foundation.days import local_day


def counts_from(step: OutlineStep, today: date) -> int:
    """The version from which a completion counts towards authorisation on `today`."""
    version = step.redo_from_version
    holding = {held.from_version: held.before_version for held in step.rounds if held.holds(today)}
    while version in holding:
        version = holding[version]
    return version


def held_until(step: OutlineStep, finished: int, today: date) -> date | None:
    """The last day on which the version that was `finished` counts; None where nothing is asked, or no more."""
    if not counts_from(step, today) <= finished < step.redo_from_version:
        return None
    return min(held.counts_until for held in step.rounds if finished < held.from_version)


def as_the_gate_counts(module: OutlineModule, today: date) -> OutlineModule:
    """The module with each of its steps as it counts on `today`."""
    return replace(
        module, steps=tuple(replace(step, redo_from_version=counts_from(step, today)) for step in module.steps)
    )


def paused(now: datetime) -> Exists:
    """Whether the `person` of a row had finished a step of a gate and, its time being over, has not done it again."""
    over = Q(step__rounds__counts_until__lt=local_day(now)) | Q(step__rounds__safety_at__lte=now)
    gates = ModulePage.objects.filter(live=True, gates_authorisation=True, translation_key=OuterRef("step__module_key"))
    waiting = StepCompletion.objects.filter(
        over,
        Exists(gates),
        person=OuterRef("person"),
        step__live=True,
        step__required=True,
        step__rounds__taken_back_at=None,
        content_version__lt=F("step__rounds__from_version"),
    )
    return Exists(waiting)
