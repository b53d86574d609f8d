"""A conversation goes on from turn to turn. It is done once one way came to an end, and every way may be taken."""

import pytest

from courses.content_entries import fixed_id
from courses.progress.models import CheckAnswer, Reflection
from courses.progress.work import missing_for
from tests.courses.test_editing import changed
from tests.courses.walking import Page
from tests.courses.world import CONVERSATION, REFLECTION, TAKEAWAY, answer_url, make_step, publish_signed

LINE = "Two. That is a lot for one night."
KEEP, SHOW, BACK, AGAIN = (
    "Keep my line and show the options",
    "Show what happens",
    "Go back to here",
    "Take another way",
)
TWO, TIP, WAIT, FILL = "Two, in one night.", "There is a guideline.", "You wait.", "You fill it."
# Each learner meets options in an order of their own.
OPENING, SILENCE = sorted([TWO, TIP, "Pardon?"]), sorted([WAIT, FILL])


@pytest.fixture
def talking(world):
    world.steps["talking"] = make_step(world.risk, "talking", [CONVERSATION, TAKEAWAY])
    return world


@pytest.fixture
def page(talking, cast, sign_in):
    return Page(sign_in(cast.anna), talking.url("talking"))


def kept():
    row = CheckAnswer.objects.get()
    return row.chosen["way"], row.passed


def ways(*keys):
    return [fixed_id(key) for key in keys]


def says(page, *words):
    return [word in page.text for word in words]


def missing(talking, cast, now):
    return [left.text for left in missing_for(talking.place("talking").step, cast.anna, now)]


def test_a_turn_with_an_own_line_opens_its_options_after_it(page):
    assert (page.options(), says(page, "Two died. Anyway.", TWO, "She looks up.")) == ([], [True, False, False])
    page = page.press(KEEP, words=LINE)
    assert page.options() == OPENING
    assert says(page, LINE, "She looks up.", "Nobody speaks.") == [True, False, False]


def test_an_empty_line_opens_nothing_and_says_what_to_do(page):
    page = page.press(KEEP)
    assert (page.options(), CheckAnswer.objects.count()) == ([], 0)
    assert "Write your own line first, in the words you would really use." in page.text


def test_what_is_chosen_says_what_happens_and_leads_on(page):
    page = page.press(KEEP, words=LINE).press(SHOW, choose=TWO)
    assert page.options() == SILENCE
    assert says(page, "She looks up.", "Nobody speaks.", "She nods.", TIP) == [True, True, False, False]
    assert kept() == (ways("two"), False)


def test_nothing_chosen_is_asked_again(page):
    page = page.press(KEEP, words=LINE).press(SHOW)
    assert "Choose what is nearest to what you would say, then press the button again." in page.text
    assert kept() == ([], False)


def test_it_is_done_at_an_end_and_not_before(page, talking, cast, now):
    page = page.press(KEEP, words=LINE).press(SHOW, choose=TWO)
    assert missing(talking, cast, now) == ["Take the conversation to an end: What do you say first?"]
    page = page.press(SHOW, choose=WAIT)
    assert says(page, "The group is with her.", "You have seen 1 of 2 ways in which it can end.") == [True, True]
    assert (missing(talking, cast, now), kept()) == ([], (ways("two", "wait"), True))


def test_an_end_shows_what_else_could_be_said_and_not_what_comes_of_it(page):
    page = page.press(KEEP, words=LINE).press(SHOW, choose=TWO).press(SHOW, choose=WAIT)
    assert says(page, TIP, FILL, "She nods.", "She thanks you.") == [True, True, False, False]


def test_another_way_may_be_taken_and_takes_nothing_back(page, talking, cast, now):
    page = page.press(KEEP, words=LINE).press(SHOW, choose=TIP)
    page = page.press(AGAIN)
    assert (page.options(), LINE in page.text, kept()) == (OPENING, True, ([], True))
    page = page.press(SHOW, choose=TWO)
    assert missing(talking, cast, now) == []
    page = page.press(SHOW, choose=WAIT)
    assert says(page, "You have seen 2 of 2 ways in which it can end.", "She nods.") == [True, True]


def test_going_back_leads_to_the_turn_it_stands_at(page):
    page = page.press(KEEP, words=LINE).press(SHOW, choose=TWO).press(SHOW, choose=WAIT)
    assert len(page.buttons(BACK)) == 2
    assert page.press(BACK, nth=1).options() == SILENCE
    assert page.press(BACK, nth=0).options() == OPENING


def test_a_loop_asks_for_no_second_line(page):
    page = page.press(KEEP, words=LINE).press(SHOW, choose="Pardon?")
    assert (page.options(), page.text.count("Two died. Anyway.")) == (OPENING, 2)


def test_round_and_round_comes_to_an_end(page, talking):
    page = page.press(KEEP, words=LINE)
    sent = {"way": ".".join(ways(*["again"] * 21))}
    response = page.client.post(answer_url(talking, "talking", "conversation"), sent)
    assert (response.status_code, kept()) == (422, ([], False))
    assert "You have gone a long way round." in response.content.decode()


def test_the_page_that_is_answered_is_what_counts(page):
    """Two tabs: the older one still shows the first turn."""
    older = page.press(KEEP, words=LINE)
    older.press(SHOW, choose=TWO)
    page = older.press(SHOW, choose=TIP)
    assert (kept(), "Ring her tomorrow." in page.text) == ((ways("tip"), True), True)


@pytest.mark.parametrize("way", ["wait", "two two", "made-up", "stays"])
def test_a_way_that_there_is_not_is_refused(page, talking, way):
    page.press(KEEP, words=LINE)
    sent = {"way": ".".join(ways(*way.split()))}
    response = page.client.post(answer_url(talking, "talking", "conversation"), sent)
    assert (response.status_code, kept()) == (422, ([], False))


def test_nobody_goes_on_past_a_line_that_is_not_written(page, talking):
    response = page.client.post(answer_url(talking, "talking", "conversation"), {"way": ".".join(ways("two"))})
    assert (response.status_code, CheckAnswer.objects.count()) == (422, 0)
    assert "Write your own line first." in response.content.decode()


def test_the_line_is_private_words_under_the_question_of_its_turn(page, talking, cast):
    page.press(KEEP, words=LINE)
    row = Reflection.objects.get()
    assert (str(row.block_id), row.prompt) == (fixed_id("opening"), "What do you say first?")
    assert page.client.get("/words/").content.decode().count(f'talking/#exercise-{fixed_id("conversation")}"') == 1
    assert LINE not in str(CheckAnswer.objects.get().chosen)


def test_a_half_line_opens_nothing_by_another_button_and_is_kept(talking, page, cast, now):
    page = page.press(KEEP, words=LINE).press(SHOW, choose="Pardon?")
    talking.steps["talking"].body[0].value["turns"][1]["own_line"] = True
    publish_signed(talking.steps["talking"])
    page = Page(page.client, page.url).press(SHOW, choose=TWO)
    page = page.press(BACK, words="Half a", nth=0)
    assert kept()[0] == []
    page = page.press(SHOW, choose=TWO)
    assert (page.options(), "Half a" in page.text) == ([], True)


def test_a_turn_that_asks_for_a_line_later_asks_nobody_who_was_there(talking, page):
    page = page.press(KEEP, words=LINE).press(SHOW, choose=TWO).press(SHOW, choose=WAIT)
    talking.steps["talking"].body[0].value["turns"][1]["own_line"] = True
    publish_signed(talking.steps["talking"])
    assert Page(page.client, page.url).press("Take it as it is now").press(SHOW, choose=TWO).options() == SILENCE


def test_a_way_begun_goes_on_where_the_turns_were_changed(talking, page):
    page = page.press(KEEP, words=LINE).press(SHOW, choose=TWO)
    page_now = talking.steps["talking"]
    page_now.body = page_now.body.stream_block.to_python(
        [changed(CONVERSATION, ["turns", 1, "value", "options", 0, "value", "text"], "You breathe."), TAKEAWAY]
    )
    publish_signed(page_now)
    page = Page(page.client, page.url)
    assert page.options() == ["You breathe.", FILL]


def test_a_conversation_whose_turns_take_lines_is_the_one_place_to_write(world):
    from django.core.exceptions import ValidationError

    from courses.blocks import StepBlocks

    both = StepBlocks().to_python([CONVERSATION, REFLECTION])
    with pytest.raises(ValidationError):
        StepBlocks().clean(both)
    without = changed(CONVERSATION, ["turns", 0, "value", "own_line"], False)
    assert len(StepBlocks().clean(StepBlocks().to_python([without, REFLECTION]))) == 2
