"""The curriculum as its readers meet it: what the tests over every file in content/ have in common."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings

from bench.words import syllables
from courses.content_files import ModuleFile, StepFile, read_folder
from courses.exercises import BLOCKS

CONTENT = settings.ROOT / "content"
MODULES = read_folder(CONTENT)
STEPS = [step for module in MODULES for step in module.steps]

WORDS_A_MINUTE = 200
NOT_READ = {"id", "type", "pile", "right", "verdict", "key", "name", "next", "picture", "shape"}
# Where a sentence ends, whatever its author typed there: a paragraph, a heading, an item of a list.
PARAGRAPH_ENDS = re.compile(r"</(?:p|h[1-6]|li)>|\n\s*\n")
SENTENCE_ENDS = re.compile(r"[.!?][\"'\u2019\u201d)*]*\s+(?=[\"'\u2018\u201c(*]*[A-Z0-9])|[.!?:]\s*$")
WORD = re.compile(r"[A-Za-z][A-Za-z'\u2019]*")


def raw_texts(value: Any) -> Iterator[str]:
    """Everything in a block that somebody reads, as it is stored."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from raw_texts(item)
    elif isinstance(value, dict):
        for name, one in value.items():
            if name not in NOT_READ:
                yield from raw_texts(one)


def texts(value: Any) -> Iterator[str]:
    """The same without its tags."""
    return (re.sub(r"<[^>]+>", " ", text) for text in raw_texts(value))


def read_of(step: StepFile) -> list[dict[str, Any]]:
    """Its blocks but the handouts, of which a body holds the key alone."""
    return [block for block in step.body if block["type"] != "handout"]


def words_of(step: StepFile) -> str:
    return " ".join([step.facts["title"], *texts(read_of(step))])


def sentences_of(step: StepFile) -> list[list[str]]:
    """The words of each sentence."""
    paragraphs = [part for text in raw_texts(read_of(step)) for part in PARAGRAPH_ENDS.split(text)]
    parts = [part for text in texts(paragraphs) for part in SENTENCE_ENDS.split(text.strip())]
    return [words for part in parts if (words := WORD.findall(part))]


def grade(sentences: list[list[str]]) -> float:
    """Flesch-Kincaid."""
    words = [word for sentence in sentences for word in sentence]
    sounds = sum(syllables(word) for word in words)
    return 0.39 * len(words) / len(sentences) + 11.8 * sounds / len(words) - 15.59


def blocks_of(module: ModuleFile, kind: str) -> list[Any]:
    return [block["value"] for step in module.steps for block in step.body if block["type"] == kind]


def estimate(step: StepFile) -> float:
    """Minutes: its words, and the time that each kind of answer takes."""
    answering = sum(BLOCKS[block["type"]].asks.minutes for block in step.body if block["type"] in BLOCKS)
    return len(words_of(step).split()) / WORDS_A_MINUTE + answering


def listed(found: Any) -> str:
    """What is wrong, one line each, for whoever has to mend it."""
    return "\n".join(map(str, found.items() if isinstance(found, dict) else found))


def offenders(found_in: Callable[[StepFile], Any]) -> dict[str, Any]:
    """Where -> what is wrong there, for each step with something wrong."""
    return {step.where: found for step in STEPS if (found := found_in(step))}
