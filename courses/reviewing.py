"""What must be so before a module that gates authorisation goes live, and stays so: that somebody can finish it.

That a clinical lead has approved what it says is asked by `courses.signing.doors`.
"""

from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.signing.doors import refuse_unsigned, why_module_waits
from foundation.refusals import Refusal

NOTHING_COUNTS = _(
    "“%(title)s” gates authorisation but has no published step that counts, so no one "
    "could finish it. Publish one of its steps first."
)
LAST_THAT_COUNTS = _(
    "“%(title)s” is the last published step that counts in a module that gates "
    "authorisation: without it no one could finish the module. Publish another step that "
    "counts first, or take the module down."
)


class NotReady(Refusal):
    """A module that gates authorisation would be live with nothing in it to finish."""


def has_what_counts(module: Any) -> bool:
    return bool(module.path) and _that_count().child_of(module).exists()


def why_not_live(module: Any) -> str:
    """What keeps this module from going live; empty when nothing does. One that gates already may change and stay."""
    return _nothing_counts(module) or why_module_waits(module)


def refuse_unless_ready(module: Any) -> None:
    """Raise NotReady or NotSigned, with what to do first."""
    if reason := _nothing_counts(module):
        raise NotReady(reason)
    refuse_unsigned(why_module_waits(module))


def _nothing_counts(module: Any) -> str:
    begins = module.gates_authorisation and not _gates_already(module) and not has_what_counts(module)
    return NOTHING_COUNTS % {"title": module.title} if begins else ""


def last_that_counts(pages: Collection[Page]) -> str:
    """The title of a step among `pages` without which a module that stays live and gates could not be finished."""
    going = {page.pk for page in pages}
    for step in _that_count().filter(pk__in=going):
        module = step.get_parent().specific
        stays = module.live and getattr(module, "gates_authorisation", False) and module.pk not in going
        if stays and not _that_count().child_of(module).exclude(pk__in=going).exists():
            return str(step.title)
    return ""


def refuse_to_empty_a_gate(pages: Collection[Page]) -> None:
    """Raise NotReady, with what to do first."""
    if title := last_that_counts(pages):
        raise NotReady(LAST_THAT_COUNTS % {"title": title})


def _that_count() -> Any:
    """One that will be taken down by itself does not count: nothing could stop it then."""
    return Page.objects.live().filter(steppage__required=True, expire_at=None)


def _gates_already(module: Any) -> bool:
    gate = type(module).objects.filter(pk=module.pk, live=True, gates_authorisation=True)
    return bool(module.pk and gate.exists())
