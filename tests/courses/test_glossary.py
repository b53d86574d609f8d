"""A word in [[brackets]] shows its meaning in place, without a script; the course has all of them on one page."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.blocks import StreamBlockValidationError

from courses.blocks import StepBlocks
from courses.content_entries import ContentError, fixed_id
from courses.glossary.models import GlossaryTerm
from courses.glossary.services import make_glossary
from courses.glossary.texts import read_glossary
from tests.courses.world import CHECK, TAKEAWAY, block, make_step

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def debrief(world):
    return explained(world, "debrief", "Ten minutes after the members have left.")


def explained(world, term, meaning="Something."):
    return GlossaryTerm.objects.create(course_key=world.course.translation_key, term=term, meaning=meaning)


def text(words, key="text"):
    return block("text", key, words)


def page_of(client, world, *blocks, slug="explaining"):
    page = make_step(world.risk, slug, [*blocks, TAKEAWAY])
    return BeautifulSoup(client.get(page.url).content, "html.parser")


@pytest.fixture
def anna(cast, sign_in):
    return sign_in(cast.anna)


def test_a_word_opens_its_meaning_without_a_script(anna, world, debrief):
    page = page_of(anna, world, text("<p>Stay for the [[Debrief]].</p>"))
    button = page.select_one(".hf-term")
    assert (button.text, button["type"], button.parent.get_text()) == ("Debrief", "button", "Stay for the Debrief.")
    meaning = page.find(id=button["popovertarget"])
    assert (meaning.has_attr("popover"), meaning.dfn.text) == (True, "debrief")
    assert meaning.select("p")[1].text == "Ten minutes after the members have left."


def test_another_form_of_the_word_may_be_said(anna, world, debrief):
    page = page_of(anna, world, text("<p>Two [[debrief|debriefs &amp; a walk]].</p>"))
    assert page.select_one(".hf-term").text == "debriefs & a walk"


def test_a_word_that_comes_twice_has_one_meaning_in_a_run_of_text(anna, world, debrief):
    page = page_of(anna, world, text("<p>[[debrief]] [[debrief]]</p>"), CHECK, text("<p>[[debrief]]</p>", "more"))
    assert (len(page.select(".hf-term")), len(page.select(".hf-meaning"))) == (3, 2)
    assert {button["popovertarget"] for button in page.select(".hf-term")} == {
        meaning["id"] for meaning in page.select(".hf-meaning")
    }


@pytest.mark.parametrize(
    "words",
    ["<h2>The [[debrief]]</h2>", '<p><a href="/help/">The [[debrief]]</a></p>', "<p>The [[debriefing|debrief]]</p>"],
    ids=["in a heading", "in a link", "of no meaning"],
)
def test_elsewhere_it_is_plain_text(anna, world, debrief, words):
    page = page_of(anna, world, text(words))
    assert ("The debrief" in page.select_one(".hf-text").get_text(), page.select(".hf-term")) == (True, [])


def test_meanings_are_escaped(anna, world):
    explained(world, "x", "<script>alert(1)</script>")
    page = page_of(anna, world, text("<p>[[x]]</p>"))
    assert page.select_one(".hf-meaning").select("p")[1].text == "<script>alert(1)</script>"


def test_a_word_of_another_course_is_not_explained_here(anna, world):
    GlossaryTerm.objects.create(course_key=fixed_id("another"), term="debrief", meaning="Other.")
    assert page_of(anna, world, text("<p>[[debrief]]</p>")).select(".hf-term") == []


def test_a_new_meaning_is_read_at_once(anna, world, debrief):
    page_of(anna, world, text("<p>[[debrief]]</p>"))
    debrief.meaning = "A talk."
    debrief.save()
    page = BeautifulSoup(anna.get("/courses/groups/risk/explaining/").content, "html.parser")
    assert page.select_one(".hf-meaning").select("p")[1].text == "A talk."


def test_pages_cost_the_same_with_one_word_and_with_thirty(anna, world):
    def cost(address):
        anna.get(address)
        with CaptureQueriesContext(connection) as asked:
            anna.get(address)
        return len(asked)

    for number in range(30):
        explained(world, f"word {number}")
    one = make_step(world.risk, "one", [text("<p>[[word 1]]</p>"), TAKEAWAY])
    many = make_step(world.risk, "many", [text("".join(f"<p>[[word {n}]]</p>" for n in range(30))), TAKEAWAY])
    assert cost(one.url) == cost(many.url)


def test_the_course_has_all_its_words_on_one_page(anna, world, debrief):
    explained(world, "ARCP")
    GlossaryTerm.objects.create(course_key=fixed_id("another"), term="Another's", meaning="x")
    address = reverse("courses:glossary", args=["groups"])
    assert f'href="{address}"' in anna.get("/courses/groups/").content.decode()
    page = BeautifulSoup(anna.get(address).content, "html.parser")
    assert [term.text for term in page.select("dt")] == ["ARCP", "debrief"]
    assert anna.get(reverse("courses:glossary", args=["none"])).status_code == 404


def test_an_editor_hears_of_a_word_that_is_not_there_or_in_a_question(world, debrief):
    blocks = StepBlocks()
    question = {**CHECK, "value": {**CHECK["value"], "question": "What is a [[debrief]]?"}}
    for body, said in (
        ([text("<p>[[supper]]</p>")], "“supper” is not in the glossary."),
        ([question], "“debrief” is in a question."),
    ):
        with pytest.raises(StreamBlockValidationError) as refused:
            blocks.clean(blocks.to_python(body))
        assert refused.value.non_block_errors[0].startswith(said)
    blocks.clean(blocks.to_python([text("<p>[[debrief|Debriefs]]</p>")]))


def test_an_editor_adds_changes_and_takes_away_a_word(cast, sign_in, world):
    client, data = (
        sign_in(cast.eddie),
        {"term": "supper", "meaning": "Late.", "course_key": world.course.translation_key},
    )
    assert client.post(reverse("glossary:add"), data).status_code == 302
    assert client.post(reverse("glossary:add"), {**data, "term": "Supper"}).status_code == 200
    term = GlossaryTerm.objects.get()
    client.post(reverse("glossary:edit", args=[term.pk]), {**data, "meaning": "Later."})
    assert GlossaryTerm.objects.get().meaning == "Later."
    client.post(reverse("glossary:delete", args=[term.pk]))
    assert GlossaryTerm.objects.count() == 0


def test_a_word_is_explained_once_in_a_course(world, debrief):
    with pytest.raises(IntegrityError):
        explained(world, "Debrief")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "glossary.yaml").write_text("- {key: debrief, term: debrief, meaning: A talk.}\n")
    return tmp_path


def made(folder, world):
    return make_glossary(words=read_glossary(folder), course_key=str(world.course.translation_key))


def test_words_of_the_file_are_made_once_and_are_the_editors_then(cast, sign_in, world, folder):
    assert (made(folder, world), made(folder, world)) == (1, 0)
    term = GlossaryTerm.objects.get()
    assert (term.pk.hex, term.meaning) == (fixed_id("glossary", "debrief").replace("-", ""), "A talk.")
    sign_in(cast.eddie).post(reverse("glossary:delete", args=[term.pk]))
    assert (made(folder, world), GlossaryTerm.objects.count()) == (0, 0)


def test_a_word_that_an_editor_explained_first_stays_theirs(world, folder):
    explained(world, "Debrief", "An editor's.")
    assert (made(folder, world), GlossaryTerm.objects.get().meaning) == (0, "An editor's.")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("- {key: a, term: x}", "glossary.yaml: glossary, a: meaning is missing or no text"),
        ("- {key: a, term: x, meaning: y}\n- {key: b, term: X, meaning: z}", "two of its words are the same"),
        ("a: [", "glossary.yaml: cannot be read as YAML"),
    ],
)
def test_a_fault_of_the_file_is_named(folder, written, said):
    (folder / "glossary.yaml").write_text(written)
    with pytest.raises(ContentError) as caught:
        read_glossary(folder)
    assert said in caught.value.problems[0]


def test_the_words_of_the_curriculum_are_short_and_plain():
    words = read_glossary(settings.ROOT / "content")
    assert len(words) >= 8
    assert {word.term: len(word.meaning) for word in words if len(word.meaning) > 200 or len(word.term) > 60} == {}
