"""One supervisor is proposed to several people at one press: each by the rule of one, and whoever cannot is named."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.models import Role, SupervisionAssignment, SupervisionProposal, User
from people.proposals.services import declare, propose_supervisor, withdraw_proposal
from tests.people import appoint, assign, make_person

PAGE = "/people/supervisors/"


@pytest.fixture
def new(cast) -> dict[str, User]:
    """Two facilitators whom nobody supervises; everybody of the cast has somebody."""
    people = {name: make_person(f"{name} Comer") for name in ("Ned", "Nia")}
    for person in people.values():
        appoint(person, Role.FACILITATOR, cast.thames, cast.now)
    return people


def soup(page) -> BeautifulSoup:
    return BeautifulSoup(page.content, "html.parser")


def look(client, to: User, **more):
    return client.get(PAGE, {"to": to.pk, **more})


def boxes(page) -> dict[str, str]:
    """Whom the page offers, each with the value of their box."""
    found = soup(page)
    ticks = found.select("input[name=person]")
    return {found.find("label", attrs={"for": box["id"]}).get_text(): box["value"] for box in ticks}


def press(client, to: User, people):
    return client.post(PAGE, {"to": to.pk, "person": list(people)})


def refusals(page) -> list[str]:
    return [" ".join(line.get_text(" ").split()) for line in soup(page).select('[role="alert"] li')]


def proposed() -> list[str]:
    found = SupervisionProposal.objects.open().order_by("facilitator__first_name")
    return [f"{item.supervisor.first_name} to {item.facilitator.first_name}" for item in found]


def test_first_a_supervisor_is_chosen(cast, sign_in, new):
    links = [link.get_text() for link in soup(sign_in(cast.cora).get(PAGE)).select("main a[href*='to=']")]
    assert "Sam Reyes, supervises 2 people" in links
    assert [name for name in links if name.startswith(("Anna", "Oscar"))] == []


def test_then_those_whom_nobody_supervises_are_shown(cast, sign_in, new):
    page = look(sign_in(cast.cora), cast.sam)
    assert (list(boxes(page)), proposed()) == (["Ned Comer", "Nia Comer"], [])


def test_one_press_asks_all_who_are_ticked(cast, sign_in, new):
    client = sign_in(cast.cora)
    page = press(client, cast.sam, boxes(look(client, cast.sam)).values())
    assert (page.status_code, proposed(), boxes(page)) == (200, ["Sam to Ned", "Sam to Nia"], {})


def test_who_is_not_ticked_is_not_asked(cast, sign_in, new):
    client = sign_in(cast.cora)
    page = press(client, cast.sam, [boxes(look(client, cast.sam))["Nia Comer"]])
    assert (proposed(), list(boxes(page))) == (["Sam to Nia"], ["Ned Comer"])


def test_pressed_twice_it_is_one_proposal_each(cast, sign_in, new):
    client = sign_in(cast.cora)
    values = list(boxes(look(client, cast.sam)).values())
    assert [press(client, cast.sam, values).status_code for _ in range(2)] == [200, 200]
    assert (proposed(), SupervisionProposal.objects.count()) == (["Sam to Ned", "Sam to Nia"], 2)


def test_another_proposal_made_meanwhile_is_not_replaced(cast, sign_in, new):
    """Odette coordinates here too. The other of the two is asked all the same."""
    appoint(cast.odette, Role.COORDINATOR, cast.thames, cast.now)
    client = sign_in(cast.cora)
    values = list(boxes(look(client, cast.sam)).values())
    propose_supervisor(
        facilitator=new["Ned"], supervisor=cast.stella, programme=cast.thames, by=cast.odette, now=cast.now
    )
    page = press(client, cast.sam, values)
    (line,) = refusals(page)
    assert line.startswith("Ned Comer : Stella Moore is proposed to them now. To replace that, open their own page.")
    assert (page.status_code, proposed()) == (422, ["Stella to Ned", "Sam to Nia"])


def test_who_has_a_supervisor_by_now_is_not_asked(cast, sign_in, new):
    client = sign_in(cast.cora)
    values = list(boxes(look(client, cast.sam)).values())
    assign(new["Nia"], cast.stella, cast.thames, cast.now)
    (line,) = refusals(press(client, cast.sam, values))
    assert line.startswith("Nia Comer : Stella Moore supervises them now. To change that, open their own page.")
    assert proposed() == ["Sam to Ned"]


def test_a_pair_that_would_be_split_is_weighed_on_its_own_page(cast, sign_in):
    """Ben stays with Sam. Stella for Anna alone would split the two: the words are those of the single page."""
    SupervisionAssignment.objects.filter(facilitator=cast.anna, ends_at=None).update(ends_at=cast.now)
    client = sign_in(cast.cora)
    page = press(client, cast.stella, boxes(look(client, cast.stella)).values())
    (line,) = refusals(page)
    assert "the pair is split between two supervisors" in line
    assert (page.status_code, proposed(), list(boxes(page))) == (422, [], ["Anna Okoye"])
    assert soup(page).select_one("input[name=person]").has_attr("checked")


def test_a_pair_asked_together_is_not_split(cast, sign_in):
    pair = (cast.anna, cast.ben)
    SupervisionAssignment.objects.filter(facilitator__in=pair, ends_at=None).update(ends_at=cast.now)
    client = sign_in(cast.cora)
    press(client, cast.stella, boxes(look(client, cast.stella)).values())
    assert proposed() == ["Stella to Anna", "Stella to Ben"]


def test_oneself_and_each_other_are_named_and_not_offered(cast, sign_in, new):
    """Ned supervises Nia elsewhere; Nia supervises here."""
    appoint(new["Nia"], Role.SUPERVISOR, cast.thames, cast.now)
    appoint(new["Nia"], Role.FACILITATOR, cast.dales, cast.now)
    appoint(new["Ned"], Role.SUPERVISOR, cast.dales, cast.now)
    assign(new["Nia"], new["Ned"], cast.dales, cast.now)
    page = look(sign_in(cast.cora), new["Nia"])
    said = [" ".join(line.get_text(" ").split()) for line in soup(page).select(".nhsuk-checkboxes p")]
    assert (boxes(page), [line.split(".")[0] for line in said]) == (
        {},
        [
            "Ned Comer : These two would supervise each other",
            "Nia Comer : You cannot choose people as their own supervisor",
        ],
    )


def test_two_who_said_no_are_not_asked_again_by_the_way(cast, sign_in, new):
    made = propose_supervisor(
        facilitator=new["Nia"], supervisor=cast.sam, programme=cast.thames, by=cast.cora, now=cast.now
    )
    declare(proposal=made, by=new["Nia"], answer="different", now=cast.now)
    client = sign_in(cast.cora)
    found = [list(boxes(look(client, to))) for to in (cast.sam, cast.stella)]
    assert found == [["Ned Comer"], ["Ned Comer", "Nia Comer"]]


def test_one_that_was_withdrawn_can_be_asked_again(cast, sign_in, new):
    made = propose_supervisor(
        facilitator=new["Nia"], supervisor=cast.sam, programme=cast.thames, by=cast.cora, now=cast.now
    )
    withdraw_proposal(proposal=made, by=cast.cora, now=cast.now)
    assert list(boxes(look(sign_in(cast.cora), cast.sam))) == ["Ned Comer", "Nia Comer"]


def test_another_programme_is_out_of_reach(cast, sign_in, new):
    """Odette coordinates Dales: neither its people to Cora, nor Thames and its supervisors to her."""
    value = boxes(look(sign_in(cast.cora), cast.sam))["Nia Comer"]
    odette = sign_in(cast.odette)
    assert look(odette, cast.sam).status_code == 404
    assert press(odette, cast.sam, [value]).status_code == 404
    page = press(odette, cast.oscar, [value])
    assert (page.status_code, proposed()) == (422, [])


@pytest.mark.parametrize("sent", [[], ["nonsense"], ["0b9c2f4e-1111-4c1b-9d52-3f6b1c2d3e4f"]])
def test_with_nobody_ticked_it_asks_for_somebody(cast, sign_in, new, sent):
    page = press(sign_in(cast.cora), cast.sam, sent)
    assert (page.status_code, "Tick at least one person" in page.content.decode(), len(boxes(page))) == (422, True, 2)


def test_a_supervisor_that_is_none_is_not_found(cast, sign_in, new):
    client = sign_in(cast.cora)
    assert [client.get(PAGE, {"to": to}).status_code for to in ("nonsense", cast.anna.pk)] == [404, 404]


def test_it_is_sought_by_name(cast, sign_in, new):
    assert list(boxes(look(sign_in(cast.cora), cast.sam, q="nia"))) == ["Nia Comer"]


def test_thirty_take_no_more_queries_than_two(cast, sign_in, new):
    client, counts = sign_in(cast.cora), []
    look(client, cast.sam)
    for more in (0, 28):
        for number in range(more):
            appoint(make_person(f"More{number:02} Comer"), Role.FACILITATOR, cast.thames, cast.now)
        with CaptureQueriesContext(connection) as queries:
            page = look(client, cast.sam)
        counts.append((len(boxes(page)), len(queries)))
    assert [shown for shown, _ in counts] == [2, 30]
    assert counts[0][1] == counts[1][1]
