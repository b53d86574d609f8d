"""Whoever has finished a module is offered the next one, and sees when there is none left."""

from bs4 import BeautifulSoup

from courses.models import ModuleCompletion, StepCompletion
from tests.courses.world import RISK_STEPS, ROLE_STEPS, complete, make_module


def actions(client, module) -> list[str]:
    page = BeautifulSoup(client.get(module.get_url()).content, "html.parser")
    return [link.get_text(strip=True) for link in page.main.select(".nhsuk-button")]


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


def test_a_module_without_steps_is_not_offered(cast, sign_in, world, now):
    make_module(world.course, "later", "Later", gates=False)
    for steps in (ROLE_STEPS, RISK_STEPS):
        finish(world, steps, cast.anna, now)
    page = sign_in(cast.anna).get(world.risk.get_url()).content.decode()
    assert "You have finished every module of this course." in page
    assert "Next module" not in page
