"""A page that is renamed or moved is found by its old address, and words sent there are kept."""

import pytest
from wagtail.contrib.redirects.models import Redirect

from confidential.services import open_sealed
from courses.content_entries import fixed_id
from courses.models import ModulePage
from courses.progress.models import CheckAnswer, Reflection, StepCompletion
from tests.courses.world import TAKEAWAY, TEXT, make_module, make_step, write

WORDS = "I would have waited longer before I spoke."


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def renamed(page, slug):
    page.refresh_from_db()
    page.slug = slug
    page.save_revision().publish()


def leads(client, path):
    answer = client.get(path)
    return answer.status_code, answer.headers.get("Location", "")


def rename_step(world):
    renamed(world.steps["reflecting"], "thinking")


def rename_module(world):
    renamed(world.risk, "safety")


def rename_course(world):
    renamed(world.course, "facilitating")


def move_step(world):
    world.steps["reflecting"].refresh_from_db()
    ModulePage.objects.filter(pk=world.role.pk).update(gates_authorisation=False)
    world.role.refresh_from_db()
    world.steps["reflecting"].move(world.role, pos="last-child")


def rename_twice(world):
    rename_step(world)
    renamed(world.steps["reflecting"], "pausing")


def rename_all(world):
    for change in (rename_step, rename_module, rename_course, move_step):
        change(world)


CHANGES = (rename_step, rename_module, rename_course, move_step, rename_twice, rename_all)


@pytest.mark.parametrize("change", CHANGES)
def test_an_old_address_leads_to_where_the_step_is_now(client, world, change):
    old = world.url("reflecting")
    change(world)
    new = world.url("reflecting")
    assert new != old
    assert leads(client, old) == (302, new)
    assert client.get(new).status_code == 200


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("way", ["words/{block}/", "done/"])
def test_words_sent_to_the_old_address_are_saved(client, world, cast, now, change, way):
    client.get(world.url("reflecting"))
    old, step = world.url("reflecting"), world.place("reflecting").step
    change(world)
    sent = {
        "part-words": WORDS,
        "revision": "0",
        "tab": "a" * 16,
        "block": fixed_id("reflection"),
        "step": str(step.key),
        "version": "1",
    }
    answer = client.post(old + way.format(block=fixed_id("reflection")), sent)
    assert answer.status_code in (302, 422)
    reflection = Reflection.objects.get(person=cast.anna)
    assert open_sealed(reflection, viewer=cast.anna, now=now) == {"words": WORDS}


@pytest.mark.parametrize("change", [rename_step, rename_module, rename_course, move_step])
def test_so_is_an_answer_from_a_page_that_names_no_step(client, world, change):
    old = world.url("reflecting")
    change(world)
    answer = client.post(f"{old}answer/{fixed_id('rating')}/", {"value": "7"})
    assert (answer.status_code, CheckAnswer.objects.get().chosen) == (302, {"value": 7})
    assert answer["Location"].startswith(world.url("reflecting"))


def test_modules_and_courses_lead_on_too(client, world):
    rename_module(world)
    rename_course(world)
    assert leads(client, "/courses/groups/") == (302, "/courses/facilitating/")
    assert leads(client, "/courses/groups/risk/") == (302, "/courses/facilitating/safety/")


def test_a_name_given_back_makes_no_circle(client, world):
    old = world.url("reflecting")
    rename_step(world)
    between = world.url("reflecting")
    renamed(world.steps["reflecting"], "reflecting")
    assert (client.get(old).status_code, leads(client, between)) == (200, (302, old))


def test_nothing_leads_to_what_is_not_live(client, world):
    old = world.url("reflecting")
    rename_step(world)
    world.steps["reflecting"].refresh_from_db()
    world.steps["reflecting"].unpublish()
    assert leads(client, old) == (404, "")
    world.steps["reflecting"].refresh_from_db()
    world.steps["reflecting"].save_revision().publish()
    assert leads(client, old)[0] == 302
    world.risk.refresh_from_db()
    world.risk.unpublish()
    assert leads(client, old) == (404, "")


def test_a_redirect_to_itself_is_none(client, world):
    step = world.steps["reading"]
    step.unpublish()
    Redirect.objects.create(old_path="/courses/groups/role/reading", redirect_page=step)
    assert leads(client, "/courses/groups/role/reading/") == (404, "")


def test_another_step_at_the_old_address_takes_nobody_elses_form(client, world, cast, now):
    """The page of one step is open; its slug goes to another. The form names the step that it belongs to."""
    old, key = world.url("reflecting"), world.place("reflecting").step.key
    rename_step(world)
    newcomer = make_step(world.risk, "reflecting", [TEXT, TAKEAWAY], translation_key=fixed_id("step", "newcomer"))
    assert newcomer.url == old
    sent = {"version": "1", "step": str(key), "part-words": WORDS, "block": fixed_id("reflection"), "revision": "0"}
    client.post(f"{old}done/", sent)
    assert StepCompletion.objects.count() == 0
    assert open_sealed(Reflection.objects.get(), viewer=cast.anna, now=now) == {"words": WORDS}


def take_down_the_step(world):
    world.steps["reflecting"].unpublish()


def take_down_the_module(world):
    world.risk.unpublish()


def delete_the_step(world):
    world.steps["reflecting"].delete()


def remove_the_question(world):
    step = world.steps["reflecting"]
    step.refresh_from_db()
    step.body = [block for block in step.body.raw_data if block["type"] != "reflection"]
    step.save_revision().publish()


@pytest.mark.parametrize("change", [take_down_the_step, take_down_the_module, delete_the_step, remove_the_question])
@pytest.mark.parametrize("way", ["words/{block}/", "done/"])
@pytest.mark.parametrize("named", [True, False])
def test_words_for_what_is_gone_are_kept_and_shown(client, world, cast, now, change, way, named):
    client.get(world.url("reflecting"))
    old, key = world.url("reflecting"), world.place("reflecting").step.key
    change(world)
    sent = {"part-words": WORDS, "revision": "0", "tab": "a" * 16, "block": fixed_id("reflection"), "version": "1"}
    answer = client.post(old + way.format(block=fixed_id("reflection")), sent | ({"step": str(key)} if named else {}))
    page = answer.content.decode()
    assert (answer.status_code, page.count(WORDS), "What you wrote is still saved." in page) == (404, 1, True)
    assert open_sealed(Reflection.objects.get(), viewer=cast.anna, now=now) == {"words": WORDS}


def test_words_that_were_never_begun_come_back_on_the_page(client, world):
    answer = client.post(f"{world.url('reading')}words/{fixed_id('nothing')}/", {"part-words": WORDS})
    page = answer.content.decode()
    assert (answer.status_code, page.count(WORDS), "What you wrote is still here" in page) == (404, 1, True)


def test_nobody_meets_anothers_words_by_a_posted_key(world, cast, now, sign_in):
    write(world, "reflecting", "reflection", cast.ben, "What Ben wrote for himself.", now)
    key = world.place("reflecting").step.key
    world.steps["reflecting"].unpublish()
    sent = {"part-words": WORDS, "step": str(key), "block": fixed_id("reflection")}
    page = sign_in(cast.anna).post(f"/courses/groups/risk/reflecting/words/{fixed_id('reflection')}/", sent)
    assert (page.status_code, "What Ben wrote" in page.content.decode()) == (404, False)
    assert open_sealed(Reflection.objects.get(person=cast.ben), viewer=cast.ben, now=now) == {
        "words": "What Ben wrote for himself."
    }


def test_a_moved_module_takes_its_steps_addresses_along(client, world):
    other = make_module(world.course, "other", "Other", gates=False)
    step = make_step(other, "single", [TEXT, TAKEAWAY])
    old = step.url
    step.move(world.risk, pos="first-child")
    assert leads(client, old) == (302, "/courses/groups/risk/single/")
