"""A backup each night, by the same command: thirty are kept, and a disk that was full mends itself."""

import os
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from backups import retention
from backups.archive import proved
from backups.management.commands import backup as command

DAY = timedelta(days=1)
FIRST = datetime(2026, 1, 31, 3, 20, tzinfo=UTC)


@pytest.fixture
def night(db, tmp_path, monkeypatch):
    """`night(when)` is what the timer runs, in the night of `when`. Returns what is kept then."""
    folder = tmp_path / "backups"

    def run(when: datetime) -> list[str]:
        monkeypatch.setattr(command.timezone, "now", lambda: when)
        with override_settings(BACKUPS=folder):
            call_command("backup", stdout=StringIO())
        return sorted(path.name for path in folder.glob("*.tar.gz"))

    run.folder = folder
    return run


def test_the_same_command_makes_another_backup_on_the_second_day(night):
    assert [night(FIRST), night(FIRST + DAY)] == [
        ["2026-01-31-032000.tar.gz"],
        ["2026-01-31-032000.tar.gz", "2026-02-01-032000.tar.gz"],
    ]
    assert [len(proved(path).tables()) > 0 for path in night.folder.glob("*.tar.gz")] == [True, True]
    assert (night.folder / "erasures.jsonl").read_text() == ""


def test_that_of_thirty_days_ago_goes_and_that_of_twenty_nine_days_ago_stays(night):
    night(FIRST)
    assert "2026-01-31-032000.tar.gz" in night(FIRST + 29 * DAY)
    assert night(FIRST + 30 * DAY) == ["2026-03-01-032000.tar.gz", "2026-03-02-032000.tar.gz"]


SECONDS_LATE = st.lists(st.integers(0, 600), min_size=75, max_size=75)


@given(first=st.dates(date(2024, 1, 1), date(2032, 12, 31)), late=SECONDS_LATE)
def test_after_thirty_nights_there_are_thirty_whatever_month_and_minute(tmp_path_factory, first, late):
    folder = tmp_path_factory.mktemp("nights")
    counts = []
    for number, seconds in enumerate(late):
        now = datetime.combine(first, time(3, 15), UTC) + number * DAY + timedelta(seconds=seconds)
        retention.delete_expired(folder, now)
        (folder / retention.new_name(now)).touch()
        retention.delete_expired(folder, now)
        counts.append(len(list(folder.glob("*.tar.gz"))))
    assert counts == [min(number, 30) for number in range(1, len(late) + 1)]


@given(days=st.sets(st.integers(0, 400), min_size=1), hour=st.integers(0, 23))
def test_nothing_is_older_than_29_days_but_a_newest_that_is_the_only_one(tmp_path_factory, days, hour):
    folder, today = tmp_path_factory.mktemp("days"), datetime(2026, 10, 25, hour, tzinfo=UTC)
    for age in days:
        (folder / retention.new_name(today - age * DAY)).touch()
    retention.delete_expired(folder, today)
    left = {(today.date() - retention.day_of(path)).days for path in folder.glob("*.tar.gz")}
    assert left == ({age for age in days if age < 30} or {min(days)})


def test_the_day_is_that_of_the_name_and_without_one_that_of_the_file(tmp_path):
    copied, other = tmp_path / "before-2026-01-31.tar.gz", tmp_path / "of-release-9999-99-99.tar.gz"
    for path in (copied, other):
        path.touch()
        os.utime(path, 2 * ((FIRST + 60 * DAY).timestamp(),))
    assert [retention.day_of(path) for path in (copied, other)] == [FIRST.date(), (FIRST + 60 * DAY).date()]


def test_what_a_killed_backup_left_goes_and_what_is_being_made_stays(night):
    night.folder.mkdir()
    left, making, list_ = (night.folder / name for name in ("a.part", "b.part", "erasures.jsonl"))
    for path, hours in ((left, 13), (making, 1), (list_, 9000)):
        path.touch()
        os.utime(path, 2 * ((FIRST - timedelta(hours=hours)).timestamp(),))
    night(FIRST)
    assert sorted(path.name for path in night.folder.iterdir()) == [
        "2026-01-31-032000.tar.gz",
        "b.part",
        "erasures.jsonl",
    ]


@pytest.fixture
def small_disk(night) -> Iterator[Path]:
    """The folder of the backups is a disk with room for a few."""
    night.folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", night.folder], check=True)
    yield night.folder
    subprocess.run(["umount", "--lazy", night.folder], check=True)


def test_a_full_disk_mends_itself_once_old_backups_are_too_old(night, small_disk):
    part = _room(small_disk) // 3 // 4096 * 4096
    for day in ("2026-01-10", "2026-01-20", "2026-01-30"):
        (small_disk / f"{day}-032000.tar.gz").write_bytes(bytes(part))
    kept_then = sorted(small_disk.iterdir())
    for later in (0, 5, 8):
        with pytest.raises(CommandError, match="could not be written, and nothing of it was left"):
            night(FIRST + later * DAY)
        assert sorted(small_disk.iterdir()) == kept_then
    assert night(FIRST + 9 * DAY) == [
        "2026-01-20-032000.tar.gz",
        "2026-01-30-032000.tar.gz",
        "2026-02-09-032000.tar.gz",
    ]


def test_a_disk_that_was_full_for_months_mends_itself_too(night, small_disk):
    part = _room(small_disk) // 2 // 4096 * 4096
    for day in ("2025-10-10", "2025-10-20"):
        (small_disk / f"{day}-032000.tar.gz").write_bytes(bytes(part))
    assert night(FIRST) == ["2026-01-31-032000.tar.gz"]


def _room(disk: Path) -> int:
    room = os.statvfs(disk)
    return room.f_bavail * room.f_frsize
