"""A worker that has stopped, or hangs, is noticed: by whoever asks /healthz, and by systemd."""

import os
import re
import signal
import socket
from datetime import timedelta

import pytest

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


def test_the_worker_tells_it_before_the_chores_and_before_each_effect(transactional_db, systemd, monkeypatch):
    worker, done = Command(), []
    monkeypatch.setattr(worker, "do_chores", lambda: done.append("chores"))
    monkeypatch.setattr(worker, "deliver_one", lambda: done.append("effect") or worker.stop() or True)
    monkeypatch.setattr(signal, "signal", lambda *args: None)
    worker.work()
    assert (done, [systemd.recv(100) for _each in range(2)]) == (["chores", "effect"], [b"WATCHDOG=1"] * 2)


def test_the_unit_ends_one_that_is_silent_for_longer_than_any_effect_may_take():
    unit = (DEPLOY / "holdfast-worker.service").read_text()
    assert re.findall(r"^(NotifyAccess|WatchdogSec|Restart)=(.*)$", unit, flags=re.MULTILINE) == [
        ("NotifyAccess", "main"),
        ("WatchdogSec", "5min"),
        ("Restart", "always"),
    ]
