"""Who opens whose words: the trail is written before the words come back, once a sitting, never for their writer."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from confidential.models import AccessEntry, SealedText
from confidential.sealing import SealBroken
from confidential.services import open_sealed, save_words
from confidential.trail import SITTING


@pytest.fixture
def written(log):
    save_words(log, {"hard": "the silence"}, base=0, tab="a", now=log.started_at)
    return log


def trail():
    lines = AccessEntry.objects.order_by("at", "pk")
    return list(lines.values_list("actor__first_name", "action", "record_model", "record_id", "owner__first_name"))


def test_a_reader_is_on_the_trail(written, cast, now):
    assert open_sealed(written, viewer=cast.sam, now=now) == {"hard": "the silence"}
    assert trail() == [("Sam", "read", "supervision.SessionLog", written.pk, "Anna")]


def test_the_writers_own_reading_leaves_no_line(written, cast, now):
    open_sealed(written, viewer=cast.anna, now=now)
    assert trail() == []


@pytest.mark.parametrize(("minutes_later", "lines"), [([0, 5, 29], 1), ([0, 31], 2), ([0, 30], 2)])
def test_one_sitting_is_one_line(written, cast, now, minutes_later, lines):
    for minutes in minutes_later:
        open_sealed(written, viewer=cast.sam, now=now + timedelta(minutes=minutes))
    assert (len(trail()), SITTING) == (lines, timedelta(minutes=30))


def test_a_sitting_is_one_persons_with_one_record(written, cast, now, policy, monkeypatch):
    another_sam = cast.ben
    another_sam.first_name = "Sam"
    another_sam.save()
    for viewer in (cast.sam, another_sam):
        open_sealed(written, viewer=viewer, now=now)
    assert [line[0] for line in trail()] == ["Sam", "Sam"]


def test_somebody_who_may_not_read_gets_nothing_and_leaves_no_line(written, cast, now):
    for stranger in (cast.ben, cast.cora, cast.stella, cast.grace, cast.eddie):
        with pytest.raises(PermissionDenied):
            open_sealed(written, viewer=stranger, now=now)
    assert trail() == []


def test_the_line_is_committed_before_the_words_are_opened(written, cast, now, at_once):
    """A text that does not open leaves its reader on the trail, as seen from another connection."""

    def read_a_spoiled_text():
        SealedText.objects.update(ciphertext=b"spoiled")
        with pytest.raises(SealBroken):
            open_sealed(type(written).objects.get(), viewer=cast.sam, now=now)

    at_once(read_a_spoiled_text)
    assert [line[:2] for line in trail()] == [("Sam", "read")]


def test_reading_for_somebody_else_inside_a_transaction_is_an_error(written, cast, now, at_once):
    """A transaction that rolls back would take the line with it after the words were seen."""
    from django.db import transaction

    def read_inside_one():
        with transaction.atomic(), pytest.raises(RuntimeError, match="durable"):
            open_sealed(type(written).objects.get(), viewer=cast.sam, now=now)

    at_once(read_inside_one)


def test_the_reason_that_a_reader_gives_is_on_the_line(written, cast, now):
    open_sealed(written, viewer=cast.sam, now=now, reason="cover for a week")
    assert AccessEntry.objects.get().reason == "cover for a week"


def test_a_record_without_words_opens_as_nothing(log, cast, now):
    assert (open_sealed(log, viewer=cast.sam, now=now), trail()) == ({}, [])
