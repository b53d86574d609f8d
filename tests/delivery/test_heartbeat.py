"""A worker that has stopped, or hangs, is noticed: by whoever asks /healthz, and by systemd."""

import os
import re
import socket
import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError

from delivery.chores import do_chores
from delivery.heartbeat import EVERY, tell_systemd, worker_silent_seconds
from delivery.management.commands.deliver import Command
from tests.deploy.reading import DEPLOY


def test_there_was_never_one(db, now):
    assert worker_silent_seconds(now) is None


@pytest.mark.parametrize("seconds", [0, 1, 59, 600, 86_400])
def test_it_was_last_heard_of_when_it_last_came_round(db, now, seconds):
    do_chores(now)
    assert worker_silent_seconds(now + timedelta(seconds=seconds)) == seconds


def test_one_that_goes_on_is_never_silent_for_longer_than_two_turns(db, now):
    silent = []
    for second in range(0, 120, 5):
        do_chores(now + timedelta(seconds=second))
        silent.append(worker_silent_seconds(now + timedelta(seconds=second + 5)))
    assert max(silent) <= 2 * EVERY.total_seconds()


@pytest.fixture(params=["in a folder", "in no folder"])
def systemd(request, tmp_path, monkeypatch):
    """What systemd hears on the socket that it gives to a service."""
    name = str(tmp_path / "notify") if request.param == "in a folder" else f"\0holdfast-{os.getpid()}"
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as hearing:
        hearing.bind(name)
        hearing.settimeout(30)
        monkeypatch.setenv("NOTIFY_SOCKET", name.replace("\0", "@"))
        yield hearing


def test_systemd_is_told(systemd):
    tell_systemd()
    assert systemd.recv(100) == b"WATCHDOG=1"


def test_without_systemd_nothing_is_told(monkeypatch):
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    assert tell_systemd() is None


class Lane:
    """One that comes round, until it hangs or ends."""

    def __init__(self, *, hangs: bool = False, ended: bool = False) -> None:
        self.came_round, self.hangs, self.ended = threading.Event(), hangs, ended

    def is_alive(self) -> bool:
        if not self.hangs:
            self.came_round.set()
        return not self.ended


@pytest.fixture
def chores(monkeypatch):
    """What the worker did between two deliveries, which stop it after three rounds."""
    done = []
    monkeypatch.setattr("delivery.management.commands.deliver.do_chores", lambda now: done.append("chores") or 1)
    monkeypatch.setattr("delivery.management.commands.deliver.PAUSE_SECONDS", 0)
    return done


def rounds(worker: Command, lanes: list[Lane], monkeypatch, count: int = 3) -> None:
    turns = iter([False] * count + [True])
    monkeypatch.setattr(worker.stopping, "wait", lambda _seconds: next(turns))
    worker.watch(lanes)


def test_systemd_is_told_each_time_all_lanes_have_come_round(db, systemd, chores, monkeypatch):
    rounds(Command(), [Lane(), Lane()], monkeypatch)
    assert (chores, [systemd.recv(100) for _each in range(3)]) == (["chores"] * 3, [b"WATCHDOG=1"] * 3)


def test_it_is_not_told_for_a_lane_that_hangs_and_the_heartbeat_stops(db, systemd, chores, monkeypatch):
    monkeypatch.setattr("delivery.management.commands.deliver.SILENT_SECONDS", 0)
    systemd.settimeout(0)
    rounds(Command(), [Lane(), Lane(hangs=True)], monkeypatch)
    with pytest.raises(BlockingIOError):
        systemd.recv(100)
    assert chores == []


def test_the_worker_ends_with_a_lane_that_has_ended(db, chores, monkeypatch):
    with pytest.raises(CommandError, match="A part of the worker has ended"):
        rounds(Command(), [Lane(), Lane(ended=True)], monkeypatch)


def test_the_unit_ends_a_worker_silent_for_longer_than_any_effect_takes():
    unit = (DEPLOY / "holdfast-worker.service").read_text()
    assert re.findall(r"^(NotifyAccess|WatchdogSec|Restart)=(.*)$", unit, flags=re.MULTILINE) == [
        ("NotifyAccess", "main"),
        ("WatchdogSec", "5min"),
        ("Restart", "always"),
    ]
