"""How often codes may be checked from one network. There is no limit for all together, which a stranger could use up.

80 random bits are not found by guessing; this keeps somebody from trying, and from keeping the server busy. Each
server process counts for itself, so the figure holds per process: a count in the database would be a write for
every visitor.
"""

from datetime import datetime

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

from foundation.addresses import network_of

SECONDS = 60
PER_NETWORK = 60


def too_many_checks(request: HttpRequest, now: datetime) -> bool:
    """Count this check; whether it is one too many in this minute."""
    return count(network_of(request), now) > getattr(settings, "VERIFY_PER_NETWORK", PER_NETWORK)


def count(network: str, now: datetime) -> int:
    key = f"verify:{int(now.timestamp()) // SECONDS}:{network}"
    caches["process"].add(key, 0, timeout=2 * SECONDS)
    try:
        return caches["process"].incr(key)
    except ValueError:  # dropped from the cache in between
        return 1
