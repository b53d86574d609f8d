"""Whoever has finished a module is offered the next one, and sees when there is none left."""

from bs4 import BeautifulSoup

from courses.progress.models import ModuleCompletion, StepCompletion
from tests.courses.world import RISK_STEPS, ROLE_STEPS, TEXT, complete, make_module, make_step


def actions(client, module) -> list[str]:
    page = BeautifulSoup(client.get(module.get_url()).content, "html.parser")
    return [link.get_text(strip=True) for link in page.main.select(".nhsuk-button")]


def words(client, page) -> str:
    return " ".join(BeautifulSoup(client.get(page.get_url()).content, "html.parser").main.get_text().split())


def finish(world, steps, person, now) -> None:
    for slug in steps:
        place = world.place(slug)
        StepCompletion.objects.create(
            step_id=place.step.key, person=person, content_version=place.step.content_version, completed_at=now
        )
    ModuleCompletion.objects.create(
        module_key=place.module.key, module_title=place.module.title, person=person, completed_at=now
    )


def test_the_last_step_leads_to_the_next_module(cast, sign_in, world, now):
    finish(world, ROLE_STEPS, cast.anna, now)
    assert actions(sign_in(cast.anna), world.role) == ["Next module: Distress and risk"]


def test_a_module_that_is_not_finished_offers_its_own_next_step(cast, sign_in, world, now):
    complete(world, "reading", cast.anna, now)
    assert actions(sign_in(cast.anna), world.role)[0].startswith("Continue: Checking")


def test_one_left_out_before_is_offered_after_the_last(cast, sign_in, world, now):
    finish(world, RISK_STEPS, cast.anna, now)
    assert actions(sign_in(cast.anna), world.risk) == ["Next module: Your role"]


def test_what_is_needed_before_authorisation_is_offered_before_the_rest(cast, sign_in, world, now):
    extra = make_module(world.course, "extra", "Extra", gates=False)
    make_step(extra, "more", [TEXT])
    extra.move(world.course, pos="first-child")
    annas = sign_in(cast.anna)
    assert actions(annas, world.course)[0].startswith("Continue: Reading")
    finish(world, ROLE_STEPS, cast.anna, now)
    assert actions(annas, world.role) == ["Next module: Distress and risk"]
    finish(world, RISK_STEPS, cast.anna, now)
    assert actions(annas, world.risk) == ["Next module: Extra"]
    assert "Begin with the modules that you need" in words(annas, world.course)


def test_a_modules_row_is_written_without_a_space_before_its_full_stops(cast, sign_in, world, now):
    complete(world, "reading", cast.anna, now)
    row = "1 of 3 steps done, about 8 minutes left. Needed before you may be authorised"
    assert row in words(sign_in(cast.anna), world.course)


def test_a_module_without_steps_is_not_offered(cast, sign_in, world, now):
    make_module(world.course, "later", "Later", gates=False)
    for steps in (ROLE_STEPS, RISK_STEPS):
        finish(world, steps, cast.anna, now)
    page = sign_in(cast.anna).get(world.risk.get_url()).content.decode()
    assert "You have finished every module of this course." in page
    assert "Next module" not in page
