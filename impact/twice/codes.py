"""A code of one's own: six small answers that only their owner knows. Pure: no query.

Nothing of the answers is kept. Each choice of five out of the six gives one digest, keyed by the programme: two codes
that differ in at most one answer share a digest, and two that differ in more share none. Why six: with four, and one
slip allowed, a newcomer among two hundred is taken for somebody else in 28 of 100 cases; with six in 0.2.
"""

import hashlib
import hmac
import json
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIX = 6


class CodeQuestion(NamedTuple):
    """`highest` where the answer is a number from `lowest` on; without it, it is a letter."""

    key: str
    asks: str | Promise
    lowest: int = 0
    highest: int = 0


CODE_QUESTIONS = (
    CodeQuestion("mother", _("The first letter of your mother's first name, or of the person who raised you")),
    CodeQuestion("day", _("The day of the month on which you were born"), 1, 31),
    CodeQuestion("school", _("The last letter of the name of your first school")),
    CodeQuestion("siblings", _("How many older brothers and sisters you have"), 0, 20),
    CodeQuestion("town", _("The first letter of the place where you were born")),
    CodeQuestion("month", _("The month in which that parent was born, as a number"), 1, 12),
)


def as_letter(typed: str) -> str:
    """The same letter however it is typed: a capital without its accent. Empty for what is not one letter."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", typed) if not unicodedata.combining(char))
    letter = plain.strip().casefold().upper()
    return letter if len(letter) == 1 and letter.isalpha() else ""


def digests_of(answers: Sequence[str], key: bytes) -> list[str]:
    """Six, the one without the first answer first. Raises ValueError unless there are six answers."""
    if len(answers) != SIX:
        raise ValueError("A code has six answers.")
    return [_digest(left_out, answers, key) for left_out in range(SIX)]


def _digest(left_out: int, answers: Sequence[str], key: bytes) -> str:
    others = [answer for number, answer in enumerate(answers) if number != left_out]
    return hmac.new(key, json.dumps([left_out, others]).encode(), hashlib.sha256).hexdigest()[:32]
