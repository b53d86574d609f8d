"""The bodies of pages that are split or merged, as plain blocks. Nothing is read or written here."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import strip_tags
from django.utils.text import Truncator

from courses.blocks import StepBlocks

Raw = list[dict[str, Any]]
LAST, PLAIN = "takeaway", "text"


@dataclass(frozen=True)
class Listed:
    """A block as an editor finds it again: its kind, and how it begins."""

    id: str
    kind: str
    begins: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.begins}" if self.begins else self.kind


def raw_of(page: Any) -> Raw:
    return [dict(block) for block in page.body.get_prep_value()]


def as_body(raw: Raw) -> Any:
    return StepBlocks().to_python(raw)


def listed(body: Any) -> list[Listed]:
    return [Listed(str(child.id), str(child.block.label), _beginning(child)) for child in body]


def _beginning(child: Any) -> str:
    words = " ".join(str(text) for text in child.block.get_searchable_content(child.value))
    return Truncator(" ".join(strip_tags(words).split())).words(9)


def divided(raw: Raw, at: str) -> tuple[Raw, Raw]:
    """What comes before the block of this id, and what begins with it."""
    place = next(number for number, block in enumerate(raw) if str(block["id"]) == at)
    return raw[:place], raw[place:]


def joined(first: Raw, second: Raw) -> Raw:
    """One after the other. A step has one takeaway: the first becomes plain text where there are two."""
    if any(block["type"] == LAST for block in second):
        first = [{**block, "type": PLAIN} if block["type"] == LAST else block for block in first]
    return [*first, *second]


def ids_of(raw: Raw) -> list[str]:
    return [str(block["id"]) for block in raw]
