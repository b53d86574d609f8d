"""`kill -9` of server and worker while logs are shared and certificates issued: nothing is lost, nothing is twice."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

from tests.faults.conftest import Crowd
from tests.faults.visitor import Visitor

ISSUING, SHARING = 4, 2
# How long everything may take to be delivered after the last kill.
DRAINED_WITHIN = 180.0


def test_nothing_is_lost_and_nothing_is_twice(crowd, post_office, chance):
    site = crowd.site
    site.start("server", "worker")
    with ThreadPoolExecutor(ISSUING + SHARING) as clients:
        pressed = [clients.submit(run_all, lane) for lane in lanes(crowd)]
        while not all(lane.done() for lane in pressed):
            kill_one(crowd, chance)
    assert [lane.exception() for lane in pressed] == [None] * len(pressed)
    # The worker has most of its work still before it.
    for _ in range(5):
        kill_one(crowd, chance, "worker")
    wait_until_drained(crowd)

    every = range(1, len(crowd.people["issue"]) + 1)
    numbers = [number for (number,) in site.rows("SELECT number FROM certificates_certificate ORDER BY number")]
    assert numbers == list(every)
    assert Counter(site.rows("SELECT number FROM supervision_logversion")) == {(1,): len(crowd.people["writers"])}
    assert files_on_disk(site.folder) == files_by_row(crowd)
    assert len(files_by_row(crowd)) == len(every)
    assert_mails_went(crowd, post_office.received)


def lanes(crowd: Crowd) -> list[list[Callable[[], None]]]:
    """Every certificate is asked for, every log is shared, each until it is answered, by several people at once."""
    cora = crowd.visitor(crowd.people["coordinator"])
    issuing = [lambda path=path: issue(cora, path) for path in crowd.people["issue"]]
    sharing = [lambda writer=writer: share(crowd, writer) for writer in crowd.people["writers"]]
    return [issuing[lane::ISSUING] for lane in range(ISSUING)] + [sharing[lane::SHARING] for lane in range(SHARING)]


def run_all(jobs: list[Callable[[], None]]) -> None:
    for job in jobs:
        job()


def issue(cora: Visitor, path: str) -> None:
    answer = cora.insist(path)
    assert (answer.status, answer.location[:14]) == (302, "/certificates/")


def share(crowd: Crowd, writer: dict[str, str]) -> None:
    answer = crowd.visitor(writer["session"]).insist(f"/logs/{writer['log']}/share/", drawn=1)
    assert (answer.status, answer.location) == (302, f"/logs/{writer['log']}/")


def kill_one(crowd: Crowd, chance, *names: str) -> None:
    time.sleep(chance.uniform(0.1, 1.5))
    name = chance.choice(names or ("server", "worker"))
    crowd.site.kill(name)
    if name == "worker":
        two_minutes_pass(crowd)
    crowd.site.start(name)


def two_minutes_pass(crowd: Crowd) -> None:
    """What the killed worker held is free again."""
    crowd.site.change("UPDATE delivery_effect SET lease_until = NULL WHERE state = 'pending'")


def wait_until_drained(crowd: Crowd) -> None:
    until = time.monotonic() + DRAINED_WITHIN
    while crowd.site.rows("SELECT 1 FROM delivery_effect WHERE state <> 'done' LIMIT 1"):
        left = crowd.site.rows("SELECT kind, state, attempts, last_error FROM delivery_effect WHERE state <> 'done'")
        assert time.monotonic() < until, left
        time.sleep(0.2)


def files_on_disk(folder: Path) -> dict[str, str]:
    """Name -> SHA-256 of everything that lies among the certificates, half files included."""
    return {
        f"certificates/{path.name}": hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (folder / "private" / "certificates").iterdir()
    }


def files_by_row(crowd: Crowd) -> dict[str, str]:
    return dict(crowd.site.rows("SELECT name, sha256 FROM certificates_certificatefile"))


def assert_mails_went(crowd: Crowd, received: list[tuple[str, str]]) -> None:
    """Each one that was ordered, to the one it was for, at most twice, and then with the same Message-ID."""
    ordered = {
        (f"<{UUID(str(key))}@example.org>", email)
        for key, email in crowd.site.rows(
            "SELECT effect.id, person.email FROM delivery_effect effect "
            "JOIN people_user person ON person.id = effect.recipient_id WHERE effect.kind <> 'certificates.pdf'"
        )
    }
    times = Counter(received)
    assert set(times) == ordered
    # Each log to Sam and to Clara, who covers for him.
    assert len(ordered) == len(crowd.people["issue"]) + 2 * len(crowd.people["writers"])
    assert [mail for mail, count in times.items() if count > 2] == []
