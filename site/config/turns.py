"""Whose request is answered next: one after the other, first whoever has had the least time of late.

A lock alone gives its turn to anybody: twenty people who ask for what is heavy, again and again, kept everybody else
waiting for twenty seconds. Here each of them waits for those who ask for little. And where more wait than there is
room for, whoever has had the most is sent away, so that a crowd never fills the threads that everybody is read by.
"""

import itertools
import threading
import time
from collections.abc import Iterator
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
        self.changed, self.order = threading.Condition(), itertools.count()
        self.waiting: list[Place] = []
        self.is_taken = False
        self.had: dict[str, float] = {}
        self.forgotten_at = time.monotonic()

    @contextmanager
    def turn(self, *names: str) -> Iterator[None]:
        self._wait_for_it(names)
        began = time.monotonic()
        try:
            yield
        finally:
            self._pass_it_on(names, time.monotonic() - began)

    def _wait_for_it(self, names: tuple[str, ...]) -> None:
        with self.changed:
            place = (*(int(self.had.get(name, 0.0) / SHARE_SECONDS) for name in names), next(self.order))
            self.waiting.append(place)
            if len(self.waiting) > self.most_waiting:
                self.waiting.remove(max(self.waiting))
                self.changed.notify_all()
            self.changed.wait_for(lambda: place not in self.waiting or self._is_next(place))
            if place not in self.waiting:
                raise Crowded
            self.waiting.remove(place)
            self.is_taken = True

    def _is_next(self, place: Place) -> bool:
        return not self.is_taken and min(self.waiting) == place

    def _pass_it_on(self, names: tuple[str, ...], seconds: float) -> None:
        with self.changed:
            if time.monotonic() > self.forgotten_at + REMEMBERED_SECONDS:
                self.had.clear()
                self.forgotten_at = time.monotonic()
            for name in names:
                self.had[name] = self.had.get(name, 0.0) + seconds
            self.is_taken = False
            self.changed.notify_all()


def names_of(environ: dict[str, Any]) -> tuple[str, str]:
    """Whoever asks, by their session or as a stranger from their network; then everybody from there.

    The second name is for sessions that somebody makes up, a new one for each request.
    """
    network = network_from(environ)
    session = parse_cookie(environ.get("HTTP_COOKIE", "")).get(settings.SESSION_COOKIE_NAME)
    return f"session {session}" if session else f"stranger {network}", f"everybody {network}"
