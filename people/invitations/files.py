"""An uploaded file as text, in whichever encoding a spreadsheet has saved it."""

import codecs
import re

from django.utils.translation import gettext as _

from foundation.refusals import Refusal

MOST_LINES, MOST_BYTES = 500, 100_000
# What a file says of itself at its beginning. Both halves of UTF-16 begin with one.
BEGINS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
# Of a text in UTF-16 that says nothing of itself, every second byte is a zero.
ZEROS = {"utf-16-le": slice(1, None, 2), "utf-16-be": slice(0, None, 2)}
# Excel's plain "CSV" is in the encoding of Windows. What can be read as UTF-8 is hardly ever anything else.
WITHOUT_A_MARK = ("utf-8", "cp1252")
NO_TEXT = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")


def text_of(content: bytes) -> str:
    """Raises Refusal for what is no text, with what to do."""
    if len(content) > MOST_BYTES:
        raise Refusal(
            _("This file is too large for a list of people. Send up to %(most)s lines at a time.")
            % {
                "most": MOST_LINES,
            }
        )
    text = _decoded(content)
    if text is None:
        raise Refusal(
            _("This file cannot be read as text. Save it again as “CSV UTF-8”, or copy the lines and paste them.")
        )
    if NO_TEXT.search(text):
        raise Refusal(_("This is not a text file. Save the table as CSV, or copy its lines and paste them."))
    return text


def _decoded(content: bytes) -> str | None:
    for encoding in _encodings(content):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None


def _encodings(content: bytes) -> tuple[str, ...]:
    said = next((encoding for begins, encoding in BEGINS.items() if content.startswith(begins)), None)
    if said:
        return (said,)
    for encoding, every_second in ZEROS.items():
        half = content[every_second]
        if half and half.count(0) > len(half) // 2:
            return (encoding,)
    return WITHOUT_A_MARK
