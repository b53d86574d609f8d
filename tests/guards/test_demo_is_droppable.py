"""The demo stands above the product, which runs with the folder deleted."""

import ast
import shutil
import subprocess
import sys

import pytest

from tests.guards.repository import ROOT, our_python

PRODUCT = (
    "manage.py",
    "site",
    "people",
    "groups",
    "courses",
    "supervision",
    "certificates",
    "impact",
    "templates",
    "static",
)


def test_nothing_of_the_product_imports_it():
    importing = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in our_python()
        if path.relative_to(ROOT).parts[0] != "demo"
        for node in ast.walk(ast.parse(path.read_text()))
        if "demo" in {name.partition(".")[0] for name in imported(node)}
    ]
    assert importing == []


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return [alias.name for alias in node.names] if isinstance(node, ast.Import) else []


@pytest.fixture(scope="module")
def without_demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("product")
    for name in PRODUCT:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    (folder / "var").mkdir()
    return folder


@pytest.mark.parametrize("command", [["check"], ["makemigrations", "--check"], ["start_programme", "--help"]])
def test_the_product_starts_without_it(without_demo, command):
    ran = subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=without_demo,
        env={"DJANGO_SETTINGS_MODULE": "config.settings.dev", "HOLDFAST_VAR": str(without_demo / "var")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, "")
