"""A clinician's review of a module, and what must be so before one that gates authorisation goes live.

Nothing here reviews anything: it keeps who says they did, and does not let the site claim what nobody entered.
"""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page

from foundation.days import local_day
from foundation.refusals import Refusal

# All three, or none.
FIELDS = ("reviewed_by", "reviewer_post", "reviewed_on")

NOT_REVIEWED = _(
    "“%(title)s” gates authorisation, so a clinician must read all of it before it goes "
    "live. Then enter their name, their post and the day under “A clinician's review”. "
    "Until then save it as a draft."
)
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
    """A module that gates authorisation would go live unreviewed, or with nothing in it to finish."""


def unreviewed_may_gate() -> bool:
    """In the demo, and in development, where nobody is authorised for anything."""
    return settings.DEBUG or getattr(settings, "DEMO", False)


def is_reviewed(module: Any) -> bool:
    return all(getattr(module, field) for field in FIELDS)


def has_what_counts(module: Any) -> bool:
    return bool(module.path) and _that_count().child_of(module).exists()


def why_not_live(module: Any) -> str:
    """What keeps this module from going live; empty when nothing does. One that gates already may change and stay."""
    if not module.gates_authorisation or _gates_already(module):
        return ""
    if not is_reviewed(module) and not unreviewed_may_gate():
        return NOT_REVIEWED % {"title": module.title}
    if not has_what_counts(module):
        return NOTHING_COUNTS % {"title": module.title}
    return ""


def refuse_unless_ready(module: Any) -> None:
    """Raise NotReady, with what to do first."""
    if reason := why_not_live(module):
        raise NotReady(reason)


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
    from courses.models import StepPage  # noqa: PLC0415 -- models ask this file

    return StepPage.objects.live().filter(required=True, expire_at=None)


def _gates_already(module: Any) -> bool:
    gate = type(module).objects.filter(pk=module.pk, live=True, gates_authorisation=True)
    return bool(module.pk and gate.exists())


class ModulePageForm(WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail's forms are untyped
    """Says beside the fields what keeps the module from going live. A draft is saved as it is."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        given = [field for field in FIELDS if cleaned.get(field)]
        if given and not self.is_deferred_validation:
            for field in set(FIELDS) - set(given) - set(self.errors):
                self.add_error(field, _("Enter the name, the post and the day together, or leave all three empty."))
        if (day := cleaned.get("reviewed_on")) and day > local_day(timezone.now()):
            self.add_error(
                "reviewed_on", _("The day of the review is in the future. Enter it once the review has taken place.")
            )
        return cleaned

    def _post_clean(self) -> None:
        """The page has the form's values from here on."""
        super()._post_clean()
        if not self.is_deferred_validation and not self.errors and (reason := why_not_live(self.instance)):
            self.add_error(None, reason)
