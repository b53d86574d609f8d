"""The moments that come with the curriculum: `content/cases.yaml`.

Each is `- {key: ..., themes: [...], moment: ..., listen_for: ...}`.
"""

from dataclasses import dataclass
from pathlib import Path

from courses.cases.models import LONGEST_MOMENT, LONGEST_NOTE
from courses.cases.themes import Theme
from courses.content_entries import ContentError, Entry, Problems, fixed_id
from courses.plain_yaml import NotReadable, read_yaml

FILE = "cases.yaml"
MOST_THEMES = 3


@dataclass(frozen=True)
class WrittenMoment:
    id: str
    moment: str
    listen_for: str
    themes: tuple[str, ...]


def read_cases(content: Path, *, exported: bool = False) -> list[WrittenMoment]:
    """None where there is no such file. Raises ContentError, naming each fault."""
    file = Problems(content / FILE, exported=exported)
    if not file.path.is_file():
        return []
    try:
        whole = Entry({"cases": read_yaml(file.path.read_bytes())}, file, "cases", ("cases",))
    except NotReadable as error:
        raise ContentError([f"{FILE}: cannot be read as YAML ({error})"]) from error
    moments = [_moment(entry) for entry in whole.keyed_entries("cases")]
    if file.found:
        raise ContentError(file.found)
    return moments


def _moment(entry: Entry) -> WrittenMoment:
    moment, listen_for = entry.text("moment").strip(), entry.text("listen_for").strip()
    named = entry.texts("themes")
    themes = tuple(theme.value for theme in Theme if theme in named)
    if len(themes) != len(named) or not 1 <= len(themes) <= MOST_THEMES:
        entry.bad(f"it needs one to {MOST_THEMES} themes out of: {', '.join(Theme.values)}")
    if len(moment) > LONGEST_MOMENT or len(listen_for) > LONGEST_NOTE:
        entry.bad(f"a moment has at most {LONGEST_MOMENT} characters, its note {LONGEST_NOTE}")
    return WrittenMoment(fixed_id(*entry.keys), moment, listen_for, themes)
