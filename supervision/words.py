"""The last words of a record: written and frozen in the transaction that moves it on."""

from collections.abc import Mapping
from datetime import datetime

from confidential.models import SealedRecord, SealedText
from confidential.services import begin_words, freeze, save_words, text_of


def settle(record: SealedRecord, parts: Mapping[str, str], *, now: datetime) -> None:
    """Make `parts` the last words of a saved record and freeze them. Parts that are not given keep their words.

    Call it inside a transaction, before the state changes: afterwards the record takes no words.
    """
    begun = begin_words(record, now=now)
    # Locked, so that no other tab can come between this version and the freezing of it.
    text = SealedText.objects.select_for_update().get(pk=begun.pk)
    save_words(record, parts, base=text.version, tab="", now=now)
    text_of(record)
    freeze(record)
