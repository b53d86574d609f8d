""" "Everyone must redo" asks first and says whom it concerns, is in the page's history, and can be taken back."""

from contextlib import suppress

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from courses.models import StepPage
from courses.progress.models import LearningStep
from courses.redoing import take_back
from courses.signing.doors import NotSigned
from foundation.refusals import Refusal
from tests.courses.test_editing import KEY, published, save
from tests.courses.world import complete
from tests.figures import course_standing


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.eddie)


@pytest.fixture
def finished(world, cast, now):
    for person in (cast.anna, cast.ben):
        complete(world, "reading", person, now)


REDO = {"telling": "redo", "change_note": "The law has changed"}
CONFIRMED = {**REDO, "redo_confirmed": "on"}


def page():
    return StepPage.objects.get(slug="reading")


def done(person, now):
    return course_standing(person)[0].steps_done


def history(client):
    return client.get(reverse("wagtailadmin_pages:history", args=[page().pk])).content.decode()


def test_it_asks_first_and_says_how_many(client, world, finished):
    errors = save(client, world, **REDO).context["form"].errors
    assert errors == {
        "redo_confirmed": [
            "2 people have finished this step and will have to do it again. Tick this box if you mean that."
        ]
    }
    assert published() == (1, 0, [])


def test_once_it_is_meant_it_happens_and_the_history_says_whom_it_concerned(client, world, finished, cast, now):
    assert save(client, world, **CONFIRMED).status_code == 302
    assert (published(), done(cast.anna, now)) == ((2, 2, [[2, "The law has changed"]]), 0)
    assert "Everyone must redo this step: 2 people. The law has changed" in history(client)
    assert PageLogEntry.objects.get(action="courses.redo").user == cast.eddie


def test_where_nobody_has_finished_nobody_is_asked(client, world):
    assert save(client, world, **REDO).status_code == 302
    assert published()[1] == 2


def test_a_draft_is_saved_without_asking_and_asks_when_it_is_published(client, world, finished):
    assert save(client, world, publish=False, **REDO).status_code == 302
    assert "redo_confirmed" in save(client, world, **REDO).context["form"].errors


def test_it_is_taken_back_and_what_was_finished_counts_again(client, world, finished, cast, now):
    save(client, world, **CONFIRMED)
    address = reverse("take_redo_back", args=[page().pk])
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[page().pk])).content.decode()
    asked = client.get(address).content.decode()
    assert ("2 people were asked to do this step again." in asked, done(cast.anna, now)) == (True, 0)
    client.post(address)
    assert (published()[:2], done(cast.anna, now), done(cast.ben, now)) == ((2, 0), 1, 1)
    assert "was undone: it counts again for 2 people." in history(client)


def test_taken_back_it_stays_whatever_is_published_afterwards(client, world, finished, cast, now):
    save(client, world, **CONFIRMED)
    take_back(page=page(), person=cast.eddie, now=now)
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page().pk])).context["form"]
    assert form["telling"].value() == "quietly"
    for revision in page().revisions.all():
        with suppress(NotSigned):
            revision.publish()
    save(client, world)
    assert (published()[:2], done(cast.anna, now)) == ((2, 0), 1)


def test_only_the_last_is_taken_back_and_what_was_before_stays(client, world, finished, cast, now):
    save(client, world, **CONFIRMED)
    complete(world, "reading", cast.anna, now)
    save(client, world, telling="redo", redo_confirmed="on", change_note="Again")
    take_back(page=page(), person=cast.eddie, now=now)
    assert (published()[:2], done(cast.anna, now), done(cast.ben, now)) == ((3, 2), 1, 0)


def test_where_nothing_is_asked_nothing_is_taken_back(client, world, cast, now):
    with pytest.raises(Refusal):
        take_back(page=page(), person=cast.eddie, now=now)
    address = reverse("take_redo_back", args=[page().pk])
    assert (client.get(address).status_code, client.post(address).status_code) == (302, 302)
    assert address not in client.get(reverse("wagtailadmin_pages:edit", args=[page().pk])).content.decode()


def test_in_bulk_it_is_not_published_unasked(client, world, finished):
    save(client, world, publish=False, **REDO)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    answer = client.post(f"{address}?id={page().pk}&childOf={world.role.pk}&next=/admin/")
    assert answer["Location"] == reverse("wagtailadmin_pages:edit", args=[page().pk])
    assert LearningStep.objects.get(pk=KEY).redo_from_version == 0
