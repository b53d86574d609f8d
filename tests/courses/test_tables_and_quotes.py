"""A table has a caption and headings, since some hear it; a quote says whose words it is. Both come from files too."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from wagtail.blocks import StructBlockValidationError

from courses.blocks import StepBlocks
from courses.content_entries import Entry, Problems
from courses.content_files import SHAPES

BLOCKS = StepBlocks().child_blocks
COLUMNS = [{"type": "text", "heading": "When"}, {"type": "text", "heading": "Ffion"}]
SOUND = {"caption": "Who does what", "columns": COLUMNS, "rows": [{"values": ["Before", "opens"]}]}
MADE = {"caption": "Who does what", "columns": ["When", "Ffion"], "rows": [["Before", "opens"], ["After", ""]]}


def drawn(kind, value):
    block = BLOCKS[kind]
    return BeautifulSoup(block.render(block.to_python(value)), "html.parser")


def read(kind, raw):
    """(its value, the faults that were noted) of what stands in a file."""
    entry = Entry(raw, Problems(Path("01-small.yaml")), "block 1", ("small", kind))
    return SHAPES[kind](entry), [fault.partition("block 1: ")[2] for fault in entry.problems.found]


def test_a_table_is_read_out_with_its_caption_and_headings():
    found = drawn("table", {"table": SOUND, "row_headings": True})
    box = found.div
    assert (box["role"], box["tabindex"], box["aria-label"]) == ("region", "0", "Who does what")
    assert found.caption.text == "Who does what"
    assert [(head["scope"], head.text) for head in found.select("th")] == [
        ("col", "When"),
        ("col", "Ffion"),
        ("row", "Before"),
    ]
    assert [cell.text for cell in found.select("td")] == ["opens"]


def test_rows_have_no_headings_unless_the_editor_says_so():
    found = drawn("table", {"table": SOUND, "row_headings": False})
    assert [cell.text for cell in found.select("tbody th, tbody td")] == ["Before", "opens"]
    assert found.select("tbody th") == []


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"caption": " "}, "Give the table a caption"),
        ({"rows": []}, "A table has two to six columns and at least one row."),
        ({"columns": COLUMNS[:1], "rows": [{"values": ["x"]}]}, "A table has two to six columns"),
        ({"columns": COLUMNS * 4, "rows": [{"values": ["x"] * 8}]}, "A table has two to six columns"),
        ({"columns": [COLUMNS[0], {"type": "text", "heading": ""}]}, "Give each column a heading."),
    ],
)
def test_an_editor_is_told_what_a_table_lacks(change, said):
    block = BLOCKS["table"]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"table": SOUND | change, "row_headings": False}))
    (error,) = refused.value.block_errors["table"].non_block_errors
    assert error.startswith(said)


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ({"by": "Ffion", "source": ""}, "Ffion"),
        ({"by": "Yalom", "source": "The Theory, 1970"}, "Yalom, The Theory, 1970"),
        ({"by": "", "source": "A leaflet"}, "A leaflet"),
    ],
)
def test_a_quote_says_whose_words_it_is(said, shown):
    found = drawn("quote", {"words": "One.\n\nTwo.", **said})
    assert [words.text for words in found.blockquote.select("p")] == ["One.", "Two."]
    assert " ".join(found.figcaption.text.split()) == shown


def test_words_of_nobody_have_no_empty_line_below():
    assert drawn("quote", {"words": "One.", "by": "", "source": ""}).figcaption is None


def test_a_quote_of_a_file_is_one():
    assert read("quote", {"words": "One.", "by": "Ffion"}) == ({"words": "One.", "by": "Ffion", "source": ""}, [])
    assert read("quote", {"by": "Ffion"})[1] == ["words is missing or no text"]


def test_a_table_of_a_file_is_one_that_an_editor_could_have_made():
    value, faults = read("table", {**MADE, "row_headings": True})
    assert (faults, value["row_headings"]) == ([], True)
    assert value["table"]["rows"] == [{"values": ["Before", "opens"]}, {"values": ["After", ""]}]
    block = BLOCKS["table"]
    assert block.get_prep_value(block.clean(block.to_python(value))) == value


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"caption": None}, "caption is missing or no text"),
        ({"rows": [["x"]]}, "each of its rows must be a list of 2 texts, not ['x']"),
        ({"rows": ["xy"]}, "each of its rows must be a list of 2 texts, not 'xy'"),
        ({"rows": [["<b>", "x"]]}, "a cell holds HTML"),
        ({"rows": [[1, "x"]]}, "a cell is missing or no text"),
        ({"columns": "When"}, "columns must be list, not 'When'"),
    ],
)
def test_a_fault_of_a_table_in_a_file_is_named(change, said):
    assert read("table", {**MADE, **change})[1][0] == said
