"""What an editor might mend in the text of a step, found without anybody's answers."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from courses.care.dead_links import dead_among, links_in
from courses.care.readability import Readability, readability
from courses.exercises.faults import beginning, equal
from courses.models import ModulePage, StepPage

# Of a block, what nobody reads as a sentence.
NOT_READ = frozenset({"id", "type", "pile", "right", "verdict", "key", "name", "next", "picture", "shape"})
WHY = ("feedback", "consequence", "why")
IN_WORDS = ("alt", "captions", "transcript")
LONG_SENTENCE, HARD_AGE = 30, 12


@dataclass(frozen=True)
class StepText:
    """One step as learners have it, or as it is drafted where they have none."""

    page: StepPage
    module: str
    read: Readability | None
    faults: list[str]


def step_texts() -> list[StepText]:
    """Every step in the order of the courses. A constant number of queries."""
    pages = list(StepPage.objects.select_related("latest_revision").order_by("path"))
    bodies = {page.pk: body_now(page) for page in pages}
    links = {pk: [link for text in texts_in(body) for link in links_in(text)] for pk, body in bodies.items()}
    dead = dead_among(link for found in links.values() for link in found)
    modules = _modules(pages)
    return [
        StepText(
            page,
            modules.get(page.path[: -page.steplen], ""),
            readability(texts_in(bodies[page.pk])),
            [*_dead(links[page.pk], dead), *_faults(bodies[page.pk])],
        )
        for page in pages
    ]


def _modules(pages: list[StepPage]) -> dict[str, str]:
    paths = {page.path[: -page.steplen] for page in pages}
    return dict(ModulePage.objects.filter(path__in=paths).values_list("path", "title"))


def body_now(page: StepPage) -> list[Any]:
    """The raw blocks, without building one."""
    if page.live or page.latest_revision is None:
        return list(page.body.raw_data)
    found: list[Any] = json.loads(page.latest_revision.content.get("body") or "[]")
    return found


def texts_in(value: Any) -> Iterator[str]:
    """Everything in it that somebody reads, as it is stored."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from texts_in(item)
    elif isinstance(value, dict) and value.get("type") != "handout":
        for name, part in value.items():
            if name not in NOT_READ:
                yield from texts_in(part)


def _dead(links: list[str], dead: set[str]) -> Iterator[str]:
    for link in dict.fromkeys(link for link in links if link in dead):
        if link.startswith("page:"):
            yield _("A link leads to a page that is not live.")
        else:
            yield _("A link leads nowhere: %s") % link


def _faults(body: list[Any]) -> Iterator[str]:
    for block in body:
        value = block.get("value")
        if isinstance(value, dict):
            yield from _without_words(value)
            yield from _options(value)
    read = readability(texts_in(body))
    if read and read.age > HARD_AGE:
        yield _("Hard to read: shorten its sentences first, then its words.")
    if read and read.longest > LONG_SENTENCE:
        yield _("A sentence of %d words: make two of it.") % read.longest


def _without_words(value: dict[str, Any]) -> Iterator[str]:
    """Media that says nothing to who can't see or hear it."""
    if value.get("decoration") or not any(name in value for name in IN_WORDS):
        return
    for name in IN_WORDS:
        if name in value and not value[name]:
            yield _MISSING[name]()


_MISSING = {
    "alt": lambda: _("A picture without its words."),
    "captions": lambda: _("A recording without captions."),
    "transcript": lambda: _("A recording without a transcript."),
}


def _options(value: Any) -> Iterator[str]:
    """At every list of options, however deep: equal ones, and those that say no reason."""
    if isinstance(value, dict):
        for part in value.values():
            yield from _options(part)
    elif isinstance(value, list):
        items = [item.get("value", item) for item in value if isinstance(item, dict)]
        texts = [item["text"] for item in items if isinstance(item, dict) and isinstance(item.get("text"), str)]
        yield from equal(texts)
        for item in items:
            yield from _no_reason(item)
            yield from _options(item)


def _no_reason(item: Any) -> Iterator[str]:
    if isinstance(item, dict) and any(name in item and not _has_words(item[name]) for name in WHY):
        yield _("“%s” does not say why.") % beginning(str(item.get("text", "")))


def _has_words(text: Any) -> bool:
    return bool(str(text or "").strip())
