"""The cache that all server processes share: a flood drops nothing that still counts."""

import logging
from collections.abc import Iterator

import pytest
from allauth.core.internal.ratelimit import cache_lock
from django.conf import settings as project
from django.core.cache import caches
from django.db import OperationalError, connection

from foundation.cache import LastingCache

TABLE = project.CACHES["default"]["LOCATION"]


def cache(kept: int = 20, most: int = 200_000) -> LastingCache:
    return LastingCache(TABLE, {"OPTIONS": {"MAX_ENTRIES": kept, "HARD_LIMIT": most}})


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


def test_a_full_cache_takes_nothing_new_lets_old_change_and_logs_it(db, caplog):
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


@pytest.fixture
def full_disk(db) -> Iterator[None]:
    """What is there can be read, and nothing is taken."""

    def refuse(execute, sql, *rest):
        if sql.startswith(("INSERT", "UPDATE")):
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

    store = cache()
    store.set("there", 1, 60)
    store.set("expired", 1, -60)
    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.parametrize(
    ("verb", "key"),
    [
        ("set", "there"),
        ("set", "new"),
        ("set", "expired"),
        ("add", "new"),
        ("add", "expired"),
        ("touch", "there"),
        ("incr", "there"),
        ("get_or_set", "new"),
        ("set_many", "new"),
    ],
)
def test_on_a_full_disk_what_could_not_be_stored_is_not_called_there_already(full_disk, verb, key):
    """Who asks reads that as a used code, or as too many tries."""
    given = {"set_many": ({key: 2},), "touch": (key, 60), "incr": (key,)}.get(verb, (key, 2))
    with pytest.raises(OperationalError, match="the shared cache cannot be written to"):
        getattr(cache(), verb)(*given)


def test_on_a_full_disk_what_is_true_is_still_answered(full_disk):
    store = cache()
    assert (store.add("there", 2, 60), store.get("there"), store.touch("new", 60)) == (False, 1, False)


def test_on_a_full_disk_nobody_is_told_that_they_tried_too_often(full_disk):
    with pytest.raises(OperationalError), cache_lock("tries"):
        pass
