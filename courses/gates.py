"""How far somebody is with the modules that gate authorisation, as SQL: for questions about a whole programme.

It says the same as `courses.progress.queries.at_the_gate`, of whoever is in the field `person` of a row.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from courses.outline import OutlineModule, OutlineStep, current_outline
from courses.progress.models import LearningStep, ModuleCompletion, StepCompletion
from courses.progress.queries import counted_steps
from courses.rounds.holding import as_the_gate_counts

NEVER = Q(pk__in=[])


@dataclass(frozen=True)
class Gate:
    """Conditions on a row with a `person`: the module is complete; a step of it is done."""

    complete: Q
    begun: Q


def gates(today: date) -> list[Gate]:
    return [gate_of(module, today) for module in current_outline().modules() if module.gates_authorisation]


def gate_of(module: OutlineModule, today: date) -> Gate:
    keys = [step.key for step in counted_steps(module)]
    counting = StepCompletion.objects.counting()
    completions = StepCompletion.objects.filter(step__in=keys, person=OuterRef("person"))
    done = counting.filter(step=OuterRef("pk"), person=OuterRef(OuterRef("person")))
    left = LearningStep.objects.filter(~Exists(done), pk__in=keys)
    taken_back = completions.filter(_below(counted_steps(as_the_gate_counts(module, today))))
    finished = ModuleCompletion.objects.filter(module_key=module.key, person=OuterRef("person"))
    complete = ~Q(Exists(left)) | (Q(Exists(finished)) & ~Q(Exists(taken_back)))
    return Gate(complete if keys else NEVER, Q(Exists(completions.counting())))


def _below(steps: Iterable[OutlineStep]) -> Q:
    """Completions of these steps that do not count."""
    found = NEVER
    for step in steps:
        if step.redo_from_version:
            found |= Q(step=step.key, content_version__lt=step.redo_from_version)
    return found
