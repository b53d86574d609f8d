"""The part of "my data" that is kept beside somebody's words: copies from other devices, and what was emptied."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from confidential.models import EarlierWords, KeptCopy
from confidential.services import open_all
from foundation.days import stamp
from foundation.exports import Telling, part


@part
def kept_beside(user: Any, now: datetime) -> Telling[list[dict[str, Any]]]:
    copies = _in_order(KeptCopy.objects.filter(original__owner=user))
    earlier = _in_order(EarlierWords.objects.filter(original__owner=user))
    yield copies, earlier
    return [
        *_lines("a copy from another tab or device", copies, user, now),
        *_lines("what stood there before it was emptied", earlier, user, now),
    ]


def _in_order(rows: Any) -> Any:
    return rows.select_related("text", "original").order_by("kept_at", "pk")


def _lines(what: str, rows: Any, user: Any, now: datetime) -> Iterable[dict[str, Any]]:
    words = open_all(rows, viewer=user, now=now)
    for row in rows:
        parts = {key: str(text) for key, text in words[row.pk].items()}
        yield {"what": what, "of": row.original.record_model, "kept": stamp(row.kept_at), "words": parts}
