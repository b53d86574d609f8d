"""A handout's words as one accessible page of A4, with the numbers to ring as the directory has them."""

import hashlib
from collections.abc import Iterable

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import mark_safe

from courses.handouts.texts import NUMBERS, HandoutText
from directory.models import HelpService, Need
from directory.queries import each_number_once, services
from foundation.paper import draw_paper

TEMPLATE, SHEET = "courses/handouts/paper.html", "courses/handouts/paper.css"


def draw_handout(html: str) -> bytes:
    """`html` is what `paper_of` made."""
    return draw_paper(html, sheet=SHEET)


def paper_of(text: HandoutText, directory: Iterable[HelpService], language: str) -> str:
    """The whole page as HTML: the same words and numbers give the same."""
    with translation.override(language):
        body = text.body.replace(NUMBERS, render_to_string("courses/handouts/numbers.html", {"services": directory}))
        context = {"text": text, "body": mark_safe(body), "language": language}  # noqa: S308 -- our own files' words
        return render_to_string(TEMPLATE, context)


def digest_of(html: str) -> str:
    """Tells whether a paper has to be drawn again: it covers words, numbers and layout."""
    return hashlib.sha256((render_to_string(SHEET) + html).encode()).hexdigest()


def on_the_sheet(listed: Iterable[HelpService]) -> list[HelpService]:
    """Those for somebody who may not be safe from themselves: they fit one sheet, and the help page has the others."""
    return each_number_once(service for service in listed if service.need != Need.HOME)


def directory_now() -> list[HelpService]:
    return on_the_sheet(services())
