"""The content generation: one mark that every change of content replaces, and what may be kept until it does.

A learner's page reads the mark from the database each time (one query), so no process can show what another has
replaced. The mark is random, not a count: a publish that was rolled back leaves no number behind to be used again.
"""

import uuid
from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from django.db import connection
from django.utils.translation import get_language

from courses.models import ContentGeneration

T = TypeVar("T")
Mark = str | None


def current_mark() -> Mark:
    """The mark of the content as it stands; None before there was any.

    Plain SQL: each learner's page asks this, and building a queryset takes five times as long as the answer.
    """
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT mark FROM {ContentGeneration._meta.db_table} WHERE id = 1")  # noqa: S608 -- a constant
        row = cursor.fetchone()
    return str(row[0]) if row else None


def raise_generation(**_signal: Any) -> None:
    """Something that learners' pages are made of has changed."""
    ContentGeneration.objects.update_or_create(pk=1, defaults={"mark": uuid.uuid4()})


class ContentCache:
    """What this process has built from one generation of the content, by key and language.

    A new mark empties it; so does growing past `MOST`, whatever learners may do.
    """

    MOST = 5000

    def __init__(self) -> None:
        self._mark: Mark = None
        self._built: dict[Hashable, Any] = {}

    def get(self, mark: Mark, key: Hashable, build: Callable[[], T]) -> T:
        if mark is None:
            return build()
        if mark != self._mark or len(self._built) > self.MOST:
            self._mark, self._built = mark, {}
        full_key = (key, get_language())
        if full_key in self._built:
            cached: T = self._built[full_key]
            return cached
        built = build()
        # Building asks for the outline again: what changed meanwhile has emptied this, and the next one builds anew.
        if mark == self._mark:
            self._built[full_key] = built
        return built


content_cache = ContentCache()
