"""The one registry idiom: an upper app answers a lower app's question without the lower importing it."""

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """Answers by name, each given once in `AppConfig.ready` of the app that knows it.

    Registering a name twice with another answer raises ValueError; asking for a name that nobody
    registered raises LookupError, so that a missing answer can never pass for "allowed".
    """

    def __init__(self, question: str) -> None:
        self.question = question
        self._answers: dict[str, T] = {}

    def register(self, name: str, answer: T) -> None:
        if self._answers.get(name, answer) is not answer:
            raise ValueError(f"{self.question}: {name} is already registered")
        self._answers[name] = answer

    def __getitem__(self, name: str) -> T:
        try:
            return self._answers[name]
        except KeyError:
            raise LookupError(f"{self.question}: nobody registered {name}") from None

    def get(self, name: str) -> T | None:
        """For what may well be unknown."""
        return self._answers.get(name)

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(sorted(self._answers.items()))
