"""Certificates for several people at one press: each by the rule of one, and whoever cannot be done is named."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.models import Certificate
from certificates.services import ensure_award, issue_certificate, revoke_certificate
from people.models import Role, User
from tests.certificates import making
from tests.people import appoint

PAGE = "/readiness/issue/"


@pytest.fixture
def pair_is_ready(cast):
    """Anna and Ben have met all that the award takes; Ben with a meeting more."""
    making.meet_the_award(cast)
    making.meetings(cast, 3, person=cast.ben)


def soup(page) -> BeautifulSoup:
    return BeautifulSoup(page.content, "html.parser")


def boxes(page) -> dict[str, str]:
    """Whom the page offers, each with the value of their box."""
    found = soup(page)
    return {found.find("label", attrs={"for": box["id"]}).get_text(): box["value"] for box in found.select("td input")}


def in_words(page, where: str) -> list[str]:
    return [" ".join(line.get_text(" ").split()).replace(" ,", ",") for line in soup(page).select(f"{where} li")]


def holders() -> list[str]:
    return sorted(Certificate.objects.values_list("person__first_name", flat=True))


def test_all_who_are_ready_are_shown_and_ticked(cast, sign_in, pair_is_ready):
    page = sign_in(cast.cora).get(PAGE)
    assert list(boxes(page)) == ["Anna Okoye", "Ben Walsh"]
    assert [box.has_attr("checked") for box in soup(page).select("td input")] == [True, True]
    assert holders() == []


def test_one_press_issues_to_all_that_are_ticked(cast, sign_in, pair_is_ready):
    client = sign_in(cast.cora)
    page = client.post(PAGE, {"certificate": list(boxes(client.get(PAGE)).values())})
    assert in_words(page, '[role="status"]') == ["THAMES-0001, Anna Okoye", "THAMES-0002, Ben Walsh"]
    assert (page.status_code, holders(), boxes(page)) == (200, ["Anna", "Ben"], {})


def test_who_is_not_ticked_gets_none(cast, sign_in, pair_is_ready):
    client = sign_in(cast.cora)
    page = client.post(PAGE, {"certificate": [boxes(client.get(PAGE))["Ben Walsh"]]})
    assert (holders(), list(boxes(page))) == (["Ben"], ["Anna Okoye"])


def test_pressed_twice_each_has_one(cast, sign_in, pair_is_ready):
    client = sign_in(cast.cora)
    sent = {"certificate": list(boxes(client.get(PAGE)).values())}
    client.post(PAGE, sent)
    client.post(PAGE, sent)
    assert holders() == ["Anna", "Ben"]


def test_who_lacks_something_by_now_is_named_and_the_others_have_theirs(cast, sign_in, pair_is_ready):
    """Between the page and the press the award came to take three meetings: Anna has two, Ben three."""
    client = sign_in(cast.cora)
    sent = {"certificate": list(boxes(client.get(PAGE)).values())}
    ensure_award(cast.thames).rules.filter(kind="supervisions").update(threshold=3)
    page = client.post(PAGE, sent)
    (line,) = in_words(page, '[role="alert"]')
    assert line.startswith("Anna Okoye, Peer group facilitator: Not yet: Supervision meetings attended")
    assert (page.status_code, holders()) == (422, ["Ben"])


def test_a_name_that_cannot_be_printed_is_said_before(cast, sign_in, pair_is_ready):
    User.objects.filter(pk=cast.ben.pk).update(last_name="Walsh\U0001f9d1")
    page = sign_in(cast.cora).get(PAGE)
    assert list(boxes(page)) == ["Anna Okoye"]
    assert "Open its page" in soup(page).select_one("tbody").get_text()


def test_nobody_issues_to_themselves(cast, sign_in, pair_is_ready):
    """Anna coordinates too: her row is there, and has no box; sent all the same it is refused."""
    value = boxes(sign_in(cast.cora).get(PAGE))["Anna Okoye"]
    appoint(cast.anna, Role.COORDINATOR, cast.thames, cast.now)
    client = sign_in(cast.anna)
    assert list(boxes(client.get(PAGE))) == ["Ben Walsh"]
    page = client.post(PAGE, {"certificate": [value]})
    assert in_words(page, '[role="alert"]') == [
        "Anna Okoye, Peer group facilitator: You cannot do this for yourself. Ask another coordinator of the programme."
    ]
    assert holders() == []


def test_after_a_revocation_it_is_issued_from_its_own_page(cast, sign_in):
    old = making.annas_certificate(cast)
    revoke_certificate(certificate=old, by=cast.gwen, reason="a wrong account", now=cast.now)
    making.sessions(cast, 7, first=-1)
    page = sign_in(cast.cora).get(PAGE)
    assert boxes(page) == {}


def test_another_programmes_people_are_neither_shown_nor_issued(cast, sign_in, pair_is_ready):
    value = boxes(sign_in(cast.cora).get(PAGE))["Anna Okoye"]
    client = sign_in(cast.odette)
    assert boxes(client.get(PAGE)) == {}
    assert client.post(PAGE, {"certificate": [value]}).status_code == 422
    assert holders() == []


@pytest.mark.parametrize(
    "sent", [[], ["nonsense"], ["/"], ["0b9c2f4e-1111-4c1b-9d52-3f6b1c2d3e4f/peer-group-facilitator"]]
)
def test_with_nothing_ticked_it_asks_for_somebody(cast, sign_in, pair_is_ready, sent):
    page = sign_in(cast.cora).post(PAGE, {"certificate": sent})
    assert (page.status_code, "Tick at least one person" in page.content.decode()) == (422, True)
    assert (holders(), len(boxes(page))) == ([], 2)


def test_it_is_sought_by_name(cast, sign_in, pair_is_ready):
    assert list(boxes(sign_in(cast.cora).get(PAGE, {"q": "walsh"}))) == ["Ben Walsh"]


def test_who_needs_an_authorisation_is_not_among_them(cast, sign_in):
    """That stays one by one: a coordinator looks at each."""
    making.publish_course()
    making.ready_newcomer(cast)
    client = sign_in(cast.cora)
    assert (boxes(client.get(PAGE)), "Confirm authorisation" in client.get("/readiness/").content.decode()) == (
        {},
        True,
    )


def test_the_same_as_one_by_one(cast, sign_in, pair_is_ready):
    """The facts of a certificate do not say how many were issued with it."""
    alone = issue_certificate(award=ensure_award(cast.thames), person=cast.anna, by=cast.cora, now=cast.now)
    client = sign_in(cast.cora)
    client.post(PAGE, {"certificate": [boxes(client.get(PAGE))["Ben Walsh"]]})
    together = Certificate.objects.get(person=cast.ben)
    own = {"name", "number", "code", "specialty", "met"}
    facts = [{key: value for key, value in one.facts.items() if key not in own} for one in (alone, together)]
    assert facts[0] == facts[1]


def test_two_take_no_more_queries_than_one(cast, sign_in):
    making.meet_the_award(cast)
    client = sign_in(cast.cora)
    client.get(PAGE)
    counts, offered = [], []
    for meetings in (0, 3):
        making.meetings(cast, meetings, person=cast.ben)
        with CaptureQueriesContext(connection) as queries:
            offered.append(list(boxes(client.get(PAGE))))
        counts.append(len(queries))
    assert offered == [["Anna Okoye"], ["Anna Okoye", "Ben Walsh"]]
    assert counts[0] == counts[1]
