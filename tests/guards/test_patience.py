"""In a browser nothing is given up sooner than a busy machine needs: no test has a shorter patience of its own."""

import ast

import pytest

from tests.guards.repository import ROOT, named
from tests.patience import PATIENCE_SECONDS

FOLDERS = ("tests/browser", "tests/other_browsers")
# Shorter on purpose: a page that hangs has no text for the report of a failure.
OF_A_REPORT = "tests/browser/conftest.py"
# Playwright counts in milliseconds; sockets and processes in seconds.
LEAST_SECONDS, LEAST_MILLISECONDS = 20, (PATIENCE_SECONDS - 10) * 1000


def short_patience(source: str) -> list[int]:
    """The lines on which a call gives up sooner."""
    given = (
        node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.keyword) and node.arg == "timeout" and isinstance(node.value, ast.Constant)
    )
    return sorted(value.lineno for value in given if not is_enough(float(value.value)))


def is_enough(timeout: float) -> bool:
    return timeout >= LEAST_MILLISECONDS or LEAST_SECONDS <= timeout < 1000


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("expect(line).to_have_text(SAVED, timeout=3000)", [1]),
        ("expect(line).to_have_text(SAVED, timeout=10_000)", [1]),
        ("process.wait(timeout=5)", [1]),
        ("expect(line).to_have_text(SAVED)", []),
        ("page.expect_download(timeout=60_000)", []),
        ("process.wait(timeout=20)", []),
    ],
)
def test_a_short_patience_is_found(source, lines):
    assert short_patience(source) == lines


def test_no_browser_test_gives_up_sooner_than_all():
    files = [path for folder in FOLDERS for path in sorted((ROOT / folder).glob("*.py"))]
    assert len(files) > 30
    found = {named(path): short_patience(path.read_text()) for path in files if named(path) != OF_A_REPORT}
    assert {name: lines for name, lines in found.items() if lines} == {}
