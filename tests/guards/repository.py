"""The repository as the guards see it: what is committed, and which Python is ours."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("site", "people", "groups", "courses", "supervision", "certificates", "impact", "demo")
APPS = tuple(
    sorted(folder for parent in ("site", ".") for folder in (ROOT / parent).iterdir() if (folder / "apps.py").exists())
)
# What is never committed, for a copy of the tree that came without its .git.
NEVER_COMMITTED = {".git", ".venv", "var", "__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".hypothesis"}


def git(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)


def is_a_clone() -> bool:
    try:
        return git("rev-parse", "--is-inside-work-tree").returncode == 0
    except OSError:  # a bare Debian has no git
        return False


def committed_files() -> list[Path]:
    """Every file that git keeps, or, where there is no git, that it would keep."""
    if is_a_clone():
        return [ROOT / name for name in git("ls-files", "-z").stdout.split("\0") if name and (ROOT / name).is_file()]
    everything = (path for path in ROOT.rglob("*") if path.is_file())
    return [path for path in everything if not NEVER_COMMITTED & {*path.relative_to(ROOT).parts}]


def our_python() -> Iterator[Path]:
    """The code that people maintain: not migrations, which a command writes."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def all_python() -> list[Path]:
    others = (path for folder in ("tests", "bench", "scripts") for path in sorted((ROOT / folder).rglob("*.py")))
    return [*our_python(), *others]


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))
