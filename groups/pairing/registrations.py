"""What pairing tells the apps below, at start-up."""

from delivery.services import handlers
from groups.pairing.services import EFFECT, match_those_who_wait


def register() -> None:
    handlers.register(EFFECT, match_those_who_wait)
