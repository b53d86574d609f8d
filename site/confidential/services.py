"""The doors to confidential text: seal, save a draft, freeze, open, destroy; and the access trail."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar, cast
from uuid import UUID

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from confidential import earlier
from confidential.deeds import Deed, WordsDeed
from confidential.models import EarlierWords, KeptCopy, SealedRecord, SealedText
from confidential.private import PrivateText as PrivateText  # noqa: PLC0414 -- given on
from confidential.registry import SealedPolicy, sealed_models
from confidential.texts import Origin as Origin  # noqa: PLC0414 -- given on
from confidential.texts import Parts as Parts  # noqa: PLC0414 -- given on
from confidential.texts import drop, fill, opened, origin_of, same, write
from confidential.texts import start_words as start_words  # noqa: PLC0414 -- given on
from confidential.trail import label, line, note_reads, open_to_writer, refuse_unless_open_to_writer
from foundation.refusals import Refusal

# Far above any log; below what would trouble the database.
LONGEST_PART = 20_000
MOST_PARTS = 40
TOO_LONG = _("This is longer than %(limit_value)s characters, so it is not saved yet. Shorten it; nothing is lost.")


@dataclass(frozen=True)
class Saved:
    """The words are on the server as `version`. `emptied`: a box was, and what stood in it is kept."""

    version: int
    emptied: bool = False


@dataclass(frozen=True)
class Clash:
    """The text had moved on. The words that came are kept beside it as a copy; the writer chooses."""

    version: int
    copy: KeptCopy


class Choice(models.TextChoices):
    """What a writer can do about a kept copy."""

    CURRENT = "current", _("Keep what is saved now")
    COPY = "copy", _("Keep the other one")
    BOTH = "both", _("Keep both, one after the other")


def save_words(
    record: SealedRecord, parts: Mapping[str, str], *, base: int, tab: str, now: datetime, sequence: int | None = None
) -> Saved | Clash:
    """Save a draft that was written in `tab` on top of version `base`. Parts that are not given keep their words.

    Saving the same words twice is once. Words written on an older version are kept beside the newer ones instead
    of replacing them, unless the newer ones are this tab's own: `sequence` counts its savings, so that an answer
    lost on the way, or a request that arrives late, is no quarrel of a tab with itself.
    Raises Refusal when the record no longer takes words, or a part is too long.
    """
    refuse_too_long(parts)
    origin = Origin(base, tab, sequence)
    with transaction.atomic():
        text = _locked_text(record, now)
        if not _takes_words(text, record, now):
            raise Refusal(_("This can no longer be changed. Your words are still on this page: copy them first."))
        stood, written_by = opened(text), origin_of(text)
        wanted = {**stood, **parts}
        if same(stood, wanted) or origin.came_before(written_by):
            return Saved(text.version)
        refuse_too_long(wanted)
        if text.version != base and not origin.carries_on(written_by):
            return Clash(text.version, _keep_copy(text, parts, origin, now))
        emptied = earlier.keep(text, stood, wanted, now)
        write(text, wanted, version=text.version + 1, now=now, origin=origin)
        return Saved(text.version, emptied)


def _takes_words(text: SealedText, record: SealedRecord, now: datetime) -> bool:
    """`text` is locked. Its record may have been read before that, and not know that its words were destroyed."""
    standing = not text.frozen and text.destroyed_at is None
    may_choose = standing and sealed_models[label(record)].may_write(text.owner, record)
    return may_choose and record.pk in open_to_writer([record], text.owner, now)


@transaction.atomic
def choose_words(
    *, text: SealedText, copy_id: UUID, keep: str, revision: int, copy_revision: int, now: datetime
) -> None:
    """Settle between the words saved now and one kept copy of them. Until this is called both stay.

    A second click does nothing. Raises Refusal when either text is not the one that the writer was looking at,
    or the record no longer takes words.
    """
    text = SealedText.objects.select_for_update(of=("self",)).select_related("owner").get(pk=text.pk)
    copy = KeptCopy.objects.select_related("text").filter(original=text, pk=copy_id).first()
    if copy is None or copy.text is None:
        return
    if (text.version, copy.text.version) != (revision, copy_revision):
        raise Refusal(_("These words have changed since you opened this page. Nothing was done; check both again."))
    record = record_of(text)
    if keep != Choice.CURRENT:
        if not _takes_words(text, record, now):
            raise Refusal(_("These words can no longer be changed. You can still copy what you need from this page."))
        chosen = _joined(opened(text), opened(copy.text)) if keep == Choice.BOTH else opened(copy.text)
        refuse_too_long(chosen)
        write(text, {**opened(text), **chosen}, version=text.version + 1, now=now)
    note(record, actor=text.owner, deed=WordsDeed(f"chose {keep}"), owner_id=text.owner_id, now=now)
    drop(copy)


def _joined(first: Mapping[str, str], second: Mapping[str, str]) -> dict[str, str]:
    """Each part of both, one after the other; once where they say the same or one begins with the other."""
    joined = {}
    for key in {**first, **second}:
        words, other_words = first.get(key, ""), second.get(key, "")
        if words.startswith(other_words) or other_words.startswith(words):
            joined[key] = max(words, other_words, key=len)
        else:
            joined[key] = f"{words}\n\n{other_words}"
    return joined


def record_of(text: SealedText) -> SealedRecord:
    """The record whose words these are."""
    model = cast("type[SealedRecord]", apps.get_model(text.record_model))
    return model._default_manager.get(pk=text.record_id)


@transaction.atomic
def bring_back(*, text: SealedText, earlier_id: UUID, now: datetime) -> None:
    """Put what stood in a part back into it, before whatever stands there now. A second click does nothing.

    Raises Refusal when the record no longer takes words.
    """
    text = SealedText.objects.select_for_update(of=("self",)).select_related("owner").get(pk=text.pk)
    stood = text.earlier.select_related("text").filter(pk=earlier_id).first()
    if stood is None or stood.text is None:
        return
    record = record_of(text)
    if not _takes_words(text, record, now):
        raise Refusal(_("These words can no longer be changed. You can still copy what you need from this page."))
    now_there = opened(text)
    wanted = {**now_there, **_joined(opened(stood.text), {stood.part: now_there.get(stood.part, "")})}
    refuse_too_long(wanted)
    write(text, wanted, version=text.version + 1, now=now)
    note(record, actor=text.owner, deed=WordsDeed.BROUGHT_BACK, owner_id=text.owner_id, now=now)
    drop(stood)


def forget_earlier(*, text: SealedText, earlier_id: UUID) -> None:
    """Delete for good what stood in a part before it was emptied, at its writer's wish."""
    with transaction.atomic():
        for stood in text.earlier.select_related("text").filter(pk=earlier_id):
            drop(stood)


def forget_what_went_on(text: SealedText, words: Collection[str]) -> None:
    """Delete what is kept of parts that were emptied because these `words` stand in records of their own now."""
    for stood in text.earlier.select_related("text"):
        if stood.text and opened(stood.text).get(stood.part, "").strip() in words:
            drop(stood)


def register_copies() -> None:
    """What is kept beside a text is for its writer alone, and changes only through the doors of its original."""
    for model, route in ((KeptCopy, "words:choose"), (EarlierWords, "words:earlier")):
        sealed_models.register(
            label(cast("SealedRecord", model)),
            SealedPolicy(
                may_open=lambda _viewer, _copy, _now: False,
                may_write=lambda _writer, _copy: False,
                editor_url=partial(_beside, route),
            ),
        )


def _beside(route: str, copy: KeptCopy | EarlierWords) -> str:
    return reverse(route, args=[copy.original_id])


def refuse_too_long(parts: Mapping[str, str]) -> None:
    if len(parts) > MOST_PARTS:
        raise Refusal(_("There are too many answers on this page to save them together."))
    if any(len(part) > LONGEST_PART for part in parts.values()):
        raise Refusal(
            _("One answer is longer than %(most)s characters, so it was not saved. Shorten it; nothing is lost here.")
            % {"most": f"{LONGEST_PART:,}"}
        )


def seal_frozen(record: SealedRecord, parts: Mapping[str, str], *, now: datetime) -> SealedText:
    """Seal words that will never change, for a record that is about to be saved."""
    text = SealedText(owner_id=record.writer_id, record_model=label(record), record_id=record.pk, version=1)
    fill(text, parts, now)
    text.frozen = True
    text.save(force_insert=True)
    record.text = text
    return text


def begin_words(record: SealedRecord, *, now: datetime) -> SealedText:
    """The editable text of a saved record, begun now unless it stands. Asking twice, or at once, is asking once."""
    if record.text_id is None:
        with transaction.atomic():
            locked = type(record)._default_manager.select_for_update().get(pk=record.pk)
            if locked.text is None:
                record.text = start_words(locked, now=now)
                locked.save(update_fields=["text"])
                return record.text
            record.text = locked.text
    return text_of(record)


def text_of(record: SealedRecord) -> SealedText:
    """The text of `record` as it stands in the database now: its version, whether copies are kept beside it."""
    found: Any = SealedText.objects.annotate(
        any_copies=Exists(KeptCopy.objects.filter(original=OuterRef("pk"))),
        any_earlier=Exists(EarlierWords.objects.filter(original=OuterRef("pk"))),
    ).get(pk=cast("UUID", record.text_id))
    text: SealedText = found
    text.copies_kept, text.earlier_kept = found.any_copies, found.any_earlier
    record.text = text
    return text


def freeze(record: SealedRecord) -> None:
    """From now on these words cannot change."""
    assert record.text is not None
    record.text.frozen = True
    record.text.save(update_fields=["frozen"])


def open_sealed(record: SealedRecord, *, viewer: Any, now: datetime, reason: str = "") -> Parts:
    """The words of one record: see `open_all`."""
    return open_all([record], viewer=viewer, now=now, reason=reason)[record.pk]


def open_all(records: Iterable[SealedRecord], *, viewer: Any, now: datetime, reason: str = "") -> dict[UUID, Parts]:
    """The words of each of `records`, of whatever models, by its key: as text that does not print itself.

    Raises PermissionDenied, and opens none, unless for each of them the registered permission allows it, or the viewer
    wrote it and no rule binds its writer. Reads by anybody but the writer are on the access trail, committed together,
    before any text is returned; a second read in the same sitting adds no line. As many queries for thirty records of a
    model as for one.
    """
    if viewer.pk is None:
        # Neither has who wrote without an account: the two are not one for that.
        raise PermissionDenied("whoever is signed out opens nothing")
    records = list(records)
    texts = _texts_of(records)
    by_others = {record.pk: record for record in records if record.pk in texts and record.writer_id != viewer.pk}
    own = [record for record in records if record.pk in texts and record.pk not in by_others]
    refuse_unless_open_to_writer(own, viewer, now)
    if by_others:
        note_reads(list(by_others.values()), viewer, now, reason)
    return {record.pk: opened(texts[record.pk]) if record.pk in texts else {} for record in records}


def open_to_deliver(record: SealedRecord) -> Parts:
    """The words of a record without an owner, to a worker's handler that mails by them, or a verb that passes them on.

    Nobody reads them here, so there is no line on the trail. Raises PermissionDenied for words that are a person's.
    """
    if record.writer_id is not None:
        raise PermissionDenied(f"{label(record)} {record.pk} has a writer: open_sealed")
    texts = _texts_of([record])
    return opened(texts[record.pk]) if record.pk in texts else {}


R = TypeVar("R", bound=SealedRecord)


def still_open(records: Sequence[R], writer: Any, now: datetime) -> list[R]:
    """Of `records`, all written by `writer`, those that they still open: a right by which one wrote may have ended."""
    keys = open_to_writer(records, writer, now)
    return [record for record in records if record.pk in keys]


def _texts_of(records: Sequence[SealedRecord]) -> dict[UUID, SealedText]:
    missing = [record for record in records if record.text_id and "text" not in record._state.fields_cache]
    texts = SealedText.objects.in_bulk([record.text_id for record in missing])
    for record in missing:
        record.text = texts[cast("UUID", record.text_id)]
    return {record.pk: record.text for record in records if record.text is not None}


def destroy(record: SealedRecord, *, because: str, now: datetime) -> None:
    """Destroy the key of these words, and whatever is kept beside them. Their date, digest and this reason remain.

    A backup made before still holds them: `erasures` keeps the list that is gone through when one is restored.
    """
    if record.text is not None and record.text.destroyed_at is None:
        destroy_text(record.text, because=because, now=now)


@transaction.atomic
def destroy_text(text: SealedText, *, because: str, now: datetime) -> None:
    """As `destroy`, for a text whose record is not at hand."""
    text.wrapped_key = text.ciphertext = text.nonce = b""
    text.destroyed_at, text.destroyed_because = now, because
    text.save(update_fields=["wrapped_key", "ciphertext", "nonce", "destroyed_at", "destroyed_because"])
    _drop_beside(text)


def _drop_beside(text: SealedText) -> None:
    """The copies from other tabs, and what stood here before it was emptied."""
    for beside in (*text.kept_copies.select_related("text"), *text.earlier.select_related("text")):
        drop(beside)


@transaction.atomic
def clear_words(record: SealedRecord, *, now: datetime) -> None:
    """Begin a draft anew: its words went where they were meant to go, and nothing of them stays here."""
    text = _locked_text(record, now)
    _drop_beside(text)
    write(text, {}, version=text.version + 1, now=now)


def note(
    record: SealedRecord | Any, *, actor: Any, deed: Deed, owner_id: UUID | None, now: datetime, reason: str = ""
) -> None:
    """Write one line of the access trail for a change of state."""
    line(record, actor=actor, deed=deed, owner_id=owner_id, now=now, reason=reason).save(force_insert=True)


def _locked_text(record: SealedRecord, now: datetime) -> SealedText:
    begun = begin_words(record, now=now)
    text = SealedText.objects.select_for_update(of=("self",)).select_related("owner").get(pk=begun.pk)
    # Whoever goes on with this record in the same request reads what is written now.
    record.text = text
    return text


def _keep_copy(text: SealedText, parts: Mapping[str, str], origin: Origin, now: datetime) -> KeptCopy:
    copy = KeptCopy.objects.select_related("text").filter(original=text, tab=origin.tab).first()
    if copy is None:
        copy = KeptCopy(original=text, tab=origin.tab, kept_at=now)
        start_words(copy, now=now, parts=parts, origin=origin)
        copy.save(force_insert=True)
    elif copy.text is not None and not origin.came_before(origin_of(copy.text)):
        before = opened(copy.text)
        if not same(before, {**before, **parts}):
            refuse_too_long({**before, **parts})
            write(copy.text, {**before, **parts}, version=copy.text.version + 1, now=now, origin=origin)
    return copy
