"""How often something public is asked for from one network, counted in the memory of this process alone.

Each process counts for itself, so a figure holds per process: a count in the database would be a write for every
visitor. What is counted is a digest under a key that ends with the process: no address is kept.
"""

import hashlib
import secrets
from datetime import datetime

from django.core.cache import caches

KEY = secrets.token_bytes(32)


def count(what: str, network: str, seconds: int, now: datetime) -> int:
    """How many there were of `what` from `network` in this span of `seconds`, this one included."""
    who = hashlib.blake2b(network.encode(), key=KEY, digest_size=16).hexdigest()
    key = f"{what}:{int(now.timestamp()) // seconds}:{who}"
    caches["process"].add(key, 0, timeout=2 * seconds)
    try:
        return caches["process"].incr(key)
    except ValueError:  # dropped from the cache in between
        return 1
