"""Templates can be read in an editor, and every sentence in them can be translated."""

import re

import pytest

from bench.words import BLOCK, COMMENT, NAMED, TAG
from tests.guards.repository import ROOT, named

TEMPLATES = sorted(path for path in (ROOT / "templates").rglob("*") if path.suffix in {".html", ".txt"})
LONGEST = 160
# An untrimmed sentence that goes over a line has the template's line break in it, in every language.
BROKEN = re.compile(
    r"\{% blocktranslate (?!trimmed)(?:(?!%\}).)*%\}(?:(?!\{% endblocktranslate).)*?\n.*?\{% endblocktranslate",
    re.DOTALL,
)


def lines_too_long(text: str) -> list[int]:
    return [number for number, line in enumerate(text.split("\n"), start=1) if len(line) > LONGEST]


def test_no_line_of_a_template_is_too_long():
    found = {named(path): lines_too_long(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_long_line_is_found():
    assert lines_too_long(f"{'x' * LONGEST}\n{'x' * (LONGEST + 1)}\n") == [2]


def test_no_sentence_has_the_line_breaks_of_its_template():
    assert [named(path) for path in TEMPLATES if BROKEN.search(path.read_text(encoding="utf-8"))] == []


def test_a_sentence_that_goes_over_a_line_is_found():
    over_a_line = "{% blocktranslate with a=b %}One\n  two{% endblocktranslate %}"
    assert BROKEN.search(over_a_line)
    assert not BROKEN.search(over_a_line.replace("blocktranslate with", "blocktranslate trimmed with"))


# What is written in a template and read by nobody as a sentence: a class of the page, and a sample of a file.
NOT_SENTENCES = {
    "templates/pages/home_page.html": "hf-home",
    "templates/supervision/concerns/ring.html": "hf-alarm",
    "templates/people/invite_many.html": "email,name,role,specialty",
}


def untranslated(text: str) -> list[str]:
    """What is left when comments, tags and all that is translated are taken away; and names that are read aloud."""
    left = TAG.sub(" ", BLOCK.sub(" ", COMMENT.sub(" ", text)))
    written = [*re.split(r"<[^>]*>|&\w+;", left), *NAMED.findall(left)]
    return [words.strip() for words in written if re.search(r"[A-Za-z]{2}", words)]


def test_every_sentence_of_a_template_can_be_translated():
    found = {named(path): untranslated(path.read_text(encoding="utf-8")) for path in TEMPLATES}
    hard = {name: words for name, words in found.items() if words}
    assert hard.keys() == NOT_SENTENCES.keys()
    assert {name: [word.split("\n")[0] for word in words] for name, words in hard.items()} == {
        name: [word] for name, word in NOT_SENTENCES.items()
    }


@pytest.mark.parametrize(
    "written", ["<p>Hello</p>", '<a aria-label="Close"></a>', "{% if a %}Hello{% endif %}", "<b>{{ n }} logs</b>"]
)
def test_a_sentence_that_cannot_be_translated_is_found(written):
    assert len(untranslated(written)) == 1


@pytest.mark.parametrize(
    "translated",
    [
        '<p>{% translate "Hello" %}</p>',
        "{% blocktranslate %}Hello {{ name }}{% endblocktranslate %}",
        "{# A comment #}{% comment %} Another {% endcomment %}",
        '<a aria-label="{% translate "Close" %}">&nbsp;</a>',
    ],
)
def test_a_sentence_that_can_is_let_be(translated):
    assert untranslated(translated) == []
