"""Whether every sealed text opens and is what was sealed. Nobody reads it, so nothing is put on the trail."""

import hashlib

from confidential import sealing
from confidential.models import SealedText
from foundation.drills import Tried


def open_every_text() -> Tried:
    tried = Tried()
    for text in SealedText.objects.filter(destroyed_at__isnull=True).iterator(chunk_size=200):
        tried.count += 1
        try:
            plain = sealing.open_bytes(text.envelope, text.binding)
        except sealing.SealBroken as broken:
            tried.broken.append(f"text {text.pk}: {broken}")
            continue
        if hashlib.sha256(plain).hexdigest() != text.digest:
            tried.broken.append(f"text {text.pk}: it is not what its digest says")
    return tried
