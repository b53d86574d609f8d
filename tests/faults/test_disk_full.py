"""A real disk, small and full: what needs room fails cleanly, what needs none goes on, and room mends it."""

import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.faults.conftest import SETTINGS, Crowd, make_crowd
from tests.faults.test_killed_at_random import files_by_row, files_on_disk, two_minutes_pass, wait_until_drained
from tests.people import PASSWORD
from tests.running import running_site

MEGABYTE = 1024 * 1024
CANNOT_SAVE = "<h1>Holdfast cannot save at the moment</h1>"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", folder], check=False)
    if mounted.returncode:
        pytest.skip("only somebody who may mount a disk can fill one")
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


@pytest.fixture
def crowd_on_it(small_disk: Path, post_office) -> Iterator[Crowd]:
    """Its files are on the small disk, and with SQLite its rows."""
    with running_site(small_disk, settings=SETTINGS, HOLDFAST_SMTP_PORT=str(post_office.port)) as site:
        yield make_crowd(site, 2, 1)


def fill(folder: Path) -> Path:
    """Down to the last byte."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as out:
        for size in (MEGABYTE, 4096, 1):
            try:
                while True:
                    out.write(bytes(size))
            except OSError:
                continue
    return filler


def save(crowd: Crowd, words: str, sequence: int):
    writer = crowd.people["writers"][0]
    return crowd.visitor(writer["session"]).post(
        f"/words/{writer['text']}/save/", **{"part-stirred": words}, tab="0" * 16, revision=1, sequence=sequence
    )


def draft(crowd: Crowd) -> str:
    writer = crowd.people["writers"][0]
    answer = crowd.visitor(writer["session"]).get(f"/logs/{writer['log']}/")
    assert answer.status == 200
    return answer.text


def test_writing_fails_cleanly_reading_goes_on_and_room_mends_it(crowd_on_it, small_disk):
    site = crowd_on_it.site
    site.start("server")
    cora = crowd_on_it.visitor(crowd_on_it.people["coordinator"])
    assert save(crowd_on_it, "before the disk was full", 1).status == 200
    assert cora.post(crowd_on_it.people["issue"][0]).status == 302

    filler = fill(small_disk)
    site.start("worker")
    time.sleep(5)
    refused = save(crowd_on_it, "too much" * 1000, 2)
    if not postgres.IN_USE:
        assert (refused.status, CANNOT_SAVE in refused.text) == (503, True)
        assert "before the disk was full" in draft(crowd_on_it)
    assert crowd_on_it.visitor().get("/help/").status == 200
    assert half_files(site.folder) == []
    assert site.rows("SELECT count(*) FROM certificates_certificatefile") == [(0,)]

    filler.unlink()
    assert save(crowd_on_it, "and after it had room again", 3).status == 200
    assert "and after it had room again" in draft(crowd_on_it)
    assert cora.post(crowd_on_it.people["issue"][1]).status == 302
    two_minutes_pass(crowd_on_it)
    site.change("UPDATE delivery_effect SET next_at = created_at")
    wait_until_drained(crowd_on_it)
    assert files_on_disk(site.folder) == files_by_row(crowd_on_it)
    assert len(files_by_row(crowd_on_it)) == 2


# Everything that counts tries, or that a session is made for.
ATTEMPT_KINDS = {
    "a right password": ("/accounts/login/", {"login": "anna@example.org", "password": PASSWORD}),
    "a wrong password": ("/accounts/login/", {"login": "anna@example.org", "password": "not hers at all"}),
    "an address of nobody": ("/accounts/login/", {"login": "nobody@example.org", "password": "not theirs"}),
    "a link to a new password": ("/accounts/password/reset/", {"email": "anna@example.org"}),
}


@pytest.mark.skipif(postgres.IN_USE, reason="its rows are on another disk")
def test_every_door_says_that_the_site_cannot_save_not_too_many_tries(crowd_on_it, small_disk):
    crowd_on_it.site.start("server")
    filler = fill(small_disk)
    said = {door: crowd_on_it.visitor().post(path, **fields) for door, (path, fields) in ATTEMPT_KINDS.items()}
    cannot_save = {door: (answer.status, CANNOT_SAVE in answer.text) for door, answer in said.items()}
    assert cannot_save == dict.fromkeys(ATTEMPT_KINDS, (503, True))
    filler.unlink()
    path, fields = ATTEMPT_KINDS["a right password"]
    assert crowd_on_it.visitor().post(path, **fields).status == 302


def half_files(folder: Path) -> list[str]:
    return [name for _root, _folders, names in os.walk(folder / "private") for name in names]
