"""The cache that all server processes share: a flood drops nothing that still counts."""

import logging

from django.conf import settings as project
from django.core.cache import caches
from django.db import connection

from foundation.cache import LastingCache

TABLE = project.CACHES["default"]["LOCATION"]


def cache(kept: int = 20, most: int = 200_000) -> LastingCache:
    return LastingCache(TABLE, {"OPTIONS": {"MAX_ENTRIES": kept, "MOST_KEPT": most}})


def flood(store: LastingCache, count: int, timeout: int = 60) -> list[bool]:
    return [store.add(f"flood-{number}", number, timeout) for number in range(count)]


def test_it_is_the_one_in_use():
    assert isinstance(caches["default"], LastingCache)


def test_a_flood_leaves_a_used_code_and_a_count(db):
    store = cache()
    store.add("used-code", "y", 30)
    store.set("count", [1, 2, 3], 60)
    flood(store, 200)
    assert (store.add("used-code", "y", 30), store.get("count")) == (False, [1, 2, 3])


def test_what_has_expired_goes_once_there_is_much(db):
    store = cache()
    flood(store, 21, timeout=-5)
    store.set("last", 1, 60)
    assert (rows(), store.get("last")) == (1, 1)


def rows() -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {TABLE}")
        return int(cursor.fetchone()[0])


def test_when_it_is_full_nothing_new_is_taken_what_is_there_can_change_and_the_log_says_so(db, caplog):
    store = cache(kept=10, most=20)
    store.set("count", 1, 60)
    with caplog.at_level(logging.ERROR, logger="foundation"):
        taken = flood(store, 25)
    assert (taken.count(True), taken.count(False), rows()) == (19, 6, 20)
    assert {record.getMessage() for record in caplog.records} == {
        "the shared cache is full: 20 entries that have not expired"
    }
    store.set("count", 2, 60)
    assert store.get("count") == 2
    assert store.add("used-code", "y", 30) is False


def test_when_it_is_full_of_what_has_expired_there_is_room(db):
    store = cache(kept=10, most=20)
    flood(store, 20, timeout=1)
    expire()
    assert store.add("used-code", "y", 30) is True


def expire() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {TABLE} SET expires = %s", ["2000-01-01 00:00:00"])
