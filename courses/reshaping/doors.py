"""What keeps one page of a split or a merge from going live without the other. Asked by the pages' own `save`."""

from typing import Any

from django.apps import apps
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from courses.progress.models import StepCompletion
from courses.reshaping.models import Reshaping
from courses.signing.doors import step_digest
from foundation.refusals import Refusal

SECOND_FIRST = _("“%(title)s” has the second half of this step. Publish that one first, then this one.")
CHANGED_SINCE = _(
    "“%(title)s” has changed since it was put into this step. Go back to the version before in the history, and merge "
    "the two again."
)


ASKED_AGAIN = _(
    "“%(title)s” is to be done again by people who have not done it yet. Merge the two once they have, or undo "
    "“everyone must redo” first."
)


class OutOfTurn(Refusal):
    """One of two pages that belong together would be live in a way that loses words."""


def plan_of(step: Any) -> Reshaping | None:
    """The open one in which this step stays."""
    return Reshaping.objects.open().filter(stays=step.translation_key).first()


def holds(step: Any, plan: Reshaping) -> bool:
    """Whether all the blocks of a plan are in this body."""
    return set(plan.blocks) <= {str(child.id) for child in step.body}


def holds_none(step: Any, plan: Reshaping) -> bool:
    return not set(plan.blocks) & {str(child.id) for child in step.body}


def page_of(key: Any) -> Any:
    return apps.get_model("courses", "StepPage").objects.filter(translation_key=key, alias_of=None).first()


def refuse_out_of_turn(step: Any) -> None:
    """Raise OutOfTurn with what to do first, if there is anything."""
    plan = plan_of(step)
    other = page_of(plan.other) if plan else None
    if plan and other and (why := _why(step, plan, other)):
        raise OutOfTurn(why % {"title": other.title})


def why_out_of_turn(step: Any) -> str:
    try:
        refuse_out_of_turn(step)
    except OutOfTurn as refusal:
        return str(refusal)
    return ""


def _why(step: Any, plan: Reshaping, other: Any) -> Any:
    if plan.kind == Reshaping.Kind.SPLIT:
        return SECOND_FIRST if holds_none(step, plan) and not other.live else ""
    if not (holds(step, plan) and other.live):
        return ""
    if is_asked_again(other):
        return ASKED_AGAIN
    return CHANGED_SINCE if step_digest(other) != plan.digest else ""


def is_asked_again(step: Any) -> bool:
    """Whether people who had finished it are to do it again, and have not."""
    finished = StepCompletion.objects.filter(step=step.translation_key, person__is_active=True)
    return finished.filter(content_version__lt=F("step__redo_from_version")).exists()


def waits_for_its_first_half(step: Any) -> bool:
    """It is live, and shown once the other is: until then that one has everything."""
    return Reshaping.objects.open().filter(kind=Reshaping.Kind.SPLIT, other=step.translation_key).exists()
