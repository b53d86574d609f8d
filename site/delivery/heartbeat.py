"""The worker says that it is alive: to the database, for /healthz, and to systemd, which ends one that hangs."""

import os
import socket
from datetime import datetime, timedelta

from delivery.chores import Chore, chores
from delivery.models import Turn
from foundation import tablestats

NAME = "delivery.heartbeat"
STATISTICS = "delivery.statistics"
EVERY = timedelta(seconds=20)


def register() -> None:
    """Having had its turn is all that this chore does: it comes round only in a worker that goes on."""
    chores.register(NAME, Chore(EVERY, lambda _now: None))
    chores.register(STATISTICS, Chore(tablestats.EVERY, tablestats.keep))


def worker_silent_seconds(now: datetime) -> int | None:
    """How long ago a worker was last heard of, in whole seconds; None when there never was one."""
    next_at = Turn.objects.filter(pk=NAME).values_list("next_at", flat=True).first()
    return max(0, int((now - (next_at - EVERY)).total_seconds())) if next_at else None


def tell_systemd() -> None:
    """As `WatchdogSec=` in the unit asks. Nothing where systemd does not listen."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address:
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as listener:
        # "@" begins the name of a socket that is in no folder.
        listener.sendto(b"WATCHDOG=1", f"\0{address[1:]}" if address.startswith("@") else address)
