"""Words that do not print themselves, and neither does what is cut or made from them.

What Python builds without asking them is plain text again: an f-string of several pieces, `"".join(...)` of a plain
string, `%` with a tuple, a match of `re`. Such a sentence is its builder's to keep out of logs and messages.
"""

from collections.abc import Callable, Iterator
from typing import Any

# Every method of `str` that gives back text, or lists of it.
GIVING_TEXT = (
    "__add__",
    "__format__",
    "__getitem__",
    "__mod__",
    "__mul__",
    "__rmod__",
    "__rmul__",
    "capitalize",
    "casefold",
    "center",
    "expandtabs",
    "format",
    "format_map",
    "join",
    "ljust",
    "lower",
    "lstrip",
    "partition",
    "removeprefix",
    "removesuffix",
    "replace",
    "rjust",
    "rpartition",
    "rsplit",
    "rstrip",
    "split",
    "splitlines",
    "strip",
    "swapcase",
    "title",
    "translate",
    "upper",
    "zfill",
)


class PrivateText(str):
    """Words that must not turn up in a traceback or a log line: `repr` says nothing of them."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<private text>"

    def __str__(self) -> str:
        return self

    def __iter__(self) -> Iterator[str]:
        return map(PrivateText, super().__iter__())

    def __radd__(self, before: str) -> "PrivateText":
        """A plain string gives way to what is private on its right, as it does for `*` and `%`."""
        return PrivateText(str.__add__(before, self)) if isinstance(before, str) else NotImplemented


def staying_private(made: Any) -> Any:
    if isinstance(made, str):
        return PrivateText(made)
    if isinstance(made, list | tuple):
        return type(made)(map(staying_private, made))
    return made


def _redacting(name: str) -> Callable[..., Any]:
    plain = getattr(str, name)

    def redacting(self: PrivateText, *given: Any, **named: Any) -> Any:
        return staying_private(plain(self, *given, **named))

    redacting.__name__, redacting.__doc__ = name, plain.__doc__
    return redacting


for _name in GIVING_TEXT:
    setattr(PrivateText, _name, _redacting(_name))
