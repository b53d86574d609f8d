"""What editors do in the Wagtail admin: tell learners, make everybody redo, never delete work, never publish half."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from courses.blocks import StepBlocks
from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.progress.models import LearningStep
from people.models import User
from tests.courses.world import (
    CHECK,
    CHECKLIST,
    CONVERSATION,
    MANY,
    ORDER,
    PILES,
    RATING,
    REFLECTION,
    SCENARIO,
    TAKEAWAY,
    TEXT,
    answer,
    complete,
    publish_signed,
    sign,
)

KEY = fixed_id("step", "reading")


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.eddie)


def form_of(page, **changes):
    """What the editor's form would send for the reading step."""
    fields = {
        "title": page.title,
        "slug": page.slug,
        "minutes": "4",
        "required": "on",
        "change_note": "",
        "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
        "body": streamfield([("text", rich_text("<p>It is 19:30.</p>")), ("takeaway", rich_text("<p>Watch.</p>"))]),
        **changes,
    }
    return nested_form_data({name: value for name, value in fields.items() if value is not None})


def save(client, world, *, publish=True, **changes):
    page = StepPage.objects.get(slug="reading")
    data, edit = form_of(page, **changes), reverse("wagtailadmin_pages:edit", args=[page.pk])
    saved = client.post(edit, data)
    if not publish:
        return saved
    sign(world.role)
    return client.post(edit, data | {"action-publish": "1"})


def published():
    fact = LearningStep.objects.get(pk=KEY)
    return fact.content_version, fact.redo_from_version, fact.changes


def test_publishing_a_typo_tells_nobody(client, world):
    assert save(client, world, title="Raeding").status_code == 302
    assert published() == (1, 0, [])
    assert LearningStep.objects.get(pk=KEY).title == "Raeding"


def test_telling_learners_raises_the_version_once_and_then_is_quiet(client, world):
    save(client, world, telling="tell", change_note="A new example")
    assert published() == (2, 0, [[2, "A new example"]])
    form = client.get(reverse("wagtailadmin_pages:edit", args=[world.steps["reading"].pk])).context["form"]
    assert [form[name].value() for name in ("telling", "change_note")] == ["quietly", ""]
    save(client, world)
    assert published() == (2, 0, [[2, "A new example"]])


def test_a_draft_saved_many_times_is_told_once_and_by_whoever_publishes_it(client, world):
    for _ in range(3):
        save(client, world, publish=False, telling="tell", change_note="Soon")
    assert published() == (1, 0, [])
    form = client.get(reverse("wagtailadmin_pages:edit", args=[world.steps["reading"].pk])).context["form"]
    assert (form["telling"].value(), form["change_note"].value()) == ("tell", "Soon")
    sign(world.role)
    StepPage.objects.get(slug="reading").get_latest_revision().publish()
    assert published() == (2, 0, [[2, "Soon"]])


def test_unticking_a_draft_takes_the_announcement_back(client, world):
    save(client, world, publish=False, telling="tell", change_note="Soon")
    save(client, world)
    assert published() == (1, 0, [])


def test_everyone_must_redo_is_a_version_of_its_own(client, world, cast, now):
    complete(world, "reading", cast.anna, now)
    redo = {"telling": "redo", "redo_confirmed": "on", "change_note": "The law has changed"}
    save(client, world, **redo)
    assert published() == (2, 2, [[2, "The law has changed"]])


def test_an_announcement_needs_its_line(client, world):
    response = save(client, world, telling="tell")
    assert response.status_code == 200
    assert response.context["form"].errors == {
        "change_note": ["Write in one line what changed: people who had finished will read it."]
    }
    assert published() == (1, 0, [])


@pytest.mark.parametrize("minutes", ["2", "9", "", "x"])
def test_a_step_takes_3_to_8_minutes(client, world, minutes):
    assert "minutes" in save(client, world, minutes=minutes).context["form"].errors


def test_a_step_with_work_is_not_deleted_and_unpublishing_is_offered(world, cast, sign_in, now):
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("solutions")]}, now)
    client = sign_in(User.objects.create_superuser("root@example.org", "a long enough passphrase"))
    # The course itself stays (tests/pages/test_fixed_pages.py).
    for page in (world.steps["checking"], world.role):
        response = client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
        assert response["Location"] == reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    said = client.get(reverse("wagtailadmin_pages:unpublish", args=[world.role.pk])).content.decode()
    assert "“Checking” was not deleted: learners have done something in it. Unpublish it instead" in said
    assert StepPage.objects.filter(slug="checking").exists()


def test_nor_in_bulk(client, world, cast, now):
    complete(world, "reading", cast.anna, now)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    ids = "&".join(f"id={world.steps[slug].pk}" for slug in ("reading", "checking"))
    response = client.post(f"{address}?{ids}&childOf={world.role.pk}&next=/admin/")
    assert response["Location"] == reverse("wagtailadmin_explore", args=[world.role.pk])
    assert StepPage.objects.filter(slug__in=["reading", "checking"]).count() == 2


def test_a_step_that_nobody_touched_is_deleted(client, world, cast, sign_in):
    sign_in(cast.anna).get(world.url("reflecting"))
    response = client.post(reverse("wagtailadmin_pages:delete", args=[world.steps["reflecting"].pk]))
    assert response.status_code == 302
    assert not StepPage.objects.filter(slug="reflecting").exists()


def changed(block, path, value):
    """A copy of a raw block with one value replaced."""
    copy = json.loads(json.dumps(block))
    *way, last = path
    target = copy["value"]
    for key in way:
        target = target[key]
    target[last] = value
    return copy


def saying_again(name, value):
    """The conversation, with something else about its very first option."""
    return changed(CONVERSATION, ["turns", 0, "value", "options", 0, "value", name], value)


FAULTS = [
    (changed(CHECK, ["options", 1, "value", "right"], False), "Mark at least one answer as right."),
    (changed(CHECK, ["options", 0, "value", "feedback"], "   "), "This field is required."),
    (changed(SCENARIO, ["options", 0, "value", "verdict"], "costly"), "Let at least two options be tolerable"),
    (changed(PILES, ["cards", 0, "value", "pile"], "Theirs"), "One card has the pile “Theirs”. The piles are: Ours,"),
    (changed(PILES, ["piles"], [{"type": "item", "value": "Ours"}]), "Name two piles or more, each once"),
    (changed(ORDER, ["cards", 1, "value", "text"], "Debrief "), "“Debrief” is there twice."),
    (changed(CHECK, ["options", 0, "value", "text"], "to  JUDGE"), "“To judge” is there twice."),
    (changed(SCENARIO, ["options", 0, "value", "text"], "Say nothing"), "“Say nothing” is there twice."),
    (changed(MANY, ["options", 2, "value", "right"], True), "Every answer is right."),
    (changed(CHECKLIST, ["items", 0, "value"], "I told my partner"), "“I told my partner” is there twice."),
    (changed(RATING, ["low"], "sure"), "Both ends of the scale mean the same."),
    (changed(RATING, ["prompt"], "x" * 601), "is 601 characters long. Shorten it to 600: people read it on a phone."),
    (changed(SCENARIO, ["situation"], f"<p>{'x' * 2001}</p>"), "is 2001 characters long. Shorten it to 2000"),
    (changed(CHECK, ["options", 0, "value", "feedback"], "y" * 700), "is 700 characters long. Shorten it to 600"),
    (saying_again("text", "There is a guideline."), "“There is a guideline.” is there twice."),
    (saying_again("next", "sky"), "leads to “sky”, and nothing is called that."),
    (saying_again("next", "opening"), "No option leads to the turn “silence”."),
    (changed(CONVERSATION, ["turns", 1, "value", "name"], "Opening"), "Two turns or ends are called “Opening”."),
]


@pytest.mark.parametrize(("block", "said"), FAULTS)
def test_a_half_made_exercise_is_not_published_and_the_editor_is_told_why(block, said):
    blocks = StepBlocks()
    value = blocks.to_python([TEXT, block, TAKEAWAY])
    with pytest.raises(ValidationError) as caught:
        blocks.clean(value)
    assert said in json.dumps(caught.value.as_json_data(), ensure_ascii=False).replace('\\"', '"')
    if "required" not in said:
        assert blocks.clean_deferred(value)


def option(text, order):
    value = {"text": text, "consequence": "It helps.", "verdict": "strong"}
    return {"deleted": "", "order": str(order), "value": value}


def test_one_button_at_the_end_is_not_for_what_opens_bit_by_bit(client, world):
    save(client, world, one_press="on")
    options = {"count": "2", "0": option("Answer now", 0), "1": option("Answer tomorrow", 1)}
    scenario = {"situation": rich_text("<p>22:40.</p>"), "question": "What now?", "options": options}
    refused = save(client, world, one_press="on", body=streamfield([("scenario", scenario)]))
    said = ["A scenario or a conversation opens bit by bit, by buttons of its own."]
    assert refused.context["form"].errors == {"one_press": said}
    page = StepPage.objects.get(slug="reading")
    assert (page.one_press, [child.block_type for child in page.body]) == (True, ["text", "takeaway"])


def test_all_that_is_wrong_is_told_in_one_round():
    check = changed(changed(CHECK, ["question"], ""), ["options", 0, "value", "feedback"], "y" * 700)
    check = changed(changed(check, ["options", 1, "value", "text"], "To solve"), ["options", 2, "value", "text"], "")
    blocks = StepBlocks()
    with pytest.raises(ValidationError) as caught:
        blocks.clean(blocks.to_python([check, SCENARIO, REFLECTION, changed(RATING, ["low"], "Sure")]))
    told = json.dumps(caught.value.as_json_data(), ensure_ascii=False)
    said = ("is there twice", "is 700 characters", "Both ends of the scale", "A step has one place to write")
    assert ([words in told for words in said], told.count("This field is required.")) == ([True] * 4, 2)


def test_a_step_has_one_place_to_write():
    blocks = StepBlocks()
    with pytest.raises(ValidationError) as caught:
        blocks.clean(blocks.to_python([SCENARIO, REFLECTION, TAKEAWAY]))
    assert "A step has one place to write" in json.dumps(caught.value.as_json_data())


def test_the_home_of_the_admin_shows_what_is_due_and_no_counts(client, world):
    world.role.review_by = "2020-01-01"
    publish_signed(world.role)
    page = client.get("/admin/").content.decode()
    assert "Content due for review" in page
    assert ("Your role" in page, "overdue since" in page) == (True, True)
    assert "w-summary" not in page


def test_all_modules_stand_on_one_page_with_their_review_dates(client, world):
    page = client.get("/admin/modules/?ordering=review_by").content.decode()
    assert page.count("1 January 2028") == 2
    assert [seen for seen in ("Your role", "Distress and risk", "Review by") if seen not in page] == []


def test_editors_make_courses_below_home_and_steps_below_modules(client, world):
    for parent, model in ((world.course, "modulepage"), (world.role, "steppage")):
        url = reverse("wagtailadmin_pages:add", args=["courses", model, parent.pk])
        assert client.get(url).status_code == 200
    wrong = reverse("wagtailadmin_pages:add", args=["courses", "steppage", world.course.pk])
    assert client.get(wrong).status_code == 302
