"""How often one calendar may be fetched.

A program asks every few minutes at most, and somebody has a few of them: a phone, a desk, a service that asks for both.
It is counted by the address and not by the network: a hospital is one network to us, with many calendars in it.
"""

from datetime import datetime

from django.conf import settings

from delivery.calendar.models import CalendarAddress
from foundation.counting import count

SECONDS = 10 * 60
PER_ADDRESS = 60


def most_fetches() -> int:
    most: int = getattr(settings, "CALENDAR_PER_ADDRESS", PER_ADDRESS)
    return most


def too_many_fetches(address: CalendarAddress, now: datetime) -> bool:
    """Count this fetch; whether it is one too many in these ten minutes."""
    return count("calendar", address.digest, SECONDS, now) > most_fetches()
