"""What a facilitator sees: each award item by item, what is missing, who acts next, and the certificates they hold."""

from datetime import timedelta

import pytest

from certificates.files import make_file
from certificates.services import ensure_award, issue_certificate
from foundation.days import stamp
from foundation.exports import exports
from tests.certificates import making

pytestmark = pytest.mark.usefixtures("course")


def page_of(client) -> str:
    return client.get("/certificates/").content.decode()


def test_each_award_is_explained_item_by_item(cast, sign_in):
    making.sessions(cast, 4)
    making.meetings(cast, 2)
    ensure_award(cast.thames)
    page = page_of(sign_in(cast.anna))
    assert page.count("You do not have a certificate yet") == 1
    for words in (
        "4 of 6 sessions. Your next step.",
        "2 meetings (2 needed)",
        "It is not a licence to practise",
        "It is valid for 24 months.",
    ):
        assert page.count(words) == 1, words


def test_before_the_authorisation_its_items_with_links_for_what_is_ones_own(cast, sign_in):
    nia = making.newcomer(cast)
    page = page_of(sign_in(nia))
    assert page.count('href="/courses/facilitating/your-role/"') == 1
    assert page.count("No one yet. Waiting for a coordinator.") == 1


def test_a_certificate_with_its_status(cast, certificate, sign_in):
    page = page_of(sign_in(cast.anna))
    assert page.count(f'<a href="/certificates/{certificate.pk}/">Peer group facilitator, THAMES-0001</a>') == 1
    assert (page.count("nhsuk-tag--green"), page.count(">Valid<")) == (1, 1)
    assert page.count("You can renew it from") == 1


def test_an_expired_certificate_says_so(cast, sign_in):
    long_ago = cast.now - timedelta(days=800)
    cast.anna.appointments.update(starts_at=long_ago)
    cast.anna.authorisations.update(starts_at=long_ago)
    cast.cora.appointments.update(starts_at=long_ago)
    making.sessions(cast, 6, first=801)
    award = ensure_award(cast.thames)
    award.rules.filter(kind="supervisions").delete()
    issue_certificate(award=award, person=cast.anna, by=cast.cora, now=long_ago)
    page = page_of(sign_in(cast.anna))
    assert page.count(">Expired<") == 1
    assert page.count("What you have done since") == 1
    assert page.count("0 of 6 sessions") == 2  # the item, and the row as the coordinator sees it


def test_nobody_elses_certificate_is_on_it(cast, certificate, sign_in):
    for person in (cast.ben, cast.farah, cast.sam, cast.cora, cast.olu):
        assert page_of(sign_in(person)).count("THAMES-0001") == 0


def test_somebody_who_does_not_facilitate_is_told_for_whom_it_is(cast, sign_in):
    assert page_of(sign_in(cast.sam)).count("Certificates are for people who facilitate peer groups.") == 1


def test_few_queries_however_much_is_held(cast, certificate, sign_in, django_assert_max_num_queries):
    client = sign_in(cast.anna)
    page_of(client)  # makes the brand's row, which has the outline of the courses built again
    page_of(client)
    with django_assert_max_num_queries(12):
        page_of(client)


def cards(client) -> dict[str, dict]:
    return {card.template: card.context for card in client.get("/me/").context["cards"]}


MISSING, READY = "certificates/card_missing.html", "certificates/card_ready.html"


def labels(context) -> list[list[str]]:
    return [[item.label for item in entry["missing"]] for entry in context["entries"]]


def test_my_day_shows_the_items_of_the_authorisation_first(cast, sign_in):
    nia = making.newcomer(cast)
    making.finish_step(nia, "one", cast.now)
    client = sign_in(nia)
    assert labels(cards(client)[MISSING]) == [
        [making.GATE, "A supervisor is assigned", "The supervision agreement is in place", "A practice day"]
    ]
    assert client.get("/me/").content.decode().count("What is still missing") == 1


def test_then_those_of_the_award(cast, sign_in):
    making.sessions(cast, 6)
    ensure_award(cast.thames)
    client = sign_in(cast.anna)
    assert labels(cards(client)[MISSING]) == [["Supervision meetings attended"]]
    assert client.get("/me/").content.decode().count("0 of 2 meetings. Waiting for Sam Reyes.") == 1


def test_then_that_it_is_the_coordinators_turn(cast, sign_in):
    making.meet_the_award(cast)
    assert sign_in(cast.anna).get("/me/").content.decode().count("A coordinator issues your certificate next.") == 1


def test_then_the_certificate_with_its_end(cast, certificate, sign_in):
    page = sign_in(cast.anna).get("/me/").content.decode()
    assert page.count(f"Your certificate is valid until {certificate.expires_on:%-d %B %Y}.") == 1
    assert page.count("What is still missing") == 0


@pytest.mark.parametrize("name", ["sam", "eddie", "odette"])
def test_those_who_do_not_facilitate_have_no_such_card(cast, sign_in, name):
    assert MISSING not in cards(sign_in(getattr(cast, name)))


def test_a_coordinator_hears_how_many_are_ready(cast, sign_in):
    making.meet_the_award(cast)
    making.ready_newcomer(cast, "Rae Ready")
    making.ready_newcomer(cast, "Roy Ready")
    assert cards(sign_in(cast.cora))[READY] == {"confirm": 2, "issue": 1, "url": "/readiness/?state=ready"}
    page = sign_in(cast.cora).get("/me/").content.decode()
    assert page.count("2 people are ready to be authorised.") == 1
    assert page.count("1 person is ready for a certificate.") == 1
    assert READY not in cards(sign_in(cast.odette))


def test_a_coordinator_with_nobody_ready_has_no_card(cast, sign_in):
    ensure_award(cast.thames)
    assert READY not in cards(sign_in(cast.cora))


def test_ones_own_data_holds_authorisations_and_certificates(cast, certificate):
    kept = make_file(certificate, cast.now)
    held = {name: dict(exports)[name](cast.anna, cast.now) for name in ("authorisations", "certificates")}
    assert [row["programme"] for row in held["authorisations"]] == ["Thames Valley peer groups"]
    assert held["certificates"] == [
        {
            "facts": certificate.facts,
            "events": [{"what": "issued", "at": stamp(cast.now)}],
            "file_sha256": kept.sha256,
        }
    ]
    assert dict(exports)["certificates"](cast.ben, cast.now) == []
