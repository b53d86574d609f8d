"""When words arrive too late to be saved: show them to their writer, so that nothing is lost."""

from collections.abc import Iterable, Mapping

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise

from confidential.forms import Part, parts_of
from foundation.http import Request


def unsaved_parts(request: Request, parts: Iterable[Part], stands: Mapping[str, str]) -> list[tuple[Part, str]]:
    """The posted words, by part, that differ from what stands in the record."""
    posted = parts_of(request.POST)
    return [
        (part, posted[part.key])
        for part in parts
        if posted.get(part.key, "").strip() and posted[part.key].strip() != stands.get(part.key, "").strip()
    ]


def unsaved_words_page(
    request: Request, typed: list[tuple[Part, str]], *, reason: str | Promise, url: str, link: str | Promise
) -> HttpResponse:
    """A page that says why, and holds the words to copy. 409: the record had moved on."""
    context = {"typed": typed, "reason": reason, "url": url, "link": link}
    return render(request, "supervision/unsaved_words.html", context, status=409)
