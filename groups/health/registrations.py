"""What this package tells the apps below it, at start-up."""

from datetime import timedelta

from delivery.chores import Chore, chores
from groups.health.services import count_sessions, look_through

LOOKED, COUNTED = timedelta(minutes=10), timedelta(hours=1)


def register() -> None:
    chores.register("groups.health", Chore(LOOKED, look_through))
    chores.register("groups.counts", Chore(COUNTED, count_sessions))
