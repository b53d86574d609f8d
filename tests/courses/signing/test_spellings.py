"""What is a slip of the pen, and what is another instruction."""

import pytest

from courses.signing.comparing import Change, changed_words, compare, is_a_slip
from courses.signing.document import Line, rich_lines

SLIPS = [("recieve", "receive"), ("supervison", "supervision"), ("Facilitater", "Facilitator"), ("room.", "room,")]
OTHERS = [
    ("now", "not"),
    ("can", "can't"),
    ("unable", "enable"),
    ("hypertension", "hypotension"),
    ("999", "99"),
    ("19:30", "19:00"),
    ("here?", "here."),
    ("she", "he"),
    ("safe", "unsafe"),
    ("[/help/]", "[/helps/]"),
    ("before", "after"),
]


@pytest.mark.parametrize("pair", SLIPS, ids=lambda pair: pair[0])
def test_one_letter_in_a_long_word_is_a_slip(pair):
    assert is_a_slip(Change(*pair)) is True


@pytest.mark.parametrize("pair", OTHERS, ids=lambda pair: pair[0])
def test_what_carries_the_sense_is_none(pair):
    assert is_a_slip(Change(*pair)) is False


def test_a_word_more_is_no_list_of_words():
    assert changed_words([Line("Text", "Ring her")], [Line("Text", "Do ring her")]) is None
    assert changed_words([Line("Text", "a")], [Line("Text", "a"), Line("Text", "b")]) is None


def test_a_line_shows_what_went_and_what_came():
    before = [Line("Text", "Ring her at once"), Line("Right", "Yes")]
    after = [Line("Text", "Ring her tomorrow"), Line("Right", "Yes")]
    assert [line.runs for line in compare(before, after)] == [
        (("same", "Ring her"), ("removed", "at once"), ("added", "tomorrow")),
        (("same", "Yes"),),
    ]


def test_rich_text_is_lines_and_where_links_lead():
    source = (
        '<h2 data-block-key="x">Whom</h2><p>Ring <a href="/help/">somebody</a> <b>now</b>.</p><ul><li>One</li></ul>'
    )
    assert rich_lines(source) == ["Whom", "Ring somebody [/help/] now.", "One"]
