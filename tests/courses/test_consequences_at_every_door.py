"""Whatever publishes, takes down, moves or deletes a page shows first what it means, or leads to where it is shown."""

import pytest
from django.urls import get_resolver, reverse
from wagtail.admin.views.pages.bulk_actions import page_bulk_action
from wagtail.test.utils.form_data import rich_text, streamfield

from certificates.services import authorise
from courses.blocks import StepBlocks
from courses.models import ModulePage, StepPage
from people.models import User
from tests.certificates import making
from tests.courses.test_a_question_that_changed import OTHER_WAY
from tests.courses.test_consequences import CHANGED, KEPT, WHO, answered, client, lines, told
from tests.courses.test_editing import form_of
from tests.courses.world import TAKEAWAY, complete, sign

__all__ = ["answered", "client"]
READ_FIRST = "Read what this changes, under “Before you publish”. Then publish it again."


def form(page, **changes):
    """What the form of the checking step would send, with another right answer."""
    body = streamfield([("text", rich_text("<p>No question any more.</p>")), ("takeaway", rich_text("<p>Watch.</p>"))])
    return form_of(page, body=body, **changes)


GONE = "Question 1 is gone: “What is the main job?”."


def test_publishing_shows_what_the_form_itself_changes_and_then_does_it(client, world, answered):
    edit = reverse("wagtailadmin_pages:edit", args=[answered.pk])
    client.post(edit, form(answered))
    sign(world.role)
    # As the editor had it in front of them when it was opened.
    stale = {"consequences_read": "", "action-publish": "1"}
    asked = client.post(edit, form(answered) | stale)
    assert asked.context["form"].non_field_errors() == [READ_FIRST]
    assert lines(asked.content, ".hf-consequences li")[:2] == [WHO, GONE]
    seen = {"consequences_read": asked.context["form"].digest, "action-publish": "1"}
    assert client.post(edit, form(answered) | seen).status_code == 302
    assert told(client, "edit", answered.pk)[1:-1] == []


def test_submitting_to_a_workflow_asks_the_same(client, world, answered):
    edit = reverse("wagtailadmin_pages:edit", args=[answered.pk])
    client.post(edit, form(answered))
    sign(world.role)
    asked = client.post(edit, form(answered) | {"action-submit": "1"})
    assert asked.context["form"].non_field_errors() == [READ_FIRST]


def test_a_typo_asks_nobody_to_read_anything(client, world, answered, cast, now):
    complete(world, "reading", cast.anna, now)
    page = StepPage.objects.get(slug="reading")
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
    client.post(edit, form_of(page))
    sign(world.role)
    assert client.post(edit, form_of(page) | {"action-publish": "1"}).status_code == 302


def bulk(client, kind, page, **given):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", kind])
    return client.post(
        f"{address}?id={page.pk}&childOf={page.get_parent().pk}&next=/admin/", {"next": "/admin/", **given}
    )


def door(route, page) -> str:
    return reverse(f"wagtailadmin_pages:{route}", args=[page.pk])


def test_many_at_once_lead_to_the_door_of_the_one_that_concerns_people(client, world, answered):
    answered.body = StepBlocks().to_python([OTHER_WAY, TAKEAWAY])
    answered.save_revision()
    sign(world.role)
    assert bulk(client, "publish", answered)["Location"] == door("edit", answered)
    assert bulk(client, "unpublish", answered)["Location"] == door("unpublish", answered)
    assert bulk(client, "move", answered, chooser=world.risk.pk)["Location"] == door("move", answered)
    page = StepPage.objects.get(pk=answered.pk)
    assert (page.live, page.get_parent().pk, page.has_unpublished_changes) == (True, world.role.pk, True)
    assert told(client, "edit", answered.pk)[1] == CHANGED


def test_many_at_once_go_through_where_nobody_is_concerned(client, world):
    page = world.steps["placing"]
    assert bulk(client, "unpublish", page)["Location"] == "/admin/"
    assert StepPage.objects.get(pk=page.pk).live is False
    assert bulk(client, "publish", page)["Location"] == "/admin/"
    assert StepPage.objects.get(pk=page.pk).live is True


def test_a_module_with_all_below_is_published_by_its_own_door_where_it_gates(client, world):
    for module in (world.risk, world.role):
        ModulePage.objects.get(pk=module.pk).unpublish()
    answer = bulk(client, "publish", world.course, include_descendants="on")
    assert answer["Location"] == door("edit", world.role)
    assert ModulePage.objects.get(pk=world.role.pk).live is False


@pytest.fixture
def gate(cast):
    """Two are ready, one of them authorised; three others have finished nothing."""
    making.publish_course()
    authorise(person=making.ready_newcomer(cast), programme=cast.thames, by=cast.cora, now=cast.now)
    making.finish_gate(making.newcomer(cast, "Rae Ready"), cast.now)
    return ModulePage.objects.get(title=making.GATE)


def test_a_module_that_gates_no_more_says_who_is_ready_before_and_after(client, gate):
    other = ModulePage.objects.get(title=making.OTHER)
    other.gates_authorisation = True
    other.save_revision()
    (said,) = told(client, "edit", other.pk)
    assert said == (
        "“Endings” becomes needed before authorisation. Of the 1 people who are not authorised yet and have finished "
        "what is needed now, 0 have finished this too. No one who is authorised loses it."
    )
    assert told(client, "unpublish", gate.pk)[-1] == (
        "“Your role and its edges” is the only module that is needed before authorisation. Without it no one can be "
        "authorised until another module is. No one who is authorised loses it."
    )


def test_gating_is_published_only_once_it_was_read(client, gate):
    other = ModulePage.objects.get(title=making.OTHER)
    given = {
        "title": other.title,
        "slug": other.slug,
        "summary": "-",
        "outcomes": "",
        "gates_authorisation": "on",
        "version_label": "",
        "review_by": "",
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "comments-MIN_NUM_FORMS": 0,
        "comments-MAX_NUM_FORMS": 1000,
    }
    client.post(door("edit", other), given)
    sign(other)
    asked = client.post(door("edit", other), {**given, "action-publish": "1"})
    assert asked.context["form"].non_field_errors() == [READ_FIRST]
    seen = {"consequences_read": asked.context["form"].digest, "action-publish": "1"}
    assert client.post(door("edit", other), {**given, **seen}).status_code == 302
    assert ModulePage.objects.get(pk=other.pk).gates_authorisation is True


def test_publishing_what_was_approved_shows_it_too(client, world, answered):
    answered.body = StepBlocks().to_python([OTHER_WAY, TAKEAWAY])
    answered.save_revision()
    sign(world.role)
    html = client.get(reverse("sign_off_module", args=[world.role.translation_key])).content
    assert lines(html, "main form li li") == [WHO, CHANGED]


def test_deleting_a_gate_that_nobody_began_says_so(world, sign_in):
    client = sign_in(User.objects.create_superuser("root@example.org", "a long enough passphrase"))
    assert told(client, "delete", world.role.pk)[-1].startswith("“Your role” is the only module")
    assert KEPT not in told(client, "delete", world.role.pk)


# A new way to do it, in a newer Wagtail, is met here before it is met by learners.

IN_BULK = {"DeleteBulkAction", "MoveBulkAction", "PublishBulkAction", "UnpublishBulkAction"}
DOORS = {
    "add": "nobody has begun what is new",
    "convert_alias": "changes no words",
    "copy": "nobody has begun the copy",
    "delete": "asking",
    "edit": "editing",
    "move": "leads to move_confirm",
    "move_confirm": "asking",
    "revisions_revert": "opens the form",
    "set_page_position": "stays in its module",
    "unpublish": "asking",
    "workflow_action": "was asked as it was submitted",
}
# These show something, or change nothing that a learner has.
OTHERS = {
    *("add_subpage", "choose_parent", "collect_workflow_action_data", "confirm_workflow_cancellation", "history"),
    *("history_results", "lock", "preview_on_add", "preview_on_edit", "revisions_compare", "revisions_index"),
    *("revisions_unschedule", "revisions_view", "search", "search_results", "set_privacy", "type_use"),
    *("type_use_results", "unlock", "usage", "view_draft", "workflow_history", "workflow_history_detail"),
    "workflow_preview",
}


def names_of(resolver) -> set[str]:
    """Of Wagtail's own pages, wherever they hang."""
    found: set[str] = set()
    for pattern in resolver.url_patterns:
        if getattr(pattern, "namespace", None) == "wagtailadmin_pages":
            found |= {inner.name for inner in pattern.url_patterns}
        elif hasattr(pattern, "url_patterns"):
            found |= names_of(pattern)
    return found


def test_every_address_of_wagtails_pages_is_known():
    assert names_of(get_resolver()) - {None} == set(DOORS) | OTHERS


def test_every_action_on_many_pages_is_known():
    assert {action.__name__ for action in page_bulk_action.PageBulkAction.__subclasses__()} == IN_BULK
