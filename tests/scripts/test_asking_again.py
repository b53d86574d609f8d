"""A whole run asks what failed once more, alone: the unsteady is named, and what fails alone as well fails the run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

UNSTEADY = "UNSTEADY: these failed beside others and passed alone."

STEADY_TEST = """
def test_one_is_one():
    assert 1 == 1
"""
# Fails the first time that it is run, and passes from then on.
FIRST_TIME_FAILS = """
def test_the_clock_{number}(request):
    seen = request.path.with_suffix(".seen-{number}")
    was_seen = seen.exists()
    seen.touch()
    assert was_seen
"""
ALWAYS_FAILS = """
def test_two_is_three():
    assert 2 == 3
"""


@pytest.fixture
def project(tmp_path) -> Path:
    (tmp_path / "bin").mkdir()
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / "tests").mkdir()
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers = browser: in a browser\n")
    python = tmp_path / ".venv/bin/python"
    python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    python.chmod(0o755)
    return tmp_path


def run_whole(project: Path, *tests: str, arguments: str = "") -> tuple[int, list[str]]:
    """`run_tests` of bin/lib.sh over a file of these tests: its status, and the lines that it said."""
    (project / "tests/test_file.py").write_text("".join(tests))
    script = f'set -euo pipefail\n. {settings.ROOT}/bin/lib.sh\nran=\nrun_tests "not browser" tests {arguments}\n'
    script += 'echo "ran: $ran"\n'
    environment = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    done = subprocess.run(
        ["bash", "-c", script], cwd=project, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    return done.returncode, done.stdout.splitlines()


def said_unsteady(lines: list[str]) -> list[str]:
    begins = [place for place, line in enumerate(lines) if line.startswith(UNSTEADY)]
    return lines[begins[0] + 1 : lines.index("", begins[0])] if begins else []


def test_what_passes_asks_nothing_again(project):
    status, lines = run_whole(project, STEADY_TEST)
    assert (status, said_unsteady(lines), lines[-1]) == (0, [], "ran: yes")


def test_what_fails_once_is_named_and_the_run_goes_on(project):
    status, lines = run_whole(project, STEADY_TEST, FIRST_TIME_FAILS.format(number=1))
    assert (status, said_unsteady(lines)) == (0, ["tests/test_file.py::test_the_clock_1"])
    assert lines[-1] == "ran: yes"


def test_what_fails_alone_as_well_fails_the_run(project):
    status, lines = run_whole(project, STEADY_TEST, FIRST_TIME_FAILS.format(number=1), ALWAYS_FAILS)
    assert (status, said_unsteady(lines)) == (1, [])


def test_many_that_fail_are_one_fault(project):
    status, lines = run_whole(project, *[FIRST_TIME_FAILS.format(number=number) for number in range(4)])
    assert (status, said_unsteady(lines)) == (1, [])


def test_who_names_a_test_is_told_at_once(project):
    status, lines = run_whole(project, FIRST_TIME_FAILS.format(number=1), arguments="tests/test_file.py")
    assert (status, said_unsteady(lines)) == (1, [])


def test_a_failure_of_an_earlier_run_is_not_asked_again(project):
    run_whole(project, ALWAYS_FAILS)
    status, lines = run_whole(project, STEADY_TEST, FIRST_TIME_FAILS.format(number=1))
    assert (status, said_unsteady(lines)) == (0, ["tests/test_file.py::test_the_clock_1"])
