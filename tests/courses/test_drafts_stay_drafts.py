"""Learners see what is published in a published tree, and nothing else; editors' previews are of nobody."""

import pytest
from django.test import Client, RequestFactory

from courses.blocks import StepBlocks
from courses.content_entries import fixed_id
from courses.generation import raise_generation
from courses.models import StepPage
from courses.progress.models import CheckAnswer, LearningStep, Reflection
from tests.courses.world import CHECK, TEXT, answer, make_step, publish_signed, write

CANARY = "a sentence that only editors may see"
COURSE, MODULE = "/courses/groups/", "/courses/groups/role/"


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def draft_of(slug, **changes):
    page = StepPage.objects.get(slug=slug)
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def pages_of(client, world):
    urls = ["/courses/", COURSE, MODULE, "/me/", *(world.url(slug) for slug in world.steps)]
    return "".join(client.get(url).content.decode() for url in urls)


def test_a_draft_of_a_published_step_shows_nowhere(client, world):
    body = StepBlocks().to_python([{**TEXT, "value": f"<p>{CANARY}</p>"}])
    draft_of("reading", title=CANARY, body=body, minutes=8)
    assert CANARY not in pages_of(client, world)
    assert LearningStep.objects.get(pk=fixed_id("step", "reading")).title == "Reading"


def test_a_step_that_was_never_published_is_not_found(client, world):
    page = world.role.add_child(
        instance=StepPage(title=CANARY, slug="draft", body=StepBlocks().to_python([TEXT]), live=False)
    )
    page.save_revision()
    assert client.get(f"{MODULE}draft/").status_code == 404
    assert CANARY not in pages_of(client, world)
    assert not LearningStep.objects.filter(title=CANARY).exists()


@pytest.mark.parametrize("level", ["step", "module", "course", "home"])
def test_nothing_is_served_below_a_page_that_is_not_live(client, world, level):
    step = world.steps["checking"]
    url = world.url("checking")
    page = {"step": step, "module": world.role, "course": world.course, "home": world.course.get_parent()}[level]
    page = page.specific
    # No door takes the home page down (tests/pages/test_fixed_pages.py).
    type(page).objects.filter(pk=page.pk).update(live=False) if level == "home" else page.unpublish()
    raise_generation()
    exercise = f"{url}answer/{fixed_id('check')}/"
    assert [client.get(url).status_code, client.post(f"{url}done/").status_code] == [404, 404]
    assert [client.get(exercise).status_code, client.post(exercise).status_code] == [404, 404]
    assert client.get(MODULE).status_code == (200 if level == "step" else 404)
    page.refresh_from_db()
    publish_signed(page)
    assert client.get(url).status_code == 200


@pytest.mark.parametrize("address", ["none/", "groups/none/", "groups/role/none/", "x/y/z/done/"])
def test_a_made_up_address_is_not_found(client, world, address):
    assert client.get(f"/courses/{address}").status_code == 404


def test_signed_out_everything_leads_to_signing_in(world):
    for url in ("/courses/", COURSE, MODULE, world.url("reading")):
        response = Client().get(url)
        assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={url}")


def test_a_preview_is_the_learners_page_with_the_draft_and_no_work(cast, world, sign_in, now):
    answer(world, "checking", "check", cast.eddie, {"options": [fixed_id("structure")]}, now)
    write(world, "reflecting", "reflection", cast.eddie, "Eddie's own words", now)
    page = draft_of("checking", title=CANARY)
    client = sign_in(cast.eddie)
    shown = client.get(f"/admin/pages/{page.pk}/view_draft/").content.decode()
    assert CANARY in shown
    assert "What is the main job?" in shown
    assert "Time and turns are yours." not in shown
    assert "2 of 3" in shown
    reflecting = client.get(f"/admin/pages/{world.steps['reflecting'].pk}/view_draft/").content.decode()
    assert "Eddie&#x27;s own words" not in reflecting
    assert "Who listened well to me?" in reflecting


def test_nothing_in_a_preview_can_be_sent(cast, world, sign_in):
    client = sign_in(cast.eddie)
    for slug, exercises in (("checking", 1), ("acting", 1), ("placing", 2), ("reflecting", 3)):
        shown = client.get(f"/admin/pages/{world.steps[slug].pk}/view_draft/").content.decode()
        main = shown[shown.index('<main class="hf-main"') : shown.index("</main>")]
        assert (main.count("<form"), main.count('<fieldset class="hf-inert" disabled>')) == (0, exercises)
    assert (CheckAnswer.objects.count(), Reflection.objects.count()) == (0, 0)


def test_courses_and_modules_have_previews_too(cast, world, sign_in):
    client = sign_in(cast.eddie)
    for page, title in ((world.course, "Facilitating"), (world.role, "Your role")):
        shown = client.get(f"/admin/pages/{page.pk}/view_draft/")
        assert (shown.status_code, title in shown.content.decode()) == (200, True)


def test_view_live_leads_to_the_learners_address(world):
    assert world.steps["checking"].url == "/courses/groups/role/checking/"
    assert (world.course.url, world.role.url) == (COURSE, MODULE)


def test_wagtails_own_way_to_a_page_is_the_same_view_behind_the_same_door(cast, world, now):
    from django.contrib.auth.models import AnonymousUser

    page = world.steps["checking"]
    request = RequestFactory().get(page.url)
    request.user, request.now, request.session = AnonymousUser(), now, {}
    assert page.serve(request)["Location"].startswith("/accounts/login/")
    request.user = cast.anna
    assert "What is the main job?" in page.serve(request).content.decode()


def test_page_privacy_is_not_offered(world):
    assert [page.private_page_options for page in (world.course, world.role, world.steps["reading"])] == [[], [], []]


def test_an_address_in_another_script_works(client, world):
    make_step(world.role, "zuhören", [TEXT, CHECK], translation_key=fixed_id("step", "z"))
    assert client.get("/courses/groups/role/zuh%C3%B6ren/").status_code == 200
