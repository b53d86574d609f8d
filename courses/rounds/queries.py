"""Whom a step that is to be done again concerns, and what a clinical lead sees of it."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Exists, OuterRef, QuerySet

from courses.models import ModulePage
from courses.progress.models import StepCompletion
from courses.rounds.models import RedoRound
from people.models import Authorisation

# How many are shown: older ones are in the pages' histories.
MOST_ROUNDS = 30


def authorised_and_concerned(asked: RedoRound, now: datetime) -> list[Authorisation]:
    """Those who are authorised and had finished the step, and have not done it again, paused or not. One query."""
    before = StepCompletion.objects.filter(
        step=asked.step_id, person=OuterRef("person"), content_version__lt=asked.from_version
    )
    given = Authorisation.objects.given(now).filter(Exists(before), person__is_active=True)
    return list(given.select_related("person").order_by("person__sort_name", "pk"))


def at_gates() -> QuerySet[RedoRound]:
    """Those of the steps that count in the modules that gate now."""
    gates = ModulePage.objects.live().filter(gates_authorisation=True).values("translation_key")
    return RedoRound.objects.open().filter(step__module_key__in=gates, step__live=True, step__required=True)


def newest_at_gates() -> Sequence[RedoRound]:
    return list(at_gates().select_related("step", "safety_by").order_by("-asked_at")[:MOST_ROUNDS])
