"""Names and titles are one line of what can be seen. Every door for them asks here: forms, tables, services, models.

What does no harm is put right (white space, marks that cannot be seen); what would have to be guessed is refused.
"""

import unicodedata
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal

LINE_ENDS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")
# Letters and symbols by their category, and yet nothing to see: Hangul fillers, an empty Braille cell.
BLANKS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Marks that change nothing to see: the grapheme joiner, Khmer and Mongolian ones, variation selectors.
UNSEEN = frozenset("\u034f\u17b4\u17b5\u180b\u180c\u180d\u180f") | {
    chr(point) for first, last in ((0xFE00, 0xFE0F), (0xE0100, 0xE01EF)) for point in range(first, last + 1)
}
LOST = "\ufffd"

TWO_LINES = _("Write this on one line.")
NO_LETTER = _("It has a character that cannot be shown. Type it again.")


def one_line(typed: str) -> str:
    """`typed` on one line: single spaces, none at the ends, nothing unseen, letters and accents put together.

    Zero-width characters and those that turn the direction of a line are taken away. Raises ValidationError where a
    line ends within it, and for control characters, lost ones and those without a meaning.
    """
    shown = "".join(_shown(char) for char in unicodedata.normalize("NFC", typed).strip())
    return " ".join(shown.split())


def _shown(char: str) -> str:
    category = unicodedata.category(char)
    if char in LINE_ENDS:
        raise ValidationError(TWO_LINES, code="two_lines")
    if category == "Cf" or char in UNSEEN:
        return ""
    if category == "Zs" or char in BLANKS or char == "\t":
        return " "
    if category in ("Cc", "Cs", "Co") or char == LOST or _is_no_character(ord(char)):
        raise ValidationError(NO_LETTER, code="no_letter")
    return char


def _is_no_character(point: int) -> bool:
    return point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF


def line_or_refusal(typed: str) -> str:
    """The same for a service. Raises Refusal."""
    try:
        return one_line(typed)
    except ValidationError as fault:
        raise Refusal(" ".join(fault.messages)) from None


def nearest_line(stored: str) -> str:
    """What is there already, as one line: what `one_line` refuses is left out, and a line's end is a space."""
    return one_line(
        "".join(" " if char in LINE_ENDS else char for char in stored if char in LINE_ENDS or _is_fit(char))
    )


def _is_fit(char: str) -> bool:
    try:
        _shown(char)
    except ValidationError:
        return False
    return True


def check_one_line(value: str) -> None:
    """For a model's field: what a form has cleaned passes."""
    if one_line(value) != value:
        raise ValidationError(NO_LETTER, code="no_letter")


class LineField(forms.CharField):
    """A box of one line. What comes out of it may be stored, shown and mailed."""

    def to_python(self, value: Any) -> str:
        typed = "" if value in self.empty_values else str(value)
        return super().to_python(one_line(typed)) or ""
