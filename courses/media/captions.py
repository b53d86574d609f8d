"""Captions as WebVTT (w3.org/TR/webvtt1): read, cleaned and written again from times and words alone.

Places on the screen, colours, styles and notes are left out: browsers put captions where they can be read.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from foundation.refusals import Refusal

MOST_CHARACTERS, MOST_CUES = 500_000, 5_000
BEGINS = re.compile(r"WEBVTT(?:\s|\Z)")
TIME = r"(?:(\d{2,4}):)?([0-5]\d):([0-5]\d)[.,](\d{3})"
TIMES = re.compile(rf"{TIME}\s+-->\s+{TIME}(?:\s|\Z)", re.ASCII)
SPEAKER = re.compile(r"<v[.\w-]*+\s++([^<>]*+)>")
TAG = re.compile(r"</?[^<>]*+>")
LEFT_OUT = ("NOTE", "STYLE", "REGION")


@dataclass(frozen=True)
class Cue:
    """From `begins` to `ends` in milliseconds, what is said: plain text, in lines."""

    begins: int
    ends: int
    words: str


def read_captions(text: str) -> tuple[Cue, ...]:
    """Raises Refusal, naming the line and what to do."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if len(text) > MOST_CHARACTERS:
        raise Refusal(_("These captions are too long: at most %(most)d characters.") % {"most": MOST_CHARACTERS})
    lines = text.split("\n")
    if not BEGINS.match(lines[0]):
        raise Refusal(_("These captions are no WebVTT file: the first line must be WEBVTT. Save them as .vtt."))
    cues = tuple(_cues(lines))
    if not 0 < len(cues) <= MOST_CUES:
        raise Refusal(
            _("There must be 1 to %(most)d captions, each under a line of times, such as 00:01.000 --> 00:04.000.")
            % {"most": MOST_CUES}
        )
    return cues


def _cues(lines: list[str]) -> Iterator[Cue]:
    before = 0
    for number, block in _blocks(lines):
        if number == 1 or block[0].startswith(LEFT_OUT):
            continue
        at = next((at for at, line in enumerate(block[:2]) if "-->" in line), None)
        if at is None:
            raise _fault(number, _("a caption needs a line of times, such as 00:01.000 --> 00:04.000"))
        cue = _cue(number + at, block[at], block[at + 1 :])
        if cue.begins < before:
            raise _fault(number + at, _("it begins before the caption above it"))
        before = cue.begins
        if cue.words:
            yield cue


def _blocks(lines: list[str]) -> Iterator[tuple[int, list[str]]]:
    """What is between empty lines, with the number of its first line."""
    block: list[str] = []
    for number, line in enumerate([*lines, ""], start=1):
        if line.strip():
            block.append(line)
        elif block:
            yield number - len(block), block
            block = []


def _cue(number: int, times: str, words: Iterable[str]) -> Cue:
    found = TIMES.match(times.strip())
    if not found:
        raise _fault(number, _("times look like 00:01.000 --> 00:04.000"))
    begins, ends = _milliseconds(*found.groups()[:4]), _milliseconds(*found.groups()[4:])
    if ends <= begins:
        raise _fault(number, _("it ends before it begins"))
    return Cue(begins, ends, "\n".join(filter(None, map(_plain, words))))


def _milliseconds(hours: str | None, minutes: str, seconds: str, thousandths: str) -> int:
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000 + int(thousandths)


def _plain(line: str) -> str:
    """Who speaks stays, as words; every other mark goes."""
    words = html.unescape(TAG.sub("", SPEAKER.sub(r"\1: ", line)))
    return " ".join(words.replace("-->", "\u2192").split())


def _fault(line: int, what: str) -> Refusal:
    return Refusal(_("Captions, line %(line)d: %(what)s.") % {"line": line, "what": what})


def written(cues: Iterable[Cue]) -> str:
    """The captions as a file, the same for the same words."""
    parts = [f"{_time(cue.begins)} --> {_time(cue.ends)}\n{_escaped(cue.words)}" for cue in cues]
    return "\n\n".join(["WEBVTT", *parts]) + "\n"


def _escaped(words: str) -> str:
    return html.escape(words, quote=False)


def _time(milliseconds: int) -> str:
    seconds, thousandths = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{seconds:02}.{thousandths:03}"


def as_transcript(cues: Iterable[Cue]) -> str:
    """What is said, in one text: a beginning, where nobody has written a better one."""
    return " ".join(" ".join(cue.words.split()) for cue in cues)
