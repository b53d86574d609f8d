"""What series tell the apps below, at start-up."""

from datetime import timedelta

from django.core.checks import register as register_check

from delivery.chores import Chore, chores
from groups.series import checks, services

# It reaches 12 weeks ahead again each night; more often does no harm.
EVERY = timedelta(hours=12)


def register() -> None:
    chores.register("groups.series", Chore(EVERY, services.continue_all))
    register_check(checks.bank_holidays_are_known)
