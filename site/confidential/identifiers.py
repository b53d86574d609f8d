"""The identifier screen: what in a text may point to a person, marked kindly before anybody else reads it.

It finds patterns, not meaning: rare events, unusual combinations and names that no list holds pass it, and the page
says so. Only an NHS number with a right check digit and an explicit date of birth block; all else is a question to
the writer. Findings hold positions and never the words; nothing here logs anything.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.utils.functional import Promise

from confidential.screening import days, patterns, people
from confidential.screening.folding import Folded, fold
from confidential.screening.helplines import helplines
from confidential.screening.kinds import ADVICE, BLOCKING, Kind, Passage
from confidential.screening.patterns import is_nhs_number
from confidential.services import PrivateText

__all__ = [
    "MOST_MARKED",
    "Finding",
    "Kind",
    "Screened",
    "Segment",
    "find_identifiers",
    "is_nhs_number",
    "screen",
    "segments",
]

# More than this nobody weighs one by one, and a page of 30,000 takes a server longer to draw than to find.
MOST_MARKED = 500


@dataclass(frozen=True)
class Finding:
    """The passage text[start:end] looks like `kind`. `blocks`: it cannot be kept as it is."""

    kind: Kind
    start: int
    end: int
    advice: str | Promise
    blocks: bool


@dataclass(frozen=True)
class Segment:
    """A stretch of the text, in order; `finding` is None for what is not marked."""

    text: PrivateText
    finding: Finding | None = None


@dataclass(frozen=True)
class Screened:
    """One part of a text with something to look at. `unmarked`: how much more was found than is marked."""

    key: str
    label: str | Promise
    segments: list[Segment]
    unmarked: int = 0

    @property
    def findings(self) -> list[Finding]:
        return [segment.finding for segment in self.segments if segment.finding]

    @property
    def blocks(self) -> bool:
        return any(finding.blocks for finding in self.findings)


def find_identifiers(text: str, known_numbers: Iterable[str] = (), own_days: Iterable[date] = ()) -> list[Finding]:
    """What may identify somebody, in order and without overlaps.

    `known_numbers` are public helplines, let through. `own_days` are the session's own, marked in whatever short form.
    """
    folded = fold(text)
    public = Public(helplines(folded.text, known_numbers))
    taken = bytearray(len(text))
    found: list[Finding] = []
    for passage in _passages(folded, own_days):
        start, end = folded.span(passage.start, passage.end)
        if taken.find(1, start, end) < 0 and not public.holds(passage):
            taken[start:end] = b"\x01" * (end - start)
            found.append(Finding(passage.kind, start, end, ADVICE[passage.kind], passage.kind in BLOCKING))
    return sorted(found, key=lambda finding: finding.start)


def _passages(folded: Folded, own_days: Iterable[date]) -> Iterator[Passage]:
    """In order of weight: where two passages overlap, the earlier has it."""
    yield from patterns.passages(folded.text)
    yield from days.passages(folded.text, own_days)
    yield from people.passages(folded)


class Public:
    """Where helplines stand, asked in one step whatever their number."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self.starts: list[int] = []
        self.furthest: list[int] = []
        for start, end in sorted(stretches):
            self.starts.append(start)
            self.furthest.append(max(end, self.furthest[-1] if self.furthest else 0))

    def holds(self, passage: Passage) -> bool:
        before = bisect_right(self.starts, passage.start)
        return before > 0 and passage.end <= self.furthest[before - 1]


def segments(text: str, findings: Iterable[Finding]) -> list[Segment]:
    """The whole text, cut at the findings: joined again, the segments are the text."""
    cut: list[Segment] = []
    at = 0
    for finding in findings:
        if finding.start > at:
            cut.append(Segment(PrivateText(text[at : finding.start])))
        cut.append(Segment(PrivateText(text[finding.start : finding.end]), finding))
        at = finding.end
    if at < len(text):
        cut.append(Segment(PrivateText(text[at:])))
    return cut


def screen(
    parts: Mapping[str, str],
    labels: Mapping[str, str | Promise],
    known_numbers: Iterable[str] = (),
    own_days: Iterable[date] = (),
) -> list[Screened]:
    """The parts in which something was found, in the order of `labels`: for confidential/identifier_findings.html.

    No more than MOST_MARKED are marked in all of them together. Whatever blocks is among them first.
    """
    numbers, days_meant = list(known_numbers), list(own_days)
    looked_in = [key for key in {**labels, **parts} if key in parts]
    found = {key: find_identifiers(parts[key], numbers, days_meant) for key in looked_in}
    marked = first_to_mark(found)
    return [
        Screened(key, labels.get(key, key), segments(parts[key], marked[key]), len(findings) - len(marked[key]))
        for key, findings in found.items()
        if findings
    ]


def first_to_mark(found: Mapping[str, list[Finding]]) -> dict[str, list[Finding]]:
    """By part, in the order of its text: what blocks, wherever it is, then the others from the beginning."""
    in_order = [(key, finding) for key, findings in found.items() for finding in findings]
    chosen = sorted(in_order, key=lambda item: not item[1].blocks)[:MOST_MARKED]
    return {key: sorted((found_at for of, found_at in chosen if of == key), key=attrgetter("start")) for key in found}
