"""Every rule finds what it looks for in every spelling: other spaces, dashes, digits, letters, what is unseen."""

import sys
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from confidential.identifiers import Kind, find_identifiers, segments
from confidential.screening.folding import fold

EVERY = [chr(code) for code in range(sys.maxunicode + 1)]
SPACES = [character for character in EVERY if character.isspace()]
SPACES += ["\u2800", "\u3164", " \t ", "\u00a0\u2009", " \r\n"]
DASHES = [character for character in EVERY if unicodedata.category(character) == "Pd"] + ["\u2212", "\u2043", "\u2500"]
DIGITS = [[character for character in EVERY if unicodedata.digit(character, None) == figure] for figure in range(10)]
UNSEEN = [character for character in EVERY if unicodedata.category(character) in ("Cf", "Mn", "Me")]
APOSTROPHES = ["'", "\u2019", "\u2018", "\u02bc", "\uff07"]

# One text for each way in which a rule may be met, and the passage that it marks.
SPELT = [
    (Kind.NHS_NUMBER, "NHS 943 476 5919", "943 476 5919"),
    (Kind.NHS_NUMBER, "NHS 943-476-5919", "943-476-5919"),
    (Kind.NHS_NUMBER, "9434765919", "9434765919"),
    (Kind.NHS_NUMBER, "9 4 3 4 7 6 5 9 1 9", "9 4 3 4 7 6 5 9 1 9"),
    (Kind.NHS_NUMBER, "NHS no 94 34 76 59 19", "NHS no 94 34 76 59 19"),
    (Kind.BIRTH_DATE, "DOB 12-03-1985", "DOB 12-03-1985"),
    (Kind.BIRTH_DATE, "date of birth is 3 March 1985", "date of birth is 3 March 1985"),
    (Kind.BIRTH_DATE, "born 1985-03-12", "born 1985-03-12"),
    (Kind.EMAIL, "to j-smith@nhs.uk", "j-smith@nhs.uk"),
    (Kind.GMC_NUMBER, "GMC no 7012345", "GMC no 7012345"),
    (Kind.HOSPITAL_NUMBER, "hospital number RX123456", "hospital number RX123456"),
    (Kind.HOSPITAL_NUMBER, "MRN 1234567", "MRN 1234567"),
    (Kind.PHONE, "on 07700 900-123", "07700 900-123"),
    (Kind.PHONE, "on +44 7700 900123", "+44 7700 900123"),
    (Kind.POSTCODE, "near SW1A 1AA", "SW1A 1AA"),
    (Kind.NAME, "so Mr O'Brien came", "Mr O'Brien"),
    (Kind.NAME, "and Mrs Smith-Jones", "Mrs Smith-Jones"),
    (Kind.DATE, "it was 12-03-2024", "12-03-2024"),
    (Kind.DATE, "on 12 November", "12 November"),
    (Kind.DATE, "on 2024-03-12", "2024-03-12"),
    (Kind.AGE, "a 43-year-old", "43-year-old"),
    (Kind.AGE, "aged 43", "aged 43"),
    (Kind.PLACE, "on Ward 7B", "Ward 7B"),
    (Kind.TOWN, "then in Birmingham", "Birmingham"),
    (Kind.TOWN, "at St Mary's", "St Mary's"),
    (Kind.FIRST_NAME, "we told Sarah", "Sarah"),
]
# Made once: the test asks for them at each letter.
ANY_SPACE, ANY_DASH, ANY_APOSTROPHE = (st.sampled_from(kinds) for kinds in (SPACES, DASHES, APOSTROPHES))
ANY_DIGIT = [st.sampled_from(kinds) for kinds in DIGITS]
ANY_UNSEEN = st.sampled_from(["", "", *UNSEEN])


def wide(character: str) -> str:
    return chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character


@st.composite
def respelt(draw: st.DrawFn, text: str, passage: str) -> tuple[str, int, int]:
    """The text in another spelling, and where the passage is in it."""
    first = text.index(passage)
    written: list[str] = []
    edges = [0, 0]
    for at, character in enumerate(text):
        if at == first:
            edges[0] = len("".join(written))
        written.append(draw(another(character)))
        if at == first + len(passage) - 1:
            edges[1] = len("".join(written))
        written.append(draw(ANY_UNSEEN))
    return "".join(written), edges[0], edges[1]


def another(character: str) -> st.SearchStrategy[str]:
    if character == " ":
        return ANY_SPACE
    if character == "-":
        return ANY_DASH
    if character == "'":
        return ANY_APOSTROPHE
    if character.isdigit():
        return ANY_DIGIT[int(character)]
    return st.sampled_from([character, wide(character)])


@pytest.mark.parametrize(("kind", "text", "passage"), SPELT)
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_every_rule_finds_every_spelling_and_marks_it_as_written(kind, text, passage, data):
    spelt, start, end = data.draw(respelt(text, passage))
    [finding] = find_identifiers(spelt)
    assert (finding.kind, finding.start) == (kind, start)
    # What nobody sees after the last letter belongs to it.
    assert finding.end >= end
    assert fold(spelt[end : finding.end]).text == ""


def test_every_rule_is_spelt():
    assert {kind for kind, _, _ in SPELT} == set(Kind)


@pytest.mark.parametrize("space", SPACES)
def test_an_nhs_number_is_blocked_whatever_the_space(space):
    assert [finding.blocks for finding in find_identifiers(space.join(["NHS 943", "476", "5919"]))] == [True]


@pytest.mark.parametrize("dash", DASHES)
def test_an_nhs_number_is_blocked_whatever_the_dash(dash):
    assert [finding.blocks for finding in find_identifiers(dash.join(["NHS 943", "476", "5919"]))] == [True]


@pytest.mark.parametrize("unseen", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\u202e", "\u0332", "\ufe0f", "\x00"])
def test_what_nobody_sees_between_two_figures_hides_nothing(unseen):
    [finding] = find_identifiers(unseen.join("9434765919"))
    assert (finding.kind, finding.start, finding.blocks) == (Kind.NHS_NUMBER, 0, True)


@given(st.text(max_size=200))
def test_each_folded_character_knows_where_it_came_from(text):
    folded = fold(text)
    assert len(folded.text) == len(folded.origin)
    assert folded.origin == sorted(folded.origin)
    assert all(0 <= place < len(text) for place in folded.origin)


@given(st.text(max_size=200))
def test_folding_what_is_folded_changes_nothing(text):
    once = fold(text).text
    assert fold(once).text == once


@given(st.text(alphabet=st.sampled_from([*"943 765-@.DrBob", "\u0301", "\u200b", "\uff19", "\n"]), max_size=60))
def test_the_segments_are_still_the_text_as_it_was_written(text):
    assert "".join(segment.text for segment in segments(text, find_identifiers(text))) == text
