"""What a sealed text is made of: its parts, where they came from, and the few ways to write and read them.

The doors are in `services`; whoever is not one of this app's own files goes through those.
"""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from confidential import sealing
from confidential.models import SealedRecord, SealedText
from confidential.private import PrivateText
from confidential.trail import label

Parts = dict[str, PrivateText]


@dataclass(frozen=True)
class Origin:
    """Where words come from: the version they were written on, the tab, and the number of this saving in that tab.

    It is sealed together with them.
    """

    base: int = 0
    tab: str = ""
    sequence: int | None = None

    def carries_on(self, other: "Origin") -> bool:
        """Written in the same tab, on the same version, later: the tab never heard that `other` was saved."""
        return self._same_tab(other) and self.base == other.base and (self.sequence or 0) > (other.sequence or 0)

    def came_before(self, other: "Origin") -> bool:
        """A late or repeated request: the same tab has since said more, on the same version or a newer one."""
        return self._same_tab(other) and self.base <= other.base and (self.sequence or 0) <= (other.sequence or 0)

    def _same_tab(self, other: "Origin") -> bool:
        # Without the script nothing is counted, and only the versions speak.
        return self.tab == other.tab != "" and None not in (self.sequence, other.sequence)


def same(parts: Mapping[str, str], other_parts: Mapping[str, str]) -> bool:
    """A part that is missing says as much as one that is empty."""
    return {key: part for key, part in parts.items() if part} == {
        key: part for key, part in other_parts.items() if part
    }


def fill(text: SealedText, parts: Mapping[str, str], now: datetime, origin: Origin | None = None) -> None:
    content = {"salt": secrets.token_hex(16), "parts": dict(parts), "origin": asdict(origin or Origin())}
    plain = json.dumps(content, sort_keys=True).encode()
    envelope = sealing.seal_bytes(plain, text.binding)
    text.key_id, text.wrapped_key = envelope.key_id, envelope.wrapped_key
    text.nonce, text.ciphertext = envelope.nonce, envelope.ciphertext
    text.digest, text.saved_at = hashlib.sha256(plain).hexdigest(), now


def write(
    text: SealedText, parts: Mapping[str, str], *, version: int, now: datetime, origin: Origin | None = None
) -> None:
    text.version = version
    fill(text, parts, now, origin)
    text.save(update_fields=["version", "key_id", "wrapped_key", "nonce", "ciphertext", "digest", "saved_at"])


def content(text: SealedText) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(sealing.open_bytes(text.envelope, text.binding))
    return content


def opened(text: SealedText) -> Parts:
    if text.destroyed_at:
        return {}
    return {key: PrivateText(value) for key, value in content(text)["parts"].items()}


def origin_of(text: SealedText) -> Origin:
    return Origin() if text.destroyed_at else Origin(**content(text).get("origin", {}))


def start_words(
    record: SealedRecord, *, now: datetime, parts: Mapping[str, str] | None = None, origin: Origin | None = None
) -> SealedText:
    """Give a new record, saved or about to be, its editable text."""
    text = SealedText(
        owner_id=record.writer_id, record_model=label(record), record_id=record.pk, version=1 if parts else 0
    )
    fill(text, parts or {}, now, origin)
    text.save(force_insert=True)
    record.text = text
    return text


def drop(copy: SealedRecord) -> None:
    copy.delete()
    if copy.text:
        copy.text.delete()
