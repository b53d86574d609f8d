"""A module that no contract of import-linter names could import whatever it likes: in layered apps, each is named."""

import re
import tomllib

import pytest
from django.conf import settings

CONTRACTS = tomllib.loads((settings.ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

# Django's and Wagtail's own order of loading: nothing else is imported inside a function.
LATE = {
    "people": [
        "accounts.py: from people.models",  # for its types alone
        "apps.py: from people",
        "apps.py: from people.second_factor",
        "apps.py: from people.signing_in",
        "models.py: from people.endings.days",
        "models.py: from people.namesakes",
        "models.py: from people.registry",
    ],
    "groups": ["apps.py: from groups"],
    "courses": ["apps.py: from courses", "blocks.py: from courses.handouts.models"],
    "certificates": ["apps.py: from certificates", "models.py: from certificates.facts"],
}


def named_in(app: str) -> set[str]:
    (contract,) = [item for item in CONTRACTS if item["name"] == f"The layers of {app}"]
    return {module.strip() for layer in contract["layers"] for module in re.split("[|:]", layer)}


def modules_of(app: str) -> set[str]:
    """Every file of Python, by its dotted name; what only marks a folder as a package is left out."""
    paths = [path.relative_to(settings.ROOT) for path in (settings.ROOT / app).rglob("*.py")]
    return {
        ".".join(path.with_suffix("").parts)
        for path in paths
        if path.name != "__init__.py" and "migrations" not in path.parts
    }


@pytest.mark.parametrize("app", LATE)
def test_every_module_is_in_a_layer(app):
    layered = named_in(app)
    within = tuple(f"{item}." for item in layered)
    known = {module for module in modules_of(app) if module in layered or module.startswith(within)}
    assert len(known) > 20
    assert modules_of(app) - known == set()


@pytest.mark.parametrize("app", LATE)
def test_no_module_imports_late_to_get_round_its_layer(app):
    """An import inside a function hides a circle."""
    late = [
        f"{path.name}: {line.strip().split(' import')[0]}"
        for path in (settings.ROOT / app).rglob("*.py")
        for line in path.read_text().splitlines()
        if line.startswith("    ") and line.strip().startswith(f"from {app}")
    ]
    assert sorted(late) == LATE[app]
