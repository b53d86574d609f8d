"""An editor or a clinical lead tries a draft as a learner: it is the real page, and nothing at all is kept of it."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.urls import reverse

from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.progress.models import LearningStep
from tests.courses.walking import Page, plain
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
    make_step,
    publish_signed,
)

EVERY_STATE = ["new", "half", "done", "changed"]


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.eddie)


def trial(page, state="", phone=""):
    page.refresh_from_db()
    address = reverse(f"try_step{phone}", args=[page.latest_revision_id])
    return f"{address}?as={state}" if state else address


def drafted(page, **changes):
    """Saved by an editor, and published to nobody."""
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision()
    return page


def every_row():
    """All that the database holds, table by table."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(map(repr, cursor.fetchall()))
    return found


def shown(html, key):
    """An exercise as it stands on a page, without what is an address or a secret."""
    part = html.find(id=f"exercise-{fixed_id(key)}")
    for tag in part.find_all(["p", "script"], class_=lambda name: "hf-state" in (name or "")):
        tag.decompose()
    return plain(part)


@pytest.fixture
def full(world):
    blocks = [TEXT, CHECK, MANY, ORDER, PILES, CHECKLIST, RATING, SCENARIO, TAKEAWAY]
    return make_step(world.risk, "full", blocks)


@pytest.mark.parametrize("state", EVERY_STATE)
def test_nothing_is_kept_of_a_trial(client, full, state):
    client.get(trial(full, state))
    before = every_row()
    page = Page(client, trial(full, state))
    client.get(trial(full, state, "_on_a_phone"))
    for at in range(len(page.form("button", formaction=True))):
        button = page.form("button", formaction=True)[at]
        page.press(plain(button), nth=page.buttons(plain(button)).index(button), words="My own line, tried.")
    client.post(f"{trial(full)}done/", page._fields(""))
    assert every_row() == before


def test_the_words_of_a_trial_are_kept_nowhere(client, world):
    step = make_step(world.risk, "written", [TEXT, REFLECTION, TAKEAWAY])
    before = every_row()
    page = Page(client, trial(step)).press("Save", words="A secret thought.")
    assert plain(page.form.find("textarea")) == "A secret thought."
    assert every_row() == before


STEPS = [
    (CHECK, ["To judge"], "Check my answer"),
    (MANY, ["The number who came"], "Check my answer"),
    (RATING, ["10"], "Keep my number"),
    (CHECKLIST, ["I said it aloud"], "Save my ticks"),
]


@pytest.mark.parametrize(("block", "choose", "button"), STEPS)
def test_it_is_marked_as_a_learners_is(client, world, block, choose, button):
    """The same hand answers the same step, once as a learner and once in a trial."""
    step = make_step(world.risk, "same", [TEXT, block, TAKEAWAY])
    pages = [Page(client, "/courses/groups/risk/same/"), Page(client, trial(step))]
    for at, page in enumerate(pages):
        boxes = page.form("input", type=["radio", "checkbox"])
        sent = {box["name"]: box["value"] for box in boxes if plain(page._label(box)) in choose}
        action = next(tag for tag in page.form("button") if plain(tag) == button)["formaction"]
        came = client.post(action, page._fields("") | sent, follow=True)
        pages[at] = BeautifulSoup(came.content, "html.parser")
    key = block["id"]
    learner, tried = (html.find(id=f"exercise-{key}") for html in pages)
    assert plain(learner) == plain(tried)
    assert [tag.get("checked") for tag in learner("input")] == [tag.get("checked") for tag in tried("input")]


def test_a_scenario_opens_bit_by_bit(client, world):
    step = make_step(world.risk, "scene", [TEXT, SCENARIO, TEXT, TAKEAWAY])
    page = Page(client, trial(step))
    assert "Answer tomorrow" not in page.text
    page = page.press("Keep my line and show the options")
    assert "Write your own line first" in page.text
    page = page.press("Keep my line and show the options", words="I would ring her.")
    assert ("I would ring her." in page.text, "She managed." in page.text) == (True, False)
    page = page.press("Show what happens", choose="Answer tomorrow")
    assert "She managed." in page.text


def test_a_conversation_is_walked_to_its_end(client, world):
    step = make_step(world.risk, "talk", [CONVERSATION, TAKEAWAY])
    page = Page(client, trial(step)).press("Keep my line and show the options", words="Go on.")
    page = page.press("Show what happens", choose="There is a guideline.")
    assert "You have seen 1 of 2 ways in which it can end." in page.text


def test_finishing_it_says_what_is_missing_and_then_that_it_is_done(client, world):
    step = make_step(world.risk, "once", [TEXT, CHECK, RATING, TAKEAWAY], one_press=True)
    page = Page(client, trial(step))
    right = {f"{fixed_id('check')}-option": fixed_id("structure")}
    refused = client.post(f"{trial(step)}done/", page._fields("") | right)
    html = BeautifulSoup(refused.content, "html.parser")
    missing = [plain(link) for link in html.find(class_="nhsuk-error-summary__list")("a")]
    assert (refused.status_code, missing) == (422, ["Choose a number: How sure are you?"])
    page = Page(client, "", refused.content)
    done = client.post(f"{trial(step)}done/", page._fields("7")).content.decode()
    assert ("You finished this step on" in done, "Correct, first time." in done) == (True, True)


def test_the_states_are_those_of_a_learner(client, full):
    seen = {
        state: plain(BeautifulSoup(client.get(trial(full, state)).content, "html.parser").find("main"))
        for state in EVERY_STATE
    }
    told = ["Correct, first time.", "A line that a learner wrote before.", "You finished this step on"]
    assert {state: [words in text for words in told] for state, text in seen.items()} == {
        "new": [False, False, False],
        "half": [True, False, False],
        "done": [True, True, True],
        "changed": [True, True, True],
    }


def test_half_of_a_single_scenario_is_its_line(client, world):
    page = Page(client, trial(world.steps["acting"], "half"))
    assert page.options() == ["Answer at once", "Answer tomorrow", "Say nothing"]


def test_after_a_change_it_says_what_learners_will_read(client, world):
    page = world.steps["checking"]
    raw = [dict(block) for block in page.body.raw_data]
    raw[1] = {**raw[1], "value": {**raw[1]["value"], "options": [*raw[1]["value"]["options"]]}}
    raw[1]["value"]["options"][0] = {
        **raw[1]["value"]["options"][0],
        "value": {"text": "To fix", "right": False, "feedback": "No."},
    }
    drafted(page, body=StepPage.body.field.to_python(raw), content_version=2, change_note="A plainer answer")
    text = Page(client, trial(page, "changed")).text
    assert "New since you finished A plainer answer" in text
    assert "This question has changed since you answered it. You see it as it was then" in text
    assert ("To solve" in text, LearningStep.objects.get(pk=page.translation_key).content_version) == (True, 1)


def test_after_a_change_that_everyone_must_redo(client, world):
    page = drafted(world.steps["checking"], content_version=2, redo_from_version=2, change_note="Other advice")
    text = Page(client, trial(page, "changed")).text
    assert ("everyone is asked to do it again" in text, "Check my answer" in text) == (True, True)


def test_what_no_learner_has_yet_has_not_changed_for_anybody(client, world):
    page = world.risk.add_child(
        instance=StepPage(slug="fresh", title="Fresh", live=False, body=world.steps["checking"].body)
    )
    page.save_revision()
    html = BeautifulSoup(client.get(trial(page, "changed")).content, "html.parser")
    states = [plain(link) for link in html.find(class_="hf-trial__states")("a")]
    assert (states, html.h1.get_text()) == (["Not started", "Half done", "Done"], "Fresh")


def test_it_is_the_draft_that_is_tried_and_learners_have_what_they_had(client, world, cast, sign_in):
    page = drafted(world.steps["checking"], title="A better title")
    assert "A better title" in Page(client, trial(page)).text
    assert "A better title" not in Page(sign_in(cast.anna), world.url("checking")).text


def test_the_other_steps_of_the_module_are_trials_too(client, world):
    html = BeautifulSoup(client.get(trial(world.steps["checking"])).content, "html.parser")
    ways = [link["href"] for link in html.find("nav", class_="hf-steps")("a")]
    assert ways == [trial(world.steps["reading"])]
    steps = [link["href"] for link in html.find(class_="hf-contents")("a")]
    assert steps == [trial(world.steps[slug]) for slug in ("reading", "acting")]


@pytest.mark.parametrize(
    ("name", "status"), [("eddie", 200), ("lena", 200), ("anna", 404), ("sam", 404), ("cora", 404)]
)
def test_editors_and_clinical_leads_alone_try_a_draft(world, cast, sign_in, name, status):
    page = drafted(world.steps["checking"], title="Not out yet")
    client = sign_in(getattr(cast, name))
    fields = {"step": page.translation_key}
    answered = [
        client.get(trial(page)),
        client.get(trial(page, "", "_on_a_phone")),
        client.post(f"{trial(page)}answer/{fixed_id('check')}/", fields | {"option": fixed_id("structure")}),
    ]
    assert [came.status_code for came in answered] == [status] * 3
    assert any("Not out yet" in came.content.decode() for came in answered) == (status == 200)


def test_what_came_back_changed_is_not_believed(client, world):
    step = world.steps["checking"]
    page = Page(client, trial(step, "done"))
    fields = page._fields("") | {"so_far": "eyJhbnN3ZXJzIjp7fX0:forged"}
    assert "Correct, first time." not in client.post(f"{trial(step)}done/", fields).content.decode()


def test_a_page_that_is_no_step_is_not_tried(client, world):
    for page in (world.course, world.role):
        assert client.get(reverse("try_step", args=[page.latest_revision_id])).status_code == 404
    assert client.post(f"{trial(world.steps['checking'])}answer/{fixed_id('nothing')}/").status_code == 404


def test_the_editor_and_the_document_of_a_sign_off_lead_to_it(client, world):
    step = world.steps["checking"]
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[step.pk])).content.decode()
    document = client.get(reverse("sign_off_module", args=[world.role.translation_key])).content.decode()
    assert (trial(step) in editor, trial(step) in document) == (True, True)


def test_a_learners_work_is_not_what_an_editor_sees(client, world, cast, now):
    answer(world, "checking", "check", cast.anna, {"options": [fixed_id("structure")]}, now)
    complete(world, "checking", cast.anna, now)
    assert "Correct" not in Page(client, trial(world.steps["checking"])).text


def test_a_lead_tries_what_was_sent_although_the_draft_went_on(world, cast, sign_in):
    """The document that waits leads to its own revision."""
    step = world.steps["checking"]
    publish_signed(step)
    sent = step.latest_revision_id
    drafted(step, title="Written afterwards")
    text = Page(sign_in(cast.lena), reverse("try_step", args=[sent])).text
    assert "Written afterwards" not in text
