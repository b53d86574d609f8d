"""What a service says when it will not do something: in the user's words, with what to do next."""

from collections.abc import Iterable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A rule stands in the way. The message is shown to the person as it is."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(str(message))
        self.message = message


class IllegalMove(Refusal):
    """The record has moved on, for instance in another tab."""

    def __init__(self, current: str, target: str) -> None:
        super().__init__(_("This has changed since you opened the page, so nothing was done. Check it and try again."))
        self.current, self.target = current, target


class Moves:
    """Legal moves between states, as data."""

    def __init__(self, table: Mapping[str, Iterable[str]]) -> None:
        self.table = {str(state): frozenset(map(str, targets)) for state, targets in table.items()}

    def allow(self, current: str, target: str) -> bool:
        return target in self.table.get(current, frozenset())

    def check(self, current: str, target: str) -> None:
        """Raise IllegalMove unless `current` may become `target`."""
        if not self.allow(current, target):
            raise IllegalMove(current, target)
