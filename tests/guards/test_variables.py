"""A name is a noun or a verb: `mine` and `theirs` say whose something is, and not what."""

import ast
from collections.abc import Iterator

import pytest

from tests.guards.repository import named, our_python

PRONOUNS = frozenset(
    [
        "mine",
        "ours",
        "yours",
        "hers",
        "theirs",
        "one",
        "each",
        "some",
        "both",
        "either",
        "this",
        "that",
        "these",
        "those",
    ]
)


def pronouns_in(source: str) -> Iterator[tuple[int, str]]:
    """Those that are given a value, are arguments, or name a function or a class, each with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.lower() in PRONOUNS:
            yield node.lineno, node.name
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in PRONOUNS:
            yield node.lineno, node.id
        if isinstance(node, ast.arg) and node.arg in PRONOUNS:
            yield node.lineno, node.arg


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("mine = 1", [(1, "mine")]),
        ("for one in people: pass", [(1, "one")]),
        ("[each for each in people]", [(1, "each")]),
        ("def tell(these): pass", [(1, "these")]),
        ("def both(): pass", [(1, "both")]),
        ("class Some: pass", [(1, "Some")]),
        ("person = 1", []),
        ("draw(one=1)", []),
    ],
)
def test_a_pronoun_is_found_wherever_it_is_a_name(source, found):
    assert list(pronouns_in(source)) == found


def test_no_name_is_a_pronoun():
    written = {named(path): path.read_text() for path in our_python()}
    found = {name: list(pronouns_in(source)) for name, source in written.items()}
    assert {name: lines for name, lines in found.items() if lines} == {}
