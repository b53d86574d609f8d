"""The glossary lost its way once: words in it that no code had, and one word twice."""

import ast
import re

import pytest

from tests.guards.repository import ROOT

ROW = re.compile(r"^\| (?P<word>[^|]+) \| [^|]+ \| `(?P<where>[^|`]+)` \|$", re.MULTILINE)
ROWS = [(row["word"], row["where"]) for row in ROW.finditer((ROOT / "docs" / "development.md").read_text())]


def test_each_word_is_there_once():
    words = [word.strip("`").lower() for word, _where in ROWS]
    assert len(words) > 40
    assert len(set(words)) == len(words)


@pytest.mark.parametrize(("word", "where"), ROWS, ids=[word for word, _where in ROWS])
def test_each_word_is_where_the_glossary_says(word, where):
    assert (ROOT / where).exists()
    if word.startswith("`"):
        tree = ast.parse((ROOT / where).read_text())
        assert word.strip("`") in {node.name for node in tree.body if isinstance(node, ast.ClassDef)}
