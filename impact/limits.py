"""How many answers one network may send. A hospital is one network to us, and several groups may end at one hour."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from foundation.addresses import network_of
from foundation.counting import count

SECONDS = 10 * 60
PER_NETWORK = 60


def too_many_words(request: HttpRequest, now: datetime) -> bool:
    """Count this answer; whether it is one too many in these ten minutes."""
    sent = count("say", network_of(request), SECONDS, now)
    return sent > getattr(settings, "SAY_PER_NETWORK", PER_NETWORK)
