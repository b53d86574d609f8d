"""An editor splits and merges from the explorer or the step: they read what will happen, with counts, and confirm."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.progress.models import LearningStep
from tests.courses.reshaping.making import RIGHT, long_step, page, two_steps
from tests.courses.walking import plain
from tests.courses.world import answer, complete, exercise_of
from tests.figures import course_standing

CHOSEN = {"at": fixed_id("second text"), "title": "Later", "first_minutes": 4, "second_minutes": 4}


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.eddie)


@pytest.fixture
def long(world, cast, now):
    """Anna has finished it; Ben is half-way, in the second half."""
    world.steps["long"] = step = long_step(world.risk)
    for person in (cast.anna, cast.ben):
        answer(world, "long", "rating", person, exercise_of(world.place("long"), "rating").done_well(), now)
    LearningStep.objects.get(pk=step.translation_key).completions.create(
        person=cast.anna, content_version=1, completed_at=now
    )
    return step


def html(response):
    return BeautifulSoup(response.content, "html.parser")


def sentences(response):
    return [plain(line) for line in html(response).select(".hf-consequences li")]


def confirm(client, address, response, **changes):
    form = html(response).find("form", method="post")
    sent = {field["name"]: field.get("value", "") for field in form.find_all("input")}
    return client.post(address, {**sent, **changes})


def test_a_split_is_read_with_its_counts_and_then_confirmed(client, long):
    address = reverse("split_step", args=[long.pk])
    asked = client.get(address, CHOSEN)
    assert sentences(asked) == [
        "“Long” keeps its address. “Later” is a new step after it.",
        "1 person who has finished it will have finished both.",
        "1 person is half-way. Each answer goes where its question goes: 1 in the second half.",
    ]
    parts = [[plain(block) for block in part("li")] for part in html(asked).select("ol")]
    assert [len(part) for part in parts] == [2, 4]
    assert not StepPage.objects.filter(slug="later").exists()
    done = confirm(client, address, asked)
    assert done["Location"] == reverse("wagtailadmin_explore", args=[long.get_parent().pk])
    assert page("later").live


def test_what_became_different_is_read_again(client, long, cast, now):
    address = reverse("split_step", args=[long.pk])
    asked = client.get(address, CHOSEN)
    LearningStep.objects.get(pk=long.translation_key).completions.create(
        person=cast.farah, content_version=1, completed_at=now
    )
    again = confirm(client, address, asked)
    assert (again.status_code, sentences(again)[1]) == (422, "2 people who have finished it will have finished both.")
    assert not StepPage.objects.filter(slug="later").exists()


def test_what_was_typed_comes_back_when_something_is_missing(client, long):
    given = {**CHOSEN, "first_minutes": 9}
    response = client.get(reverse("split_step", args=[long.pk]), given)
    form = html(response)
    assert (response.status_code, form.find("input", id="id_title")["value"]) == (422, "Later")
    assert form.find("input", value=CHOSEN["at"]).has_attr("checked")
    assert "less than or equal to 8" in plain(form)


def test_a_merge_is_read_with_its_counts_and_then_confirmed(client, world, cast, now):
    world.steps["first"], world.steps["second"] = two_steps(world.risk)
    answer(world, "first", "check", cast.anna, RIGHT, now)
    complete(world, "first", cast.anna, now)
    answer(world, "first", "check", cast.ben, RIGHT, now)
    address = reverse("merge_steps", args=[world.steps["second"].pk])
    start = html(client.get(address))
    pairs = {plain(label): label.find("input")["value"] for label in start.select("label:has(input[type=radio])")}
    assert pairs == {"“First”, then “Second”": str(world.steps["first"].pk)}
    chosen = {"pair": world.steps["first"].pk, "title": "Both", "note": "More of it"}
    asked = client.get(address, chosen)
    assert sentences(asked) == [
        "What is in “Second” comes after what is in “First”.",
        "The address of “Second” leads to “First”. Its page is kept, unpublished.",
        "1 person has finished one of the two. They stay finished, and read: “More of it”.",
        "What the 1 who are half-way in one of them have answered is kept.",
    ]
    confirm(client, address, asked)
    assert (page("first").title, page("second").live) == ("Both", False)
    assert [news.notes for news in course_standing(cast.anna)[1].changed] == [("More of it",)]


def test_a_merge_that_does_not_fit_says_why_and_keeps_what_was_chosen(client, world):
    address = reverse("merge_steps", args=[world.steps["choosing"].pk])
    StepPage.objects.filter(slug="choosing").update(required=False)
    chosen = {"pair": world.steps["reflecting"].pk, "title": "Both", "note": "More"}
    response = client.get(address, chosen)
    said = plain(html(response).find(role="alert"))
    assert said.startswith("One of the two counts towards the module and the other does not.")
    assert (response.status_code, html(response).find("input", id="id_title")["value"]) == (422, "Both")


def test_in_a_module_that_gates_the_drafts_go_to_a_clinical_lead(client, world):
    step = world.steps["checking"]
    address = reverse("split_step", args=[step.pk])
    asked = client.get(address, {**CHOSEN, "at": fixed_id("takeaway")})
    assert sentences(asked)[-1].startswith("A clinical lead must approve the module first: this makes drafts.")
    done = confirm(client, address, asked)
    assert done["Location"] == reverse("sign_off_module", args=[world.role.translation_key])
    assert (page("later").live, page("checking").has_unpublished_changes) == (False, True)


def test_both_are_offered_at_the_step_and_in_the_explorer(client, world, long):
    ways = [reverse(name, args=[long.pk]) for name in ("split_step", "merge_steps")]
    for route, pk in (("wagtailadmin_pages:edit", long.pk), ("wagtailadmin_explore", world.risk.pk)):
        shown = client.get(reverse(route, args=[pk])).content.decode()
        assert [way in shown for way in ways] == [True, True]


@pytest.mark.parametrize("name", ["lena", "anna", "cora"])
def test_nobody_else_gets_there(world, cast, sign_in, name, long):
    client = sign_in(getattr(cast, name))
    asked = [client.get(reverse(route, args=[long.pk]), CHOSEN) for route in ("split_step", "merge_steps")]
    assert all(response.status_code in (302, 403, 404) for response in asked)
    assert not StepPage.objects.filter(slug="later").exists()


def copy(client, world, **given):
    source = world.steps["placing"]
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": world.risk.pk, "alias": "", **given}
    client.post(reverse("wagtailadmin_pages:copy", args=[source.pk]), data)
    return page("copy")


@pytest.mark.parametrize("live", [{"publish_copies": ""}, {"publish_copies": "on"}, {"alias": "on"}])
def test_a_copy_or_an_alias_does_not_count_before_somebody_says_so(client, world, live):
    copied = copy(client, world, **live)
    assert (copied.required, copied.get_latest_revision_as_object().required) == (False, False)
    assert copied.live is bool(live.get("publish_copies") or live.get("alias"))
    facts = LearningStep.objects.filter(pk=copied.translation_key).values_list("required", flat=True)
    assert list(facts) == [False] * copied.live


def test_an_alias_does_not_begin_to_count_when_its_page_changes(client, world):
    copied = copy(client, world, alias="on")
    source = page("placing")
    source.title = "Placing again"
    source.save_revision().publish()
    copied.refresh_from_db()
    assert (copied.title, copied.required) == ("Placing again", False)
