"""What editors meet in the Wagtail admin about pages of every kind."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter
from wagtail.models import Page

from foundation.fixed_pages import why_one_stays
from pages.schedules import REFUSED


@hooks.register("register_log_actions")
def say_why_a_schedule_was_refused(actions: Any) -> None:
    @actions.register_action(REFUSED)
    class ScheduleRefused(LogFormatter):
        label = _("Schedule cancelled")

        def format_message(self, log_entry: Any) -> str:
            return _("The schedule was cancelled: %(why)s") % {"why": log_entry.data.get("why", "")}


@hooks.register("before_unpublish_page")
@hooks.register("before_delete_page")
@hooks.register("before_move_page")
def keep_what_others_rely_on(request: HttpRequest, page: Page, *_destination: Page) -> HttpResponse | None:
    """The home page, what each page's foot leads to, and a course that people have begun stay where they are."""
    return _refused(request, [page])


@hooks.register("before_bulk_action")
def keep_what_others_rely_on_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], _action: object
) -> HttpResponse | None:
    pages = [item for item in objects if isinstance(item, Page)]
    return _refused(request, pages) if action_type in ("unpublish", "delete", "move") else None


def _refused(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    why = why_one_stays(pages)
    if why is None:
        return None
    messages.error(request, str(why))
    return redirect("wagtailadmin_explore", pages[0].pk)
