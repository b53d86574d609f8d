"""A coordinator narrows the list of people to a role, or to those whom nobody supervises."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Role, SupervisionAssignment
from tests.people import appoint, make_person


def names(client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    return [name.get_text() for name in page.select("tbody td strong bdi")]


def unsupervise(cast, *people) -> None:
    SupervisionAssignment.objects.filter(facilitator__in=people, ends_at=None).update(ends_at=cast.now)


@pytest.mark.parametrize(
    ("show", "found"),
    [
        ("facilitator", ["Farah Aziz", "Anna Okoye", "Ben Walsh"]),
        ("trainer", ["Tess Marlow"]),
        ("editor", ["Eddie Park"]),
        ("unsupervised", ["Anna Okoye"]),
    ],
)
def test_it_shows_those_alone(cast, sign_in, show, found):
    unsupervise(cast, cast.anna, cast.olu)
    assert names(sign_in(cast.cora), f"/people/?show={show}") == found


def test_what_is_not_offered_narrows_nothing(cast, sign_in):
    client = sign_in(cast.cora)
    assert names(client, "/people/?show=heron") == names(client, "/people/")


def test_a_name_is_sought_among_them(cast, sign_in):
    assert names(sign_in(cast.cora), "/people/?show=facilitator&q=walsh") == ["Ben Walsh"]
    assert names(sign_in(cast.cora), "/people/?show=trainer&q=walsh") == []


def test_whom_nobody_supervises_is_for_coordinators(cast, sign_in):
    """Gwen sees roles here, and no supervision: to her the choice is not there."""
    unsupervise(cast, cast.anna)
    client = sign_in(cast.gwen)
    page = BeautifulSoup(client.get("/people/?show=unsupervised").content, "html.parser")
    assert page.select('option[value="unsupervised"]') == []
    assert names(client, "/people/?show=unsupervised") == names(client, "/people/")


def test_it_goes_on_over_the_pages(cast, sign_in):
    for number in range(31):
        appoint(make_person(f"New{number:02} Zed"), Role.FACILITATOR, cast.thames, cast.now)
    client = sign_in(cast.cora)
    address = "/people/?programme=thames&show=unsupervised"
    assert [len(names(client, f"{address}&page={number}")) for number in (1, 2)] == [30, 1]
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert page.select_one('a[rel="next"]')["href"] == "?programme=thames&show=unsupervised&page=2"


def test_thirty_take_no_more_queries_than_one(cast, sign_in):
    client, counts = sign_in(cast.cora), []
    client.get("/people/")
    for many in (1, 29):
        for number in range(many):
            appoint(make_person(f"New{many}x{number} Zed"), Role.FACILITATOR, cast.thames, cast.now)
        with CaptureQueriesContext(connection) as queries:
            client.get("/people/?show=unsupervised")
        counts.append(len(queries))
    assert counts[0] == counts[1]
