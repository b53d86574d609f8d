"""What a copy of the data is tried for: each app says how it knows that its part is whole."""

from collections.abc import Callable
from dataclasses import dataclass, field

from foundation.registry import Registry


@dataclass
class Tried:
    """How many were tried, and those that are not whole: which, and why. Never what they hold."""

    count: int = 0
    broken: list[str] = field(default_factory=list)


drills: Registry[Callable[[], Tried]] = Registry("what a copy of the data is tried for")
