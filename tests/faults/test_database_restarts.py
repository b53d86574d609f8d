"""PostgreSQL is restarted while people save: no word that was acknowledged is lost, and saving goes on by itself."""

import json
import os
import pwd
import subprocess
import threading
import time
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests import postgres
from tests.faults.conftest import FULL, Crowd
from tests.faults.visitor import NoAnswer

RECOVERED_WITHIN = 5.0
RESTARTS = 20 if FULL else 4
pytestmark = pytest.mark.skipif(not postgres.IN_USE, reason="SQLite has no server to restart")


class Writer(threading.Thread):
    """Saves a new line again and again. `acknowledged` is the last one that the server said it has."""

    def __init__(self, crowd: Crowd, person: dict[str, str]) -> None:
        super().__init__()
        self.visitor, self.person = crowd.visitor(person["session"]), person
        self.stopped, self.revision, self.sequence, self.acknowledged = threading.Event(), 1, 0, ""
        self.last_answer = 0.0

    def run(self) -> None:
        while not self.stopped.is_set():
            self.sequence += 1
            line = f"line {self.sequence} of {self.person['log']}"
            try:
                answer = self.visitor.answered(
                    self.visitor.post(
                        f"/words/{self.person['text']}/save/",
                        **{"part-stirred": line},
                        tab="a" * 16,
                        revision=self.revision,
                        sequence=self.sequence,
                    )
                )
            except (OSError, NoAnswer):
                time.sleep(0.05)
                continue
            assert answer.status == 200
            self.revision, self.acknowledged = json.loads(answer.text)["revision"], line
            self.last_answer = time.monotonic()


def test_no_acknowledged_word_is_lost_and_saving_goes_on(crowd, chance):
    crowd.site.start("server", "worker")
    writers = [Writer(crowd, person) for person in crowd.people["writers"][:8]]
    for writer in writers:
        writer.start()
    waits = []
    for _ in range(RESTARTS):
        time.sleep(chance.uniform(0.5, 2))
        waits.append(restart_and_wait(writers, chance.choice(("fast", "immediate"))))
    for writer in writers:
        writer.stopped.set()
        writer.join(timeout=60)
    assert [wait for wait in waits if wait > RECOVERED_WITHIN] == []
    for writer in writers:
        page = writer.visitor.get(f"/logs/{writer.person['log']}/")
        assert (page.status, written(page.text, writer)) == (200, True)
    assert crowd.site.parts["worker"].poll() is None


def written(page: str, writer: Writer) -> bool:
    """What was acknowledged last stands, or a later line whose acknowledgement was lost on the way."""
    later = (f"line {number} of {writer.person['log']}" for number in range(1, writer.sequence + 1))
    standing = [line for line in later if f">{line}<" in page or f"\n{line}<" in page]
    return len(standing) == 1 and number_of(standing[0]) >= number_of(writer.acknowledged)


def number_of(line: str) -> int:
    return int(line.split()[1])


def restart_and_wait(writers: list[Writer], how: str) -> float:
    """Seconds from the moment that PostgreSQL takes connections again until everybody has saved."""
    restart(how)
    up = time.monotonic()
    while any(writer.last_answer < up for writer in writers):
        assert time.monotonic() < up + 60
        time.sleep(0.02)
    return time.monotonic() - up


def restart(how: str) -> None:
    """As the user whose server it is, for PostgreSQL runs as no other."""
    with psycopg.connect(postgres.address_of("postgres")) as server:
        ((folder,),) = server.execute("SHOW data_directory").fetchall()
        ((programs,),) = server.execute("SELECT setting FROM pg_config WHERE name = 'BINDIR'").fetchall()
    owner = Path(folder).stat().st_uid
    command = [f"{programs}/pg_ctl", "-D", folder, "-m", how, "-w", "-l", "/dev/null", "restart"]
    # With all their groups: on some machines a key that the server reads belongs to one of them.
    became = {} if owner == os.getuid() else as_user(pwd.getpwuid(owner))
    subprocess.run(command, check=True, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **became)


def as_user(user: pwd.struct_passwd) -> dict[str, Any]:
    groups = os.getgrouplist(user.pw_name, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": groups}
