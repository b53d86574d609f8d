"""A stranger's file is looked through in a process of its own, which knows no secret and ends when it takes too much.

Both ends are here: `ask` starts it, `limit` and `shut_in` are its own first words. Nothing here imports Django, for the
process must not either.
"""

import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# No secret is in it.
ENVIRONMENT = {"PYTHONPATH": f"{ROOT}:{ROOT / 'site'}"}


def ask(module: str, kind: str, content: bytes, *, most_seconds: int) -> bytes:
    """What `python -m module kind` says of `content`; nothing, if it was ended.

    It counts its own seconds of work. `most_seconds` is for a machine that gives it none.
    """
    try:
        return subprocess.run(  # noqa: S603 -- our own Python and our own module
            [sys.executable, "-s", "-m", module, kind],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=most_seconds,
            check=False,
            cwd=ROOT,
            env=ENVIRONMENT,
        ).stdout
    except subprocess.TimeoutExpired:
        return b""


def limit(*, cpu_seconds: int, memory_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def shut_in() -> None:
    """From here on no file is opened and no connection made, whatever a parser is talked into."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
