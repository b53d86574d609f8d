"""Split and merge among the buttons of a step, their lines in its history; and copies count when somebody says so."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from courses.models import StepPage
from courses.reshaping import views
from courses.reshaping.leading import MERGED, SPLIT


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("steps/<int:page>/split/", views.split, name="split_step"),
        path("steps/<int:page>/merge/", views.merge, name="merge_steps"),
    ]


@hooks.register("register_page_header_buttons")
def offer_at_the_step(page: Page, user: Any, **_where: Any) -> Iterator[Button]:
    yield from _buttons(page, user)


@hooks.register("register_page_listing_more_buttons")
def offer_in_the_explorer(page: Page, user: Any, **_where: Any) -> Iterator[Button]:
    yield from _buttons(page, user)


def _buttons(page: Page, user: Any) -> Iterator[Button]:
    step = page.specific
    if isinstance(step, StepPage) and views.may_reshape(step, user):
        yield Button(_("Split this step"), reverse("split_step", args=[page.pk]), icon_name="cut", priority=65)
        yield Button(_("Merge with a neighbour"), reverse("merge_steps", args=[page.pk]), icon_name="link", priority=66)


@hooks.register("after_copy_page")
def a_copy_counts_when_somebody_says_so(request: HttpRequest, _page: Page, new_page: Page) -> None:
    """Nobody is asked for one more step unseen. A module that is copied whole is a new one, with what counts in it."""
    step = new_page.specific
    if not isinstance(step, StepPage):
        return
    if step.alias_of_id:
        messages.info(request, gettext("An alias does not count towards the module."))
        return
    draft = step.get_latest_revision_as_object()
    draft.required = False
    revision = draft.save_revision(user=request.user)
    if step.live:
        revision.publish(user=request.user)
    else:
        step.required = False
        step.save(update_fields=["required"])
    messages.info(request, gettext("The copy does not count towards the module until you tick that it does."))


@hooks.register("register_log_actions")
def tell_in_the_history(actions: Any) -> None:
    @actions.register_action(SPLIT)
    class Split(LogFormatter):
        label = _("Split in two")

        def format_message(self, log_entry: Any) -> str:
            said = gettext("Split: the second half is “%(title)s”. %(people)d people had finished it, and have both.")
            words: str = said % log_entry.data
            return words

    @actions.register_action(MERGED)
    class Merged(LogFormatter):
        label = _("Merged")

        def format_message(self, log_entry: Any) -> str:
            said = gettext("“%(title)s” is now part of this step. %(people)d people have it finished.")
            words: str = said % log_entry.data
            return words
