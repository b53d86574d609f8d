"""What editors scheduled happens when its time has come, each page for itself."""

from datetime import timedelta

import pytest
from wagtail.models import Page, PageLogEntry, Site

from courses.models import StepPage
from foundation.refusals import Refusal
from pages.models import StandardPage
from pages.schedules import do_what_was_scheduled
from tests.courses.world import make_world, publish_signed

SOON = timedelta(seconds=30)
LATER = timedelta(seconds=31)


@pytest.fixture
def world(db):
    return make_world()


def schedule(page, **when):
    """As the editor's "Schedule to publish" leaves it."""
    page.title = f"{page.title}, changed"
    for name, at in when.items():
        setattr(page, name, at)
    publish_signed(page)


@pytest.fixture
def clock(monkeypatch):
    """Wagtail reads the clock itself; here it is set."""

    def set_to(moment):
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)
        do_what_was_scheduled(moment)

    return set_to


def title(page):
    return Page.objects.get(pk=page.pk).title


def test_a_step_goes_live_when_its_time_has_come_and_not_before(world, now, clock):
    step = world.steps["reading"]
    schedule(step, go_live_at=now + SOON)
    clock(now)
    assert title(step) == "Reading"
    clock(now + LATER)
    assert title(step) == "Reading, changed"
    assert PageLogEntry.objects.filter(page=step, action="wagtail.publish.scheduled").count() == 1


def test_a_page_that_was_never_live_goes_live(world, now, clock):
    page = Site.objects.get().root_page.add_child(instance=StandardPage(title="News", slug="news", live=False))
    schedule(page, go_live_at=now + SOON)
    clock(now + LATER)
    assert (Page.objects.get(pk=page.pk).live, title(page)) == (True, "News, changed")


def test_a_step_expires_and_learners_rows_know(world, now, clock):
    step = world.steps["reading"]
    schedule(step, expire_at=now + SOON)
    clock(now)
    assert Page.objects.get(pk=step.pk).live is True
    clock(now + LATER)
    page = Page.objects.get(pk=step.pk)
    assert (page.live, page.expired) == (False, True)
    assert [place.step.slug for place in world_places()] == ["acting", "checking", "choosing", "placing", "reflecting"]


def world_places():
    from courses.outline import current_outline

    return sorted(current_outline().places.values(), key=lambda place: place.step.slug)


def test_one_that_fails_keeps_no_other_from_its_turn_and_is_tried_again(world, now, clock, monkeypatch):
    for slug in ("reading", "checking"):
        schedule(world.steps[slug], expire_at=now + SOON)
    unpublish = StepPage.unpublish
    monkeypatch.setattr(
        StepPage, "unpublish", lambda page, *a, **k: 1 / 0 if page.slug == "reading" else unpublish(page, *a, **k)
    )
    clock(now + LATER)
    assert [Page.objects.get(pk=world.steps[slug].pk).live for slug in ("reading", "checking")] == [True, False]
    monkeypatch.undo()
    do_what_was_scheduled(now + LATER)
    assert Page.objects.get(pk=world.steps["reading"].pk).live is False


def refuse(*_args, **_kwargs):
    raise Refusal("Publish the module first.")


def test_what_a_rule_refuses_is_taken_back_and_the_history_says_why(world, now, clock, monkeypatch):
    schedule(world.steps["reading"], go_live_at=now + SOON)
    monkeypatch.setattr("wagtail.models.Revision.publish", refuse)
    clock(now + LATER)
    entry = PageLogEntry.objects.get(action="pages.schedule_refused")
    assert entry.message == "The schedule was cancelled: Publish the module first."
    assert (title(world.steps["reading"]), entry.page_id) == ("Reading", world.steps["reading"].pk)
    clock(now + LATER)
    assert PageLogEntry.objects.filter(action="pages.schedule_refused").count() == 1


def test_nothing_that_is_due_costs_the_same_however_many_pages_there_are(world, now, django_assert_num_queries):
    with django_assert_num_queries(2):
        do_what_was_scheduled(now)
