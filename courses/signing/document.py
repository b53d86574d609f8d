"""A module and its steps as a clinical lead reads them: every word that a learner may meet, right answers included.

A page becomes lines, in order, each with the name of its place. Two pages whose lines are equal say the same, whatever
marks an editor's form left in the markup: so the digest of what was read is the digest of what is published. Bold and
italic are left out; where a link leads is not.
"""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from django.utils import translation
from django.utils.translation import gettext_noop as _
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock
from wagtail.images.models import AbstractImage
from wagtail.rich_text import RichText

PARAGRAPHS = ["p", "h1", "h2", "h3", "h4", "li", "blockquote"]
YES, NO = _("Yes"), _("No")


class Line(NamedTuple):
    """`label` says which place it is, in English, so that it is the same in every language of the admin."""

    label: str
    text: str


Lines = tuple[Line, ...]


def lines_of_module(page: Any) -> Lines:
    outcomes = (Line(_("What they will be able to do"), words) for words in _lines(page.outcomes))
    return (
        Line(_("Title"), _folded(page.title)),
        Line(_("Must be finished before a person may be authorised"), _yes(page.gates_authorisation)),
        *(Line(_("Summary"), words) for words in _lines(page.summary)),
        *outcomes,
    )


def lines_of_step(page: Any) -> Lines:
    with translation.override("en"):
        return (
            Line(_("Title"), _folded(page.title)),
            Line(_("Counts towards the module"), _yes(page.required)),
            Line(_("May distress"), _yes(page.distressing)),
            *(line for child in page.body for line in _of_block(child)),
        )


def digest_of(lines: Iterable[Line]) -> str:
    return hashlib.sha256(json.dumps([list(line) for line in lines], ensure_ascii=False).encode()).hexdigest()


def stored(lines: Iterable[Line]) -> list[list[str]]:
    """As a JSON column keeps them."""
    return [list(line) for line in lines]


def restored(kept: Iterable[Iterable[str]]) -> Lines:
    return tuple(Line(*line) for line in kept)


def _of_block(child: Any) -> Iterator[Line]:
    """The name of the block as a line without text, then what is in it."""
    yield Line(str(child.block.label), "")
    yield from _walk(child.block, child.value, str(child.block.label))


def _walk(block: Any, value: Any, label: str) -> Iterator[Line]:
    for kind, read in READERS:
        if isinstance(block, kind):
            yield from read(block, value, label)
            return
    # Text and numbers.
    yield from (Line(label, words) for words in _lines("" if value is None else str(value)))


def _struct(block: Any, value: Any, _label: str) -> Iterator[Line]:
    for name, child in block.child_blocks.items():
        yield from _walk(child, value.get(name), str(child.label))


def _list(block: Any, value: Any, label: str) -> Iterator[Line]:
    plain = not isinstance(block.child_block, blocks.StructBlock)
    for item in value or ():
        yield from _walk(block.child_block, item, label if plain else str(block.child_block.label or label))


def _stream(_block: Any, value: Any, _label: str) -> Iterator[Line]:
    for child in value or ():
        yield from _of_block(child)


def _rich(_block: Any, value: Any, label: str) -> Iterator[Line]:
    source = value.source if isinstance(value, RichText) else str(value or "")
    yield from (Line(label, words) for words in rich_lines(source))


def _choice(block: Any, value: Any, label: str) -> Iterator[Line]:
    yield Line(label, str(dict(block.field.choices).get(value, value or "")))


def _flag(_block: Any, value: Any, label: str) -> Iterator[Line]:
    yield Line(label, _yes(value))


def _table(_block: Any, value: Any, label: str) -> Iterator[Line]:
    """Row by row, each cell behind the heading of its column."""
    if not value:
        return
    yield from (Line(label, words) for words in _lines(str(value.caption or "")))
    headings = [str(column["heading"] or label) for column in value.columns]
    for row in value.rows:
        for heading, cell in zip(headings, row, strict=True):
            yield from _walk(cell.block, cell.value, heading)


def _chosen(_block: Any, value: Any, label: str) -> Iterator[Line]:
    """What it points at, by its name; a picture by its file too, which has another name once it is replaced."""
    file = getattr(value, "file", None) if isinstance(value, AbstractImage) else None
    yield Line(label, _folded(f"{value or ''}{f' [{file.name}]' if file else ''}"))
    # A recording is read too: it says itself what is in it.
    read_out = value.read_out() if hasattr(value, "read_out") else ()
    yield from (Line(place, words) for place, text in read_out for words in _lines(text))


def _nothing(_block: Any, _value: Any, _label: str) -> Iterator[Line]:
    return iter(())


READERS: tuple[tuple[type[Any], Callable[[Any, Any, str], Iterator[Line]]], ...] = (
    (blocks.StructBlock, _struct),
    (blocks.ListBlock, _list),
    (blocks.StreamBlock, _stream),
    (blocks.RichTextBlock, _rich),
    (blocks.ChoiceBlock, _choice),
    (blocks.BooleanBlock, _flag),
    (blocks.StaticBlock, _nothing),
    (blocks.ChooserBlock, _chosen),
    (BaseTypedTableBlock, _table),
)


def rich_lines(source: str) -> list[str]:
    """The paragraphs, headings and items of a rich text, each on a line; behind a linked word, where it leads."""
    soup = BeautifulSoup(source, "html.parser")
    found: list[tuple[Tag, list[str]]] = []
    for string in soup.find_all(string=True):
        place = string.find_parent(PARAGRAPHS) or soup
        if not found or found[-1][0] is not place:
            found.append((place, []))
        found[-1][1].append(f"{string}{_target(string)}")
    return [words for _place, parts in found if (words := _folded("".join(parts)))]


def _target(string: NavigableString) -> str:
    link = string.find_parent("a")
    if link is None:
        return ""
    return f" [{link.get('href') or ' '.join(str(link.get(name, '')) for name in ('linktype', 'id'))}]"


def _lines(text: str) -> list[str]:
    return [words for line in text.splitlines() if (words := _folded(line))]


def _folded(text: str) -> str:
    return " ".join(text.split())


def _yes(value: Any) -> str:
    return YES if value else NO
