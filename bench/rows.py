"""Many rows at once, straight into the tables: sealed words too."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import models

from confidential.models import SealedRecord, SealedText
from confidential.texts import fill
from confidential.trail import label

BATCH = 2_000
WORDS = {"stirred": "What stirred me was the silence after she had spoken. " * 8}


def batched(rows: Iterable[Any], count: int) -> Iterator[tuple[Any, ...]]:
    left = iter(rows)
    while lot := tuple(islice(left, count)):
        yield lot


def insert(rows: Iterable[models.Model]) -> None:
    for lot in batched(rows, BATCH):
        type(lot[0])._default_manager.bulk_create(lot)


def day_ago(now: datetime, days: int) -> date:
    return (now - timedelta(days=days)).date()


def sealed(records: Iterable[SealedRecord], now: datetime, *, frozen: bool) -> Iterator[SealedText]:
    """The words of each record, which is tied to them on the way."""
    for record in records:
        text = SealedText(
            owner_id=record.writer_id, record_model=label(record), record_id=record.pk, version=1, frozen=frozen
        )
        fill(text, WORDS, now)
        record.text = text
        yield text
