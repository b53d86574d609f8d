"""The access trail: who did what to which record, and who may have its words opened. Written by `services` alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef

from confidential.models import AccessEntry, SealedRecord
from confidential.registry import sealed_models

# One sitting is one line of the trail.
SITTING = timedelta(minutes=30)


def label(record: SealedRecord) -> str:
    return record._meta.label


def line(
    record: SealedRecord | Any, *, actor: Any, action: str, owner_id: UUID, now: datetime, reason: str
) -> AccessEntry:
    """One line, not saved yet."""
    return AccessEntry(
        at=now, actor=actor, action=action, record_model=label(record), record_id=record.pk, owner_id=owner_id,
        reason=reason,
    )


def note_reads(records: Sequence[SealedRecord], viewer: Any, now: datetime, reason: str) -> None:
    """Put first reads on the trail, all or none. Raises PermissionDenied unless the viewer may open every record."""
    # Durable: the lines are committed before the words are returned, whatever the caller does next.
    with transaction.atomic(durable=True):
        AccessEntry.objects.bulk_create([
            line(record, actor=viewer, action="read", owner_id=record.writer_id, now=now, reason=reason)
            for record in _first_opened(records, viewer, now)
        ])


def _first_opened(records: Sequence[SealedRecord], viewer: Any, now: datetime) -> list[SealedRecord]:
    """Those without a line in this sitting. Raises PermissionDenied unless the viewer may open every one."""
    sitting = AccessEntry.objects.filter(actor=viewer, action="read", at__gt=now - SITTING)
    by_model: dict[str, list[SealedRecord]] = {}
    for record in records:
        by_model.setdefault(label(record), []).append(record)
    judged: list[SealedRecord] = []
    on_trail: dict[UUID, bool] = {}
    for name, group in by_model.items():
        policy = sealed_models[name]
        if policy.openable:
            theirs = policy.openable(viewer, now).filter(pk__in=[record.pk for record in group])
            mine = sitting.filter(record_model=name, record_id=OuterRef("pk"))
            on_trail.update(theirs.annotate(on_trail=Exists(mine)).values_list("pk", "on_trail"))
        elif policy.may_open:
            judged += [record for record in group if policy.may_open(viewer, record, now)]
    lines = sitting.filter(record_id__in=[record.pk for record in judged]).values_list("record_model", "record_id")
    noted = set(lines)
    on_trail.update((record.pk, (label(record), record.pk) in noted) for record in judged)
    if closed := [record for record in records if record.pk not in on_trail]:
        raise PermissionDenied(f"{viewer.pk} may not open {label(closed[0])} {closed[0].pk}")
    return [record for record in records if not on_trail[record.pk]]
