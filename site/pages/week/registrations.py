"""The weekly mail: a reminder like others, so that one can turn it off."""

from django.utils.translation import gettext_lazy as _

from delivery.reminders.rules import register_reminder
from pages.week.reminding import weeks_with_changes
from people.models import Role


def register() -> None:
    register_reminder(
        "week_changed",
        title=_("What changed in the week, on Mondays"),
        subject=_("What changed this week"),
        sentence=_("Some things changed in the past week."),
        page="pages:changes",
        roles=[Role.COORDINATOR, Role.SUPERVISOR],
        due=weeks_with_changes,
    )
