"""In the preview an editor sees each conversation as a map, of what they type, with what is wrong by its name."""

from copy import deepcopy

from bs4 import BeautifulSoup

from courses.blocks import StepBlocks
from courses.content_entries import fixed_id
from tests.courses.walking import plain
from tests.courses.world import CONVERSATION, TAKEAWAY, TEXT, make_step


def previewed(page):
    """As Wagtail draws the form that is open, saved or not."""
    return BeautifulSoup(page.make_preview_request().content, "html.parser")


def leading_nowhere():
    """The first option leads to a turn that there is not."""
    block = deepcopy(CONVERSATION)
    block["value"]["turns"][0]["value"]["options"][0]["value"]["next"] = "nowhere"
    return block


def test_the_map_is_of_what_is_typed_and_not_of_what_is_saved(world):
    page = make_step(world.risk, "talk", [TEXT, CONVERSATION, TAKEAWAY])
    sound = previewed(page)
    assert ("To mend" in plain(sound.main), len(sound("svg", viewbox=True))) == (False, 1)
    page.body = StepBlocks().to_python([TEXT, leading_nowhere(), TAKEAWAY])
    typed = plain(previewed(page).find("section", class_="hf-trial"))
    assert "To mend before this can be published: Option 1 of the turn “opening” leads to “nowhere”" in typed
    page.refresh_from_db()
    assert "nowhere" not in str(page.body.raw_data)


def test_without_a_conversation_there_is_no_map(world):
    assert previewed(world.steps["checking"]).find("section", class_="hf-trial") is None


def test_learners_see_no_map(world, cast, sign_in):
    make_step(world.risk, "talk", [TEXT, CONVERSATION, TAKEAWAY], translation_key=fixed_id("step", "talk"))
    html = BeautifulSoup(sign_in(cast.anna).get("/courses/groups/risk/talk/").content, "html.parser")
    assert html.find(class_="hf-turn-map") is None
