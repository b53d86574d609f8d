"""The handouts' words as files an editor can read: `content/handouts/<key>.md`, one page of paper each.

A file begins with its `title`, its `purpose` and `as_of`, the day of its words. Then comes Markdown, with three marks
of our own: `[line]` is a line to write on, `[blank]` an empty cell, `[numbers]` the crisis numbers from the directory.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import markdown
import yaml

from courses.content_entries import HTML, ContentError, fixed_id

FOLDER = "handouts"
PARTS = re.compile(r"---\n(?P<facts>.*?)\n---\n(?P<words>.*)", re.DOTALL)
FACTS = {"title": str, "purpose": str, "as_of": date}
TYPED_NUMBER = re.compile(r"\b\d{3,5}(?:[ -]?\d{3,}+)++\b|\b(?:999|111)\b")
NUMBERS = "<p>[numbers]</p>"
TO_WRITE_ON = {
    "[line]": '<span class="line"></span>',
    "[blank]": '<span class="blank"></span>',
}


@dataclass(frozen=True)
class HandoutText:
    key: str
    title: str
    purpose: str
    as_of: date
    # HTML, with NUMBERS still standing where the numbers go.
    body: str

    @property
    def id(self) -> str:
        return fixed_id("handout", self.key)


def read_handouts(content: Path) -> list[HandoutText]:
    """Every handout below `content`. Raises ContentError, naming each fault."""
    problems: list[str] = []
    read = [read_one(path, problems) for path in sorted((content / FOLDER).glob("*.md"))]
    if problems:
        raise ContentError(problems)
    return [text for text in read if text]


def read_one(path: Path, problems: list[str]) -> HandoutText | None:
    parts = PARTS.fullmatch(path.read_text(encoding="utf-8"))
    facts: Any = yaml.safe_load(parts["facts"]) if parts else None
    if not parts or not isinstance(facts, dict) or {name: type(fact) for name, fact in facts.items()} != FACTS:
        problems.append(f"{path.name}: must begin with title, purpose and as_of (a date) between two lines of ---")
        return None
    if HTML.search(parts["words"]):
        problems.append(f"{path.name}: holds HTML")
    if typed := TYPED_NUMBER.search(parts["words"]):
        problems.append(f"{path.name}: {typed.group()} looks like a phone number; let [numbers] bring it")
    return HandoutText(path.stem, facts["title"], facts["purpose"], facts["as_of"], to_html(parts["words"]))


def to_html(words: str) -> str:
    html = markdown.markdown(words, extensions=["tables", "sane_lists"])
    html = html.replace("<li>[ ] ", '<li class="tick">')
    for mark, drawn in TO_WRITE_ON.items():
        html = html.replace(mark, drawn)
    return html
