"""The numbers in a lesson: in full once in a module, as one line elsewhere, and what the text before them promises."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Site

from courses.content_entries import fixed_id
from courses.content_files import read_folder
from courses.loader import load_content
from courses.numbers import HelpHere, helps_in, numbers_at
from courses.outline import current_outline
from courses.segments import body_of
from directory.models import HelpService
from directory.queries import services
from directory.seed import seed_directory
from tests.courses.world import TAKEAWAY, TEXT, block, make_module, make_step, sign_and_publish_all

HELP, AGAIN = block("help", "help", None), block("help", "again", None)
PROMISE = block("text", "promise", "<p>Read the list\n <b>below</b> before you need it.</p>")


@pytest.fixture
def numbers(db, now):
    facts = {"what_for": "Talking", "nations": "England", "last_checked": date(2026, 11, 2)}
    rows = [
        ("Ambulance", "emergency", "danger", "999"),
        ("Listener", "urgent", "talk", "116 123"),
        ("Crisis line", "urgent", "crisis", "111"),
        ("Adviser", "soon", "doctors", "0330 123 1245"),
    ]
    for name, strength, need, phone in rows:
        HelpService.objects.create(
            name=name,
            strength=strength,
            need=need,
            phone=phone,
            hours=f"Hours of {name}",
            audience="doctors" if need == "doctors" else "anyone",
            **facts,
        )


@pytest.fixture
def client(sign_in, cast):
    return sign_in(cast.anna)


def soup(client, url: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(url).content, "html.parser")


def blocks(client, url: str) -> list[list[str]]:
    """The helplines in each of the page's help blocks, as links that dial."""
    return [
        [a["href"] for a in here("a", href=lambda to: to.startswith("tel:"))]
        for here in soup(client, url).select(".hf-help-here")
    ]


FULL, LINE = ["tel:999", "tel:111", "tel:116123", "tel:03301231245"], ["tel:999", "tel:116123"]


def test_in_full_it_says_name_number_hours_for_whom_and_the_day(client, world, numbers):
    page = make_step(world.risk, "ringing", [TEXT, HELP, TAKEAWAY])
    (here,) = soup(client, page.url).select(".hf-help-here")
    assert [item.get_text(" ", strip=True) for item in here.select(".hf-services li")] == [
        "Ambulance Talking Ring 999 Hours of Ambulance. England. Last checked 2 November 2026.",
        "Crisis line Talking Ring 111 Hours of Crisis line. England. Last checked 2 November 2026.",
        "Listener Talking Ring 116 123 Hours of Listener. England. Last checked 2 November 2026.",
        "Adviser Talking Ring 0330 123 1245 Hours of Adviser. England. For doctors. Last checked 2 November 2026.",
    ]


def test_as_a_line_it_says_what_to_ring_and_where_all_are(client, world, numbers):
    make_step(world.risk, "first", [HELP, TAKEAWAY])
    page = make_step(world.risk, "second", [HELP, TAKEAWAY])
    (here,) = soup(client, page.url).select(".hf-help-here")
    assert " ".join(here.get_text(" ").split()) == (
        "In danger now: 999 . Listener: 116 123 . "
        "All the numbers, with their hours, who they are for and when each was last checked"
    )
    assert here("a")[-1]["href"] == "/help/"


def test_the_first_block_of_a_module_is_the_full_one(client, world, numbers):
    pages = [make_step(world.risk, slug, [TEXT, HELP, TAKEAWAY]) for slug in ("one", "two")]
    other = make_step(world.role, "elsewhere", [HELP, TEXT, AGAIN, TAKEAWAY])
    assert [blocks(client, page.url) for page in pages] == [[FULL], [LINE]]
    # Two in one step: still one of them, and each has its own anchor.
    assert blocks(client, other.url) == [FULL, LINE]
    anchors = [here["id"] for here in soup(client, other.url).select(".hf-help-here")]
    assert anchors == [f"ring-{fixed_id('help')}", f"ring-{fixed_id('again')}"]


def test_where_the_text_promises_the_list_is_the_full_one(client, world, numbers):
    bodies = {
        "one": [TEXT, HELP, TAKEAWAY],
        "two": [TEXT, HELP, PROMISE, AGAIN, TAKEAWAY],
        "three": [PROMISE, HELP, TAKEAWAY],
    }
    pages = [make_step(world.risk, slug, body) for slug, body in bodies.items()]
    assert [blocks(client, page.url) for page in pages] == [[LINE], [LINE, FULL], [LINE]]


def test_a_step_moved_to_the_front_or_unpublished_changes_which_it_is(client, world, numbers):
    one, two = (make_step(world.risk, slug, [TEXT, HELP, TAKEAWAY]) for slug in ("one", "two"))
    two.move(world.risk, pos="first-child")
    assert [blocks(client, page.url) for page in (one, two)] == [[LINE], [FULL]]
    two.unpublish()
    assert blocks(client, one.url) == [FULL]


def test_a_module_without_a_block_lists_help_at_its_first_hard_step(client, world, numbers):
    module = make_module(world.course, "quiet", "Quiet", gates=False)
    pages = [make_step(module, slug, [TEXT, TAKEAWAY], distressing=True) for slug in ("one", "two")]
    rings = [[a["href"] for a in soup(client, page.url).select(".hf-care a")] for page in pages]
    assert rings == [["tel:999", "tel:111", "tel:116123", "/help/"], ["tel:999", "tel:116123", "/help/"]]


def test_above_a_distressing_step_with_a_block_is_only_the_way_to_it(client, world, numbers):
    page = make_step(world.risk, "close", [TEXT, HELP, TAKEAWAY], distressing=True)
    links = [a["href"] for a in soup(client, page.url).select(".hf-care[aria-label] a")]
    assert links == [f"#ring-{fixed_id('help')}"]


def test_an_empty_list_still_gives_the_one_number(client, world):
    pages = [make_step(world.risk, slug, [TEXT, HELP, TAKEAWAY]) for slug in ("one", "two")]
    assert [blocks(client, page.url) for page in pages] == [[["tel:999"]], [["tel:999"]]]


def test_a_changed_number_shows_at_once_in_both(client, world, numbers):
    pages = [make_step(world.risk, slug, [TEXT, HELP, TAKEAWAY]) for slug in ("one", "two")]
    before = [blocks(client, page.url) for page in pages]
    HelpService.objects.filter(name="Listener").update(phone="116 124")
    after = [blocks(client, page.url) for page in pages]
    assert after == [[[to.replace("116123", "116124") for to in here] for here in page] for page in before]


def test_every_block_of_the_course_shows_what_its_text_promises(db, sign_in, cast, settings):
    seed_directory(date(2026, 11, 23), rehearsal=True)
    home = Site.objects.get(is_default_site=True).root_page
    load_content(folder=settings.ROOT / "content", parent=home, now=cast.now)
    sign_and_publish_all()
    client = sign_in(cast.anna)
    outline = current_outline()
    found = 0
    for module in outline.modules():
        full = []
        for step in module.steps:
            place = outline.place_of(step.key)
            body = body_of(outline, step)
            page = soup(client, step.url)
            shown = page.select(".hf-help-here")
            assert len(shown) == len(body.helps)
            found += len(shown)
            for here, block_here in zip(shown, body.helps, strict=True):
                in_full = bool(here.select(".hf-services"))
                assert in_full == (numbers_at(outline, place).in_full == block_here.block_id)
                # Nothing promises a list that is not there.
                assert block_here.promised <= in_full, step.title
                full += [len(here.select(".hf-services > li"))] if in_full else []
        assert full in ([], [len(services())]), module.title
    files = read_folder(settings.ROOT / "content")
    assert found == sum(block["type"] == "help" for module in files for step in module.steps for block in step.body)


def test_what_stands_between_two_blocks_promises_the_second_alone():
    assert helps_in([PROMISE, HELP, TEXT, AGAIN]) == (
        HelpHere(fixed_id("help"), promised=True),
        HelpHere(fixed_id("again"), promised=False),
    )
