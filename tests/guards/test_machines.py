"""Whoever asks for every state machine at its long profile, by `-k machine`, gets all of them."""

from tests.guards.repository import ROOT


def test_what_runs_a_machine_says_so_in_its_name():
    unnamed = [
        f"{file.name}: {line}"
        for file in (ROOT / "tests").rglob("test_*.py")
        if "machine" not in file.name
        for line in file.read_text().splitlines()
        if line.startswith("def test_") and "run_machine" in line and "_machine(" not in line
    ]
    assert unnamed == []
