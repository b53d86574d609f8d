"""A step with many areas to answer: whichever button is pressed, every choice on the page is kept, with no script."""

from copy import deepcopy

import pytest
from bs4 import BeautifulSoup

from confidential.services import open_sealed
from courses.content_entries import fixed_id
from courses.progress import services
from courses.progress.models import CheckAnswer, Reflection, StepCompletion
from tests.courses.world import (
    CHECK,
    CHECKLIST,
    MANY,
    ORDER,
    PILES,
    RATING,
    REFLECTION,
    SCENARIO,
    TAKEAWAY,
    TEXT,
    exercise_of,
    make_step,
    write,
)

EVERY_CHOICE = [CHECK, MANY, ORDER, PILES, CHECKLIST, RATING]
CHOSEN = ["To judge", "The number who came", "Say nothing", "I told my partner (this can come later)", "10"]
WORDS = "What I would keep: the pause before anybody spoke."
DONE = "Mark as done and continue"
BUTTONS = {
    "reflection": [
        DONE,
        "Bookmark this step",
        "Save",
        "I have thought about it and would rather not write",
        *["Check my answer"] * 2,
        *["Show where you would put them, and why"] * 2,
        "Save my ticks",
        "Keep my number",
    ],
    "scenario": [
        DONE,
        "Bookmark this step",
        "Show what happens",
        *["Check my answer"] * 2,
        *["Show where you would put them, and why"] * 2,
        "Save my ticks",
        "Keep my number",
    ],
}


def again(block, number):
    """The same block once more on the page, with ids of its own."""
    copy = deepcopy(block)
    copy["id"] = fixed_id("again", copy["id"], str(number))
    for entries in (value for value in copy["value"].values() if isinstance(value, list)):
        for entry in entries:
            entry["id"] = fixed_id("again", entry["id"], str(number))
    return copy


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


@pytest.fixture
def full(world, cast, now):
    """Two steps with every kind; and in the second Anna has written her own line, so that its options are open."""
    for kind, private in (("reflection", REFLECTION), ("scenario", SCENARIO)):
        world.steps[kind] = make_step(world.risk, kind, [TEXT, private, *EVERY_CHOICE, TAKEAWAY])
    line = write(world, "scenario", "scenario", cast.anna, "I am here.", now)
    place = world.place("scenario")
    services.keep_line(reflection=line, place=place, exercise=exercise_of(place, "scenario"), now=now)
    return world


def form_of(client, url):
    html = BeautifulSoup(client.get(url).content, "html.parser")
    return html, html.find("form", id="step")


def buttons(html, form):
    return [*form("button", type=lambda kind: kind != "button"), *html("button", form="step")]


def filled(form, *, only_some_cards=False):
    """What a browser would send once somebody has chosen in every area: by its label, wherever it stands."""
    sent = {tag["name"]: tag.get("value", "") for tag in form("input", type="hidden") if tag["name"] != "here"}
    sent["here"] = [tag["value"] for tag in form("input", attrs={"name": "here"})]
    for tag in form("input", type=["radio", "checkbox"]):
        if form.find("label", attrs={"for": tag["id"]}).get_text(strip=True) in CHOSEN:
            sent[tag["name"]] = tag["value"]
    for place, tag in enumerate(form("select")):
        given = [option.get("value", option.get_text()) for option in tag("option") if option.get_text() != "Choose"]
        sent[tag["name"]] = "" if only_some_cards and place % 2 else given[-(place % len(given)) - 1]
    return sent | {tag["name"]: WORDS for tag in form("textarea")}


def press(client, form, button, sent):
    extra = {button["name"]: button["value"]} if button.get("name") else {}
    return client.post(button.get("formaction", form["action"]), sent | extra)


def standing(person, step):
    """What is kept of each answer, by kind; a kind that stands twice on the page is told apart by its question."""
    rows = CheckAnswer.objects.filter(person=person, step_id=step.translation_key)
    return {row.question.get("question"): row.chosen for row in rows}


@pytest.mark.parametrize(
    ("slug", "number"), [(slug, number) for slug, labels in BUTTONS.items() for number in range(len(labels))]
)
def test_any_button_keeps_every_choice(client, full, cast, now, slug, number):
    html, form = form_of(client, full.url(slug))
    pressed = sorted(buttons(html, form), key=lambda button: button.get_text(strip=True) != DONE)
    assert sorted(button.get_text(strip=True) for button in pressed) == sorted(BUTTONS[slug])
    press(client, form, pressed[number], filled(form))
    kept = standing(cast.anna, full.steps[slug])
    assert kept["What is the main job?"] == {"options": [fixed_id("assess")]}
    assert kept["Which of these stay in the room?"] == {"options": [fixed_id("numbers")]}
    assert sorted(kept["Put these in order."]["places"].values()) == ["1", "2", "3"]
    assert sorted(kept["Sort the cards."]["places"].values()) == ["Not ours", "Ours"]
    assert kept["This week."] == {"ticked": [fixed_id("partner")]}
    assert kept["How sure are you?"] == {"value": 10}
    if slug == "scenario":
        assert kept["What would you write back?"] == {"option": fixed_id("never")}
    else:
        reflection = Reflection.objects.get(step_id=full.steps[slug].translation_key)
        assert open_sealed(reflection, viewer=cast.anna, now=now) == {"words": WORDS}


def test_a_scale_and_a_list_count_by_the_button_that_marks_it_done(client, world, cast):
    make_step(world.risk, "two", [TEXT, RATING, CHECKLIST, TAKEAWAY], translation_key=fixed_id("step", "two"))
    html, form = form_of(client, "/courses/groups/risk/two/")
    boxes = form("input", type="checkbox")
    every_tick = {boxes[0]["name"]: [box["value"] for box in boxes]}
    answer = press(client, form, html.find("button", class_="hf-steps__next"), filled(form) | every_tick)
    assert (answer.status_code, answer["Location"]) == (302, "/courses/groups/risk/")
    assert StepCompletion.objects.filter(person=cast.anna, step_id=fixed_id("step", "two")).count() == 1


def test_two_of_a_kind_on_a_page_are_two_answers(client, world, cast):
    twins = [again(block, number) for block in EVERY_CHOICE for number in (1, 2)]
    step = make_step(world.risk, "twins", [TEXT, *twins, TAKEAWAY])
    html, form = form_of(client, "/courses/groups/risk/twins/")
    press(client, form, html.find("button", class_="hf-steps__next"), filled(form))
    assert CheckAnswer.objects.filter(person=cast.anna, step_id=step.translation_key).count() == 12


def test_cards_placed_in_part_are_kept_without_our_view_of_them(client, full, cast):
    """The button of another exercise was pressed: the cards wait for the rest, and no try is counted."""
    html, form = form_of(client, full.url("reflection"))
    number = next(button for button in form("button") if button.get_text(strip=True) == "Keep my number")
    press(client, form, number, filled(form, only_some_cards=True))
    row = CheckAnswer.objects.get(person=cast.anna, kind="ordering", block_id=fixed_id("order"))
    assert (len(row.chosen["places"]), row.passed, row.attempts) == (2, False, 0)
    html, form = form_of(client, full.url("reflection"))
    placed = [tag for tag in form("select") if tag.find("option", selected=True)]
    assert (len(placed), "Nothing works without where he is." in str(html)) == (3, False)


def test_what_was_not_touched_is_no_answer(client, full, cast):
    _html, form = form_of(client, full.url("reflection"))
    sent = {name: value for name, value in filled(form).items() if name.endswith("-value") or "-" not in name}
    press(client, form, next(item for item in form("button") if item.get_text() == "Keep my number"), sent)
    assert standing(cast.anna, full.steps["reflection"]) == {"How sure are you?": {"value": 10}}


def test_a_tick_taken_away_is_kept_too(client, full, cast):
    html, form = form_of(client, full.url("reflection"))
    press(client, form, html.find("button", class_="hf-steps__next"), filled(form))
    html, form = form_of(client, full.url("reflection"))
    sent = {name: value for name, value in filled(form).items() if not name.endswith("-ticked")}
    press(client, form, html.find("button", class_="hf-steps__next"), sent)
    assert standing(cast.anna, full.steps["reflection"])["This week."] == {"ticked": []}


def test_the_same_choice_sent_along_is_no_new_try(client, full, cast):
    for _ in range(3):
        html, form = form_of(client, full.url("reflection"))
        sent = filled(form)
        press(client, form, html.find("button", class_="hf-steps__next"), sent)
    attempts = CheckAnswer.objects.filter(person=cast.anna, step_id=full.steps["reflection"].translation_key)
    assert set(attempts.values_list("attempts", flat=True)) == {1}


def test_words_of_two_tabs_lead_to_the_choice_and_the_other_choices_are_kept(client, full, cast, now):
    html, form = form_of(client, full.url("reflection"))
    press(client, form, html.find("button", class_="hf-steps__next"), filled(form))
    stale = {**filled(form), "tab": "b" * 16, "part-words": "Written on the other phone, an hour before."}
    rating = next(name for name in stale if name.endswith("-value"))
    answer = press(client, form, html.find("button", class_="hf-steps__next"), stale | {rating: "3"})
    assert (answer.status_code, answer["Location"].endswith("/choose/")) == (302, True)
    assert standing(cast.anna, full.steps["reflection"])["How sure are you?"] == {"value": 3}


def test_a_half_line_does_not_open_the_scenario_by_another_button(client, world, cast, now):
    make_step(world.risk, "both", [TEXT, SCENARIO, RATING, TAKEAWAY])
    html, form = form_of(client, "/courses/groups/risk/both/")
    rating = next(item for item in form("button") if item.get_text() == "Keep my number")
    press(client, form, rating, filled(form))
    html, form = form_of(client, "/courses/groups/risk/both/")
    assert form.textarea.get_text().strip() == WORDS
    assert "Answer at once" not in str(html)


@pytest.mark.parametrize("line", ["", "  \n "])
def test_marking_a_scenario_as_done_early_opens_nothing_of_its_answer(client, world, line):
    html, form = form_of(client, world.url("acting"))
    answer = press(client, form, html.find("button", class_="hf-steps__next"), filled(form) | {"part-words": line})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert [told for told in ("Answer at once", "She is relieved.", "Goes well") if told in page] == []
    assert BeautifulSoup(page, "html.parser").select("main details[open]") == []


def test_what_lies_folded_stays_folded_when_something_in_it_is_missing(client, world):
    make_step(world.risk, "folded", [TEXT, SCENARIO, CHECK, TAKEAWAY])
    html, form = form_of(client, "/courses/groups/risk/folded/")
    answer = press(client, form, html.find("button", class_="hf-steps__next"), {"version": "1"})
    assert answer.status_code == 422
    assert BeautifulSoup(answer.content, "html.parser").select("main details[open]") == []
