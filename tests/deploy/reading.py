"""What the files for operators say, as data."""

import ast
import re
import shlex
from pathlib import Path

import yaml

from tests.guards.repository import ROOT, our_python

DEPLOY = ROOT / "deploy"
MANUAL = (ROOT / "docs" / "deploy.md").read_text()
NGINX = (DEPLOY / "nginx.conf").read_text()
CONTAINERFILE = (DEPLOY / "Containerfile").read_text()
COMPOSE = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
EXAMPLE = (DEPLOY / "holdfast.env.example").read_text()
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))
# The suite's own.
NOT_FOR_OPERATORS = {"HOLDFAST_TEST_DATABASE"}


def calls_of(path: Path, starting: str) -> list[ast.Call]:
    tree = ast.walk(ast.parse(path.read_text()))
    return [node for node in tree if isinstance(node, ast.Call) and getattr(node.func, "id", "").startswith(starting)]


def settings_read() -> set[str]:
    """Every variable that the source asks the environment for."""
    calls = [call for path in our_python() if path.name != "env.py" for call in calls_of(path, "env_")]
    return {ast.literal_eval(call.args[0]) for call in calls} - NOT_FOR_OPERATORS


def settings_required() -> set[str]:
    [call] = calls_of(ROOT / "site" / "config" / "settings" / "production.py", "refuse_missing")
    return {ast.literal_eval(name) for name in call.args}


def settings_in_the_manual() -> dict[str, str]:
    """Name -> its default, as the table of settings says it."""
    rows = re.findall(r"^\| `(HOLDFAST_\w+)` \| (.*?) \|", MANUAL, flags=re.MULTILINE)
    return dict(rows)


def example(*, commented: bool) -> dict[str, str]:
    """Name -> value of the example's lines, with or without those that are commented out."""
    pattern = r"^#?([A-Z_]+)=(.*)$" if commented else r"^([A-Z_]+)=(.*)$"
    return dict(re.findall(pattern, EXAMPLE, flags=re.MULTILINE))


def without_file(names) -> set[str]:
    return {name.removesuffix("_FILE") for name in names}


def commands_of(unit: str) -> list[list[str]]:
    """What a unit runs, as words."""
    lines = re.findall(r"^Exec(?:Start|StartPre|StopPost)=(.*)$", (DEPLOY / unit).read_text(), flags=re.MULTILINE)
    return [shlex.split(line) for line in lines]


def commands_in_the_manual() -> list[list[str]]:
    """Every line that runs one of our commands, in the manual and the units."""
    lines = [line for line in MANUAL.splitlines() if line.startswith("    ")]
    lines += [" ".join(command) for unit in UNITS for command in commands_of(unit)]
    found = (re.search(r"(?:holdfast holdfast|manage\.py) ([a-z_].*)", line) for line in lines)
    return [shlex.split(re.split('"| > ', match[1])[0]) for match in found if match]
