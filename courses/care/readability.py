"""How hard a text is to read: its sentences, and the age at which most people could follow it (Flesch-Kincaid)."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Where a sentence ends, whatever its author typed there: a paragraph, a heading, an item of a list.
PARAGRAPH_ENDS = re.compile(r"</(?:p|h[1-6]|li)>|\n\s*\n")
SENTENCE_ENDS = re.compile(r"[.!?][\"'\u2019\u201d)*]*\s+(?=[\"'\u2018\u201c(*]*[A-Z0-9])|[.!?:]\s*$")
WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019]*")
TAG = re.compile(r"<[^<>]*+>")
SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$")
VOWELS = re.compile(r"[aeiouy]+")
# A school grade of the United States begins at this age.
FIRST_GRADE = 5


class Readability(NamedTuple):
    """`age` in years; `mean` and `longest` in words of a sentence."""

    words: int
    age: int
    mean: int
    longest: int


def readability(texts: Iterable[str]) -> Readability | None:
    """None where there is nothing to read."""
    sentences = [words for text in texts for words in sentences_of(text)]
    if not sentences:
        return None
    words = sum(map(len, sentences))
    age = round(_grade(sentences)) + FIRST_GRADE
    return Readability(words, max(age, FIRST_GRADE), round(words / len(sentences)), max(map(len, sentences)))


def sentences_of(text: str) -> list[list[str]]:
    """The words of each sentence of a text or of an editor's rich text."""
    paragraphs = (TAG.sub(" ", part).strip() for part in PARAGRAPH_ENDS.split(text))
    parts = (part for paragraph in paragraphs for part in SENTENCE_ENDS.split(paragraph))
    return [words for part in parts if (words := WORD.findall(part))]


def _grade(sentences: Sequence[Sequence[str]]) -> float:
    words = [word for sentence in sentences for word in sentence]
    sounds = sum(map(_syllables, words))
    return 0.39 * len(words) / len(sentences) + 11.8 * sounds / len(words) - 15.59


def _syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end: right to a tenth over a page, which is enough."""
    return max(1, len(VOWELS.findall(SILENT.sub("", word.lower().replace("'", "")))))
