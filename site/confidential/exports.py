"""The part of "my data" that is kept beside somebody's words: copies from other devices, and what was emptied."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from confidential.models import EarlierWords, KeptCopy
from confidential.services import open_all
from foundation.days import stamp


def kept_beside(user: Any, now: datetime) -> list[dict[str, Any]]:
    copies = KeptCopy.objects.filter(original__owner=user)
    earlier = EarlierWords.objects.filter(original__owner=user)
    return [
        *_lines("a copy from another tab or device", copies, user, now),
        *_lines("what stood there before it was emptied", earlier, user, now),
    ]


def _lines(what: str, rows: Any, user: Any, now: datetime) -> Iterable[dict[str, Any]]:
    listed = list(rows.select_related("text", "original").order_by("kept_at", "pk"))
    words = open_all(listed, viewer=user, now=now)
    for row in listed:
        parts = {key: str(text) for key, text in words[row.pk].items()}
        yield {"what": what, "of": row.original.record_model, "kept": stamp(row.kept_at), "words": parts}
