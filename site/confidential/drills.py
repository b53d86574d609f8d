"""Whether every sealed text opens and is what was sealed. Nobody reads it, so nothing is put on the trail."""

import hashlib
from collections.abc import Iterable

from confidential import sealing
from confidential.models import SealedText
from foundation.drills import Tried

A_FEW = 3
NOT_OPENED = (
    "what was sealed under the key {key_id!r} does not open with the keys in HOLDFAST_SEALING_KEYS. "
    "Put in the key of that name from its envelope, beside the newest."
)


def open_every_text() -> Tried:
    return open_texts(SealedText.objects.iterator(chunk_size=200))


def open_texts(texts: Iterable[SealedText]) -> Tried:
    """Of the database, or of a backup that is not restored yet. Those that were destroyed are passed over."""
    tried = Tried()
    for text in texts:
        if text.destroyed_at is not None:
            continue
        tried.count += 1
        try:
            plain = sealing.open_bytes(text.envelope, text.binding)
        except sealing.SealBroken as broken:
            tried.broken.append(f"text {text.pk}: {broken}")
            continue
        if hashlib.sha256(plain).hexdigest() != text.digest:
            tried.broken.append(f"text {text.pk}: it is not what its digest says")
    return tried


def keys_that_open_nothing() -> str:
    """A sentence on the first key under which texts stand and none of a few opens. One that is spoiled alone is for the
    drill to find."""
    standing = SealedText.objects.filter(destroyed_at__isnull=True)
    for key_id in standing.order_by("key_id").values_list("key_id", flat=True).distinct():
        if open_texts(standing.filter(key_id=key_id)[:A_FEW]).none_is_whole:
            return NOT_OPENED.format(key_id=key_id)
    return ""
