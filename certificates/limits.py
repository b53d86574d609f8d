"""How often codes may be checked from one network. There is no limit for all together, which a stranger could use up.

80 random bits are not found by guessing; this keeps somebody from trying, and from keeping the server busy.
"""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest

from foundation.addresses import network_of
from foundation.counting import count

SECONDS = 60
PER_NETWORK = 60


def too_many_checks(request: HttpRequest, now: datetime) -> bool:
    """Count this check; whether it is one too many in this minute."""
    asked = count("verify", network_of(request), SECONDS, now)
    return asked > getattr(settings, "VERIFY_PER_NETWORK", PER_NETWORK)
