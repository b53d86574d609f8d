"""A page of a course as the entry that a file of the curriculum would have for it: the way back of `content_files`.

Keys are the ids that things have here, so that who reads the file gives them the same ones again.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from wagtail import blocks
from wagtail.rich_text import RichText, expand_db_html

from courses.content_entries import Entry, Problems
from courses.content_files import KEYED
from courses.rich_html import markdown_of, plain_html

# What a part of a block is called in a file, where that is another name.
RENAMED = {("ordering", "cards"): "items", ("figure", "picture"): "file", ("image", "picture"): "file"}
RENAMED |= {("audio", "recording"): "file", ("video", "recording"): "file"}
# Lists of plain texts whose items are answered, and so have ids.
KEYED_TEXTS = {("checklist", "items"), ("checklist", "later")}
Files = Callable[[str, Any], Any]


def block_entry(child: Any, held: Files) -> dict[str, Any]:
    """`{kind: content}` of one block. `held(field, row)` says what stands for a row that a file is of."""
    kind, value = child.block_type, child.value
    if kind == "table":
        return {kind: _table(value)}
    entry = _written(child.block, value, kind, held, field="")
    return {kind: {"key": str(child.id), **entry} if kind in KEYED else entry}


def _written(block: Any, value: Any, kind: str, held: Files, *, field: str) -> Any:
    if isinstance(block, blocks.StaticBlock):
        return None
    if isinstance(block, blocks.ChooserBlock):
        return held(field, value)
    if isinstance(block, blocks.RichTextBlock):
        return prose(value, headings=kind == "text")
    if isinstance(block, blocks.StructBlock):
        return _struct(block, value, kind, held)
    if isinstance(block, blocks.ListBlock):
        return _items(block, value, kind, held, field)
    return value


def _struct(block: Any, value: Any, kind: str, held: Files) -> dict[str, Any]:
    """What is empty or not ticked is left out, as in the curriculum's own files."""
    entry = {}
    for name, child in block.child_blocks.items():
        written = _written(child, value.get(name), kind, held, field=name)
        if written not in ("", None, False):
            entry[RENAMED.get((kind, name), name)] = written
    return entry


def _items(block: Any, value: Any, kind: str, held: Files, field: str) -> list[Any]:
    """Items that have parts have keys; of plain texts only those that learners answer."""
    written = [
        (str(item.id), _written(block.child_block, item.value, kind, held, field=field)) for item in value.bound_blocks
    ]
    if isinstance(block.child_block, blocks.StructBlock):
        return [{"key": key, **entry} for key, entry in written]
    if (kind, field) in KEYED_TEXTS:
        return [{"key": key, "text": text} for key, text in written]
    return [text for _key, text in written]


def _table(value: Any) -> dict[str, Any]:
    table = value["table"]
    entry = {
        "caption": table.caption,
        "columns": [column["heading"] for column in table.columns],
        "rows": [[cell.value or "" for cell in row] for row in table.rows],
    }
    return entry | ({"row_headings": True} if value["row_headings"] else {})


def prose(value: RichText | None, *, headings: bool = False) -> Any:
    """As Markdown where that says the same, else as HTML. Links lead to addresses: pages have other numbers there."""
    html = plain_html(expand_db_html(value.source if value else ""), headings=headings)
    text = markdown_of(html)
    problems = Problems(Path("text"))
    again = Entry(text, problems, "text").rich(text, headings=headings)
    same = not problems.found and plain_html(again, headings=headings) == html
    return text if same else {"html": html}
