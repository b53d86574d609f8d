"""What is on another site is a link that says where it leads. Nothing is fetched, and no host looks like another."""

import pytest
from bs4 import BeautifulSoup
from wagtail.blocks import StructBlockValidationError

from courses.blocks import StepBlocks
from courses.media.outside import host_of, linked
from foundation.refusals import Refusal
from tests.courses.media.making import a_step_with
from tests.courses.world import block


def link(address: str = "https://www.youtube.com/watch?v=1", **said: str):
    return block("outside", "outside", {"title": "Rounds", "address": address, "about": "12 minutes."} | said)


def drawn(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".hf-outside")


def test_it_names_its_host_and_leads_there(cast, sign_in, world):
    page = a_step_with(world, link(title="<b>Rounds</b>"))
    found = drawn(sign_in(cast.anna), page)
    assert (found.a.attrs, found.a.get_text()) == (
        {"href": "https://www.youtube.com/watch?v=1", "rel": ["noopener", "noreferrer"]},
        "<b>Rounds</b>",
    )
    assert [" ".join(part.get_text().split()) for part in found.select("p")] == [
        "On another site",
        "<b>Rounds</b>",
        "12 minutes.",
        "Opens youtube.com https://www.youtube.com/watch?v=1",
    ]
    assert found.select("img, iframe, script, link") == []


@pytest.mark.parametrize(
    ("address", "kept", "host"),
    [
        (" https://Example.org/a?b#c ", "https://example.org/a?b#c", "example.org"),
        ("https://www.example.org:8443/", "https://www.example.org:8443/", "example.org:8443"),
        # The first letter is Cyrillic.
        ("https://\u0430pple.com/", "https://xn--pple-43d.com/", "xn--pple-43d.com"),
        ("https://b\u00fccher.example/", "https://xn--bcher-kva.example/", "xn--bcher-kva.example"),
    ],
)
def test_a_host_is_shown_as_the_network_writes_it(address, kept, host):
    assert (linked(address), host_of(linked(address))) == (kept, host)


@pytest.mark.parametrize(
    ("address", "says"),
    [
        ("http://example.org/", "begin with https://"),
        ("javascript:alert(1)", "begin with https://"),
        ("//example.org/", "begin with https://"),
        ("", "begin with https://"),
        ("https://youtube.com@evil.example/", "an @ before the host"),
        ("https://youtube.com\\@evil.example/", "an @ before the host"),
        ("https://example.org\\.evil.example/", "Copy it from a browser"),
        ("https://example.org/a b", "does not belong there"),
        ("https://example.org/\u202egpj.exe", "does not belong there"),
        ("https://example/", "no address of a page"),
        ("https:///path", "no address of a page"),
        ("https://[::1/", "no address of a page"),
        ("https://example.org:99999/", "no address of a page"),
        (f"https://{'a' * 70}.org/", "cannot be"),
    ],
)
def test_what_is_no_plain_address_is_refused_beside_the_field(address, says):
    with pytest.raises(Refusal, match=says):
        linked(address)
    outside = StepBlocks().child_blocks["outside"]
    with pytest.raises(StructBlockValidationError) as refused:
        outside.clean(outside.to_python(link(address)["value"]))
    assert list(refused.value.block_errors) == ["address"]


def test_a_draft_that_leads_nowhere_good_is_no_link(cast, world):
    outside = StepBlocks().child_blocks["outside"]
    html = outside.render(outside.to_python(link("javascript:alert(1)")["value"]))
    found = BeautifulSoup(html, "html.parser")
    assert (found.a, found.b.get_text(), "Opens" in html) == (None, "Rounds", False)
