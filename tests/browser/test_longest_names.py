"""No screen is wider than the phone, however long the names of people, groups and the programme are."""

import pytest

from bench.screens import Crawl, opened, screens
from tests.browser.conftest import sign_in

NARROW = {"width": 320, "height": 640}
WIDER_BY = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
LONGEST = (
    "UPDATE people_user SET first_name = 'Wilhelmina-Alexandrina'",
    "UPDATE people_user SET last_name = 'Featherstonehaugh-Cholmondeley ' || last_name",
    "UPDATE people_programme SET name = 'Severn and Northern Peninsula Deanery of Postgraduate Medicine: ' || name",
    "UPDATE groups_peergroup SET code_name = code_name || ' by the Old Waterworks and the Bridge'",
)


@pytest.mark.parametrize("role", ["facilitator", "supervisor", "coordinator"])
def test_nobody_scrolls_sideways(open_browser, site, role):
    for statement in LONGEST:
        site.change(statement)
    page = sign_in(open_browser(NARROW), role)
    crawl, wider = Crawl(site.address, per_route=1, most_in_admin=0, every_step=False), {}
    for route, path in screens(page, crawl, role, lambda path: opened(page, site.address + path)):
        if by := page.evaluate(WIDER_BY):
            wider[route] = (path, by)
    assert wider == {}
    assert len(crawl.visits) > 20
