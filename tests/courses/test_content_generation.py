"""Whatever a learner's page is made of raises the generation, in every process at once; drafts and answers do not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Site

from courses.blocks import StepBlocks
from courses.content_entries import fixed_id
from courses.generation import content_cache, current_mark
from courses.models import StepPage
from directory.models import HelpService
from tests.courses.world import TAKEAWAY, TEXT, answer, block, complete, make_step, publish_signed, write


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def service(**facts):
    fields = {
        "name": "Samaritans",
        "what_for": "Anybody, any time",
        "strength": "urgent",
        "phone": "116 123",
        "hours": "day and night",
        "nations": "UK",
        "last_checked": "2026-11-01",
        **facts,
    }
    return HelpService.objects.create(**fields)


def step(slug="reading"):
    return StepPage.objects.get(slug=slug)


def brand():
    from django.apps import apps

    return apps.get_model("pages", "Brand").for_site(Site.objects.get(is_default_site=True))


def delete_image(world):
    image = get_image_model().objects.create(title="x", file=get_test_image_file())
    before = current_mark()
    image.delete()
    return before


CHANGES = {
    "publish": lambda world: step().save_revision().publish(),
    "unpublish": lambda world: step().unpublish(),
    "move": lambda world: step().move(world.risk, pos="last-child"),
    "reorder": lambda world: step("acting").move(step("reading"), pos="left"),
    "delete": lambda world: step().delete(),
    "copy": lambda world: step("placing").copy(update_attrs={"slug": "copy"}),
    "publish the page above": lambda world: world.course.get_parent().specific.save_revision().publish(),
    "unpublish the page above": lambda world: world.course.unpublish(),
    "add an image": lambda world: get_image_model().objects.create(title="x", file=get_test_image_file()),
    "add a help service": lambda world: service(),
    "change the brand": lambda world: brand().save(),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_content_raises_it(world, change):
    before = current_mark()
    CHANGES[change](world)
    assert current_mark() != before


def test_changing_and_deleting_a_help_service_or_an_image_raise_it(world):
    service(name="Another")
    number = service()
    marks = [current_mark()]
    number.phone = "999"
    number.save()
    marks.append(current_mark())
    number.delete()
    marks += [current_mark(), delete_image(world), current_mark()]
    assert len(set(marks)) == len(marks)


def test_drafts_and_learners_do_not(world, cast, client, now):
    before = current_mark()
    page = step()
    page.title = "A draft"
    page.save_revision()
    client.get(world.url("reflecting"))
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("solutions")]}, now)
    write(world, "reflecting", "reflection", cast.anna, "words", now)
    complete(world, "reading", cast.anna, now)
    assert current_mark() == before


def test_a_published_change_is_on_the_next_page(world, client):
    assert "19:28" in client.get(world.url("reading")).content.decode()
    page = step()
    page.body = StepBlocks().to_python([block("text", "text", "<p>It is 19:30.</p>"), TAKEAWAY])
    publish_signed(page)
    shown = client.get(world.url("reading")).content.decode()
    assert ("19:28" in shown, "19:30" in shown) == (False, True)


def test_a_rolled_back_publish_leaves_nothing_behind(world, client):
    from django.db import transaction

    with transaction.atomic():
        page = step()
        page.body = StepBlocks().to_python([block("text", "text", "<p>never happened</p>"), TAKEAWAY])
        publish_signed(page)
        assert "never happened" in client.get(world.url("reading")).content.decode()
        transaction.set_rollback(True)
    assert "never happened" not in client.get(world.url("reading")).content.decode()


def test_a_number_that_changed_behind_everybodys_back_is_still_never_stale(world, client):
    make_step(world.risk, "ringing", [TEXT, block("help", "help", None), TAKEAWAY])
    service()
    url = "/courses/groups/risk/ringing/"
    assert "116 123" in client.get(url).content.decode()
    # No signal: as an operator's script would.
    HelpService.objects.update(phone="116 124")
    shown = client.get(url).content.decode()
    assert ("116 123" in shown, "116 124" in shown) == (False, True)


def test_reading_is_rendered_once_and_exercises_each_time(world, client, cast, now):
    client.get(world.url("checking"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(world.url("checking"))
    assert [query["sql"] for query in asked if "courses_steppage" in query["sql"]] == []
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("solutions")]}, now)
    assert "It comes from kindness." in client.get(world.url("checking")).content.decode()


def test_what_was_kept_goes_with_its_generation(world, client):
    client.get(world.url("reading"))
    assert len(content_cache._built) > 0
    step().save_revision().publish()
    assert content_cache.get(current_mark(), "anything", lambda: "new") == "new"
    assert list(content_cache._built) == [("anything", "en-gb")]
