"""Search over the published lessons, by Wagtail's index, in whatever database it is.

What is found is what the reader could open anyway: steps of the outline, which are live in a live tree. The index has
their published text, and of an exercise no more than is read before it is answered (`Exercise.open_to_all`).
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from wagtail.models import Page
from wagtail.search.query import And, Or, PlainText, SearchQuery

from courses.generation import content_cache
from courses.models import StepPage
from courses.outline import Outline, Place

WORD = re.compile(r"[^\W_]+")
MOST_WORDS = 12
ENDINGS = ("ing", "ed", "es", "s")
# A word is not shortened below this: "as" is not a form of "a".
SHORTEST_STEM = 3
# How much of a text is shown around what was found, in characters.
BEFORE, AFTER = 60, 180


class Piece(NamedTuple):
    """A run of text. `sought`: it is one of the words that were looked for."""

    text: str
    sought: bool


@dataclass(frozen=True)
class FoundStep:
    """A step that says what was sought, and where in it."""

    place: Place
    title: tuple[Piece, ...]
    snippet: tuple[Piece, ...]


@dataclass(frozen=True)
class Found:
    """`places` is a list to be paged. `all_words` is False where no step has all of them, and these have some."""

    words: tuple[str, ...]
    places: list[Place]
    all_words: bool = True


def words_of(sought: str) -> tuple[str, ...]:
    """What was typed, as words: signs mean nothing, and reach no query."""
    return tuple(dict.fromkeys(word.casefold() for word in WORD.findall(sought)))[:MOST_WORDS]


def forms_of(word: str) -> tuple[str, ...]:
    """The word as it may stand in a text: SQLite's index knows no stems, and PostgreSQL is to find the same."""
    stems = {word}
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            stems.add(word.removesuffix(ending))
    if len(word) < SHORTEST_STEM:
        return (word,)
    return tuple(sorted({word, *stems, *(f"{stem}{ending}" for stem in stems for ending in ENDINGS)}))


def find_steps(outline: Outline, sought: str) -> Found:
    """The published steps with all of the words; where there are none, those with any of them. Two queries at most.

    First those whose title says it, then in the course's order: the same in both databases, whose ranks differ.
    """
    words = words_of(sought)
    if not words:
        return Found(words, [])
    queries = [_any_form(word) for word in words]
    places = _ranked(outline, words, And(queries))
    if places or len(words) == 1:
        return Found(words, places)
    return Found(words, _ranked(outline, words, Or(queries)), all_words=False)


def _any_form(word: str) -> SearchQuery:
    return Or([PlainText(form) for form in forms_of(word)])


def _ranked(outline: Outline, words: Iterable[str], query: SearchQuery) -> list[Place]:
    published = {place.step.page_id: place for place in outline.places.values()}
    found = Page.objects.filter(pk__in=published).search(query, order_by_relevance=False)
    saying = {page.pk for page in found}
    forms = all_forms(words)
    places = [place for page_id, place in published.items() if page_id in saying]
    return sorted(places, key=lambda place: not any(sought_in(place.step.title, forms)))


def shown(outline: Outline, found: Found, places: Sequence[Place]) -> list[FoundStep]:
    """A page of what was found, each with the place where it is said. One query where the texts are not kept yet."""
    texts = _texts(outline, tuple(place.step.page_id for place in places))
    forms = all_forms(found.words)
    return [
        FoundStep(
            place,
            tuple(pieces(place.step.title, forms)),
            tuple(pieces(window(texts[place.step.page_id], forms), forms)),
        )
        for place in places
    ]


def _texts(outline: Outline, page_ids: tuple[int, ...]) -> dict[int, str]:
    def read() -> dict[int, str]:
        pages = StepPage.objects.only("body").in_bulk(page_ids)
        return {pk: text_of(page.body) for pk, page in pages.items()}

    return content_cache.get(outline.mark, ("texts", page_ids), read)


def text_of(body: Any) -> str:
    """What the index has of a body, on one line."""
    parts = body.stream_block.get_searchable_content(body)
    return " ".join(" ".join(str(part) for part in parts).split())


def all_forms(words: Iterable[str]) -> frozenset[str]:
    return frozenset(form for word in words for form in forms_of(word))


def sought_in(text: str, forms: Collection[str]) -> Iterator[re.Match[str]]:
    return (word for word in WORD.finditer(text) if word.group().casefold() in forms)


def window(text: str, forms: Collection[str]) -> str:
    """The text around the first word that was sought; its beginning where that stands in the title alone."""
    first = next(sought_in(text, forms), None)
    at = first.start() if first else 0
    start = text.rfind(" ", 0, max(at - BEFORE, 0)) + 1 if at > BEFORE else 0
    end = text.find(" ", at + AFTER) if len(text) > at + AFTER else -1
    shown = text[start:] if end == -1 else text[start:end]
    return f"{'… ' if start else ''}{shown}{' …' if end != -1 else ''}"


def pieces(text: str, forms: Collection[str]) -> Iterator[Piece]:
    at = 0
    for match in sought_in(text, forms):
        if match.start() > at:
            yield Piece(text[at : match.start()], sought=False)
        yield Piece(match.group(), sought=True)
        at = match.end()
    if text[at:]:
        yield Piece(text[at:], sought=False)
