"""One link for a whole programme: a coordinator copies it, shows it as a QR code, and writes what the page says."""

import pytest
import segno
from bs4 import BeautifulSoup

from impact.models import ParticipantPage
from tests.impact.saying import page, text

LINK, SHEET, CODE = "/programme/word/", "/programme/word/sheet/", "/programme/word/code.svg"
ADDRESS = "http://localhost:8000/say/thames/"

pytestmark = pytest.mark.django_db


def test_the_address_is_of_the_programme_and_of_no_group(cast, sign_in):
    for url, others in ((LINK, 1), (SHEET, 0)):
        html = text(sign_in(cast.cora).get(url))
        # The others are those of the numbers which are asked twice, and of what a group is.
        found = [html.count(f"{ADDRESS}{page}") for page in ("", "twice/", "about/")]
        assert found == [1 + 2 * others, others, others]
        assert [group for group in ("alder", "birch") if f"/{group}" in html.lower()] == []


def test_the_code_opens_that_address(cast, sign_in):
    response = sign_in(cast.cora).get(CODE)
    drawn = BeautifulSoup(response.content, "xml").svg
    expected = segno.make(ADDRESS, error="m", micro=False).symbol_size(border=4)
    assert (response["Content-Type"], int(drawn["width"]), int(drawn["height"])) == ("image/svg+xml", *expected)
    assert "Content-Disposition" not in response
    assert sign_in(cast.cora).get(CODE, {"save": "yes"})["Content-Disposition"].endswith('"say-thames.svg"')


def test_a_coordinator_writes_what_the_page_says(cast, sign_in):
    cora = sign_in(cast.cora)
    told = {"programme": "thames", "reached_by": "groups@thames.example", "asks_lonely": "on"}
    assert cora.post(LINK, told)["Location"] == f"{LINK}?programme=thames"
    cora.post(LINK, told)
    cora.post(LINK, {"programme": "thames", "reached_by": ""})
    versions = ParticipantPage.objects.of(cast.thames).values_list("number", "reached_by", "asks_lonely")
    assert list(versions) == [(2, "", False), (1, "groups@thames.example", True)]
    assert "groups@thames.example" in text(cora.get(LINK))


def test_two_lines_are_refused_and_stay_in_the_box(cast, sign_in):
    response = sign_in(cast.cora).post(LINK, {"programme": "thames", "reached_by": "one\ntwo"})
    assert (response.status_code, ParticipantPage.objects.count()) == (422, 0)
    assert page(response).select_one('[name="reached_by"]')["value"].split() == ["one", "two"]


def test_a_coordinator_elsewhere_has_no_part_in_it(cast, sign_in):
    odette = sign_in(cast.odette)
    assert odette.get(LINK, {"programme": "thames"}).status_code == 404
    assert odette.post(LINK, {"programme": "thames", "reached_by": "me"}).status_code == 404
    assert text(odette.get(LINK)).count("/say/dales/") == 3


def test_groups_lead_to_it(cast, sign_in):
    assert page(sign_in(cast.cora).get("/groups/")).select_one(f'a[href="{LINK}"]')
    assert page(sign_in(cast.anna).get("/groups/")).select_one(f'a[href="{LINK}"]') is None
