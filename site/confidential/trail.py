"""The access trail: who did what to which record, and who may have its words opened. Written by `services` alone."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from confidential.deeds import Deed, WordsDeed, deed_of, refuse_foreign
from confidential.models import AccessEntry, SealedRecord
from confidential.registry import sealed_models

# One sitting is one line of the trail.
SITTING = timedelta(minutes=30)


def label(record: SealedRecord) -> str:
    return record._meta.label


def line(
    record: SealedRecord | Any, *, actor: Any, deed: Deed, owner_id: UUID | None, now: datetime, reason: str
) -> AccessEntry:
    """One line, not saved yet. Raises ValueError for what cannot be done to such a record."""
    refuse_foreign(label(record), deed)
    return AccessEntry(
        at=now,
        actor=actor,
        action=deed.value,
        record_model=label(record),
        record_id=record.pk,
        owner_id=owner_id,
        reason=reason,
    )


def read_of(record: SealedRecord) -> Deed:
    """That it was opened, in the words of its kind."""
    return deed_of(label(record), WordsDeed.READ.value) or WordsDeed.READ


def note_reads(records: Sequence[SealedRecord], viewer: Any, now: datetime, reason: str) -> None:
    """Put first reads on the trail, all or none. Raises PermissionDenied unless the viewer may open every record."""
    # Durable: the lines are committed before the words are returned, whatever the caller does next.
    with transaction.atomic(durable=True):
        AccessEntry.objects.bulk_create(
            [
                line(record, actor=viewer, deed=read_of(record), owner_id=record.writer_id, now=now, reason=reason)
                for record in _first_opened(records, viewer, now)
            ]
        )


def open_to_writer(records: Sequence[SealedRecord], writer: Any, now: datetime) -> set[UUID]:
    """Of `records`, all written by `writer`, those that they still open. One query, where any rule binds the writer."""
    still: set[UUID] = set()
    bound: list[QuerySet[Any, Any]] = []
    for name, group in _by_model(records).items():
        policy, keys = sealed_models[name], {record.pk for record in group}
        if policy.binds_writer and policy.openable:
            bound.append(policy.openable(writer, now).filter(pk__in=keys).order_by().values_list("pk", flat=True))
        else:
            still |= keys
    return still | set(bound[0].union(*bound[1:])) if bound else still


def refuse_unless_open_to_writer(records: Sequence[SealedRecord], writer: Any, now: datetime) -> None:
    """Raise PermissionDenied where a right by which `writer` wrote one of `records` has ended."""
    still = open_to_writer(records, writer, now)
    if closed := [record for record in records if record.pk not in still]:
        raise PermissionDenied(f"{writer.pk} may not open {label(closed[0])} {closed[0].pk} any more")


def _by_model(records: Sequence[SealedRecord]) -> dict[str, list[SealedRecord]]:
    by_model: dict[str, list[SealedRecord]] = {}
    for record in records:
        by_model.setdefault(label(record), []).append(record)
    return by_model


def _first_opened(records: Sequence[SealedRecord], viewer: Any, now: datetime) -> list[SealedRecord]:
    """Those without a line in this sitting. Raises PermissionDenied unless the viewer may open every one."""
    sitting = AccessEntry.objects.filter(actor=viewer, action=WordsDeed.READ, at__gt=now - SITTING)
    judged: list[SealedRecord] = []
    on_trail: dict[UUID, bool] = {}
    for name, group in _by_model(records).items():
        policy = sealed_models[name]
        if policy.openable:
            openable = policy.openable(viewer, now).filter(pk__in=[record.pk for record in group])
            own_sitting = sitting.filter(record_model=name, record_id=OuterRef("pk"))
            on_trail.update(openable.annotate(on_trail=Exists(own_sitting)).values_list("pk", "on_trail"))
        elif policy.may_open:
            judged += [record for record in group if policy.may_open(viewer, record, now)]
    lines = sitting.filter(record_id__in=[record.pk for record in judged]).values_list("record_model", "record_id")
    noted = set(lines)
    on_trail.update((record.pk, (label(record), record.pk) in noted) for record in judged)
    if closed := [record for record in records if record.pk not in on_trail]:
        raise PermissionDenied(f"{viewer.pk} may not open {label(closed[0])} {closed[0].pk}")
    return [record for record in records if not on_trail[record.pk]]
