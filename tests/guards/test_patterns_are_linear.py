"""A pattern reads a text in time that grows with its length alone.

One that does not lets a single visitor stop the site: ten answers of 20,000 figures once held it for 42 seconds, in a
pattern for e-mail addresses that went back over each run of figures from each of its figures.

Timings belong in bench/ and not in tests, but for these: what is asked here is whether a pattern is done at all. One
that goes back over what it has read takes minutes for a text of this length and not milliseconds, on any machine. So
processor time is counted and not the clock's, the best of several tries, and shorter texts come first. Nor is Python's
collector of garbage counted: in a process that holds this whole suite one round of it takes longer than any of these.
"""

import gc
import re
import time
from collections.abc import Callable, Iterator

import pytest

from confidential.identifiers import find_identifiers, screen
from tests.guards.patterns import Pattern, all_patterns, near_misses, patterns_within_functions

# In small steps first: two letters more are four times the time for a pattern that tries both ways at each letter.
SIZES = (*range(10, 40, 2), 100, 300, 1_000, 10_000, 100_000)
SECONDS, TRIES = 0.250, 4
CLASSES = (
    "7",
    "0",
    "a",
    "Z",
    "é",
    "_",
    " ",
    "\t",
    "\n",
    "\r",
    ".",
    "-",
    "@",
    "<",
    ">",
    '"',
    "'",
    "&",
    "#",
    "%",
    "/",
    "\\",
    "(",
    "[",
    ",",
    ";",
    ":",
    "=",
    "+",
    "*",
    "|",
    "\x00",
    "\u00a0",
    "\u200b",
    "\u0301",
    "\uff19",
    "\u0663",
    "\u2014",
    "\u5fc3",
    "\U0001f600",
    "\u0130",
    "\ufb03",
    "1 ",
    "0-",
    "1.",
    "a ",
    "a.",
    "a-",
    "a@",
    "a@a.",
    "<a ",
    "<a>",
    "</a>",
    "<!",
    "&#",
    "%2",
    "e\u0301",
    "\r\n",
    " \n",
    "a\n",
    "1\n",
    "'a",
    "a_",
    "a/",
    "//",
    "Dr ",
    "12 May ",
    "+44 ",
    "==",
    "--",
    "---\n",
)


PATTERNS = all_patterns()


@pytest.fixture(autouse=True)
def no_collector() -> Iterator[None]:
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_long_text_is_read_at_once(name):
    pattern = PATTERNS[name]
    units = {f"\0{unit}" for unit in CLASSES} | near_misses(pattern)
    assert [unit for unit in sorted(units) if not is_linear(pattern, *unit.split("\0", 1))] == []


def is_linear(pattern: Pattern, head: str, unit: str) -> bool:
    """From short to long: what is not linear is found long before it would take minutes."""
    return all(
        read_within(SECONDS, pattern, text)
        for size in SIZES
        for text in (grown(head, unit, size), grown(head, unit, size) + "\x01")
    )


def grown(head: str, unit: str, size: int) -> str:
    return head + unit * (size // max(1, len(unit)) + 1)


def read_within(seconds: float, pattern: Pattern, text: str) -> bool:
    given = text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")
    return done_within(seconds, lambda: read(pattern, given))


def read(pattern, text) -> None:
    for _ in pattern.finditer(text):
        pass
    pattern.fullmatch(text)


def done_within(seconds: float, work: Callable[[], object]) -> bool:
    """In the best of several tries. What takes ten times as long is not tried again."""
    for _ in range(TRIES):
        taken = processor_time(work)
        if taken < seconds or taken > 10 * seconds:
            break
    return taken < seconds


def processor_time(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


HELPLINES = ["999", "116 123", "85258", "0300 0303 300", "+44 808 808 8000"]
# All rules together, and what is done with what they find. Each finding takes its time, and there may be many.
SECONDS_OF_THE_SCREEN = 1.0
FINDINGS = ("Ab ", "ward ", "aged 43 ", "943 476 5919 ", "NHS 943 476 591 ", "St ")


@pytest.mark.parametrize("unit", [*CLASSES, *FINDINGS])
def test_the_whole_screen_reads_a_long_text_at_once(unit):
    text = grown("", unit, 100_000)
    assert done_within(SECONDS_OF_THE_SCREEN, lambda: find_identifiers(text, HELPLINES))


@pytest.mark.parametrize("unit", ["7", "0", "\uff19", "1 ", "a.", "a@", "Dr ", "12 May "])
def test_ten_long_answers_are_screened_at_once(unit):
    answers = {f"answer {number}": grown("", unit, 20_000) for number in range(10)}
    labels = {name: name for name in answers}
    assert done_within(2 * SECONDS_OF_THE_SCREEN, lambda: screen(answers, labels, HELPLINES))


def test_the_patterns_of_every_part_are_found():
    """So that a search that finds nothing is not taken for patterns that are all linear."""
    found = {name.partition(".")[0] for name in PATTERNS}
    assert {"confidential", "courses", "directory", "people", "config"} <= found
    assert any("join/" in name for name in PATTERNS)


@pytest.mark.parametrize("steep", [r"(a+)+$", r"\w+@\w+\.", r"\s+$", r"<a.*?</a>", r"(?:\d+[ .]?)+x"])
def test_a_steep_pattern_is_told(steep):
    pattern = re.compile(steep)
    units = {f"\0{unit}" for unit in CLASSES} | near_misses(pattern)
    assert not all(is_linear(pattern, *unit.split("\0", 1)) for unit in sorted(units))


def test_a_pattern_stands_at_the_head_of_its_module():
    """Within a function none of these tests would find it."""
    assert patterns_within_functions() == []
