"""The list of destroyed texts: ids, dates and reasons.

A backup that was made earlier still holds them. Whoever restores it destroys again what the newest list names.
"""

import json
import os
import tempfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from confidential.models import SealedText
from confidential.services import destroy_text


@dataclass(frozen=True)
class Erasure:
    """One text that was destroyed."""

    text_id: UUID
    at: datetime
    because: str


def erasures() -> list[Erasure]:
    """Every text that was destroyed, oldest first."""
    destroyed = SealedText.objects.filter(destroyed_at__isnull=False).order_by("destroyed_at", "pk")
    rows = destroyed.values_list("pk", "destroyed_at", "destroyed_because")
    return [Erasure(text_id, at, because) for text_id, at, because in rows if at]


def write_list(path: Path) -> int:
    """Write the list to `path`, whole or not at all, a line of JSON each. Returns how many. Raises OSError."""
    listed = erasures()
    handle, unfinished = tempfile.mkstemp(dir=path.parent, suffix=".part")
    try:
        with os.fdopen(handle, "w") as out:
            for erasure in listed:
                line = {"text": str(erasure.text_id), "at": erasure.at.isoformat(), "because": erasure.because}
                out.write(json.dumps(line, ensure_ascii=False) + "\n")
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    return len(listed)


def read_list(path: Path) -> list[Erasure]:
    """What `write_list` wrote. Raises ValueError that names the line, or OSError."""
    found = []
    for number, line in enumerate(path.read_text().splitlines(), start=1):
        try:
            said = json.loads(line)
            found.append(Erasure(UUID(said["text"]), datetime.fromisoformat(said["at"]), said["because"]))
        except (ValueError, KeyError, TypeError, AttributeError) as broken:
            raise ValueError(f"line {number} of {path.name} is no line of a list of erasures") from broken
    return found


def erase_again(listed: list[Erasure]) -> int:
    """Destroy those of the list that stand here, with the date and reason of then. Returns how many stood."""
    by_id = {erasure.text_id: erasure for erasure in listed}
    standing = [text for text in SealedText.objects.in_bulk(list(by_id)).values() if text.destroyed_at is None]
    for text in standing:
        destroy_text(text, because=by_id[text.pk].because, now=by_id[text.pk].at)
    return len(standing)
