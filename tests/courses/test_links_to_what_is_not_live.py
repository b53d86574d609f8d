"""A link in a text to what is not live is plain text until it is live again, wherever the text stands."""

import pytest
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Page, Site

from courses.blocks import StepBlocks
from courses.links import live_links, shown
from courses.models import StepPage
from pages.models import StandardPage
from tests.courses.world import TAKEAWAY, block, entry, publish_signed

WORDS = "the step on checking"


def picked(page):
    return f'<a linktype="page" id="{page.pk}">{WORDS}</a>'


def typed(page):
    return f'<a href="{page.url}">{WORDS}</a>'


def absolute(page):
    return f'<a href="http://localhost:8000{page.url}#main">{WORDS}</a>'


def take_down(page):
    Page.objects.get(pk=page.pk).specific.unpublish()


def put_up(page):
    Page.objects.get(pk=page.pk).specific.get_latest_revision().publish()


LINKS = [picked, typed, absolute]


def is_link(html):
    assert WORDS in html
    return "<a" in html


@pytest.mark.parametrize("link", LINKS)
def test_a_link_is_plain_text_while_its_step_is_down(world, link):
    html = f"<p>See {link(world.steps['checking'])} and <b>go on</b>.</p>"
    seen = [is_link(shown(html))]
    take_down(world.steps["checking"])
    assert shown(html) == f"<p>See {WORDS} and <b>go on</b>.</p>"
    put_up(world.steps["checking"])
    assert [*seen, is_link(shown(html))] == [True, True]


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("above", ["role", "course"])
def test_so_it_is_while_a_page_above_is_down(world, link, above):
    html = link(world.steps["checking"])
    take_down(getattr(world, above))
    assert not is_link(shown(html))


@pytest.mark.parametrize("link", LINKS)
@pytest.mark.parametrize("to", ["course", "role"])
def test_courses_and_modules_are_judged_alike(world, link, to):
    html = link(getattr(world, to))
    assert is_link(shown(html))
    take_down(getattr(world, to))
    assert not is_link(shown(html))


@pytest.mark.parametrize("link", LINKS)
def test_so_are_public_pages_and_drafts(world, link):
    home = Site.objects.get().root_page
    page = home.add_child(instance=StandardPage(title="News", slug="news", live=False))
    html = link(page)
    assert not is_link(shown(html))
    page.save_revision().publish()
    assert is_link(shown(html))
    Page.objects.get(pk=page.pk).delete()
    assert not is_link(shown(html))


def test_a_moved_step_is_still_linked_at_its_old_address(world):
    html, page = typed(world.steps["checking"]), StepPage.objects.get(slug="checking")
    page.slug = "checked"
    page.save_revision().publish()
    assert is_link(shown(html))
    take_down(page)
    assert not is_link(shown(html))


@pytest.mark.parametrize(
    "href",
    [
        "https://www.nhs.uk/",
        "mailto:help@example.org",
        "tel:999",
        "/help/",
        "/",
        "/privacy/",
        "#main",
        "/me/",
    ],
)
def test_what_leads_somewhere_stays(world, href):
    assert shown(f'<p><a href="{href}">{WORDS}</a></p>') == f'<p><a href="{href}">{WORDS}</a></p>'


@pytest.mark.parametrize(
    "href",
    [
        "/gone/",
        "/courses/nothing/",
        "None",
        "",
        "javascript:alert(1)",
        "/courses/a/b/c/d/e/",
    ],
)
def test_what_leads_nowhere_is_words(world, href):
    assert shown(f'<p><a href="{href}">{WORDS}</a></p>') == f"<p>{WORDS}</p>"


def test_a_document_of_wagtails_is_words(world):
    document = get_document_model().objects.create(title="A file", file="documents/a.pdf")
    for number in (document.pk, 999):
        assert shown(f'<p><a linktype="document" id="{number}">{WORDS}</a></p>') == f"<p>{WORDS}</p>"


def test_dead_and_live_links_side_by_side(world):
    html = '<p><a href="/gone/">one</a> <a href="/help/">two</a> <a href="/gone/">three</a></p>'
    assert live_links(html) == '<p>one <a href="/help/">two</a> three</p>'


def step_with_a_link(world, link):
    says = {"name": "Yusuf", "says": f"<p>{link}</p>"}
    blocks = [
        block("text", "linked", f"<p>{link}</p>"),
        block("callout", "c", {"title": "Note", "body": f"<p>{link}</p>"}),
        block("worked_example", "w", {"title": "Note", "body": f"<p>{link}</p>"}),
        block("voices", "v", {"title": "Two", "first": says, "second": says, "supervisor": says}),
        block(
            "scenario",
            "s",
            {
                "situation": f"<p>{link}</p>",
                "question": "What then?",
                "options": [
                    entry(item, {"text": item, "consequence": item, "verdict": "strong"}) for item in ("a", "b")
                ],
            },
        ),
        TAKEAWAY,
    ]
    page = StepPage.objects.get(slug="reading")
    page.body = StepBlocks().to_python(blocks)
    publish_signed(page)


def test_every_block_of_a_step_shows_it_as_words_and_as_a_link_again(world, cast, sign_in):
    checking = world.steps["checking"]
    step_with_a_link(world, picked(checking))
    client, link = sign_in(cast.anna), f'<a href="{checking.url}">{WORDS}</a>'

    def counted():
        page = client.get(world.url("reading")).content.decode()
        return page.count(link), page.count(WORDS)

    seen = [counted()]
    take_down(checking)
    seen.append(counted())
    put_up(checking)
    assert [*seen, counted()] == [(7, 7), (0, 7), (7, 7)]


def test_so_does_a_public_page(world):
    privacy = StandardPage.objects.get(slug="privacy")
    privacy.body = f"<p>{picked(world.steps['checking'])}</p>"
    privacy.save_revision().publish()
    take_down(world.steps["checking"])
    page = Client().get("/privacy/").content.decode()
    assert f"<p>{WORDS}</p>" in page
