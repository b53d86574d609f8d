"""Rows under SealedText that were tampered with, swapped, cut short or replaced by plain text raise."""

import pytest
from django.test import override_settings

from confidential import services
from confidential.models import SealedText
from confidential.rewrapping import rewrap_all
from confidential.sealing import SealBroken
from tests.people import make_person


@pytest.fixture
def anna(db):
    return make_person("Anna Okoye")


def sealed(anna, now, words="what I felt", **override):
    from supervision.models import LogReply

    record = LogReply(author=anna)
    services.start_words(record, now=now, parts={"reply": words})
    return record


def reread(record):
    record.text = SealedText.objects.get(pk=record.text.pk)
    return record


def test_what_was_sealed_opens_for_its_writer(anna, now):
    assert services.open_sealed(reread(sealed(anna, now)), viewer=anna, now=now) == {"reply": "what I felt"}


def test_the_words_are_nowhere_in_the_row(anna, now):
    row = reread(sealed(anna, now)).text
    assert b"what I felt" not in b"".join(map(bytes, (row.ciphertext, row.nonce, row.wrapped_key)))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: raw[:-1] + bytes([raw[-1] ^ 1]),
        lambda raw: raw[:-5],
        lambda raw: b"",
        lambda raw: b'{"salt": "0", "parts": {"reply": "planted"}}',
    ],
    ids=["one bit flipped", "cut short", "emptied", "replaced by plain text"],
)
@pytest.mark.parametrize("column", ["ciphertext", "wrapped_key", "nonce"])
def test_a_spoiled_row_raises(anna, now, spoil, column):
    record = sealed(anna, now)
    SealedText.objects.filter(pk=record.text.pk).update(**{column: spoil(bytes(getattr(record.text, column)))})
    with pytest.raises(SealBroken):
        services.open_sealed(reread(record), viewer=anna, now=now)


def test_a_text_swapped_in_from_another_record_raises(anna, now):
    mine, other = sealed(anna, now, "mine"), sealed(anna, now, "another's")
    parts = {name: getattr(other.text, name) for name in ("ciphertext", "nonce", "wrapped_key", "key_id")}
    SealedText.objects.filter(pk=mine.text.pk).update(**parts)
    with pytest.raises(SealBroken):
        services.open_sealed(reread(mine), viewer=anna, now=now)


def test_a_text_under_the_number_of_another_version_raises(anna, now):
    record = sealed(anna, now)
    SealedText.objects.filter(pk=record.text.pk).update(version=7)
    with pytest.raises(SealBroken):
        services.open_sealed(reread(record), viewer=anna, now=now)


def test_words_of_an_older_version_under_the_number_of_the_newer_one_raise(log, cast, now):
    services.save_words(log, {"hard": "older"}, base=0, tab="a", now=now)
    older = SealedText.objects.values("key_id", "wrapped_key", "nonce", "ciphertext").get(pk=log.text.pk)
    services.save_words(log, {"hard": "newer"}, base=1, tab="a", now=now)
    SealedText.objects.filter(pk=log.text.pk).update(**older)
    with pytest.raises(SealBroken):
        services.open_sealed(reread(log), viewer=cast.anna, now=now)


OLD = "old:dGhlIG9sZGVyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="
NEW = "new:dGhlIG5ld2VyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="


def test_texts_under_an_old_and_a_new_key_open_side_by_side(anna, now):
    with override_settings(SEALING_KEYS=OLD):
        older = sealed(anna, now, "older")
    newer = sealed(anna, now, "newer")
    assert {r.text.key_id: services.open_sealed(reread(r), viewer=anna, now=now)["reply"] for r in (older, newer)} == {
        "old": "older",
        "new": "newer",
    }


def test_rewrapping_moves_a_text_to_the_new_key_without_changing_it(anna, now):
    with override_settings(SEALING_KEYS=OLD):
        record = sealed(anna, now)
    before = bytes(record.text.ciphertext)
    rewrap_all()
    assert (reread(record).text.key_id, bytes(record.text.ciphertext)) == ("new", before)
    with override_settings(SEALING_KEYS=NEW):
        assert services.open_sealed(record, viewer=anna, now=now) == {"reply": "what I felt"}


def test_a_text_whose_key_is_not_configured_raises_and_names_the_key(anna, now):
    with override_settings(SEALING_KEYS=OLD):
        record = sealed(anna, now)
    with override_settings(SEALING_KEYS=NEW), pytest.raises(SealBroken, match="'old'"):
        services.open_sealed(reread(record), viewer=anna, now=now)


def test_destroyed_words_leave_their_digest_date_and_reason(anna, now):
    record = sealed(anna, now)
    digest = record.text.digest
    services.destroy(record, because="the writer's wish", now=now)
    row = reread(record).text
    assert (bytes(row.ciphertext), row.digest, row.destroyed_because) == (b"", digest, "the writer's wish")
    assert services.open_sealed(record, viewer=anna, now=now) == {}


def test_opened_words_do_not_print_themselves(anna, now):
    opened = services.open_sealed(reread(sealed(anna, now)), viewer=anna, now=now)
    assert repr(opened) == "{'reply': <private text>}"
