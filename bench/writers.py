"""32 writers who save at once, over and over, on the demo's server: none may be refused.

    .venv/bin/python bench/writers.py                                              on SQLite
    HOLDFAST_DATABASE=postgresql:///x pg_virtualenv -t -v 15 .venv/bin/python bench/writers.py      on PostgreSQL

Prints each of five runs and the median; ends with status 1 when a budget is broken. Needs `bin/test` to have run once.
"""

import http.client
import json
import statistics
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from tests import postgres  # noqa: E402 -- after the path
from tests.faults.conftest import SETTINGS, Crowd, make_crowd  # noqa: E402
from tests.faults.visitor import TOKEN  # noqa: E402
from tests.running import running_site  # noqa: E402

WRITERS, SAVINGS, RUNS = 32, 40, 5
BUDGET_MS = 250.0 if postgres.IN_USE else 150.0


@dataclass
class Writer:
    """One person with one open connection, as a browser keeps it."""

    port: int
    person: dict[str, str]
    revision: int = 1
    sequence: int = 0
    milliseconds: list[float] = field(default_factory=list)
    refused: int = 0

    def save_all(self, together: threading.Barrier) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        together.wait()
        for _ in range(SAVINGS):
            self.save(connection)
        connection.close()

    def save(self, connection: http.client.HTTPConnection) -> None:
        self.sequence += 1
        words = f"{self.sequence} " + "what the group found hard this week " * 20
        form = {"part-stirred": words, "tab": "b" * 16, "revision": self.revision, "sequence": self.sequence}
        begun = time.perf_counter()
        connection.request(
            "POST",
            f"/words/{self.person['text']}/save/",
            urlencode(form),
            {
                "Cookie": f"sessionid={self.person['session']}; csrftoken={TOKEN}",
                "X-CSRFToken": TOKEN,
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        answer = connection.getresponse()
        said = answer.read()
        self.milliseconds.append((time.perf_counter() - begun) * 1000)
        if answer.status == http.client.OK:
            self.revision = json.loads(said)["revision"]
        else:
            self.refused += 1


def run_once(writers: list[Writer]) -> tuple[float, float, int]:
    """Median and 95th percentile in milliseconds, and how many were refused."""
    for writer in writers:
        writer.milliseconds, writer.refused = [], 0
    together = threading.Barrier(len(writers))
    threads = [threading.Thread(target=writer.save_all, args=[together]) for writer in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles([millisecond for writer in writers for millisecond in writer.milliseconds], n=20)
    return cuts[9], cuts[18], sum(writer.refused for writer in writers)


def measure(crowd: Crowd) -> bool:
    """Print the runs. Whether the budget was kept."""
    writers = [Writer(crowd.site.port, person) for person in crowd.people["writers"]]
    run_once(writers)
    runs = []
    for number in range(1, RUNS + 1):
        middle, late, refused = run_once(writers)
        runs.append((late, refused))
        print(f"run {number}: p50 {middle:.0f} ms, p95 {late:.0f} ms, {refused} of {WRITERS * SAVINGS} refused")
    late, refused = statistics.median(run[0] for run in runs), sum(run[1] for run in runs)
    kind = "PostgreSQL" if postgres.IN_USE else "SQLite"
    print(f"{kind}: median of p95 {late:.0f} ms (budget {BUDGET_MS:.0f}), {refused} refused (budget 0)")
    return late <= BUDGET_MS and refused == 0


def main() -> None:
    with (
        tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder,
        running_site(Path(folder), settings=SETTINGS) as site,
    ):
        crowd = make_crowd(site, WRITERS, WRITERS)
        site.start("server")
        sys.exit(not measure(crowd))


if __name__ == "__main__":
    main()
