"""The admin's search finds a step by the words of its blocks, as its newest draft has them. Learners' does not."""

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page

from courses.blocks import StepBlocks
from courses.content_entries import fixed_id
from courses.models import StepPage
from courses.outline import current_outline
from courses.searching import find_steps
from tests.courses.world import CHECK, TAKEAWAY, block, make_step, write


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.eddie)


@pytest.fixture
def quiet(world):
    said = block("text", "said", "<p>Let the quiet be, and watch their <b>faces</b>.</p>")
    return make_step(world.risk, "silences", [said, CHECK, TAKEAWAY])


def found(client, sought):
    page = BeautifulSoup(client.get(reverse("wagtailadmin_pages:search"), {"q": sought}).content, "html.parser")
    return [title.get_text(strip=True) for title in page.select("tbody .title .title-wrapper a")]


def found_by_learners(sought):
    return [place.step.title for place in find_steps(current_outline(), sought).places]


def test_a_step_is_found_by_its_title_its_text_its_question_and_its_reasons(client, quiet):
    sought = ("Silences", "quiet", "quiet faces", "qui", "solve silences", "kindness silences")
    assert [found(client, words) for words in sought] == [["Silences"]] * 6
    assert found(client, "zebra") == []


def test_a_draft_is_found_by_its_words_and_learners_find_what_is_live(client, quiet):
    raw = quiet.body.get_prep_value()
    raw[0]["value"] = "<p>Let the zebra be.</p>"
    quiet.body = StepBlocks().to_python(raw)
    quiet.save_revision()
    assert (found(client, "zebra"), found(client, "quiet")) == (["Silences"], [])
    assert (found_by_learners("zebra"), found_by_learners("quiet")) == ([], ["Silences"])
    quiet.get_latest_revision().publish()
    assert (found_by_learners("zebra"), found_by_learners("quiet")) == (["Silences"], [])


def test_a_draft_that_nobody_has_is_found_too(client, world):
    body = StepBlocks().to_python([block("text", "said", "<p>A zebra.</p>")])
    step = world.risk.add_child(instance=StepPage(slug="new", title="New", body=body, live=False))
    step.save_revision()
    assert (found(client, "zebra"), found_by_learners("zebra")) == (["New"], [])


def test_learners_do_not_find_an_answer_by_its_reason(client, quiet):
    assert (found(client, "kindness silences"), found_by_learners("kindness")) == (["Silences"], [])


def test_nobodys_own_words_are_in_the_index(client, world, cast, now):
    write(world, "reflecting", "reflection", cast.anna, "marmalade", now)
    call_command("update_index", verbosity=0)
    assert found(client, "marmalade") == []
    assert list(Page.objects.autocomplete("marmalade")) == []


def test_the_page_chooser_finds_it_as_well(client, quiet):
    address = reverse("wagtailadmin_choose_page_search")
    answer = client.get(address, {"q": "quiet", "page_type": "wagtailcore.page"})
    assert "Silences" in answer.content.decode()
    assert fixed_id("said") not in answer.content.decode()
