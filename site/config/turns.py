"""Whose request is answered next: one after the other, first whoever has had the least time of late.

A lock alone gives its turn to anybody: twenty people who ask for what is heavy, again and again, kept everybody else
waiting for twenty seconds. Here each of them waits for those who ask for little. And where more wait than there is
room for, whoever has had the most is sent away, so that a crowd never fills the threads that everybody is read by.
"""

import itertools
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.http import parse_cookie

from foundation.addresses import network_from

# Time is remembered for so long, and less than a share of it counts as none: people who read and write are alike.
REMEMBERED_SECONDS, SHARE_SECONDS = 30.0, 0.5

# The shares that a request is put in order by, and its number, by which they came.
Place = tuple[int, ...]


class Crowded(Exception):
    """Too many wait, and nobody of them has had more time than this one."""


class Turns:
    """Each turn is asked for by names: those who wait stand in order of what the first had, then of the next."""

    def __init__(self, most_waiting: int) -> None:
        self.most_waiting = most_waiting
        self.lock, self.order = threading.Lock(), itertools.count()
        # Each is woken alone, when it is told whether it has the turn: to wake all at each end would cost more.
        self.waiting: dict[Place, Future[bool]] = {}
        self.is_taken = False
        self.had: dict[str, float] = {}
        self.forgotten_at = time.monotonic()

    @contextmanager
    def turn(self, *names: str) -> Iterator[None]:
        if not self._asked_for(names).result():
            raise Crowded
        began = time.monotonic()
        try:
            yield
        finally:
            self._pass_it_on(names, time.monotonic() - began)

    def _asked_for(self, names: tuple[str, ...]) -> "Future[bool]":
        with self.lock:
            place = (*(int(self.had.get(name, 0.0) / SHARE_SECONDS) for name in names), next(self.order))
            asked = self.waiting[place] = Future()
            self._give_it()
            if len(self.waiting) > self.most_waiting:
                self.waiting.pop(max(self.waiting)).set_result(False)
            return asked

    def _give_it(self) -> None:
        if self.waiting and not self.is_taken:
            self.is_taken = True
            self.waiting.pop(min(self.waiting)).set_result(True)

    def _pass_it_on(self, names: tuple[str, ...], seconds: float) -> None:
        with self.lock:
            if time.monotonic() > self.forgotten_at + REMEMBERED_SECONDS:
                self.had.clear()
                self.forgotten_at = time.monotonic()
            for name in names:
                self.had[name] = self.had.get(name, 0.0) + seconds
            self.is_taken = False
            self._give_it()


def names_of(environ: dict[str, Any]) -> tuple[str, str]:
    """Whoever asks, by their session or as a stranger from their network; then everybody from there.

    The second name is for sessions that somebody makes up, a new one for each request.
    """
    network = network_from(environ)
    session = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    return f"session {session}" if session else f"stranger {network}", f"everybody {network}"
