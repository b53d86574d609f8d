"""The shared cache keeps what it was given until its time is over."""

import logging
from datetime import datetime
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import OperationalError, connections, router
from django.utils import timezone

log = logging.getLogger("foundation")

# Far above what a programme needs; some 100 MB.
HARD_LIMIT = 200_000


class LastingCache(DatabaseCache):
    """Django's database cache drops a third at random once it holds too many, and with it a used code or a count: a
    flood of new entries would make old codes good again.

    This one drops only what has expired, from MAX_ENTRIES on. With HARD_LIMIT live entries it is full: what is in it
    can still be changed, and nothing new is taken. Whoever asked hears that nothing was stored, so a new code is
    refused rather than taken twice, and the log says so.

    On a full disk Django's says the same, that nothing was stored, and whoever asked reads it as "too many tries" or "a
    used code". This one raises OperationalError: the page says that the site cannot save, which is true.
    """

    def __init__(self, table: str, params: dict[str, Any]) -> None:
        super().__init__(table, params)
        self.hard_limit = int(params.get("OPTIONS", {}).get("HARD_LIMIT", HARD_LIMIT))

    def _base_set(self, mode: str, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT) -> bool:
        if mode != "touch" and not self._has_room(key):
            log.error("the shared cache is full: %d entries that have not expired", self.hard_limit)
            return False
        if super()._base_set(mode, key, value, timeout):  # type: ignore[misc]  # not in the stubs
            return True
        if self._could_not_write(mode, key, value, timeout):
            raise OperationalError("the shared cache cannot be written to")
        return False

    def _could_not_write(self, mode: str, key: str, value: Any, timeout: Any) -> bool:
        """Whether it was the disk's fault. Django says False for that too, as it does where another was first."""
        if mode == "set":
            # Another that was first is there by now, and is replaced.
            return not super()._base_set(mode, key, value, timeout)  # type: ignore[misc]  # not in the stubs
        return self._stands(key) is (mode == "touch")

    def _stands(self, key: str) -> bool:
        db = router.db_for_write(self.cache_model_class)
        with connections[db].cursor() as cursor:
            now = connections[db].ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
            return bool(self._count(db, cursor, "cache_key = %s AND expires >= %s", key, now))

    def _has_room(self, key: str) -> bool:
        db = router.db_for_write(self.cache_model_class)
        with connections[db].cursor() as cursor:
            count = self._count(db, cursor)
            if count < self.hard_limit or self._count(db, cursor, "cache_key = %s", key):
                return True
            return count - self._drop_expired(db, cursor, timezone.now()) < self.hard_limit

    def _cull(self, db: str, cursor: Any, now: datetime, _num: int) -> None:
        self._drop_expired(db, cursor, now)

    def _drop_expired(self, db: str, cursor: Any, now: datetime) -> int:
        expired = connections[db].ops.adapt_datetimefield_value(now)
        cursor.execute(f"DELETE FROM {self._table_in(db)} WHERE expires < %s", [expired])  # noqa: S608 -- own name
        return int(cursor.rowcount)

    def _count(self, db: str, cursor: Any, condition: str = "1 = 1", *values: Any) -> int:
        cursor.execute(f"SELECT COUNT(*) FROM {self._table_in(db)} WHERE {condition}", values)  # noqa: S608 -- own name
        return int(cursor.fetchone()[0])

    def _table_in(self, db: str) -> str:
        return str(connections[db].ops.quote_name(self._table))  # type: ignore[attr-defined]
