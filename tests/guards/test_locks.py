"""A lock that joins locks more than it says: on PostgreSQL `select_for_update` takes every joined row too."""

import ast

from tests.guards.repository import committed_files, named


def chain(call: ast.Call) -> dict[str, ast.Call]:
    """The calls of `Model.objects.a().b().c()` by name."""
    calls, at = {}, call
    while isinstance(at, ast.Call) and isinstance(at.func, ast.Attribute):
        calls[at.func.attr] = at
        at = at.func.value
    return calls


def locks_more_than_it_says(call: ast.Call) -> bool:
    calls = chain(call)
    lock = calls.get("select_for_update")
    return bool(lock and "select_related" in calls and "of" not in {word.arg for word in lock.keywords})


def test_a_lock_on_joined_rows_says_which_it_means():
    """Else an autosave would hold its writer's account, and on a row that may be missing PostgreSQL refuses."""
    found = [
        f"{named(path)}:{node.lineno}"
        for path in committed_files()
        if path.suffix == ".py" and "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and locks_more_than_it_says(node)
    ]
    assert found == []
