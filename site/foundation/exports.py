"""What a person takes along: each app gives its part of "my data".

A part says what it wants to read, and goes on when it has it. So what all parts want at one time is one statement:

    @part
    def bookmarks(user: User, now: datetime) -> Telling[list[dict[str, Any]]]:
        rows = Bookmark.objects.visible_to(user, now).order_by("marked_at", "pk")
        yield (rows,)
        return [{"bookmarked": stamp(row.marked_at)} for row in rows]

By itself it is called like a function: `bookmarks(user, now)`.
"""

from collections.abc import Callable, Generator, Iterable
from datetime import datetime
from functools import update_wrapper
from typing import Any, Generic, TypeVar

from foundation.registry import Registry
from foundation.together import Rows, read_together

T = TypeVar("T")
Telling = Generator[tuple[Rows, ...], None, T]


class Part(Generic[T]):
    """Plain data (dicts, lists, texts, numbers, ISO dates), with the person's own words in clear."""

    def __init__(self, tell: Callable[[Any, datetime], Telling[T]]) -> None:
        self.tell = tell
        update_wrapper(self, tell)

    def __call__(self, user: Any, now: datetime) -> T:
        [(_, told)] = told_together([("", self)], user, now).items()
        return told  # type: ignore[no-any-return]


part = Part
exports: Registry[Part[Any]] = Registry("what a person's data holds")


def told_together(parts: Iterable[tuple[str, Part[Any]]], user: Any, now: datetime) -> dict[str, Any]:
    """What each part tells, by its name."""
    telling = {name: part.tell(user, now) for name, part in parts}
    told: dict[str, Any] = dict.fromkeys(telling)
    while telling:
        wanted: list[Rows] = []
        for name, steps in list(telling.items()):
            try:
                wanted += next(steps)
            except StopIteration as end:
                told[name] = end.value
                del telling[name]
        read_together(wanted)
    return told
