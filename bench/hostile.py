"""Twenty hostile facilitators at once, and a mail server that accepts and says nothing: how long does everybody wait?

    .venv/bin/python bench/hostile.py [--sessions 20] [--seconds 60]                                    on SQLite
    HOLDFAST_DATABASE=postgresql:///x pg_virtualenv -t -v 15 .venv/bin/python bench/hostile.py          on PostgreSQL

Each of them, without a pause, fills every answer of a log with 20,000 of one kind of character, opens the page to share
it, where all rules for identifiers read it, and asks for a new password. Meanwhile /healthz is asked four times a
second, as by whoever watches the site. Prints its p95 and how often it was not answered; ends with status 1 where the
budget is broken. Needs `bin/test` to have run once.
"""

import argparse
import itertools
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from tests.faults.conftest import SETTINGS, Crowd, make_crowd  # noqa: E402 -- after the path
from tests.faults.visitor import Visitor  # noqa: E402
from tests.running import running_site  # noqa: E402

BUDGET_SECONDS, EVERY = 1.0, 0.25
LONGEST_ANSWER = 20_000
HEAVY = ("7", "0", "\uff19", "1 ", "a.", "a@", "a@a.", "Dr ", "12 May ", "ward ", "<a ", "e\u0301", "St ", "\n")
PARTS = (
    "working_on",
    "stirred",
    "next_time",
    "mood",
    "went_well",
    "difficult",
    "boundaries",
    "inclusion",
    "me_now",
    "partner",
)


@contextmanager
def silent_mail_server() -> Iterator[int]:
    """Takes every connection and never says a word. Gives its port."""
    with socket.create_server(("127.0.0.1", 0), backlog=128) as server:
        yield int(server.getsockname()[1])


class Facilitator(threading.Thread):
    def __init__(self, crowd: Crowd, person: dict[str, str], until: float) -> None:
        super().__init__(daemon=True)
        self.visitor, self.person, self.until = crowd.visitor(person["session"]), person, until
        self.stranger, self.statuses = crowd.visitor(), list[int]()

    def run(self) -> None:
        for revision, unit in enumerate(itertools.cycle(HEAVY), start=1):
            for ask in (self.write, self.share, self.forget_the_password):
                if time.monotonic() > self.until:
                    return
                try:
                    self.statuses.append(ask(unit, revision))
                except OSError:
                    self.statuses.append(0)

    def write(self, unit: str, revision: int) -> int:
        answer = (unit * LONGEST_ANSWER)[:LONGEST_ANSWER]
        parts = {f"part-{name}": answer for name in PARTS}
        return self.visitor.post(
            f"/words/{self.person['text']}/save/", **parts, tab="c" * 16, revision=revision, sequence=revision
        ).status

    def share(self, _unit: str, _revision: int) -> int:
        return self.visitor.get(f"/logs/{self.person['log']}/share/").status

    def forget_the_password(self, _unit: str, _revision: int) -> int:
        return self.stranger.post("/accounts/password/reset/", email="anna@example.org").status


def watch(visitor: Visitor, until: float) -> list[float]:
    """How long each answer took, in seconds; without end where none came."""
    waits = []
    while (begun := time.monotonic()) < until:
        try:
            answered = visitor.get("/healthz").status == 200
        except OSError:
            answered = False
        waits.append(time.monotonic() - begun if answered else float("inf"))
        time.sleep(EVERY)
    return waits


def judge(waits: list[float], facilitators: list[Facilitator]) -> bool:
    late = statistics.quantiles([min(wait, 999.0) for wait in waits], n=20)[-1]
    statuses = [status for facilitator in facilitators for status in facilitator.statuses]
    counted = ", ".join(f"{status}: {statuses.count(status)}" for status in sorted(set(statuses)))
    print(f"the hostile had {len(statuses)} answers ({counted})")
    print(f"/healthz asked {len(waits)} times, not answered {waits.count(float('inf'))}, worst {max(waits):.2f} s")
    print(f"/healthz p95 {late:.2f} s (budget {BUDGET_SECONDS:.0f} s)")
    return late <= BUDGET_SECONDS


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--sessions", type=int, default=20)
    options.add_argument("--seconds", type=int, default=60)
    asked = options.parse_args()
    with (
        silent_mail_server() as port,
        tempfile.TemporaryDirectory(prefix="holdfast-bench-") as folder,
        running_site(Path(folder), settings=SETTINGS, HOLDFAST_SMTP_PORT=str(port)) as site,
    ):
        crowd = make_crowd(site, asked.sessions, asked.sessions)
        site.start("server", "worker")
        until = time.monotonic() + asked.seconds
        facilitators = [Facilitator(crowd, person, until) for person in crowd.people["writers"]]
        for facilitator in facilitators:
            facilitator.start()
        within_budget = judge(watch(crowd.visitor("of nobody"), until), facilitators)
        print(f"processes ended for taking too long: {(site.folder / 'log').read_text().count('Timeout (')}")
    sys.exit(not within_budget)


if __name__ == "__main__":
    main()
