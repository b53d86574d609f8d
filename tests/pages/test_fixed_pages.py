"""The home page, what each page's foot leads to, and a course that people have begun stay live, where they are."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from wagtail.models import Page, Site
from wagtail.test.utils.form_data import nested_form_data, rich_text

from courses.progress.models import Enrolment
from foundation.refusals import Refusal
from pages.models import StandardPage
from pages.schedules import do_what_was_scheduled
from people.models import User
from tests.courses.world import make_world

HOME = "This is the site's home page: it stays live, where it is. Change its text instead."
FOOT = "Every page links to this one: it stays live, at this address. Change its text instead."
COURSE = (
    "People have begun this course: it stays live, at this address. Unpublish a module or a step that should go, "
    "or write a new course beside this one."
)
WHY = {"home": HOME, "privacy": FOOT, "accessibility": FOOT, "groups": COURSE}


@pytest.fixture
def pages(cast):
    world = make_world()
    Enrolment.objects.create(
        person=cast.anna, course_key=world.course.translation_key, course_title="Facilitating", started_at=cast.now
    )
    other = Site.objects.get().root_page.add_child(instance=StandardPage(title="Other", slug="other"))
    other.save_revision().publish()
    return {slug: Page.objects.get(slug=slug).specific for slug in (*WHY, "other")}


@pytest.fixture
def admin(pages, sign_in):
    return sign_in(User.objects.create_superuser("root@example.org", "a long enough passphrase"))


def stands(page):
    return Page.objects.filter(pk=page.pk, live=True, url_path=page.url_path).exists()


def said(client):
    return [str(message) for message in client.get("/admin/").context["messages"]]


def press(client, action, page, *more):
    return client.post(reverse(f"wagtailadmin_pages:{action}", args=[page.pk, *more]))


def in_bulk(client, action, page, pages):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    data = {"chooser": pages["other"].pk, "move_applicable": "on"}
    chosen = f"id={page.pk}&id={pages['other'].pk}&childOf={page.get_parent().pk}"
    return client.post(f"{address}?{chosen}&next=/admin/", data)


@pytest.mark.parametrize("slug", WHY)
@pytest.mark.parametrize("action", ["unpublish", "delete", "move"])
def test_no_button_takes_it_away_and_the_editor_reads_what_to_do(admin, pages, slug, action):
    more = [pages["other"].pk] if action == "move" else []
    name = "move_confirm" if action == "move" else action
    assert press(admin, name, pages[slug], *more).status_code == 302
    assert (stands(pages[slug]), WHY[slug] in said(admin) or more != []) == (True, True)


@pytest.mark.parametrize("slug", WHY)
@pytest.mark.parametrize("action", ["unpublish", "delete", "move"])
def test_nor_in_bulk_and_nothing_beside_it_goes(admin, pages, slug, action):
    in_bulk(admin, action, pages[slug], pages)
    assert (stands(pages[slug]), stands(pages["other"])) == (True, True)


def form_of(page, **changes):
    fields = {
        "title": page.title,
        "slug": page.slug,
        "body": rich_text("<p>New.</p>"),
        "summary": "Other words",
        "introduction": "",
        "for_whom": "",
        "action-publish": "1",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
        **changes,
    }
    return nested_form_data(fields)


@pytest.mark.parametrize("slug", WHY)
@pytest.mark.parametrize(("field", "value"), [("slug", "elsewhere"), ("expire_at", "2099-01-01 10:00")])
def test_its_form_refuses_another_address_and_an_end(admin, pages, slug, field, value):
    changed = form_of(pages[slug], **{field: value})
    answer = admin.post(reverse("wagtailadmin_pages:edit", args=[pages[slug].pk]), changed)
    assert answer.context["form"].errors == {field: [WHY[slug]]}
    assert stands(pages[slug])


@pytest.mark.parametrize("slug", WHY)
def test_its_words_are_changed_like_any_others(admin, pages, slug):
    changed = form_of(pages[slug], title="Other title")
    admin.post(reverse("wagtailadmin_pages:edit", args=[pages[slug].pk]), changed)
    assert (Page.objects.get(pk=pages[slug].pk).title, stands(pages[slug])) == ("Other title", True)


def renamed(page, pages):
    page.slug = "elsewhere"
    page.save()


ATTEMPT_KINDS = {
    "unpublish": lambda page, pages: page.unpublish(),
    "delete": lambda page, pages: page.delete(),
    "move": lambda page, pages: page.move(pages["other"], pos="last-child"),
    "rename": renamed,
}


@pytest.mark.parametrize(
    ("slug", "door"),
    [
        # What learners did outlives a course that code deletes (tests/courses/test_progress_survives.py).
        (slug, door)
        for slug in WHY
        for door in ATTEMPT_KINDS
        if (slug, door) != ("groups", "delete")
    ],
)
def test_whatever_else_tries_it_is_refused(pages, slug, door):
    with pytest.raises(Refusal, match=WHY[slug][:20]), transaction.atomic():
        ATTEMPT_KINDS[door](pages[slug], pages)
    assert stands(pages[slug])


def test_what_would_go_with_the_page_above_stays_too(admin, pages):
    Site.objects.update(root_page=pages["other"])
    press(admin, "delete", pages["home"])
    assert (stands(pages["home"]), stands(pages["groups"]), said(admin)) == (True, True, [FOOT])


def test_an_end_that_was_set_before_is_taken_back_and_the_history_says_why(pages, now):
    Page.objects.filter(slug="privacy").update(expire_at=now - timedelta(minutes=1))
    do_what_was_scheduled(now)
    page = Page.objects.get(slug="privacy")
    assert (stands(pages["privacy"]), page.expire_at) == (True, None)


@pytest.mark.parametrize("door", ["unpublish", "delete", "rename"])
def test_a_page_that_nothing_relies_on_goes(pages, door):
    ATTEMPT_KINDS[door](pages["other"], pages)
    assert not Page.objects.filter(slug="other", live=True).exists()


def test_a_course_that_nobody_has_begun_goes(pages):
    Enrolment.objects.all().delete()
    pages["groups"].unpublish()
    assert not stands(pages["groups"])
