"""The script stays small, and within the policy that every page is served under."""

import gzip
from pathlib import Path

from django.conf import settings

SCRIPT = Path(settings.ROOT) / "static" / "words.js"


def test_the_script_is_at_most_3_kilobytes_on_the_wire():
    assert len(gzip.compress(SCRIPT.read_bytes(), 9)) <= 3 * 1024


def test_it_makes_no_markup_and_runs_no_text():
    banned = ("innerHTML", "outerHTML", "insertAdjacentHTML", "eval(", "Function(", "document.write", ".setAttribute(")
    assert [word for word in banned if word in SCRIPT.read_text()] == []


def test_it_depends_on_nothing():
    assert "import " not in SCRIPT.read_text() and "require(" not in SCRIPT.read_text()
