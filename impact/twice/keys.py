"""The key of each programme, by which codes are digested: random, sealed under the master keys, bound to its programme.

Whoever has the database or a backup, and not the master keys, cannot try codes one after the other. A key that is
gone links nothing any more.
"""

import secrets
from collections import Counter
from uuid import UUID

from django.db import transaction

from confidential import sealing
from confidential.rewrapping import Rewrapped, SealedElsewhere
from impact.twice.models import LinkingKey
from people.models import Programme


def key_of(programme: Programme) -> bytes:
    """Made when it is first needed. Raises SealBroken."""
    fresh = {"sealed": sealing.seal_secret(secrets.token_hex(32), _purpose(programme.pk))}
    row, _created = LinkingKey.objects.get_or_create(programme=programme, defaults=fresh)
    return bytes.fromhex(sealing.open_secret(row.sealed, _purpose(programme.pk)))


def _purpose(programme: UUID) -> str:
    return f"impact.linking:{programme}"


def standing_by_key() -> Counter[str]:
    return Counter(str(sealing.key_of_secret(row.sealed)) for row in LinkingKey.objects.all())


def move_all() -> Rewrapped:
    done = Rewrapped()
    for pk in LinkingKey.objects.order_by("pk").values_list("pk", flat=True):
        try:
            done.moved += _move(pk)
        except sealing.SealBroken as broken:
            done.broken.append(f"linking key {pk}: {broken}")
    return done


@transaction.atomic
def _move(pk: UUID) -> bool:
    """Whether it had to be moved, and is."""
    row = LinkingKey.objects.select_for_update().filter(pk=pk).first()
    if row is None or sealing.key_of_secret(row.sealed) == next(iter(sealing.keyring())):
        return False
    purpose = _purpose(row.programme_id)
    row.sealed = sealing.seal_secret(sealing.open_secret(row.sealed, purpose), purpose)
    row.save(update_fields=["sealed"])
    return True


SEALED_KEYS = SealedElsewhere(standing=standing_by_key, move=move_all)
