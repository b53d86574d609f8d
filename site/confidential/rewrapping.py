"""Move every text from an older master key to the newest. Only its wrapped key changes; no text is opened.

What upper apps keep under the master keys in tables that are not ours, they register in `elsewhere`.

Each batch is a transaction of its own, and what is done is known by the key's id on the row: a run that was
killed leaves nothing half done, and the next goes on where it stopped.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count, QuerySet

from confidential import sealing
from confidential.models import SealedText
from foundation.registry import Registry

AT_ONCE = 1000


@dataclass
class Rewrapped:
    """How many texts were moved, and which could not be: each with what is wrong."""

    moved: int = 0
    broken: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class SealedElsewhere:
    """`standing`: key id -> how many stand under it; IN_CLEAR those under none. `move` seals all under the newest."""

    standing: Callable[[], Mapping[str, int]]
    move: Callable[[], Rewrapped]


IN_CLEAR = "none (in clear)"
elsewhere: Registry[SealedElsewhere] = Registry("what else is sealed under the master keys")


def rewrap_all(*, at_once: int = AT_ONCE, after_each: Callable[[Rewrapped], object] = lambda _done: None) -> Rewrapped:
    """Move all that stands under an older key, `at_once` in a transaction. `after_each` hears how far it is."""
    done, last = Rewrapped(), UUID(int=0)
    while batch := _move_some(done, last, at_once):
        last = batch[-1].pk
        after_each(done)
    return done


def standing_by_key() -> dict[str, int]:
    """Key id -> how many texts that can be opened stand under it."""
    counted = SealedText.objects.filter(destroyed_at__isnull=True).values_list("key_id").annotate(Count("pk"))
    return dict(counted.order_by("key_id"))


def still_to_move() -> dict[str, int]:
    """What is not under the newest key, by its kind; no kind of which there is none."""
    newest = next(iter(sealing.keyring()))
    found = {"texts": under_older_keys().count()}
    for kind, part in elsewhere:
        found[kind] = sum(count for key_id, count in part.standing().items() if key_id != newest)
    return {kind: count for kind, count in found.items() if count}


def under_older_keys() -> QuerySet[SealedText]:
    newest = next(iter(sealing.keyring()))
    return SealedText.objects.filter(destroyed_at__isnull=True).exclude(key_id=newest)


@transaction.atomic
def _move_some(done: Rewrapped, last: UUID, at_once: int) -> list[SealedText]:
    """The next texts after the key `last`, locked, so that a draft that is saved meanwhile waits and is not undone."""
    waiting = under_older_keys().filter(pk__gt=last).order_by("pk").select_for_update()
    batch = list(waiting.defer("ciphertext", "nonce")[:at_once])
    moved = [text for text in batch if _wrapped_anew(text, done)]
    _write(moved)
    done.moved += len(moved)
    return batch


def _write(moved: list[SealedText]) -> None:
    """As `bulk_update`, which takes four times as long while others wait for SQLite's one write lock."""
    fields = {field.name: field for field in SealedText._meta.concrete_fields}
    columns = [fields[name] for name in ("key_id", "wrapped_key", "id")]
    rows = [
        [column.get_db_prep_save(column.value_from_object(text), connection) for column in columns] for text in moved
    ]
    statement = "UPDATE confidential_sealedtext SET key_id = %s, wrapped_key = %s WHERE id = %s"
    with connection.cursor() as cursor:
        cursor.executemany(statement, rows)


def _wrapped_anew(text: SealedText, done: Rewrapped) -> bool:
    try:
        text.key_id, text.wrapped_key = sealing.rewrapped(text.key_id, bytes(text.wrapped_key), text.binding)
    except sealing.SealBroken as broken:
        done.broken.append(f"text {text.pk}: {broken}")
        return False
    return True
