"""A note on a step: sealed, saved as one types, read again by its writer, and by nobody else."""

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from confidential import services as sealed
from confidential.models import AccessEntry, SealedText
from courses.own.models import Note
from courses.own.queries import Kept, kept_at
from courses.own.services import begin_note
from foundation.exports import exports

SECRET = "Ask Ben about the silence before the hour"


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def url_of(world, slug="reading"):
    return reverse("own:note", args=[world.steps[slug].translation_key])


def keep(client, world, text, slug="reading", **more):
    return client.post(url_of(world, slug), {"part-words": text, "revision": "0", "tab": "a" * 16, **more})


def box(client, world):
    page = BeautifulSoup(client.get(url_of(world)).content, "html.parser")
    return page.select_one("textarea[name=part-words]").get_text().removeprefix("\n").removeprefix("\r\n")


def link(client, world):
    page = BeautifulSoup(client.get(world.url("reading")).content, "html.parser")
    return page.select_one(f"a[href='{url_of(world)}']").get_text(strip=True)


def test_a_note_is_kept_and_read_again_from_its_step(client, world):
    assert (link(client, world), box(client, world)) == ("Write a note for yourself", "")
    answer = keep(client, world, SECRET)
    assert (answer.status_code, answer["Location"]) == (302, world.url("reading"))
    assert (link(client, world), box(client, world)) == ("Read your note", SECRET)


def test_looking_alone_leaves_no_note_behind(client, cast, world, now):
    client.get(url_of(world))
    assert kept_at(world.place("reading").step.key, cast.anna, now) == Kept()


def test_it_saves_itself_by_the_same_way_as_every_text(client, cast, world):
    client.get(url_of(world))
    text = SealedText.objects.get(owner=cast.anna, record_model="courses.Note")
    sent = {"part-words": SECRET, "revision": "0", "tab": "a" * 16, "sequence": "1"}
    assert client.post(reverse("words:save", args=[text.pk]), sent).json()["revision"] == 1
    assert box(client, world) == SECRET


def test_two_tabs_are_both_kept_and_the_writer_chooses(client, cast, world):
    keep(client, world, SECRET)
    answer = keep(client, world, "from the other tab", tab="b" * 16)
    text = SealedText.objects.get(owner=cast.anna, record_model="courses.Note")
    assert (answer.status_code, answer["Location"]) == (302, reverse("words:choose", args=[text.pk]))


def test_what_is_too_long_comes_back_with_what_was_typed(client, world):
    long = "x" * (sealed.LONGEST_PART + 1)
    answer = keep(client, world, long)
    assert (answer.status_code, long in answer.content.decode()) == (422, True)


def test_nobody_else_opens_it_or_hears_of_it(client, cast, world, sign_in, now):
    keep(client, world, SECRET)
    note = Note.objects.select_related("text").get(person=cast.anna)
    for other in (cast.ben, cast.sam, cast.cora, cast.gwen, cast.eddie):
        with pytest.raises(PermissionDenied):
            sealed.open_sealed(note, viewer=other, now=now)
        page = sign_in(other).get(url_of(world)).content.decode()
        step = sign_in(other).get(world.url("reading")).content.decode()
        assert (SECRET in page, "Read your note" in step) == (False, False)
    assert AccessEntry.objects.filter(owner=cast.anna).count() == 0


def test_it_lies_nowhere_in_clear(client, cast, world):
    keep(client, world, SECRET)
    row = Note.objects.values().get(person=cast.anna)
    text = SealedText.objects.values().get(record_model="courses.Note")
    assert SECRET not in f"{row}{text}"


def test_it_is_in_my_words_with_the_way_back_and_in_my_data(client, cast, world, now):
    keep(client, world, SECRET)
    page = BeautifulSoup(client.get("/words/").content, "html.parser")
    (article,) = page.main.select("article")
    assert (article.select_one("h2 a")["href"], article.select_one(".hf-words").get_text()) == (url_of(world), SECRET)
    (one,) = exports["notes"](cast.anna, now)
    assert (one["step"], one["words"], exports["notes"](cast.ben, now)) == ("Reading", SECRET, [])


def test_a_note_stays_when_its_step_is_taken_down(client, cast, world, sign_in):
    keep(client, world, SECRET)
    world.steps["reading"].unpublish()
    assert box(client, world) == SECRET
    assert "This step has been taken down. Your note is kept." in client.get(url_of(world)).content.decode()
    assert keep(client, world, "More", revision="1")["Location"] == url_of(world)
    assert sign_in(cast.ben).get(url_of(world)).status_code == 404


def test_a_made_up_step_has_no_note(client, world):
    assert client.get(reverse("own:note", args=["00000000-0000-4000-8000-000000000001"])).status_code == 404


def test_beginning_twice_is_once(cast, world, now):
    key = world.place("reading").step.key
    assert begin_note(step=key, person=cast.anna, now=now) == begin_note(step=key, person=cast.anna, now=now)
