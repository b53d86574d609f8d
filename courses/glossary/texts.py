"""The words that the curriculum explains: `content/glossary.yaml`, each as `- {key: ..., term: ..., meaning: ...}`."""

from dataclasses import dataclass
from pathlib import Path

from courses.content_entries import ContentError, Entry, Problems, fixed_id
from courses.plain_yaml import NotReadable, read_yaml

FILE = "glossary.yaml"


@dataclass(frozen=True)
class ExplainedWord:
    id: str
    term: str
    meaning: str


def read_glossary(content: Path, *, exported: bool = False) -> list[ExplainedWord]:
    """None where there is no such file. Raises ContentError, naming each fault."""
    file = Problems(content / FILE, exported=exported)
    if not file.path.is_file():
        return []
    try:
        whole = Entry({"terms": read_yaml(file.path.read_bytes())}, file, "glossary", ("glossary",))
    except NotReadable as error:
        raise ContentError([f"{FILE}: cannot be read as YAML ({error})"]) from error
    words = [
        ExplainedWord(fixed_id(*entry.keys), entry.text("term"), entry.text("meaning"))
        for entry in whole.keyed_entries("terms")
    ]
    whole.once([word.term.lower() for word in words], "two of its words are the same")
    if file.found:
        raise ContentError(file.found)
    return words
