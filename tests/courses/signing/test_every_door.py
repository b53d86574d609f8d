"""Whatever publishes, and whoever presses: what gates or may distress goes live only as a clinical lead approved it."""

import pkgutil
import re
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
import wagtail
import wagtail.actions
from django.utils import timezone
from wagtail.models import GroupApprovalTask as Task
from wagtail.models import Page, Revision, Workflow, WorkflowTask
from wagtail.test.utils.form_data import rich_text, streamfield

from courses.blocks import StepBlocks
from courses.models import ModulePage, StepPage
from courses.signing.document import lines_of_step
from courses.signing.doors import NotSigned
from pages.schedules import do_what_was_scheduled
from tests.courses.test_reviews import step_form
from tests.courses.world import TAKEAWAY, block, sign

WORDS = "Ring nobody, and wait."


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.eddie)


def drafted(world, slug="reading") -> StepPage:
    """The step with other words in its newest draft."""
    page = StepPage.objects.get(slug=slug)
    page.body = StepBlocks().to_python([block("text", "text", f"<p>{WORDS}</p>"), TAKEAWAY])
    page.save_revision()
    return StepPage.objects.get(slug=slug)


def says(slug="reading") -> bool:
    """Learners have those words."""
    page = StepPage.objects.get(slug=slug)
    return page.live and any(WORDS in line.text for line in lines_of_step(page))


def in_code(page, client):
    page.get_latest_revision().publish()


def by_saving(page, client):
    page.get_latest_revision_as_object().save()


def by_saving_its_words_alone(page, client):
    page.get_latest_revision_as_object().save(update_fields=["body"])


def by_the_button(page, client):
    body = streamfield([("text", rich_text(f"<p>{WORDS}</p>")), ("takeaway", rich_text("<p>Watch the faces.</p>"))])
    client.post(f"/admin/pages/{page.pk}/edit/", step_form(page, body=body, required="on"))


def in_bulk(page, client):
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={page.pk}&next=/admin/", {"next": "/admin/"})


def with_all_below(page, client):
    StepPage.objects.get(pk=page.pk).unpublish()
    module = page.get_parent().pk
    given = {"next": "/admin/", "include_descendants": "on"}
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={module}&next=/admin/", given)


def as_planned(page, client):
    revision = page.get_latest_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    do_what_was_scheduled(timezone.now())


def by_a_workflow(page, client):
    """Whatever its tasks ask, its end is the same."""
    workflow = Workflow.objects.create(name="Another pair of eyes")
    WorkflowTask.objects.create(workflow=workflow, task=Task.objects.create(name="Eyes"), sort_order=0)
    state = workflow.start(page, user=None)
    state.current_task_state.approve()


DOORS = [
    in_code,
    by_saving,
    by_saving_its_words_alone,
    by_the_button,
    in_bulk,
    with_all_below,
    as_planned,
    by_a_workflow,
]


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_change_that_nobody_approved_reaches_no_learner(world, client, door):
    page = drafted(world)
    with suppress(NotSigned):
        door(page, client)
    assert says() is False


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_once_it_is_approved_every_door_opens(world, client, door):
    page = drafted(world)
    sign(world.role)
    door(page, client)
    assert says() is True


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_where_nothing_gates_or_distresses_it_goes_live(world, client, door):
    door(drafted(world, "placing"), client)
    assert says("placing") is True


def test_a_step_that_may_distress_needs_it_wherever_it_is(world):
    page = StepPage.objects.get(slug="placing")
    page.distressing = True
    with pytest.raises(NotSigned):
        page.save_revision().publish()
    sign(world.risk)
    page.get_latest_revision().publish()
    assert StepPage.objects.get(slug="placing").distressing is True
    # From now on so does all that is read beside it.
    with pytest.raises(NotSigned):
        drafted(world, "choosing").get_latest_revision().publish()


def test_to_say_that_it_no_longer_distresses_needs_it_too(world):
    page = StepPage.objects.get(slug="placing")
    page.distressing = True
    page.save_revision()
    sign(world.risk)
    page.get_latest_revision().publish()
    page.distressing = False
    with pytest.raises(NotSigned):
        page.save_revision().publish()


def test_so_does_to_say_that_a_module_no_longer_gates(world):
    module = ModulePage.objects.get(pk=world.role.pk)
    module.gates_authorisation = False
    with pytest.raises(NotSigned):
        module.save_revision().publish()


def test_a_module_comes_to_gate_with_all_of_it_approved(world):
    module = ModulePage.objects.get(pk=world.risk.pk)
    module.gates_authorisation = True
    module.save_revision()
    sign(module)
    drafted(world, "placing").get_latest_revision().publish()
    with pytest.raises(NotSigned, match="Placing"):
        module.get_latest_revision().publish()
    sign(module)
    module.get_latest_revision().publish()
    assert ModulePage.objects.get(pk=module.pk).gates_authorisation is True


def test_a_new_step_waits_in_a_module_that_gates(world):
    with pytest.raises(NotSigned):
        world.role.add_child(instance=StepPage(slug="new", title="New", minutes=4, body=[]))
    page = world.role.add_child(instance=StepPage(slug="new", title="New", minutes=4, body=[], live=False))
    page.save_revision()
    with pytest.raises(NotSigned):
        page.get_latest_revision().publish()


def test_what_was_approved_before_something_newer_does_not_come_back(world):
    first = drafted(world).get_latest_revision()
    sign(world.role)
    first.publish()
    page = StepPage.objects.get(slug="reading")
    page.title = "Newer"
    page.save_revision()
    sign(world.role)
    page.get_latest_revision().publish()
    with pytest.raises(NotSigned):
        first.publish()


def test_what_is_saved_again_as_it_is_needs_nothing(world):
    page = StepPage.objects.get(slug="reading")
    page.slug = "another-address"
    page.save_revision().publish()
    assert StepPage.objects.get(pk=page.pk).slug == "another-address"


def test_no_step_is_moved_beside_what_was_approved_without_it(world, client):
    page = StepPage.objects.get(slug="placing")
    with pytest.raises(NotSigned, match="Unpublish the step, move it"):
        page.move(world.role, pos="last-child")
    client.post(f"/admin/pages/{page.pk}/move/{world.role.pk}/confirm/")
    client.post(
        f"/admin/bulk/wagtailcore/page/move/?id={page.pk}&next=/admin/", {"next": "/admin/", "chooser": world.role.pk}
    )
    assert Page.objects.get(pk=page.pk).get_parent().pk == world.risk.pk


def test_a_draft_is_moved_anywhere_and_then_waits(world):
    page = StepPage.objects.get(slug="placing")
    page.unpublish()
    page.move(world.role, pos="last-child")
    with pytest.raises(NotSigned):
        StepPage.objects.get(slug="placing").get_latest_revision().publish()


@pytest.mark.parametrize("way", ["copy", "alias"])
def test_no_copy_is_live_beside_it(world, way):
    page = StepPage.objects.get(slug="placing")
    with pytest.raises(NotSigned):
        if way == "copy":
            page.copy(to=world.role, update_attrs={"slug": "again"})
        else:
            page.create_alias(parent=world.role, update_slug="again")


# A new way to publish, in a newer Wagtail, is met here before it is met by learners.

PUBLISHING = {
    "wagtail/actions/create.py",
    "wagtail/actions/edit.py",
    "wagtail/admin/views/generic/mixins.py",
    "wagtail/admin/views/pages/bulk_actions/publish.py",
    "wagtail/admin/views/pages/create.py",
    "wagtail/management/commands/publish_scheduled.py",
    "wagtail/models/revisions.py",
    "wagtail/workflows.py",
}
ACTIONS = {
    "base",
    "convert_alias",
    "copy_for_translation",
    "copy_page",
    "create",
    "create_alias",
    "create_page",
    "delete",
    "delete_page",
    "edit",
    "edit_page",
    "move_page",
    "publish_page_revision",
    "publish_revision",
    "registry",
    "revert_to_page_revision",
    "revert_to_revision",
    "unpublish",
    "unpublish_page",
}


def test_every_place_in_wagtail_that_publishes_is_known():
    root = Path(wagtail.__file__).parent
    calls = re.compile(r"\.publish\(")
    found = {
        str(path.relative_to(root.parent))
        for path in root.rglob("*.py")
        if "tests" not in path.parts and not path.name.startswith("test") and calls.search(path.read_text())
    }
    assert found == PUBLISHING


def test_every_action_of_wagtails_is_known():
    assert {module.name for module in pkgutil.iter_modules(wagtail.actions.__path__)} == ACTIONS
