"""One button at the end of a step: it saves all that is answered, says what is right, and finishes the step."""

import pytest
from bs4 import BeautifulSoup
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from confidential.services import open_sealed
from courses.content_entries import fixed_id
from courses.progress.models import CheckAnswer, Reflection, StepCompletion
from tests.courses.walking import plain
from tests.courses.world import (
    CHECK,
    CHECKLIST,
    MANY,
    ORDER,
    RATING,
    REFLECTION,
    SCENARIO,
    TAKEAWAY,
    TEXT,
    make_step,
)

WORDS = "She waited, and I found what to say."
URL = "/courses/groups/risk/once/"
RIGHT = {
    f"{fixed_id('check')}-option": [fixed_id("structure")],
    f"{fixed_id('many')}-option": [fixed_id("names"), fixed_id("stories")],
    f"{fixed_id('order')}-place-{fixed_id('stay')}": ["1"],
    f"{fixed_id('order')}-place-{fixed_id('ring')}": ["2"],
    f"{fixed_id('order')}-place-{fixed_id('debrief')}": ["3"],
    f"{fixed_id('checklist')}-ticked": [fixed_id("aloud"), fixed_id("warned")],
    f"{fixed_id('rating')}-value": ["7"],
    "part-words": [WORDS],
}
KEYS = {fixed_id(name) for name in ("check", "many", "order", "checklist", "rating")}
WRONG = {f"{fixed_id('check')}-option": [fixed_id("assess")]}


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


@pytest.fixture
def step(world):
    blocks = [TEXT, CHECK, MANY, ORDER, CHECKLIST, RATING, REFLECTION, TAKEAWAY]
    return make_step(world.risk, "once", blocks, one_press=True)


def page(client):
    return BeautifulSoup(client.get(URL).content, "html.parser")


def press(client, sent, *, to="done/"):
    """What a browser sends of the page as it is now, with `sent` filled in."""
    form = page(client).find("form", id="step")
    fields = {tag["name"]: tag.get("value", "") for tag in form("input", type="hidden")}
    fields["here"] = [tag["value"] for tag in form("input", attrs={"name": "here"})]
    for box in form("input", checked=True):
        fields.setdefault(box["name"], []).append(box["value"])
    return client.post(f"{URL}{to}", fields | sent)


def labels(html):
    return [plain(button) for button in html.find("main")("button") if button.get("form") == "step"]


def missing(answer):
    summary = BeautifulSoup(answer.content, "html.parser").find(class_="nhsuk-error-summary__list")
    return [(plain(link), link["href"]) for link in summary("a")]


def done(person):
    return StepCompletion.objects.filter(person=person, step_id=fixed_id("step", "once")).exists()


def kept(person):
    rows = CheckAnswer.objects.filter(person=person, step_id=fixed_id("step", "once"))
    return {str(row.block_id): (row.chosen, row.passed) for row in rows}


def test_the_exercises_have_no_buttons_of_their_own(client, step):
    html = page(client)
    assert html.find("form", id="step")("button", type=lambda kind: kind != "button") == []
    assert labels(html) == ["Check and finish", "Bookmark this step"]
    assert "and press “Check and finish”." in plain(html.find(id="rule"))


def test_enter_presses_the_button_at_the_end(client, step):
    """A browser takes the first button of the form, in the order of the page."""
    first = page(client).find("button", form="step")
    assert (plain(first), first.get("formaction")) == ("Check and finish", None)


def test_one_press_finishes_the_step_and_shows_what_is_said(client, step, cast):
    answer = press(client, RIGHT)
    assert (answer.status_code, answer["Location"], done(cast.anna)) == (302, URL, True)
    shown = plain(page(client).find("main"))
    assert ("Correct, first time." in shown, "Time and turns are yours." in shown) == (True, True)
    assert labels(page(client)) == ["Bookmark this step"]


def test_a_step_that_says_nothing_of_right_leads_on_at_once(client, world, cast):
    make_step(world.risk, "once", [TEXT, RATING, CHECKLIST, TAKEAWAY], one_press=True)
    assert labels(page(client)) == ["Save and finish", "Bookmark this step"]
    answer = press(client, {name: given for name, given in RIGHT.items() if name != "part-words"})
    assert (answer["Location"], done(cast.anna)) == ("/courses/groups/risk/", True)


def test_what_is_missing_is_told_by_name_and_the_rest_is_kept(client, step, cast):
    some = dict(RIGHT)
    some.pop(f"{fixed_id('many')}-option")
    some.pop(f"{fixed_id('rating')}-value")
    answer = press(client, some | WRONG)
    assert (answer.status_code, done(cast.anna)) == (422, False)
    assert missing(answer) == [
        ("Not right yet, try again: What is the main job?", f"#exercise-{fixed_id('check')}"),
        ("Answer the question: Which of these stay in the room?", f"#exercise-{fixed_id('many')}"),
        ("Choose a number: How sure are you?", f"#exercise-{fixed_id('rating')}"),
    ]
    html = BeautifulSoup(answer.content, "html.parser")
    assert "They would show you coping." in plain(html.find(id=f"exercise-{fixed_id('check')}"))
    assert plain(html.find("textarea")) == WORDS
    assert kept(cast.anna)[fixed_id("checklist")] == ({"ticked": [fixed_id("aloud"), fixed_id("warned")]}, True)


def test_what_is_half_an_answer_is_told_beside_what_is_missing(client, step, cast):
    twice = {f"{fixed_id('order')}-place-{fixed_id('ring')}": ["1"]}
    answer = press(client, {**RIGHT, **twice, f"{fixed_id('rating')}-value": []})
    assert [text for text, _link in missing(answer)] == [
        "Choose a number: How sure are you?",
        "Two cards have the same number. Choose a different number for each, then press the button again.",
    ]
    assert (done(cast.anna), kept(cast.anna)[fixed_id("check")][1]) == (False, True)


def test_who_would_rather_not_write_says_so_in_the_same_press(client, step, cast):
    answer = press(client, {**RIGHT, "part-words": [""], "decline": ["1"]})
    assert (answer.status_code, done(cast.anna)) == (302, True)
    assert Reflection.objects.get(person=cast.anna).declined is True


def test_nobody_would_rather_not_write_unless_they_say_so(client, step, cast):
    answer = press(client, {**RIGHT, "part-words": [""]})
    assert [link for _text, link in missing(answer)] == [f"#exercise-{fixed_id('reflection')}"]
    assert Reflection.objects.get(person=cast.anna).declined is False


def test_without_script_the_page_says_which_button_keeps_the_words(client, step):
    assert "Press “Check and finish” to keep what you write." in plain(
        page(client).find(attrs={"data-words-plain": True})
    )


def test_a_finished_step_has_its_buttons_again(client, step, cast):
    press(client, RIGHT)
    own = page(client).find("form", id="step")("button", type=lambda kind: kind != "button")
    assert [plain(button) for button in own] == [
        "Place them again",
        "Save my ticks",
        "Change my number",
        "Save",
        "I have thought about it and would rather not write",
    ]


def test_what_opens_bit_by_bit_keeps_its_buttons_whatever_the_page_says(client, world):
    """The editor's form refuses it; drawing does not rely on that."""
    make_step(world.risk, "once", [TEXT, SCENARIO, RATING, TAKEAWAY], one_press=True)
    own = page(client).find("form", id="step")("button", type=lambda kind: kind != "button")
    assert [plain(button) for button in own] == [
        "Keep my line and show the options",
        "Keep my number",
    ]


class AnyOrderOfPresses(RuleBasedStateMachine):
    """Whatever is sent, in whatever order, by the button at the end or by another of the page's one form."""

    client, person, now = None, None, None
    buttons = st.sampled_from(["done/", "bookmark/"])

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()
        # What stands by block id, which of it is done, and the words.
        self.answered, self.passed, self.written = {}, set(), ""

    def teardown(self):
        transaction.savepoint_rollback(self.start)

    @rule(keys=st.sets(st.sampled_from(sorted(KEYS))), words=st.booleans(), to=buttons)
    def press_with_right_answers(self, keys, words, to):
        sent = {name: given for name, given in RIGHT.items() if name[:36] in keys}
        self.written = WORDS if words else self.written
        self._press(sent, to)
        self.passed |= keys
        self.answered |= sent

    @rule(to=buttons)
    def press_with_a_wrong_answer(self, to):
        self._press(WRONG, to)
        if fixed_id("check") not in self.passed:
            self.answered |= WRONG

    @rule(number=st.integers(0, 10), to=buttons)
    def press_with_a_number(self, number, to):
        sent = {f"{fixed_id('rating')}-value": [str(number)]}
        self._press(sent, to)
        self.passed.add(fixed_id("rating"))
        self.answered |= sent

    def _press(self, sent, to):
        """As from a page that was loaded just before, with what stands in its boxes."""
        reflection = Reflection.objects.filter(person=self.person).first()
        ticks = {name: given for name, given in self.answered.items() if name.endswith("-ticked")}
        fields = {
            "step": fixed_id("step", "once"),
            "version": "1",
            "here": sorted(KEYS),
            "block": fixed_id("reflection"),
            "revision": str(reflection.text.version if reflection else 0),
            "tab": "a" * 16,
            "part-words": self.written,
        }
        self.client.post(f"{URL}{to}", fields | ticks | sent)

    @invariant()
    def nothing_is_lost(self):
        rows = kept(self.person)
        assert set(rows) == {name[:36] for name in self.answered}
        assert {key for key, (_chosen, passed) in rows.items() if passed} == self.passed
        if number := self.answered.get(f"{fixed_id('rating')}-value"):
            assert rows[fixed_id("rating")][0] == {"value": int(number[0])}
        if self.written:
            reflection = Reflection.objects.get(person=self.person)
            assert open_sealed(reflection, viewer=self.person, now=self.now) == {"words": WORDS}

    @invariant()
    def nothing_is_done_without_its_rule(self):
        assert not done(self.person) or (self.passed == KEYS and self.written)

    @precondition(lambda self: self.passed == KEYS and self.written)
    @rule()
    def the_button_at_the_end_finishes_it(self):
        self._press({}, "done/")
        assert done(self.person)


def test_no_order_of_presses_loses_a_choice_machine(step, client, cast, now, run_machine):
    run_machine(AnyOrderOfPresses, client=client, person=cast.anna, now=now)
