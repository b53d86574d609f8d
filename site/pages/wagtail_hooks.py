"""What editors meet in the Wagtail admin about pages of every kind."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from pages.schedules import REFUSED


@hooks.register("register_log_actions")
def say_why_a_schedule_was_refused(actions: Any) -> None:
    @actions.register_action(REFUSED)
    class ScheduleRefused(LogFormatter):
        label = _("Schedule taken back")

        def format_message(self, log_entry: Any) -> str:
            return _("The schedule was taken back: %(why)s") % {"why": log_entry.data.get("why", "")}
