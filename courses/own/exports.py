"""What "my data" holds of what somebody keeps beside the steps: bookmarks, and notes in clear."""

from datetime import datetime
from typing import Any

from confidential.services import open_all
from courses.own.models import Bookmark, Note
from courses.progress.work import WORDS
from foundation.days import stamp
from foundation.exports import Telling, part
from people.models import User


@part
def bookmarks(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    rows = Bookmark.objects.visible_to(user, now).select_related("step").order_by("marked_at", "pk")
    yield (rows,)
    return [{"step": row.step.title, "bookmarked": stamp(row.marked_at)} for row in rows]


@part
def notes(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
    rows = Note.objects.visible_to(user, now).select_related("step", "text").order_by("started_at", "pk")
    yield (rows,)
    words = open_all(rows, viewer=user, now=now)
    return [
        {"step": row.step.title, "words": str(words[row.pk].get(WORDS, "")), "started": stamp(row.started_at)}
        for row in rows
    ]
