"""A box that a pocket has emptied: what stood in it comes back, for thirty days, to its writer alone."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from confidential.earlier import is_emptied
from confidential.models import EarlierWords, SealedText
from confidential.services import destroy, freeze, open_sealed, save_words, text_of
from foundation.exports import exports
from supervision.logs.services import redact_log
from tests.supervision.world import alder_session, draft_log

WORDS = "The silence after Ben spoke went on, and I let it, and then she said it."
TAB = "a" * 16


@pytest.fixture
def log(cast):
    log = draft_log(cast, cast.anna, alder_session(cast))
    write(log, cast.now, stirred=WORDS, hard="Nothing much.")
    return log


def write(log, now, **parts):
    version = text_of(log).version
    return save_words(log, parts, base=version, tab=TAB, sequence=version + 1, now=now)


def kept(log, cast):
    rows = EarlierWords.objects.filter(original=log.text).order_by("part", "kept_at")
    return [(row.part, open_sealed(row, viewer=cast.anna, now=cast.now)[row.part]) for row in rows]


def before_url(log):
    return reverse("words:earlier", args=[log.text_id])


@pytest.mark.parametrize("left", ["", " ", "\n\n\t", "k", "The silence"])
def test_what_stood_there_is_kept_and_can_be_brought_back(log, cast, sign_in, left):
    write(log, cast.now, stirred=left)
    assert kept(log, cast) == [("stirred", WORDS)]
    client = sign_in(cast.anna)
    page = client.get(f"/logs/{log.pk}/").content.decode()
    assert f'<a href="{before_url(log)}" data-words-before>' in page
    assert client.get(before_url(log)).content.decode().count(WORDS) == 1
    answer = client.post(before_url(log), {"earlier": EarlierWords.objects.get().pk})
    assert (answer.status_code, answer["Location"]) == (302, f"/logs/{log.pk}/")
    log.refresh_from_db()
    back = open_sealed(log, viewer=cast.anna, now=cast.now)
    assert (back["stirred"].startswith(WORDS), back["hard"]) == (True, "Nothing much.")
    assert EarlierWords.objects.count() == 0


def test_the_script_hears_at_once_that_it_can_be_brought_back(log, cast, sign_in):
    sent = {"part-stirred": "", "revision": text_of(log).version, "tab": TAB, "sequence": "9"}
    answer = sign_in(cast.anna).post(reverse("words:save", args=[log.text_id]), sent)
    assert (answer.status_code, answer.json()["before"]) == (200, True)


@pytest.mark.parametrize(
    "changed", [WORDS[:50], f"{WORDS} More.", WORDS.upper(), "Another sentence, which is about as long as the first."]
)
def test_ordinary_writing_keeps_nothing(log, cast, changed):
    write(log, cast.now, stirred=changed)
    assert kept(log, cast) == []


def test_a_box_emptied_in_several_goes_gives_back_the_whole(log, cast):
    for left in (WORDS[:30], WORDS[:10], "T", ""):
        write(log, cast.now, stirred=left)
    assert kept(log, cast) == [("stirred", WORDS)]


def test_what_was_written_since_stays_below_what_comes_back(log, cast, sign_in):
    write(log, cast.now, stirred="")
    write(log, cast.now, stirred="Begun again.")
    sign_in(cast.anna).post(before_url(log), {"earlier": EarlierWords.objects.get().pk})
    log.refresh_from_db()
    assert open_sealed(log, viewer=cast.anna, now=cast.now)["stirred"] == f"{WORDS}\n\nBegun again."


def test_several_boxes_and_several_times(log, cast):
    write(log, cast.now, stirred="", hard="")
    write(log, cast.now, stirred="A second beginning.")
    write(log, cast.now + timedelta(hours=1), stirred="")
    assert kept(log, cast) == [("hard", "Nothing much."), ("stirred", WORDS), ("stirred", "A second beginning.")]


def test_no_more_than_five_are_kept_of_one_box(log, cast):
    for number in range(8):
        write(log, cast.now + timedelta(hours=number), hard=f"Attempt {number}.")
        write(log, cast.now + timedelta(hours=number), hard="")
    assert [words for _part, words in kept(log, cast)] == [f"Attempt {number}." for number in range(3, 8)]


def test_it_is_sealed_and_nobody_elses(log, cast, sign_in):
    write(log, cast.now, stirred="")
    row = EarlierWords.objects.get()
    columns = [
        bytes(value) if isinstance(value, memoryview) else value
        for sealed in SealedText.objects.values()
        for value in sealed.values()
    ]
    assert [value for value in columns if "silence" in str(value)] == []
    for relation, person in cast.by_relation().items():
        if relation == "owner":
            continue
        client = sign_in(person)
        assert client.get(before_url(log)).status_code == 404
        assert client.post(before_url(log), {"earlier": row.pk}).status_code == 404
        with pytest.raises(PermissionDenied):
            open_sealed(row, viewer=person, now=cast.now)
    assert EarlierWords.objects.count() == 1


def test_after_thirty_days_it_is_gone(log, cast):
    write(log, cast.now - timedelta(days=31), stirred="")
    write(log, cast.now - timedelta(days=29), hard="")
    texts = SealedText.objects.count()
    call_command("tidy", verbosity=0)
    assert kept(log, cast) == [("hard", "Nothing much.")]
    assert SealedText.objects.count() == texts - 1


def test_destroying_the_words_destroys_it_too(log, cast):
    write(log, cast.now, stirred="")
    redact_log(log=log, by=cast.anna, now=cast.now)
    assert EarlierWords.objects.count() == 0


def test_a_destroyed_text_keeps_nothing_of_it(log, cast):
    write(log, cast.now, stirred="")
    log.refresh_from_db()
    destroy(log, because="its author asked", now=cast.now)
    assert SealedText.objects.filter(record_model="confidential.EarlierWords").count() == 0


def test_deleting_it_is_for_good(log, cast, sign_in):
    write(log, cast.now, stirred="")
    client = sign_in(cast.anna)
    client.post(before_url(log), {"earlier": EarlierWords.objects.get().pk, "delete": "1"})
    assert (EarlierWords.objects.count(), open_sealed(log, viewer=cast.anna, now=cast.now)["stirred"]) == (0, "")


def test_a_frozen_text_is_not_changed_and_what_stood_can_still_be_copied(log, cast, sign_in):
    write(log, cast.now, stirred="")
    freeze(log)
    client = sign_in(cast.anna)
    answer = client.post(before_url(log), {"earlier": EarlierWords.objects.get().pk}, follow=True)
    page = answer.content.decode()
    assert (page.count(WORDS), "These words can no longer be changed." in page) == (1, True)


@pytest.mark.parametrize("given", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_a_second_click_does_nothing(log, cast, sign_in, given):
    answer = sign_in(cast.anna).post(before_url(log), {"earlier": given})
    assert (answer.status_code, answer["Location"]) == (302, before_url(log))


def test_my_data_holds_it(log, cast):
    write(log, cast.now, stirred="")
    held = exports["kept_beside_my_words"](cast.anna, cast.now)
    assert [item["words"] for item in held] == [{"stirred": WORDS}]
    assert exports["kept_beside_my_words"](cast.ben, cast.now) == []


@given(st.text(), st.text())
def test_emptied_is_only_what_had_words_and_lost_most_of_them(before, after):
    if is_emptied(before, after):
        assert len(after.strip()) * 2 < len(before.strip())
    if before.strip() and not after.strip():
        assert is_emptied(before, after)
