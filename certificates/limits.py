"""How often codes may be checked: for each address, and by everybody together.

80 random bits are not found by guessing; this keeps somebody from trying, and from keeping the server busy. Each
server process counts for itself, so the figures hold per process: a count in the database would be a write for
every visitor.
"""

from datetime import datetime

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest

SECONDS = 60
PER_ADDRESS, BY_EVERYBODY = 60, 1200


def too_many_checks(request: HttpRequest, now: datetime) -> bool:
    """Count this check; whether it is one too many in this minute.

    What one address asks beyond its share is not counted against everybody: nobody can use up the others' part.
    """
    if count(f"address:{address_of(request)}", now) > getattr(settings, "VERIFY_PER_ADDRESS", PER_ADDRESS):
        return True
    return count("everybody", now) > getattr(settings, "VERIFY_BY_EVERYBODY", BY_EVERYBODY)


def count(who: str, now: datetime) -> int:
    key = f"verify:{int(now.timestamp()) // SECONDS}:{who}"
    caches["process"].add(key, 0, timeout=2 * SECONDS)
    try:
        return caches["process"].incr(key)
    except ValueError:  # dropped from the cache in between
        return 1


def address_of(request: HttpRequest) -> str:
    """The address that asks. Behind a proxy, name the header that it sets: any other could be made up."""
    return str(request.META.get(getattr(settings, "VERIFY_ADDRESS_FROM", "REMOTE_ADDR"), ""))
