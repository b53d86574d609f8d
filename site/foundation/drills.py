"""What a copy of the data is tried for: each app says how it knows that its part is whole."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from foundation.registry import Registry


@dataclass
class Tried:
    """How many were tried, and those that are not whole: which, and why. Never what they hold."""

    count: int = 0
    broken: list[str] = field(default_factory=list)

    @property
    def none_is_whole(self) -> bool:
        return bool(self.count) and len(self.broken) == self.count


drills: Registry[Callable[[], Tried]] = Registry("what a copy of the data is tried for")
# By the label of a model whose rows hold what is sealed: tries rows that may not be in the database yet.
sealed_rows: Registry[Callable[[Iterable[Any]], Tried]] = Registry("how to try the keys on the rows of a model")
