"""Nothing that gates authorisation, or may distress, goes live that a clinical lead has not approved as it is.

Asked by the pages' own `save` and before a move, so by every way to publish there is: the button, many at once, a
schedule, a workflow, a copy, and code. In a module that is not live its steps are published freely; the module itself
then asks for all of them. What has been live from before this rule stays as it is, and says so.
"""

from typing import Any

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from courses.signing.document import digest_of, lines_of_module, lines_of_step
from courses.signing.models import Covered, covered_by, in_force
from foundation.refusals import Refusal

UNSIGNED = _(
    "“%(title)s” is part of a module that gates authorisation or may distress, so a clinical lead must approve it as "
    "it is before it goes live. Save it as a draft, then open “Clinical sign-off” and send the module."
)
COMES_FROM_ELSEWHERE = _(
    "“%(title)s” is live, and “%(module)s” gates authorisation or may distress: a clinical lead must approve the two "
    "together. Unpublish the step, move it, then send the module for clinical sign-off."
)


class NotSigned(Refusal):
    """Something would go live, in a module that needs it, that no clinical lead has approved as it is."""


def module_digest(module: Any) -> str:
    return digest_of(lines_of_module(module))


def step_digest(step: Any) -> str:
    return digest_of(lines_of_step(step))


def needs_sign_off(module: Any) -> bool:
    """As learners have it: it gates authorisation, or a live step of it may distress."""
    return bool(module.gates_authorisation or (module.path and _live_steps(module).filter(distressing=True).exists()))


def why_step_waits(step: Any, module: Any) -> str:
    """What keeps this step from going live in `module` as it is; empty when nothing does."""
    if not module.live:
        return ""
    needed = needs_sign_off(module)
    if not (needed or step.distressing) or _is_as_before(step, step_digest):
        return ""
    covered = covered_by(in_force(module.translation_key))
    if (step.translation_key, step_digest(step)) not in covered:
        return UNSIGNED % {"title": step.title}
    return "" if needed else _first_unsigned(module, covered, besides=step)


def why_module_waits(module: Any) -> str:
    """The same for a module: all of it, when it goes live or when it comes to need this."""
    before = type(module).objects.filter(pk=module.pk, live=True).first() if module.pk else None
    needed_before = bool(before and needs_sign_off(before))
    if not (needed_before or needs_sign_off(module)) or (needed_before and _is_as_before(module, module_digest)):
        return ""
    covered = covered_by(in_force(module.translation_key))
    if (module.translation_key, module_digest(module)) not in covered:
        return UNSIGNED % {"title": module.title}
    return "" if needed_before else _first_unsigned(module, covered)


def why_not_moved(step: Any, module: Any) -> str:
    """What keeps a live step from being shown in another module."""
    if not (step.live and module.live and (step.distressing or needs_sign_off(module))):
        return ""
    return COMES_FROM_ELSEWHERE % {"title": step.title, "module": module.title}


def refuse_unsigned(why: str) -> None:
    """Raise NotSigned with what to do first, if there is anything."""
    if why:
        raise NotSigned(why)


def _is_as_before(page: Any, digest: Any) -> bool:
    """What learners have of it already says the same."""
    before = type(page).objects.filter(pk=page.pk, live=True).first() if page.pk else None
    return bool(before and digest(before) == digest(page))


def _first_unsigned(module: Any, covered: Covered, besides: Any = None) -> str:
    """Of what would be shown with it. The module itself is asked where it is not the one that is saved."""
    if besides and (module.translation_key, module_digest(module)) not in covered:
        return UNSIGNED % {"title": module.title}
    for step in _live_steps(module).exclude(pk=besides.pk if besides else None):
        if (step.translation_key, step_digest(step)) not in covered:
            return UNSIGNED % {"title": step.title}
    return ""


def _live_steps(module: Any) -> Any:
    return apps.get_model("courses", "StepPage").objects.child_of(module).live()
