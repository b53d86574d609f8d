"""A module says that nobody has reviewed it until a clinical lead approved it. One that gates goes live only then."""

import shutil
from contextlib import suppress
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as project
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Page, Revision, Site
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.content_entries import fixed_id
from courses.loader import COURSE, load_content
from courses.models import CoursePage, ModulePage, StepPage
from courses.outline import current_outline
from courses.reviewing import NotReady
from courses.signing.doors import NotSigned, needs_sign_off
from courses.signing.models import ClinicalSignOff
from foundation.refusals import Refusal
from pages.schedules import do_what_was_scheduled
from tests.courses.world import TAKEAWAY, TEXT, make_module, make_step, publish_module, sign

NEW_FILE = "01-your-role-and-its-edges.yaml"


@pytest.fixture
def gate(cast, world) -> ModulePage:
    """A draft that gates, complete but for a review."""
    module = make_module(world.course, "gate", "The gate", gates=True)
    make_step(module, "first", [TEXT, TAKEAWAY])
    return module


def is_live(module: ModulePage) -> bool:
    return bool(Page.objects.get(pk=module.pk).live)


# Whoever presses or calls what.
def in_code(gate, client):
    gate.get_latest_revision().publish()


def by_saving(gate, client):
    gate.live = True
    gate.save()


def by_the_button(gate, client):
    client.post(f"/admin/pages/{gate.pk}/edit/", form_of(client, gate) | {"action-publish": "yes"})


def in_bulk(gate, client):
    client.post(f"/admin/bulk/wagtailcore/page/publish/?id={gate.pk}&next=/admin/", {"next": "/admin/"})


def as_planned(gate, client):
    revision = gate.get_latest_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    do_what_was_scheduled(timezone.now())


ATTEMPT_KINDS = [in_code, by_saving, by_the_button, in_bulk, as_planned]


def form_of(client, page) -> dict[str, str]:
    """What the editor's form holds as it is opened."""
    html = BeautifulSoup(client.get(f"/admin/pages/{page.pk}/edit/").content, "html.parser")
    form = html.find(id="page-edit-form")
    ticked = [
        field
        for field in form("input")
        if field.get("name") and (field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"))
    ]
    given = {field["name"]: field.get("value", "on" if field.has_attr("checked") else "") for field in ticked}
    return given | {area["name"]: area.get_text().strip("\n") for area in form("textarea") if area.get("name")}


@pytest.mark.parametrize("door", ATTEMPT_KINDS, ids=lambda door: door.__name__)
def test_a_module_that_gates_and_that_nobody_reviewed_goes_live_by_no_door(cast, gate, sign_in, door):
    client = sign_in(cast.eddie)
    with suppress(NotSigned):
        door(gate, client)
    assert is_live(gate) is False


@pytest.mark.parametrize("door", ATTEMPT_KINDS, ids=lambda door: door.__name__)
def test_with_a_review_each_door_opens_but_that_for_many_pages(cast, gate, sign_in, door):
    sign(gate)
    door(gate, sign_in(cast.eddie))
    # A new gate concerns people, and nobody reads what it means of many pages.
    assert is_live(gate) is (door is not in_bulk)


def test_the_editor_reads_what_is_missing_and_keeps_what_they_wrote(cast, gate, sign_in):
    client = sign_in(cast.eddie)
    given = form_of(client, gate) | {"action-publish": "yes", "summary": "A better summary"}
    page = client.post(f"/admin/pages/{gate.pk}/edit/", given).content.decode()
    assert ("so a clinical lead must approve it as it is before it goes live" in page, "A better summary" in page) == (
        True,
        True,
    )


def test_a_copy_has_no_review(cast, world):
    copy = CopyPageAction(ModulePage.objects.get(pk=world.risk.pk), update_attrs={"slug": "copy"}, keep_live=False)
    copy.execute(skip_permission_checks=True)
    copied = ModulePage.objects.get(slug="copy")
    sign(ModulePage.objects.get(pk=world.risk.pk))
    assert ClinicalSignOff.objects.of(copied.translation_key).exists() is False


def test_a_gate_is_copied_as_a_draft_only(cast, world, sign_in):
    client = sign_in(cast.eddie)
    given = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": world.course.pk, "copy_subpages": "on"}
    answer = client.post(f"/admin/pages/{world.role.pk}/copy/", given | {"publish_copies": "on"})
    assert answer.status_code == 422
    assert ModulePage.objects.filter(slug="copy").exists() is False
    client.post(f"/admin/pages/{world.role.pk}/copy/", given)
    copied = ModulePage.objects.get(slug="copy")
    assert (copied.live, copied.gates_authorisation) == (False, True)


def test_a_draft_is_saved_without_any_of_it(cast, gate, sign_in):
    client = sign_in(cast.eddie)
    client.post(f"/admin/pages/{gate.pk}/edit/", form_of(client, gate) | {"summary": "Saved"})
    draft = ModulePage.objects.get(pk=gate.pk).get_latest_revision_as_object()
    assert (draft.summary, draft.live) == ("Saved", False)


def test_what_is_planned_and_may_not_be_holds_nothing_else_up(cast, gate, world):
    other = make_step(world.risk, "planned", [TEXT, TAKEAWAY])
    other.title = "Planned"
    other.save_revision(approved_go_live_at=timezone.now() - timedelta(seconds=5))
    as_planned(gate, None)
    assert (is_live(gate), StepPage.objects.get(pk=other.pk).title) == (False, "Planned")
    assert Revision.objects.filter(approved_go_live_at__isnull=False).count() == 0


def test_without_a_step_that_counts_it_does_not_go_live_reviewed_or_not(cast, world):
    module = make_module(world.course, "hollow", "Hollow", gates=True)
    make_step(module, "reading-only", [TEXT, TAKEAWAY], required=False)
    with pytest.raises(NotReady, match="no published step that counts"):
        publish_module(module)


def test_a_module_that_gates_nothing_goes_live_and_says_that_it_is_a_draft(cast, world, sign_in):
    module = make_module(world.course, "open", "Open", gates=False)
    make_step(module, "one", [TEXT, TAKEAWAY])
    client = sign_in(cast.anna)
    for path in ("/courses/groups/", "/courses/groups/open/", "/courses/groups/open/one/"):
        assert "ot yet reviewed by a clinician" in client.get(path).content.decode()
    sign(module)
    page = client.get("/courses/groups/open/").content.decode()
    assert "Reviewed by Dr Rhian Price, Consultant psychiatrist, on " in page
    for path in ("/courses/groups/", "/courses/groups/open/", "/courses/groups/open/one/"):
        assert "ot yet reviewed by a clinician" not in client.get(path).content.decode()


def test_what_changed_since_it_was_read_is_said(cast, world, sign_in):
    """Where no approval is needed; where it is, nothing changes without one."""
    sign(ModulePage.objects.get(pk=world.risk.pk))
    client = sign_in(cast.anna)
    assert "Part of it has changed since." not in client.get("/courses/groups/risk/").content.decode()
    step = StepPage.objects.get(slug="placing")
    step.title = "Placing, put better"
    step.save_revision().publish()
    for path in ("/courses/groups/risk/", "/courses/groups/risk/placing/"):
        assert "Part of it has changed since." in client.get(path).content.decode()


def test_one_that_gated_before_this_rule_stays_as_it_is(cast, world):
    """Nobody's training vanishes by an update; its pages say that it is a draft. A change waits for a clinical lead."""
    ClinicalSignOff.objects.all().delete()
    module = ModulePage.objects.get(pk=world.role.pk)
    module.save_revision().publish()
    assert [module.review for module in current_outline().modules() if module.slug == "role"] == [None]
    module.summary = "Another one"
    with pytest.raises(NotSigned):
        module.save_revision().publish()


# What a gate needs stays.


def last_step(world) -> StepPage:
    """The one step of the gate that still counts."""
    for slug in ("checking", "acting"):
        world.steps[slug].unpublish()
    return StepPage.objects.get(slug="reading")


def unpublished(client, step, world):
    client.post(f"/admin/pages/{step.pk}/unpublish/")


def deleted(client, step, world):
    client.post(f"/admin/pages/{step.pk}/delete/")


def moved(client, step, world):
    client.post(f"/admin/pages/{step.pk}/move/{world.risk.pk}/confirm/")


def unpublished_in_bulk(client, step, world):
    client.post(f"/admin/bulk/wagtailcore/page/unpublish/?id={step.pk}&next=/admin/", {"next": "/admin/"})


def deleted_in_bulk(client, step, world):
    client.post(f"/admin/bulk/wagtailcore/page/delete/?id={step.pk}&next=/admin/", {"next": "/admin/"})


def step_form(step, **changes) -> dict[str, str]:
    """What the editor's form sends, published at once."""
    body = streamfield([("text", rich_text("<p>It is 19:30.</p>")), ("takeaway", rich_text("<p>Watch.</p>"))])
    comments = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    return nested_form_data(
        {
            "title": step.title,
            "slug": step.slug,
            "minutes": "4",
            "change_note": "",
            "comments": comments,
            "body": body,
            "action-publish": "1",
            **changes,
        }
    )


def made_optional(client, step, world):
    client.post(f"/admin/pages/{step.pk}/edit/", step_form(step))


def planned_to_end(client, step, world):
    client.post(f"/admin/pages/{step.pk}/edit/", step_form(step, expire_at="2030-01-01 09:00", required="on"))


def expired(client, step, world):
    StepPage.objects.filter(pk=step.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    do_what_was_scheduled(timezone.now())
    StepPage.objects.filter(pk=step.pk).update(expire_at=None)


def in_code_unpublished(client, step, world):
    with suppress(Refusal):
        step.unpublish()


def in_code_made_optional(client, step, world):
    step.required = False
    with suppress(Refusal):
        step.save()


def made_optional_as_planned(client, step, world):
    step.required = False
    revision = step.save_revision()
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=timezone.now() - timedelta(minutes=1))
    do_what_was_scheduled(timezone.now())


WAYS_DOWN = [
    unpublished,
    deleted,
    moved,
    unpublished_in_bulk,
    deleted_in_bulk,
    made_optional,
    planned_to_end,
    in_code_unpublished,
    in_code_made_optional,
    made_optional_as_planned,
]


@pytest.mark.parametrize("way", WAYS_DOWN, ids=lambda way: way.__name__)
def test_the_last_step_of_a_gate_stays_whatever_is_tried(cast, world, sign_in, way):
    step = last_step(world)
    way(sign_in(cast.eddie), step, world)
    counting = StepPage.objects.child_of(world.role).live().filter(required=True, expire_at=None)
    assert [step.slug for step in counting] == ["reading"]


@pytest.mark.parametrize("way", [unpublished, moved, unpublished_in_bulk, expired], ids=lambda way: way.__name__)
def test_while_another_step_counts_it_goes(cast, world, sign_in, way):
    way(sign_in(cast.eddie), StepPage.objects.get(slug="reading"), world)
    counting = StepPage.objects.child_of(world.role).live().filter(required=True)
    assert [step.slug for step in counting] == ["checking", "acting"]


# A fresh installation.


def loaded():
    home = Site.objects.get(is_default_site=True).root_page
    return load_content(folder=project.ROOT / "content", parent=home, now=timezone.now())


def test_a_fresh_installation_has_its_gates_as_drafts_with_every_step_ready(db):
    drafts = loaded().drafts
    gates = ModulePage.objects.filter(gates_authorisation=True).order_by("path")
    waiting = [module for module in ModulePage.objects.order_by("path") if needs_sign_off(module)]
    assert (drafts, [module.live for module in waiting]) == (
        [module.title for module in waiting],
        [False] * len(waiting),
    )
    assert {gate.title for gate in gates} - set(drafts) == set()
    assert StepPage.objects.descendant_of(gates[0]).live().exists()
    assert [module.key for module in current_outline().modules() if module.gates_authorisation] == []


def test_what_joins_a_module_that_learners_have_waits_too(world, tmp_path):
    """An update brings a step: it is a draft until it was read."""
    world.role.translation_key = fixed_id("your-role")
    ModulePage.objects.filter(pk=world.role.pk).update(translation_key=fixed_id("your-role"))
    shutil.copy(project.ROOT / "demo" / "added" / NEW_FILE, tmp_path / NEW_FILE)
    home = Site.objects.get(is_default_site=True).root_page
    CoursePage.objects.filter(pk=world.course.pk).update(translation_key=COURSE)
    drafts = load_content(folder=tmp_path, parent=home, now=timezone.now()).drafts
    step = StepPage.objects.get(slug="when-one-cannot-come")
    assert (drafts, step.live, step.latest_revision is not None) == ([step.title], False, True)


def test_no_file_of_the_course_claims_a_review():
    claims = [
        path.name
        for path in (project.ROOT / "content").glob("*.yaml")
        if any(word in path.read_text() for word in ("written_by", "clinical_lead", "reviewed_by"))
    ]
    assert claims == []
