"""A copied step is a new step: nobody has finished it, so nothing of it is news, to be done again, or planned."""

from datetime import timedelta

import pytest
from django.urls import reverse

from courses.models import StepPage
from courses.progress.models import LearningStep


def bookkeeping(page):
    return page.content_version, page.redo_from_version, page.change_note, page.go_live_at, page.expire_at, page.expired


CLEAN = (1, 0, "", None, None, False)


@pytest.fixture
def changed(world, now):
    """A step at version 3 which everybody must redo, with a fourth in its draft, planned and with an end."""
    page = StepPage.objects.get(slug="placing")
    for version, note in ((2, "A new example"), (3, "The law has changed")):
        page.content_version, page.redo_from_version, page.change_note = version, version, note
        page.save_revision().publish()
    page.expire_at = now + timedelta(days=2)
    page.save_revision().publish()
    page.content_version, page.redo_from_version, page.change_note = 4, 4, "Soon"
    page.go_live_at = now + timedelta(days=1)
    page.save_revision()
    return StepPage.objects.get(slug="placing")


@pytest.mark.parametrize("live", [True, False])
@pytest.mark.parametrize("revisions", [True, False])
def test_a_copy_carries_none_of_it_nor_does_any_of_its_versions(changed, live, revisions):
    copy = changed.copy(update_attrs={"slug": "copy"}, keep_live=live, copy_revisions=revisions)
    copy = StepPage.objects.get(pk=copy.pk)
    assert bookkeeping(copy) == CLEAN
    assert {bookkeeping(revision.as_object()) for revision in copy.revisions.all()} == {CLEAN}


def test_a_published_copy_is_at_its_first_version(changed):
    copy = changed.copy(update_attrs={"slug": "copy"}, keep_live=False)
    copy.get_latest_revision().publish()
    fact = LearningStep.objects.get(pk=copy.translation_key)
    assert (fact.content_version, fact.redo_from_version, fact.changes) == (1, 0, [])


def test_a_step_in_a_copied_module_is_clean_too(changed, world):
    module = world.risk.copy(recursive=True, keep_live=False, update_attrs={"slug": "risk-again"})
    steps = StepPage.objects.child_of(module)
    assert {bookkeeping(step) for step in steps} == {CLEAN}
    assert {bookkeeping(step.get_latest_revision_as_object()) for step in steps} == {CLEAN}


def test_the_editors_form_of_a_copy_tells_nobody(changed, cast, sign_in, world):
    data = {
        "new_title": "Copy",
        "new_slug": "copy",
        "new_parent_page": world.role.pk,
        "publish_copies": "",
        "alias": "",
    }
    client = sign_in(cast.eddie)
    client.post(reverse("wagtailadmin_pages:copy", args=[changed.pk]), data)
    copy = StepPage.objects.get(slug="copy")
    form = client.get(reverse("wagtailadmin_pages:edit", args=[copy.pk])).context["form"]
    assert [form[name].value() for name in ("telling", "change_note")] == ["quietly", ""]
