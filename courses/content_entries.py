"""What the curriculum's files are read with: texts, lists and small Markdown, each fault noted with its place.

Every key in a file is a fixed id: pages, blocks and options get uuid5 ids of their keys, so that loading the same file
into two installations gives the same ids, and an answer points at the same question in both.
"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import markdown

from courses.rich_html import NotPlain, plain_html
from foundation.ids import as_uuid

UUID_LENGTH = 36
NAMESPACE = uuid.UUID("6f1c6f0e-52f0-4e4f-9a53-1d4f0f7f6f2a")
HTML = re.compile(r"<[a-zA-Z/!]")
LINK = re.compile(r"\]\((?!/)")
HEADING, HIGH_HEADING = re.compile(r"^#", re.MULTILINE), re.compile(r"^#{2,3} ", re.MULTILINE)
# An item of a list that is one paragraph.
LONE_PARAGRAPH = re.compile(r"<li>\s*+<p>([^<]*+(?:<(?!/?p>|li>)[^<]*+)*+)</p>\s*+</li>")


class ContentError(Exception):
    """What is wrong with the files: one line each, with the file and the key."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def fixed_id(*keys: str) -> str:
    """Of names, the same id everywhere. A key that is an id is itself, as in an exported course."""
    own = as_uuid(keys[-1]) if len(keys[-1]) == UUID_LENGTH else None
    return str(own or uuid.uuid5(NAMESPACE, "/".join(keys)))


@dataclass
class Problems:
    """Those of one file. Reading goes on after each, so that an author sees all of them at once.

    `exported`: it says what editors may say in the admin, which is more than the curriculum's own files do.
    """

    path: Path
    found: list[str] = field(default_factory=list)
    exported: bool = False

    def note(self, where: str, problem: str) -> None:
        self.found.append(f"{self.path.name}: {where}: {problem}")


@dataclass(frozen=True)
class Entry:
    """One thing in a file: what is written there, the keys that its ids are made of, and where it stands."""

    raw: Any
    problems: Problems
    where: str
    keys: tuple[str, ...] = ()

    def bad(self, problem: str) -> None:
        self.problems.note(self.where, problem)

    def has(self, name: str) -> bool:
        return isinstance(self.raw, dict) and name in self.raw

    def value(self, name: str, wanted: type, otherwise: Any) -> Any:
        found = self.raw.get(name) if isinstance(self.raw, dict) else None
        if type(found) is wanted:
            return found
        self.bad(f"{name} must be {wanted.__name__}, not {found!r}")
        return otherwise

    def flag(self, name: str) -> bool:
        """False where it is not said."""
        return self.has(name) and bool(self.value(name, bool, False))

    def text(self, name: str) -> str:
        return self.as_text(self.raw.get(name) if isinstance(self.raw, dict) else None, name)

    def texts(self, name: str) -> list[str]:
        return [self.as_text(text, name) for text in self.value(name, list, [])]

    def as_text(self, found: Any, name: str = "text") -> str:
        if not isinstance(found, str) or not found.strip():
            self.bad(f"{name} is missing or no text")
            return ""
        if HTML.search(found) and not self.problems.exported:
            self.bad(f"{name} holds HTML")
        return found.strip()

    def prose(self, name: str) -> str:
        return self.rich(self.raw.get(name) if isinstance(self.raw, dict) else None, name)

    def rich(self, found: Any, name: str = "text", *, headings: bool = False) -> str:
        """Markdown; or, of a course that was exported, `html:` with what Markdown has no way to say."""
        if self.problems.exported and isinstance(found, dict) and set(found) == {"html"}:
            return self._as_html(found["html"], name, headings=headings)
        return self.as_prose(self.as_text(found, name), headings=headings)

    def _as_html(self, found: Any, name: str, *, headings: bool) -> str:
        try:
            return plain_html(str(found), headings=headings)
        except NotPlain as refused:
            self.bad(f"{name}: {refused}")
            return ""

    def as_prose(self, text: str, *, headings: bool = False) -> str:
        """Small Markdown as the HTML that Wagtail's editor writes. Headings are one level below the step's title."""
        if LINK.search(text):
            self.bad("a link leads elsewhere: only paths of this site, such as /help/")
        if HEADING.search(text) and not headings:
            self.bad("headings stand in text blocks only")
        html = markdown.markdown(HIGH_HEADING.sub("## ", text))
        return LONE_PARAGRAPH.sub(r"<li>\1</li>", html)

    def within(self, name: str) -> "Entry":
        """A part of this, by its name."""
        return replace(self, raw=self.value(name, dict, {}), where=f"{self.where}, {name}")

    def keyed_entries(self, name: str) -> Iterator["Entry"]:
        """The keyed entries of a list."""
        entries = self.value(name, list, [])
        listed = replace(self, where=f"{self.where}, {name}")
        keys = [replace(listed, raw=entry).text("key") for entry in entries]
        self.once(keys, f"two of its {name} have one key")
        for entry, key in zip(entries, keys, strict=True):
            yield replace(self, raw=entry, where=f"{self.where}, {key}", keys=(*self.keys, key))

    def item(self, value: Any, *more: str) -> dict[str, Any]:
        """One item of a list block, with the id of this entry and `more` keys."""
        return {"type": "item", "id": fixed_id(*self.keys, *more), "value": value}

    def once(self, keys: list[str], problem: str) -> None:
        if len(set(keys)) < len(keys):
            self.bad(problem)
