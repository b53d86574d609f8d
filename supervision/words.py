"""The last words of a record: written and frozen in the transaction that moves it on."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from confidential.models import SealedRecord, SealedText
from confidential.services import begin_words, freeze, save_words, text_of
from foundation.refusals import Refusal


class WrittenTwice(Refusal):
    """Words from another tab or device wait beside these, and their writer has not chosen."""

    def __init__(self) -> None:
        super().__init__(_("There are also words from another tab or device. Choose which to keep, then send."))


def refuse_written_twice(record: SealedRecord) -> None:
    """Raise WrittenTwice rather than send the one of two texts that came first."""
    if text_of(record).copies_kept:
        raise WrittenTwice


def settle(record: SealedRecord, parts: Mapping[str, str], *, now: datetime) -> None:
    """Make `parts` the last words of a saved record and freeze them. Parts that are not given keep their words.

    Call it inside a transaction, before the state changes: afterwards the record takes no words. Raises WrittenTwice.
    """
    begun = begin_words(record, now=now)
    # Locked, so that no other tab can come between this version and the freezing of it.
    text = SealedText.objects.select_for_update().get(pk=begun.pk)
    save_words(record, parts, base=text.version, tab="", now=now)
    refuse_written_twice(record)
    freeze(record)
