"""What the care of the course tells the apps below."""

from datetime import timedelta

from courses.care.services import make_what_is_due
from delivery.chores import Chore, chores

ONCE_A_DAY = timedelta(days=1)


def register() -> None:
    chores.register("courses.cohort_figures", Chore(ONCE_A_DAY, make_what_is_due))
