"""The cryptography: AES-256-GCM, a fresh key per text, wrapped by a master key that has a name.

The binding (model, record, version) is authenticated with both the text and its wrapped key, so a row that
is swapped, truncated or replaced by plain text raises instead of reading as something else.

Not promised: a whole row as it once was, its version included, opens. That a frozen text does not go back is held by
the database (`triggers.py`); of a draft nothing holds it, for it is there to be changed.
"""

import base64
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

NONCE_BYTES = 12
KEY_BYTES = 32
# Begins a sealed secret: "sealed:<key id>:<base64>". A key's id holds no colon.
SEALED = "sealed:"
# Of 32 random bytes never fewer; of 32 zeros one.
LEAST_DIFFERENT = 8


class SealBroken(Exception):
    """The stored text is not what was sealed for this record. Says which key, never what was read."""


@dataclass(frozen=True)
class Envelope:
    key_id: str
    wrapped_key: bytes
    nonce: bytes
    ciphertext: bytes


def keyring() -> Mapping[str, bytes]:
    """The master keys by id, from `SEALING_KEYS` ("id:base64,id:base64"). The first seals, all of them open.

    Raises ImproperlyConfigured that names the key by its id, never by what it holds.
    """
    return _keys(settings.SEALING_KEYS)


@lru_cache(maxsize=2)
def _keys(listed: str) -> Mapping[str, bytes]:
    keys: dict[str, bytes] = {}
    for entry in listed.split(","):
        key_id, _, encoded = entry.strip().partition(":")
        if key_id in keys:
            raise ImproperlyConfigured(f"HOLDFAST_SEALING_KEYS has two keys of the name {key_id!r}.")
        keys[key_id] = _key(key_id, encoded)
    return keys


def _key(key_id: str, encoded: str) -> bytes:
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        key = b""
    if not key_id or len(key) != KEY_BYTES or len(set(key)) < LEAST_DIFFERENT:
        raise ImproperlyConfigured(
            f"HOLDFAST_SEALING_KEYS must be id:base64 of 32 random bytes each, by commas. The key {key_id!r} is not."
        )
    return key


def seal_bytes(plain: bytes, binding: bytes) -> Envelope:
    key_id, master = next(iter(keyring().items()))
    key, nonce = AESGCM.generate_key(bit_length=256), os.urandom(NONCE_BYTES)
    ciphertext = AESGCM(key).encrypt(nonce, plain, binding)
    return Envelope(key_id, _wrap(key, key_id, master, binding), nonce, ciphertext)


def open_bytes(envelope: Envelope, binding: bytes) -> bytes:
    """The plain bytes. Raises SealBroken for anything but what `seal_bytes` made under the same binding."""
    key = _unwrap(envelope.key_id, envelope.wrapped_key, binding)
    try:
        return AESGCM(key).decrypt(envelope.nonce, envelope.ciphertext, binding)
    except (InvalidTag, ValueError) as broken:
        raise SealBroken(f"text under key {envelope.key_id!r} does not open") from broken


def rewrapped(key_id: str, wrapped_key: bytes, binding: bytes) -> tuple[str, bytes]:
    """The id of the newest master key, and the key of one text wrapped under it. Raises SealBroken."""
    key = _unwrap(key_id, wrapped_key, binding)
    newest, master = next(iter(keyring().items()))
    return newest, _wrap(key, newest, master, binding)


def seal_secret(secret: str, purpose: str) -> str:
    """`secret`, a few words at most, as text for a column that is not ours: under the newest master key itself.

    It is bound to `purpose` alone and opens in no other place.
    """
    key_id, master = next(iter(keyring().items()))
    wrapped = _wrap(secret.encode(), key_id, master, purpose.encode())
    return f"{SEALED}{key_id}:{base64.b64encode(wrapped).decode()}"


def open_secret(sealed: str, purpose: str) -> str:
    """Raises SealBroken for anything but what `seal_secret` made for the same purpose."""
    return _unwrap(*_read(sealed), purpose.encode()).decode()


def key_of_secret(stored: str) -> str | None:
    """The id of the key under which it is sealed. None: it stands in clear."""
    return stored.removeprefix(SEALED).partition(":")[0] if stored.startswith(SEALED) else None


def _read(sealed: str) -> tuple[str, bytes]:
    key_id, _, encoded = sealed.removeprefix(SEALED).partition(":")
    try:
        return key_id, base64.b64decode(encoded, validate=True)
    except ValueError as broken:
        raise SealBroken(f"what stands under key {key_id!r} is cut or altered") from broken


def _wrap(key: bytes, key_id: str, master: bytes, binding: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(master).encrypt(nonce, key, key_id.encode() + b"|" + binding)


def _unwrap(key_id: str, wrapped_key: bytes, binding: bytes) -> bytes:
    master = keyring().get(key_id)
    if master is None:
        raise SealBroken(f"no master key {key_id!r} is configured")
    nonce, wrapped = wrapped_key[:NONCE_BYTES], wrapped_key[NONCE_BYTES:]
    try:
        return AESGCM(master).decrypt(nonce, wrapped, key_id.encode() + b"|" + binding)
    except (InvalidTag, ValueError) as broken:
        raise SealBroken(f"key {key_id!r} does not unwrap this text") from broken
