"""The doors to confidential text: seal, save a draft, freeze, open, destroy; and the access trail."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from confidential import sealing
from confidential.models import AccessEntry, KeptCopy, SealedRecord, SealedText
from confidential.registry import sealed_models
from foundation.refusals import Refusal

# One sitting is one line of the trail.
SITTING = timedelta(minutes=30)
# Far above any log; below what would trouble the database.
LONGEST_PART = 20_000


class PrivateText(str):
    """Words that must not turn up in a traceback or a log line: `repr` says nothing of them."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "<private text>"


Parts = dict[str, PrivateText]


@dataclass(frozen=True)
class Saved:
    """The words are on the server as `version`."""

    version: int


@dataclass(frozen=True)
class Clash:
    """The text had moved on. The words that came are kept beside it as a copy; the writer chooses."""

    version: int
    copy: KeptCopy


def label(record: SealedRecord) -> str:
    return record._meta.label


def save_words(
    record: SealedRecord, parts: Mapping[str, str], *, base: int, tab: str, now: datetime
) -> Saved | Clash:
    """Save a draft that was written on top of version `base`.

    Saving the same words twice is once; words written on an older version are kept beside the newer
    ones instead of replacing them. Raises Refusal when the record no longer takes words, or a part is too long.
    """
    refuse_too_long(parts)
    with transaction.atomic():
        text = _locked_text(record, now)
        if text.frozen or not sealed_models[label(record)].may_write(text.owner, record):
            raise Refusal(_("This can no longer be changed. Your words are still on this page: copy them first."))
        current = _opened(text)
        if dict(current) == dict(parts):
            return Saved(text.version)
        if text.version != base:
            return Clash(text.version, _keep_copy(text, parts, tab, now))
        _write(text, parts, version=text.version + 1, now=now)
        return Saved(text.version)


def refuse_too_long(parts: Mapping[str, str]) -> None:
    if any(len(part) > LONGEST_PART for part in parts.values()):
        raise Refusal(
            _("One answer is longer than %(most)s characters, so it was not saved. Shorten it; nothing is lost here.")
            % {"most": f"{LONGEST_PART:,}"}
        )


def seal_frozen(record: SealedRecord, parts: Mapping[str, str], *, now: datetime) -> SealedText:
    """Seal words that will never change, for a record that is about to be saved."""
    text = SealedText(owner_id=record.writer_id, record_model=label(record), record_id=record.pk, version=1)
    _fill(text, parts, now)
    text.frozen = True
    text.save(force_insert=True)
    record.text = text
    return text


def start_words(record: SealedRecord, *, now: datetime, parts: Mapping[str, str] | None = None) -> SealedText:
    """Give a new record, saved or about to be, its editable text."""
    text = SealedText(owner_id=record.writer_id, record_model=label(record), record_id=record.pk)
    _fill(text, parts or {}, now)
    text.save(force_insert=True)
    record.text = text
    return text


def freeze(record: SealedRecord) -> None:
    """From now on these words cannot change."""
    assert record.text is not None
    record.text.frozen = True
    record.text.save(update_fields=["frozen"])


def open_sealed(record: SealedRecord, *, viewer: Any, now: datetime, reason: str = "") -> Parts:
    """The words of `record`, for `viewer`, as text that does not print itself.

    Raises PermissionDenied unless the viewer wrote them or the registered permission allows it. A read by
    anybody but the writer is on the access trail, committed, before the text is returned; a second read in
    the same sitting adds no line.
    """
    if record.text is None:
        return {}
    if viewer.pk == record.writer_id:
        return _opened(record.text)
    if not sealed_models[label(record)].may_open(viewer, record, now):
        raise PermissionDenied(f"{viewer.pk} may not open {label(record)} {record.pk}")
    _note_read(record, viewer, now, reason)
    return _opened(record.text)


def destroy(record: SealedRecord, *, because: str, now: datetime) -> None:
    """Destroy the key of these words. Their date, digest and this reason remain; no backup of the row opens them."""
    text = record.text
    if text is None or text.destroyed_at:
        return
    text.wrapped_key = text.ciphertext = text.nonce = b""
    text.destroyed_at, text.destroyed_because = now, because
    text.save(update_fields=["wrapped_key", "ciphertext", "nonce", "destroyed_at", "destroyed_because"])


def rewrap(text: SealedText) -> None:
    """Wrap the key of one text under the newest master key."""
    fresh = sealing.rewrapped(_envelope(text), _binding(text))
    text.key_id, text.wrapped_key = fresh.key_id, fresh.wrapped_key
    text.save(update_fields=["key_id", "wrapped_key"])


def note(record: SealedRecord | Any, *, actor: Any, action: str, owner_id: object, now: datetime, reason: str = "") -> None:
    """Write one line of the access trail for a change of state."""
    AccessEntry.objects.create(
        at=now, actor=actor, action=action, record_model=label(record), record_id=record.pk,
        owner_id=owner_id, reason=reason,
    )


def _note_read(record: SealedRecord, viewer: Any, now: datetime, reason: str) -> None:
    # Durable: the line is committed before the words are returned, whatever the caller does next.
    with transaction.atomic(durable=True):
        sitting = AccessEntry.objects.filter(
            actor=viewer, action="read", record_model=label(record), record_id=record.pk, at__gt=now - SITTING
        )
        if not sitting.exists():
            note(record, actor=viewer, action="read", owner_id=record.writer_id, now=now, reason=reason)


def _locked_text(record: SealedRecord, now: datetime) -> SealedText:
    if record.text_id is None:  # type: ignore[attr-defined]
        start_words(record, now=now)
        record.save(update_fields=["text"])
    return SealedText.objects.select_for_update().select_related("owner").get(pk=record.text_id)  # type: ignore[attr-defined]


def _keep_copy(text: SealedText, parts: Mapping[str, str], tab: str, now: datetime) -> KeptCopy:
    copy = KeptCopy.objects.select_related("text").filter(original=text, tab=tab).first()
    if copy is None:
        copy = KeptCopy(original=text, tab=tab, kept_at=now)
        start_words(copy, now=now, parts=parts)
        copy.save(force_insert=True)
    elif copy.text is not None and dict(_opened(copy.text)) != dict(parts):
        _write(copy.text, parts, version=copy.text.version + 1, now=now)
    return copy


def _binding(text: SealedText) -> bytes:
    return f"{text.record_model}|{text.record_id}|text|{text.version}".encode()


def _envelope(text: SealedText) -> sealing.Envelope:
    return sealing.Envelope(text.key_id, bytes(text.wrapped_key), bytes(text.nonce), bytes(text.ciphertext))


def _fill(text: SealedText, parts: Mapping[str, str], now: datetime) -> None:
    plain = json.dumps({"salt": secrets.token_hex(16), "parts": dict(parts)}, sort_keys=True).encode()
    envelope = sealing.seal_bytes(plain, _binding(text))
    text.key_id, text.wrapped_key = envelope.key_id, envelope.wrapped_key
    text.nonce, text.ciphertext = envelope.nonce, envelope.ciphertext
    text.digest, text.saved_at = hashlib.sha256(plain).hexdigest(), now


def _write(text: SealedText, parts: Mapping[str, str], *, version: int, now: datetime) -> None:
    text.version = version
    _fill(text, parts, now)
    text.save(update_fields=["version", "key_id", "wrapped_key", "nonce", "ciphertext", "digest", "saved_at"])


def _opened(text: SealedText) -> Parts:
    if text.destroyed_at:
        return {}
    stored = json.loads(sealing.open_bytes(_envelope(text), _binding(text)))
    return {key: PrivateText(value) for key, value in stored["parts"].items()}
