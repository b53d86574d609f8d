"""The engine's own chore, and how its mails are sent."""

from datetime import timedelta

from delivery.chores import Chore, chores
from delivery.reminders.exports import chosen
from delivery.reminders.services import KIND, remind, send
from delivery.services import handlers
from foundation.exports import exports

EVERY = timedelta(minutes=10)


def register() -> None:
    handlers.register(KIND, send)
    chores.register("delivery.reminders", Chore(EVERY, remind))
    exports.register("reminders", chosen)
