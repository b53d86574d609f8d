"""[[word]] in a text becomes a button that shows what the word means, in place and without a script.

[[word|words]] says one thing and explains another. What the glossary does not have is plain text.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.template.loader import render_to_string
from django.utils.html import format_html

MARK = re.compile(r"\[\[([^\[\]<>|]{1,60})(?:\|([^\[\]<>|]{1,80}))?\]\]")


def marked_in(text: str) -> Iterator[str]:
    """The words that a text points at."""
    return (found[1].strip() for found in MARK.finditer(text))


class Explaining:
    """One run of text, and the words that it has pointed at so far."""

    def __init__(self, terms: Mapping[str, Any], place: str) -> None:
        self.terms, self.place = terms, place
        self.used: dict[str, Any] = {}

    def text(self, text: str, *, takes_buttons: bool) -> str:
        return MARK.sub(lambda found: self._shown(found, takes_buttons), text)

    def _shown(self, found: re.Match[str], takes_buttons: bool) -> str:
        said, term = found[2] or found[1], self.terms.get(found[1].strip().lower())
        if term is None or not takes_buttons:
            return said
        self.used[self._id(term)] = term
        # What is said is a part of a text that is HTML already.
        return (
            format_html('<button type="button" class="hf-term" popovertarget="{}">', self._id(term))
            + said
            + "</button>"
        )

    def _id(self, term: Any) -> str:
        return f"word-{self.place}-{term.pk}"

    def meanings(self) -> str:
        """What each means, to stand after the text."""
        return "".join(
            render_to_string("courses/glossary/meaning.html", {"id": key, "term": term})
            for key, term in self.used.items()
        )
