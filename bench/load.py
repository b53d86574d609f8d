"""200 people with 1 to 3 seconds of thought, for five minutes, on the demo's server, by Locust. On 127.0.0.1 alone.

    .venv/bin/python bench/load.py [--users 200] [--seconds 300]
    HOLDFAST_DATABASE=postgresql:///x pg_virtualenv -t -v 15 .venv/bin/python bench/load.py         on PostgreSQL

Prints the requests by kind, then errors and p95 beside their budgets; ends with status 1 when one is broken.
"""

import argparse
import csv
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from tests.faults.conftest import SETTINGS, make_crowd  # noqa: E402 -- after the path
from tests.running import Site, running_site  # noqa: E402

BUDGET_MS, BUDGET_ERRORS = 500.0, 0
RAMP_A_SECOND = 10


def run_locust(site: Site, crowd: Path, users: int, seconds: int) -> Path:
    """Let them in, ten a second, and keep them. Returns the table that Locust leaves."""
    command = [
        str(Path(sys.executable).parent / "locust"),
        "--locustfile",
        str(ROOT / "bench/locustfile.py"),
        "--headless",
        "--host",
        f"http://127.0.0.1:{site.port}",
        "--users",
        str(users),
        "--spawn-rate",
        str(RAMP_A_SECOND),
        "--run-time",
        f"{seconds + users // RAMP_A_SECOND}s",
        "--reset-stats",
        "--only-summary",
        "--csv",
        str(crowd.with_name("load")),
        "--exit-code-on-error",
        "0",
    ]
    environment = os.environ | {"HOLDFAST_CROWD": str(crowd), "PYTHONPATH": str(ROOT)}
    subprocess.run(command, env=environment, check=True)
    return crowd.with_name("load_stats.csv")


def judge(table: Path) -> bool:
    with table.open() as rows:
        total = next(row for row in csv.DictReader(rows) if row["Name"] == "Aggregated")
    late, errors = float(total["95%"]), int(total["Failure Count"])
    print(f"{total['Request Count']} requests, {float(total['Requests/s']):.0f} a second")
    print(f"p95 {late:.0f} ms (budget {BUDGET_MS:.0f}), {errors} errors (budget {BUDGET_ERRORS})")
    return late <= BUDGET_MS and errors <= BUDGET_ERRORS


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--users", type=int, default=200)
    options.add_argument("--seconds", type=int, default=300)
    asked = options.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder,
        running_site(Path(folder), settings=SETTINGS) as site,
    ):
        crowd = Path(folder) / "crowd.json"
        crowd.write_text(json.dumps(make_crowd(site, asked.users, asked.users).people))
        site.start("server", "worker")
        sys.exit(not judge(run_locust(site, crowd, asked.users, asked.seconds)))


if __name__ == "__main__":
    main()
