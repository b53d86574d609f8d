"""What is different between a page as it was approved and as it is now: for the reader, and to judge a spelling."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from courses.signing.document import Line

SAME, ADDED, REMOVED = "same", "added", "removed"
WORD = re.compile(r"\S+")
# A slip of the pen in these is another instruction.
SENSE = frozenset(
    (
        *(
            "no",
            "not",
            "none",
            "nor",
            "never",
            "now",
            "cannot",
            "can't",
            "can",
            "could",
            "don't",
            "do",
            "does",
            "won't",
        ),
        *(
            "will",
            "would",
            "may",
            "might",
            "must",
            "mustn't",
            "should",
            "shouldn't",
            "if",
            "in",
            "on",
            "off",
            "of",
            "or",
        ),
        *("to", "from", "for", "with", "without", "before", "after", "over", "under", "more", "less", "most", "least"),
        *(
            "any",
            "many",
            "few",
            "all",
            "some",
            "only",
            "safe",
            "unsafe",
            "she",
            "they",
            "them",
            "your",
            "yours",
            "ours",
        ),
    )
)
SHORTEST_WORD = 4


@dataclass(frozen=True)
class Marked:
    """A line with its words in runs: (same, added or removed; the words). `state` is the same of the whole line."""

    label: str
    runs: tuple[tuple[str, str], ...]
    state: str

    @property
    def is_heading(self) -> bool:
        return not any(words for _state, words in self.runs)


@dataclass(frozen=True)
class Change:
    """One word for another."""

    before: str
    after: str


def compare(before: Sequence[Line], after: Sequence[Line]) -> list[Marked]:
    """Every line of `after` in its place, and between them what is gone."""
    found: list[Marked] = []
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, at, to in matcher.get_opcodes():
        if kind == "equal":
            found += [_whole(line, SAME) for line in after[at:to]]
        else:
            found += _changed(before[start:end], after[at:to])
    return found


def _whole(line: Line, state: str) -> Marked:
    return Marked(line.label, ((state, line.text),), state)


def _changed(before: Sequence[Line], after: Sequence[Line]) -> Iterator[Marked]:
    """Lines of one place are compared word by word; the rest went, or came."""
    if [line.label for line in before] == [line.label for line in after]:
        for was, now in zip(before, after, strict=True):
            yield _whole(now, SAME) if was == now else Marked(now.label, tuple(_runs(was.text, now.text)), "changed")
        return
    yield from (_whole(line, REMOVED) for line in before)
    yield from (_whole(line, ADDED) for line in after)


def _runs(before: str, after: str) -> Iterator[tuple[str, str]]:
    was, now = WORD.findall(before), WORD.findall(after)
    for kind, start, end, at, to in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            yield SAME, " ".join(now[at:to])
            continue
        if end > start:
            yield REMOVED, " ".join(was[start:end])
        if to > at:
            yield ADDED, " ".join(now[at:to])


def changed_words(before: Sequence[Line], after: Sequence[Line]) -> list[Change] | None:
    """Word for word; None where anything came, went or moved, so that it cannot be read as a list of words."""
    if [line.label for line in before] != [line.label for line in after]:
        return None
    found: list[Change] = []
    for was, now in zip(before, after, strict=True):
        words, others = WORD.findall(was.text), WORD.findall(now.text)
        if len(words) != len(others):
            return None
        found += [Change(*pair) for pair in zip(words, others, strict=True) if pair[0] != pair[1]]
    return found


def is_a_slip(change: Change) -> bool:
    """A spelling: one letter more, less or other, or two that changed places, in a long word that begins alike.

    Never a number, a link, or a word on which the sense of a sentence hangs.
    """
    before, after = _bare(change.before), _bare(change.after)
    if any(sign in change.before + change.after for sign in "0123456789[]@/"):
        return False
    if before == after:
        return _dots(change.before) == _dots(change.after)
    if SENSE & {before, after} or min(len(before), len(after)) < SHORTEST_WORD:
        return False
    return before[0] == after[0] and _one_letter_apart(before, after)


def _bare(word: str) -> str:
    return word.strip(".,;:!?\"'“”‘’()…*").casefold()  # noqa: RUF001 -- typographers' quotation marks


def _dots(word: str) -> bool:
    """A question and an order are two things."""
    return "?" in word


def _one_letter_apart(old: str, new: str) -> bool:
    if len(old) == len(new):
        differ = [at for at, pair in enumerate(zip(old, new, strict=True)) if pair[0] != pair[1]]
        swapped = [
            at for at, after in pairwise(differ) if after == at + 1 and old[at : at + 2] == new[at : at + 2][::-1]
        ]
        return len(differ) == 1 or (len(differ) == len(swapped) + 1 and len(swapped) == 1)
    shorter, longer = sorted((old, new), key=len)
    return len(longer) == len(shorter) + 1 and any(
        longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer))
    )
