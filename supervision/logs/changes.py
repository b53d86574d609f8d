"""What has changed in a log since its reader answered an earlier version: for each prompt, the paragraphs. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from confidential.services import Parts
from supervision.logs.models import LogVersion
from supervision.logs.prompts import PROMPTS, Prompt


@dataclass(frozen=True)
class ChangedAnswer:
    """The paragraphs that are gone and those that are new. Both are empty where only their order has changed."""

    prompt: Prompt
    gone: list[str]
    new: list[str]


@dataclass(frozen=True)
class Since:
    """`answered` is the version before. Without changes its words are the same."""

    answered: LogVersion
    changes: list[ChangedAnswer]


def changes(before: Parts, after: Parts) -> Iterator[ChangedAnswer]:
    """In the order of the prompts."""
    for prompt in PROMPTS:
        old, words = _paragraphs(before, prompt), _paragraphs(after, prompt)
        if old != words:
            yield ChangedAnswer(prompt, _without(old, words), _without(words, old))


def _paragraphs(parts: Parts, prompt: Prompt) -> list[str]:
    lines = (line.strip() for line in parts.get(prompt.key, "").splitlines())
    return [line for line in lines if line]


def _without(paragraphs: list[str], others: list[str]) -> list[str]:
    known = frozenset(others)
    return [paragraph for paragraph in paragraphs if paragraph not in known]
