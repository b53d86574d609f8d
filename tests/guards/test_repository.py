"""Traps of the repository itself. Each test says what went wrong when the trap was met."""

import ast
import re
import site
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

from tests.guards.repository import (
    APPS,
    ROOT,
    all_python,
    committed_files,
    git,
    is_a_clone,
    named,
    our_python,
)

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
LONGEST_FILE, LONGEST_FUNCTION = 400, 40
LONGEST_NAME = 72


def test_site_is_a_plain_folder():
    """As a package it would shadow Python's own `site`: in some Pythons no installed package could be imported."""
    assert not (ROOT / "site" / "__init__.py").exists()


def test_import_site_is_pythons_own():
    assert Path(site.__file__).parent == Path(sysconfig.get_path("stdlib"))


@pytest.mark.skipif(not is_a_clone(), reason="not a git clone")
def test_git_does_not_ignore_our_folder_site():
    """GitHub's Python template ignores /site: `git add` would drop the project folder, and ruff would skip it."""
    assert git("check-ignore", "--no-index", "site/config/urls.py").returncode == 1


def test_manage_py_finds_both_folders_from_anywhere():
    """With `-P`, Python does not put the script's own folder on the path."""
    command = [sys.executable, "-P", str(ROOT / "manage.py"), "check", "--settings", "config.settings.test"]
    done = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "System check identified no issues (0 silenced).", done.stderr


def test_pytest_finds_both_folders():
    """Ours stand before installed packages: a package named `config` exists on PyPI."""
    assert PYPROJECT["tool"]["pytest"]["ini_options"]["pythonpath"] == [".", "site"]


def test_no_test_lies_under_site():
    """Django's own test runner skips what lies there without a word; everything is in tests/."""
    assert [named(path) for path in our_python() if path.name.startswith("test_") or "tests" in path.parts] == []


# Written in halves, so that this file does not name what it looks for.
FOREIGN = re.compile(
    "|".join(
        (
            "python" + "hosted",
            "pypi" + r"\.org/simple",
            "registry" + r"\.npmjs",
            "deb" + r"\.debian\.org",
            "/wo" + r"rk/(main|steering|shared|\.library)",
            "/fa" + "rm/",
            "/tm" + "p/hf",
            "/ro" + r"ot/\.",
        )
    )
)


def test_no_committed_file_names_a_registry_or_a_path_of_somebodys_machine():
    """Such a file works on one machine only."""
    assert [named(path) for path in committed_files() if FOREIGN.search(path.read_text(errors="replace"))] == []


def test_no_lock_file_with_addresses_is_committed():
    """uv.lock records the index's addresses, over a thousand of them."""
    assert [named(path) for path in committed_files() if path.name in {"uv.lock", "poetry.lock", "Pipfile.lock"}] == []


@pytest.mark.parametrize("name", ["runtime.txt", "dev.txt", "tools.txt"])
def test_requirements_are_pinned_and_hashed_and_name_no_address(name):
    text = (ROOT / "requirements" / name).read_text()
    unhashed = [entry.split()[0] for entry in pinned_entries(text) if "--hash=sha256:" not in entry]
    assert (unhashed, re.findall(r"(?:https?|file)://\S+|--\w*index\S*|--find-links\S*|-e .*", text)) == ([], [])


def pinned_entries(text: str) -> list[str]:
    joined = text.replace("\\\n", " ")
    return [line for line in joined.splitlines() if line.strip() and not line.lstrip().startswith("#")]


def pins(name: str) -> dict[str, str]:
    entries = pinned_entries((ROOT / "requirements" / name).read_text())
    return dict(entry.split()[0].split("==") for entry in entries)


def test_the_demo_runs_the_versions_that_the_tests_ran():
    """bin/demo takes the test's packages where they stand already."""
    tested = pins("dev.txt")
    assert {name: pin for name, pin in pins("runtime.txt").items() if tested.get(name) != pin} == {}


def test_subclassing_any_is_allowed_only_where_a_base_class_is_untyped():
    """Everywhere else a base class that mypy cannot see would silence it for the whole class."""
    loosened = {
        module
        for override in PYPROJECT["tool"]["mypy"]["overrides"]
        if override.get("disallow_subclassing_any") is False
        for module in override["module"]
    }
    loosened -= UNTYPED_PACKAGES
    assert {module for module in loosened if module.rpartition(".")[2] not in UNTYPED_BASES} == set()
    assert PYPROJECT["tool"]["mypy"]["strict"] is True


# Wagtail's pages, blocks, viewsets and hooks; allauth's adapter and forms.
UNTYPED_PACKAGES = {"courses.exercises.*"}  # each file is a kind, with its block
UNTYPED_BASES = {"models", "blocks", "choosers", "wagtail_hooks", "adapter", "forms", "viewsets", "panels", "reading"}


def test_files_hold_one_noun():
    """Past about 400 lines a file becomes a package split by noun."""
    lengths = {named(path): len(path.read_text().splitlines()) for path in all_python()}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_functions_stay_short():
    lengths = {
        f"{named(path)}:{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in all_python()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: length for name, length in lengths.items() if length > LONGEST_FUNCTION} == {}


def test_names_of_tests_fit_a_line():
    """Past that nobody reads them: not in a report, and not as the sentence that they are."""
    names = [
        node.name
        for path in all_python()
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    ]
    assert len(names) > 1000
    assert [name for name in names if len(name) > LONGEST_NAME] == []


@pytest.mark.parametrize("app", APPS, ids=lambda app: app.name)
def test_every_app_says_what_it_is_for(app):
    assert (app / "README.md").exists()
