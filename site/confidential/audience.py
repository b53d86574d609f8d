"""Who may open a sealed record now, by name: the line on a page and the permission are one answer."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from confidential.models import SealedRecord
from confidential.registry import sealed_models
from confidential.trail import label


def lets_in(viewer: Any, record: SealedRecord, now: datetime) -> bool:
    """Whether the registered permission lets `viewer`, who did not write it, open this record."""
    policy = sealed_models[label(record)]
    if policy.openable:
        return policy.openable(viewer, now).filter(pk=record.pk).exists()
    return bool(policy.may_open and policy.may_open(viewer, record, now))


def audience(record: SealedRecord, now: datetime) -> list[Any]:
    """Everybody who may open `record` at `now` besides its writer: of those its kind thinks of, whom it lets in.

    A test holds every kind to thinking of everybody (`tests/confidential/test_audiences.py`).
    """
    thought_of = once(sealed_models[label(record)].might_open(record, now))
    return [person for person in thought_of if person.pk != record.writer_id and lets_in(person, record, now)]


def once(people: Iterable[Any]) -> list[Any]:
    return list({person.pk: person for person in people if person}.values())
