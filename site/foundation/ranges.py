"""Which part of a file a browser asks for (RFC 9110, section 14), in parts small enough that none holds a worker."""

import re
from dataclasses import dataclass

# Bytes in one answer. A player asks for the next part when it gets there.
MOST = 1024 * 1024
# One range; of several the first that can be answered is.
RANGE = re.compile(r"\A(\d*+)-(\d*+)\Z", re.ASCII)
# A number with more figures than this is behind the end of any file, and costs nothing to read.
MOST_FIGURES = 18


@dataclass(frozen=True)
class Part:
    """From byte `first` to byte `last`, both included."""

    first: int
    last: int

    @property
    def size(self) -> int:
        return self.last - self.first + 1


class NotThere(Exception):
    """The file has no such part."""


def asked_part(header: str, size: int) -> Part | None:
    """What `Range: header` asks of a file of `size` bytes, MOST bytes of it. None where it asks for all of it.

    What is no range of bytes is passed over, as the standard wants it. Raises NotThere.
    """
    unit, _equals, ranges = header.partition("=")
    if unit.strip().lower() != "bytes":
        return None
    found = [RANGE.match(part.strip()) for part in ranges.split(",") if part.strip()]
    wanted = [match.groups() for match in found if match]
    if not wanted or len(wanted) < len(found) or not all(map(_is_range, wanted)):
        return None
    for first, last in wanted:
        if part := _part(first, last, size):
            return part
    raise NotThere


def _is_range(ends: tuple[str, ...]) -> bool:
    first, last = ends
    return bool(first or last) and not (first and last and _number(last) < _number(first))


def _part(first: str, last: str, size: int) -> Part | None:
    begins = _number(first) if first else max(size - _number(last), 0)
    ends = min(_number(last) if first and last else size - 1, size - 1, begins + MOST - 1)
    return Part(begins, ends) if begins <= ends else None


def _number(figures: str) -> int:
    figures = figures.lstrip("0") or "0"
    return int(figures) if len(figures) <= MOST_FIGURES else 10**MOST_FIGURES
