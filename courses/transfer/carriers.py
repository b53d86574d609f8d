"""The files that blocks name, and how each kind of them is taken along: one line in `registrations.py`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from foundation.registry import Registry


@dataclass(frozen=True)
class Packed:
    """One file as it goes into the zip: what it is to be called, without folder and ending, and what is known of it."""

    stem: str
    ending: str
    content: bytes
    facts: dict[str, Any]


@dataclass(frozen=True)
class Carrier:
    """`fields`: where a block's value holds the row; "" is the value itself. `folder`: where the file lies in the zip.

    `pack(row)` raises Refusal for a file that is not there. `judge(name, content, facts)` gives what is kept of a file,
    and raises Refusal for what is not allowed. `make(kept, facts, by, now)` gives the row: one that stands, or a new
    one together with its stored file, which has to go again should the import fail.
    """

    fields: tuple[str, ...]
    folder: str
    pack: Callable[[Any], Packed]
    judge: Callable[[str, bytes, dict[str, Any]], Any]
    make: Callable[..., tuple[Any, Any]]


# By the kind of block.
carriers: Registry[Carrier] = Registry("how a file that a block names is taken along")


def folders() -> set[str]:
    return {carrier.folder for _kind, carrier in carriers}


def named_by(kind: str, value: Any) -> Iterator[tuple[Carrier, str, Any]]:
    """(carrier, field, what the block holds there) of each file that a block names."""
    if carrier := carriers.get(kind):
        for field in carrier.fields:
            held = value.get(field) if field else value
            if held:
                yield carrier, field, held


def with_held(value: Any, field: str, held: Any) -> Any:
    """The block's value with something else in that place."""
    return {**value, field: held} if field else held
