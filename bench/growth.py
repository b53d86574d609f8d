#!/usr/bin/env python
"""What every screen of every role takes in a programme of 20 facilitators, and in one of 2,000.

    .venv/bin/python bench/growth.py [--only groups:list] [--rounds 5] [--kept var/growth]
    .venv/bin/python bench/growth.py --small twenty --only health:board --rounds 60

The two programmes are built once and kept in `--kept`, under a name that changes with the tables and with
what writes them; the large one has 100,000 sessions, logs and versions and takes some minutes. Screens come from
the access table, so a new route is asked too. Each is asked by Django's test client in a process for each size, in
turn. On SQLite, or with `--database postgresql:///holdfast` (HOLDFAST_DATABASE says the same) on that PostgreSQL, in
databases beside the one that it names.

The board of groups by what they need is judged by its p95, so give it many rounds, and beside a programme of twenty
groups (`--small twenty`): with fewer its page would not be full.

Ends with status 1 when a budget is broken: large / small, the size of a page, or an answer that never came.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]

# What writes the two programmes.
MADE_BY = tuple(ROOT / "bench" / f"{name}.py" for name in ("programmes", "practice", "rows"))
# Where a figure about everybody is what is asked for.
STATISTICS = {"courses:confidence_figures"}
# A table to download is about everybody: it may take its time, and no more is held than its text.
TABLES = {"certificates:download", "concerns:table", "concerns:workbook"}
# A report counts what took place in its quarters when it is asked for (0.27 s of 30,000 sessions): docs/scale.md.
REPORTS = {"report:page", "report:pdf", "report:workbook"}
# Where the slowest answers count too.
BY_P95 = {"health:board"}
GROWS, STATISTICS_GROW = 1.3, 2.0
# Below this the clock says more about the machine than about the screen.
LEAST_MS = 10.0
MOST_BYTES = 200_000
# A screen that has not answered by then never does.
SECONDS = 60.0
WEEK = 7 * 24 * 60 * 60


@dataclass(frozen=True)
class Measured:
    """One screen in one programme. `failed` says why there was no answer."""

    relation: str
    times: list[float]
    size: int
    is_page: bool
    queries: int
    failed: str = ""

    @property
    def p50(self) -> float:
        return median(self.times) if self.times else float("inf")

    @property
    def p95(self) -> float:
        return quantiles(self.times, n=20)[-1] if len(self.times) > 1 else self.p50


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", action="append", default=[], help="routes that begin so")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--small", default="small", choices=["small", "twenty"], help="beside which one is measured")
    parser.add_argument("--kept", type=Path, default=ROOT / "var" / "growth")
    parser.add_argument("--database", default=os.environ.get("HOLDFAST_DATABASE", ""), help="postgresql:///name")
    parser.add_argument("--queries", action="store_true", help="print what the slowest answer asked of the database")
    parser.add_argument("--in", dest="size", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.size:
        answer_for(options.size, options)
        return 0
    return compare(options)


# Two processes, one for each size ---------------------------------------------------------------------------------


def compare(options: argparse.Namespace) -> int:
    sizes = {"small": Asked(options.small, options), "large": Asked("large", options)}
    broken = 0
    print(LINE.format("route", "as", "small ms", "large ms", "p95", "ratio", "KB", "queries", ""))
    for route in sizes["small"].routes:
        small, large = (sizes[name].ask(route) for name in ("small", "large"))
        for before, after in zip(small, large, strict=True):
            faults = list(faults_of(route, before, after))
            broken += bool(faults)
            print(line(route, before, after, faults), flush=True)
    print(f"\n{broken} screens break a budget.")
    return 1 if broken else 0


LINE = "{:<34} {:<12} {:>8} {:>8} {:>8} {:>6} {:>7} {:>9} {}"


def line(route: str, small: Measured, large: Measured, faults: list[str]) -> str:
    queries = f"{small.queries}/{large.queries}"
    times = (f"{seconds:.1f}" for seconds in (small.p50, large.p50, large.p95))
    ratio = f"{growth(route, small, large):.2f}" if small.times else "-"
    return LINE.format(route, large.relation, *times, ratio, f"{large.size / 1000:.0f}", queries, "; ".join(faults))


def growth(route: str, small: Measured, large: Measured) -> float:
    return large.p95 / small.p95 if route in BY_P95 else large.p50 / small.p50


def faults_of(route: str, small: Measured, large: Measured) -> Iterator[str]:
    if failed := small.failed or large.failed:
        yield failed
        return
    budget, grown = STATISTICS_GROW if route in STATISTICS else GROWS, growth(route, small, large)
    if route not in TABLES | REPORTS and large.p50 > LEAST_MS and grown > budget:
        yield f"grows, {grown:.2f} times"
    if large.is_page and large.size > MOST_BYTES:
        yield f"weighs {large.size / 1000:.0f} KB"
    if route not in TABLES and large.queries > small.queries + 2:
        yield f"{large.queries} queries"


class Asked:
    """The process that asks in one programme."""

    def __init__(self, size: str, options: argparse.Namespace) -> None:
        command = [sys.executable, __file__, "--in", size, "--rounds", str(options.rounds)]
        command += ["--kept", str(options.kept), *(["--queries"] if options.queries else [])]
        for only in options.only:
            command += ["--only", only]
        folder = options.kept / f"{size}-{fingerprint()}"
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
            "HOLDFAST_VAR": str(folder),
            "PYTHONHASHSEED": "0",
            **database(size, options.database),
        }
        self.process = subprocess.Popen(
            command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

        # One is built after the other: the second begins with what the first has migrated.
        self.routes: list[str] = self.ask("")

    def ask(self, route: str) -> Any:
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{route}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit("The process that asks has ended; it says why above.")
        return json.loads(answer) if not route else [Measured(**facts) for facts in json.loads(answer)]


def database(size: str, address: str) -> dict[str, str]:
    return {"HOLDFAST_DATABASE": f"{address}_{size}_{fingerprint()}"} if address else {}


def fingerprint() -> str:
    """Of everything that the kept programmes are made of."""
    files = [*ROOT.glob("*/migrations/*.py"), *ROOT.glob("site/*/migrations/*.py"), *MADE_BY]
    # Adding an index is measured on the programme that is there already: what a migration is called is enough.
    content = "".join(file.read_text() for file in sorted(files) if "index" not in file.name)
    return hashlib.sha256(content.encode()).hexdigest()[:10]


# In one of them ---------------------------------------------------------------------------------------------------


def answer_for(size: str, options: argparse.Namespace) -> None:
    """Read a route a line and write what its screens took, until there are no more lines."""
    import django  # noqa: PLC0415 -- the settings are named by the environment

    django.setup()
    from bench.asking import ask, prepare, routes  # noqa: PLC0415 -- after the set-up

    prepare(size, Path(os.environ["HOLDFAST_VAR"]))
    for asked in sys.stdin:
        route = asked.strip()
        if route:
            answer: Any = [asdict(measured) for measured in ask(route, options)]
        else:
            answer = [name for name in routes() if not options.only or name.startswith(tuple(options.only))]
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    sys.exit(main())
