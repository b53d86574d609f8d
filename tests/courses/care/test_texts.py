"""Editors read what they might mend in the texts, step by step, and save it as a table."""

import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from courses.care.dead_links import dead_among
from courses.care.readability import readability
from courses.care.texts import step_texts
from tests.courses.pictures.making import a_drawing, figure
from tests.courses.world import CHECK, TAKEAWAY, block, entry, make_step

LONG = "<p>" + " ".join(["word"] * 31) + ".</p>"


@pytest.fixture
def editor(cast, sign_in):
    return sign_in(cast.eddie)


def faults(slug):
    return next(text.faults for text in step_texts() if text.page.slug == slug)


def with_text(world, html, slug="mended"):
    make_step(world.risk, slug, [block("text", slug, html), TAKEAWAY])
    return faults(slug)


def test_a_link_to_a_page_that_is_not_live_is_named(world):
    gone = world.steps["choosing"]
    html = f'<p><a linktype="page" id="{gone.pk}">Choosing</a></p>'
    assert with_text(world, html) == []
    gone.unpublish()
    assert faults("mended") == ["A link leads to a page that is not live."]


def test_a_path_that_leads_nowhere_is_named_and_one_of_ours_is_not(world):
    paths = ("/help/", "/courses/groups/risk/", "/courses/groups/risk/gone/", "/nowhere/")
    html = "".join(f'<p><a href="{path}">there</a></p>' for path in (*paths, "https://example.org/x"))
    told = [f"A link leads nowhere: {path}" for path in paths[2:]]
    assert with_text(world, html) == told


def test_below_what_is_not_live_nothing_is(world):
    link = f"page:{world.steps['choosing'].pk}"
    assert dead_among([link, "page:999999"]) == {"page:999999"}
    world.risk.unpublish()
    assert dead_among([link]) == {link}


def test_equal_options_missing_reasons_and_missing_words_are_named(world):
    page = make_step(world.risk, "drafted", [CHECK, TAKEAWAY])
    options = [
        entry("a", {"text": "Yes", "right": True, "feedback": " "}),
        entry("b", {"text": "yes", "right": False, "feedback": "No."}),
    ]
    blocks = [block("check", "c", {"question": "Which?", "options": options}), figure(a_drawing(), alt="")]
    page.body = page.body.stream_block.to_python([*blocks, TAKEAWAY])
    page.save(clean=False)
    assert faults("drafted") == [
        "“yes” is there twice. Change one or delete it.",
        "“Yes” does not say why.",
        "A picture without its words.",
    ]


def test_a_long_sentence_is_counted(world):
    assert "A sentence of 31 words: make two of it." in with_text(world, LONG)


def test_reading_age_rises_with_longer_words_and_sentences():
    easy = readability(["<p>She waits. He talks to her. They go on.</p>"])
    hard = readability(["<p>Organisational considerations necessitate comprehensive documentation procedures.</p>"])
    assert (easy.age, easy.mean, easy.longest) == (5, 3, 4)
    assert hard.age > 20
    assert readability(["<p> </p>"]) is None


def test_the_report_lists_each_step_in_the_order_of_the_course(editor, world):
    page = BeautifulSoup(editor.get(reverse("care_texts")).content, "html.parser")
    first = [row.td.get_text() for row in page.select("table.listing tbody tr")]
    assert first == ["Reading", "Checking", "Acting", "Placing", "Reflecting", "Choosing"]


def test_it_is_saved_as_a_table_that_runs_nothing(editor, world):
    make_step(world.risk, "formula", [TAKEAWAY], title="=1+1")
    assert "'=1+1" in editor.get(reverse("care_texts"), {"export": "csv"}).content.decode()
    book = load_workbook(io.BytesIO(editor.get(reverse("care_texts"), {"export": "xlsx"}).content))
    cells = [row[0].value for row in book.active.iter_rows()]
    assert (cells[0], cells[-1]) == ("Step", "'=1+1")


def test_one_step_or_thirty_more_ask_the_same(editor, world):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            step_texts()
        return len(queries)

    with_text(world, '<p><a href="/a/">a</a></p>')
    step_texts()
    before = asked()
    for number in range(30):
        with_text(world, f'<p><a href="/x-{number}/">a</a><a linktype="page" id="{number}">b</a></p>', f"s-{number}")
    step_texts()
    assert asked() == before + 2
