"""An editor sees what the content file says of a step and puts it back as a draft; nothing is published by it."""

import pytest
from django.urls import reverse

from courses.content_files import read_folder
from courses.models import StepPage
from courses.originals import FOLDER
from tests.courses.world import TEXT, make_step


@pytest.fixture
def first():
    """The first step of the content files."""
    return read_folder(FOLDER)[0].steps[0]


@pytest.fixture
def page(world, first):
    """Made from its file, then changed by an editor."""
    return make_step(world.role, "changed-since", [TEXT], translation_key=first.id)


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.eddie)


def test_it_is_shown_and_put_back_as_a_draft_and_learners_see_no_change(client, page, first, cast):
    address = reverse("step_original", args=[page.pk])
    assert address in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert first.facts["title"] in client.get(address).content.decode()
    assert client.post(address)["Location"] == reverse("wagtailadmin_pages:edit", args=[page.pk])
    draft = StepPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert (draft.title, draft.slug) == (first.facts["title"], "changed-since")
    assert [block["id"] for block in draft.body.get_prep_value()] == [block["id"] for block in first.body]
    live = StepPage.objects.get(pk=page.pk)
    assert (live.title, live.has_unpublished_changes) == ("Changed since", True)
    assert StepPage.objects.get(pk=page.pk).latest_revision.user == cast.eddie


def test_a_step_that_an_editor_made_has_none(client, world):
    address = reverse("step_original", args=[world.steps["reading"].pk])
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
