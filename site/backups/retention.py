"""Which backups of the folder are kept: those of the last 30 days, and the newest whatever its age."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from foundation.days import local_day

# So many days after its own a backup goes: a text that was destroyed is in none by then.
RETENTION_DAYS = 30
# What a backup that was killed leaves. One that is still being made is younger.
UNFINISHED, LEFT_BEHIND = "*.part", timedelta(hours=12)

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def new_name(now: datetime) -> str:
    """In UTC, so that no hour comes twice in autumn."""
    return f"{now.astimezone(UTC):%Y-%m-%d-%H%M%S}.tar.gz"


def delete_expired(folder: Path, now: datetime) -> list[Path]:
    """Delete what is too old, and what was never finished. Returns what went. Raises OSError."""
    gone = [*expired(folder, local_day(now, "UTC")), *_left_behind(folder, now)]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone


def expired(folder: Path, today: date) -> list[Path]:
    """Oldest first. Never the newest: an old backup is better than none."""
    by_age = sorted(folder.glob("*.tar.gz"), key=lambda path: (day_of(path), path.name))
    return [path for path in by_age[:-1] if (today - day_of(path)).days >= RETENTION_DAYS]


def day_of(path: Path) -> date:
    """As its name says, which stays when a file is copied; else when it was written."""
    for found in DAY.findall(path.name):
        try:
            return date.fromisoformat(found)
        except ValueError:
            continue
    return local_day(datetime.fromtimestamp(path.stat().st_mtime, UTC), "UTC")


def _left_behind(folder: Path, now: datetime) -> Iterator[Path]:
    before = (now - LEFT_BEHIND).timestamp()
    return (path for path in folder.glob(UNFINISHED) if path.stat().st_mtime < before)
