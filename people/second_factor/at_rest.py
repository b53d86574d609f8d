"""The secrets of second factors at rest: the app's, and the seed of the recovery codes, under the master keys.

Sealed against whoever reads the database or a backup. Not against whoever can write to it: they could as well put in a
secret of their own. So a secret is bound to its purpose, and not to its owner, whom allauth does not name when it asks.
"""

from collections import Counter
from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.db.models import QuerySet

from confidential import sealing
from confidential.drills import NOT_OPENED
from confidential.rewrapping import IN_CLEAR, Rewrapped, SealedElsewhere
from foundation.drills import Tried

PURPOSE = "the secret of a second factor"
# Where allauth keeps it in `data`. Of a passkey the site has the public half alone.
PLACES = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


def sealed(secret: str) -> str:
    return sealing.seal_secret(secret, PURPOSE)


def opened(stored: str) -> str:
    """Raises SealBroken. What was set up before secrets were sealed stands in clear until `rewrap` seals it, so that
    nobody is locked out meanwhile. It is letters and figures alone, so nothing sealed and then spoiled passes for it.
    """
    if sealing.key_of_secret(stored) is not None:
        return sealing.open_secret(stored, PURPOSE)
    if not stored.isalnum():
        raise sealing.SealBroken("it is neither sealed nor a secret in clear")
    return stored


def standing_by_key() -> Counter[str]:
    return Counter(_key_of(authenticator) for authenticator in _with_secrets().iterator(chunk_size=500))


def move_all() -> Rewrapped:
    """Seal each under the newest key, in a transaction of its own: a code that is used meanwhile stays used."""
    done = Rewrapped()
    for pk in _with_secrets().values_list("pk", flat=True):
        try:
            done.moved += _move(pk)
        except sealing.SealBroken as broken:
            done.broken.append(f"second factor {pk}: {broken}")
    return done


SEALED_SECRETS = SealedElsewhere(standing=standing_by_key, move=move_all)


def open_every_secret() -> Tried:
    return open_secrets(_with_secrets().iterator(chunk_size=500))


def open_secrets(every: Iterable[Authenticator]) -> Tried:
    """Of the database, or of a backup that is not restored yet. Passkeys, which have none, are passed over."""
    tried = Tried()
    for authenticator in every:
        if authenticator.type not in PLACES:
            continue
        tried.count += 1
        try:
            opened(_stored(authenticator))
        except sealing.SealBroken as broken:
            tried.broken.append(f"second factor {authenticator.pk}: {broken}")
    return tried


def keys_that_open_nothing() -> str:
    """A sentence on the first key under which secrets stand and none opens."""
    by_key: dict[str, list[Authenticator]] = {}
    for authenticator in _with_secrets().iterator(chunk_size=500):
        by_key.setdefault(_key_of(authenticator), []).append(authenticator)
    closed = [key_id for key_id, every in by_key.items() if open_secrets(every).none_is_whole]
    return NOT_OPENED.format(key_id=closed[0]) if closed else ""


@transaction.atomic
def _move(pk: int) -> bool:
    """Whether it had to be moved, and is."""
    authenticator = Authenticator.objects.select_for_update().filter(pk=pk).first()
    if authenticator is None or _key_of(authenticator) == next(iter(sealing.keyring())):
        return False
    authenticator.data[PLACES[authenticator.type]] = sealed(opened(_stored(authenticator)))
    authenticator.save(update_fields=["data"])
    return True


def _with_secrets() -> QuerySet[Authenticator]:
    found: QuerySet[Authenticator] = Authenticator.objects.filter(type__in=PLACES).order_by("pk")
    return found


def _key_of(authenticator: Authenticator) -> str:
    key_id = sealing.key_of_secret(_stored(authenticator))
    return IN_CLEAR if key_id is None else key_id


def _stored(authenticator: Authenticator) -> str:
    return str(authenticator.data[PLACES[authenticator.type]])
