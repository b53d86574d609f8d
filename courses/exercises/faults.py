"""What editors are told before they publish something to answer, all in one round. Drafts may be half written."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.rich_text import RichText

# Characters. Learners read on a phone, between two shifts.
LONGEST, LONGEST_PROSE = 600, 2000
TAG = re.compile(r"<[^<>]*+>")
SHOWN = 60


def folded(text: str | None) -> str:
    """Texts that differ by case or white space alone are one. A draft may have none yet."""
    return " ".join((text or "").split()).casefold()


def equal(texts: Sequence[str]) -> Iterator[str]:
    """Two choices that nobody could tell apart."""
    seen: set[str] = set()
    for text in texts:
        if text.strip() and folded(text) in seen:
            yield gettext("“%(text)s” is there twice. Change one or delete it.") % {"text": beginning(text)}
        seen.add(folded(text))


def too_long(value: Any) -> Iterator[str]:
    """Texts in a field, however deep, that are longer than anybody reads."""
    if isinstance(value, str):
        yield from _longer(value, LONGEST)
    elif isinstance(value, RichText):
        yield from _longer(TAG.sub("", value.source), LONGEST_PROSE)
    else:
        parts = value.values() if hasattr(value, "values") else value if hasattr(value, "__iter__") else ()
        for part in parts:
            yield from too_long(part)


def _longer(text: str, longest: int) -> Iterator[str]:
    if len(text) > longest:
        said = gettext(
            "“%(text)s” is %(length)d characters long. Shorten it to %(longest)d: people read it on a phone."
        )
        yield said % {"text": beginning(text), "length": len(text), "longest": longest}


def beginning(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rstrip()}\u2026"


def also(error: ValidationError | None, texts: Sequence[str]) -> ValidationError:
    """What Wagtail found in a field, and what we did."""
    more = [ValidationError(text) for text in texts]
    told: ValidationError = ValidationError([error, *more] if error else more)
    if isinstance(error, ListBlockValidationError):
        beside = [*error.non_block_errors.as_data(), *more]
        told = ListBlockValidationError(block_errors=error.block_errors, non_block_errors=beside)
    return told
