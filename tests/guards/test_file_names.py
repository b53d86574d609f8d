"""One file name, one meaning: who knows one app finds the same things in the next under the same names."""

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from foundation.cards import cards, first_pages
from foundation.exports import exports
from tests.guards.repository import ROOT

APPS = ("people", "groups", "courses", "supervision", "certificates", "impact")
REGISTERED = re.compile(r"^    +(?:\w+\.)?(?:\w+\.register\(|register_notice\()", re.MULTILINE)


def files(name: str = "*.py") -> list[Path]:
    return [path for app in APPS for path in (ROOT / app).rglob(name) if "migrations" not in path.parts]


def module_of(answer: Any) -> str:
    """Where it is written: behind what narrows it to a role or fills in an argument."""
    inner = [cell.cell_contents for cell in getattr(answer, "__closure__", None) or () if callable(cell.cell_contents)]
    return module_of(inner[0]) if inner else str(inspect.getmodule(answer).__name__)


def of_our_apps(registry: Any) -> Iterator[tuple[str, str]]:
    for name, answer in registry:
        module = module_of(answer)
        if module.split(".")[0] in APPS:
            yield name, module


@pytest.mark.parametrize(("registry", "file"), [(cards, "cards"), (exports, "exports")])
def test_what_is_offered_is_written_in_the_file_of_that_name(registry, file):
    found = list(of_our_apps(registry))
    assert len(found) >= 8
    assert [(name, module) for name, module in found if module.rpartition(".")[2] != file] == []


def test_only_registrations_register():
    """`apps.py` calls them, once the apps are ready."""
    allowed = {"registrations.py", "apps.py"}
    elsewhere = [str(path) for path in files() if path.name not in allowed and REGISTERED.search(path.read_text())]
    assert elsewhere == []


def test_registrations_are_found_by_the_pattern():
    assert len([path for path in files("registrations.py") if REGISTERED.search(path.read_text())]) >= 7


def test_queries_open_no_text():
    found = files("queries.py")
    assert len(found) > 8
    assert [str(path) for path in found if "confidential.services" in path.read_text()] == []


def test_there_is_one_name_for_each():
    """`outgoing.py` beside `exports.py` is how the same thing comes to be looked for twice."""
    twins = {"exporting", "export", "card", "register", "registration", "registering", "query", "service", "permission"}
    assert [str(path) for path in files() if path.stem in twins] == []


def test_cards_and_exports_are_offered_and_not_kept_for_later():
    """A function here that nothing offers is in the wrong file, or dead."""
    offered = {module for registry in (cards, first_pages, exports) for _, module in of_our_apps(registry)}
    written = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts) for path in [*files("cards.py"), *files("exports.py")]
    }
    assert written - offered == set()
