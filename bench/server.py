"""A real server over a copy of the demo's data, for measuring: the demo itself is left as it is."""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "var" / "demo"
STARTS_WITHIN = 60.0


@contextmanager
def measured_server() -> Iterator[str]:
    """The address of two granian workers under bench/settings.py. Raises SystemExit when there is no demo to copy."""
    if not (DEMO / "database.stamp").exists():
        raise SystemExit("There is no demo to measure yet: run bin/demo once, then stop it or leave it running.")
    with tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder:
        copy_demo(Path(folder))
        port = free_port()
        address = f"http://localhost:{port}"
        server = start(Path(folder), port, address)
        try:
            wait_for(address, server)
            yield address
        finally:
            stop(server)


def copy_demo(into: Path) -> None:
    with (
        closing(sqlite3.connect(DEMO / "holdfast.sqlite3")) as source,
        closing(sqlite3.connect(into / "holdfast.sqlite3")) as target,
    ):
        source.backup(target)
    for name in ("private", "media"):
        if (DEMO / name).exists():
            shutil.copytree(DEMO / name, into / name)
    (into / "static").symlink_to(DEMO / "static")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start(var: Path, port: int, address: str) -> subprocess.Popen[bytes]:
    environment = (
        os.environ
        | secrets()
        | {
            "DJANGO_SETTINGS_MODULE": "bench.settings",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "HOLDFAST_VAR": str(var),
            "HOLDFAST_BASE_URL": address,
        }
    )
    granian = [str(ROOT / ".venv/bin/granian"), "--interface", "wsgi", "--workers", "2", "--blocking-threads", "64"]
    quiet = ["--respawn-failed-workers", "--no-ws", "--log-level", "warning"]
    command = [*granian, *quiet, "--port", str(port), "config.wsgi:application"]
    return subprocess.Popen(command, env=environment, cwd=ROOT, start_new_session=True)


def secrets() -> dict[str, str]:
    lines = (DEMO / "secrets").read_text().splitlines()
    return {name: value.strip("'") for name, _, value in (line.partition("=") for line in lines)}


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < until:
        try:
            urllib.request.urlopen(f"{address}/healthz", timeout=5)
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("The server did not start; it says why above.")


def stop(server: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGTERM, signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(server.pid, number)
            server.wait(timeout=3)
        except ProcessLookupError:
            return
        except subprocess.TimeoutExpired:
            continue
