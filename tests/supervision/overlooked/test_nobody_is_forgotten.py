"""Who has no supervisor, no partner, or neither sessions nor supervision: the coordinator sees it, and so do they."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from groups.models import Facilitation, PeerGroup
from people.models import Authorisation, Role, SupervisionAssignment
from people.proposals.services import propose_supervisor
from supervision.overlooked.queries import idle, incomplete_pairs, without_supervisor
from tests.factories import held_session
from tests.groups.entering import record
from tests.people import appoint, make_person
from tests.supervision.world import held_meeting


def names(found) -> list[str]:
    return [item.person.first_name for item in found]


def pairs(cast, programme=None) -> list[str]:
    found = incomplete_pairs([(programme or cast.thames).pk], cast.now)
    return [group.code_name for group in found]


def unsupervise(cast, person) -> None:
    SupervisionAssignment.objects.filter(facilitator=person, ends_at=None).update(ends_at=cast.now)


def card_of(client, template: str):
    cards = client.get("/me/").context["cards"]
    return next((card.context for card in cards if card.template == f"supervision/overlooked/{template}.html"), None)


# The questions --------------------------------------------------------------------------------------------------------


def test_somebody_without_a_supervisor_is_named_in_their_programme_alone(cast):
    unsupervise(cast, cast.anna)
    unsupervise(cast, cast.olu)
    assert names(without_supervisor([cast.thames.pk], cast.now)) == ["Anna"]
    assert names(without_supervisor([cast.dales.pk], cast.now)) == ["Olu"]


def test_a_supervisor_who_has_left_supervises_nobody(cast):
    cast.sam.appointments.update(ends_at=cast.now)
    assert names(without_supervisor([cast.thames.pk], cast.now)) == ["Anna", "Ben"]


def test_one_who_is_proposed_is_no_supervisor_yet(cast):
    unsupervise(cast, cast.anna)
    propose_supervisor(facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=cast.now)
    assert [
        (appointment.person, appointment.proposed) for appointment in without_supervisor([cast.thames.pk], cast.now)
    ] == [(cast.anna, True)]


@pytest.mark.parametrize(
    ("state", "left", "named"),
    [
        ("running", 2, False),
        ("running", 1, True),
        ("running", 0, True),
        ("recruiting", 1, True),
        ("recruiting", 0, False),
        ("ending", 0, True),
        ("ended", 0, False),
        ("proposed", 0, False),
    ],
)
def test_a_pair_with_one_person_and_a_group_that_meets_with_nobody(cast, state, left, named):
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state=state)
    gone = [cast.anna, cast.ben][left:]
    Facilitation.objects.filter(group=cast.alder, person__in=gone).update(ends_at=cast.now)
    assert ("Alder" in pairs(cast)) is named


def test_whoever_left_the_programme_holds_no_place(cast):
    cast.ben.appointments.update(ends_at=cast.now)
    assert pairs(cast) == ["Alder", "Birch"]


@pytest.mark.parametrize(("days", "named"), [(30, False), (90, False), (92, True)])
def test_three_months_without_a_session_or_supervision(cast, days, named):
    held_session(cast, cast.alder, cast.anna, days_ago=days)
    assert ("Anna" in names(idle([cast.thames.pk], cast.now))) is named


def test_supervision_alone_is_enough_for_who_came(cast):
    held_meeting(cast, 5, cast.anna, cast.ben, came=[cast.anna])
    assert names(idle([cast.thames.pk], cast.now)) == ["Farah", "Ben"]


def test_a_session_that_one_was_not_at_is_no_session(cast):
    session = held_session(cast, cast.alder, cast.anna, cast.ben)
    session.session_facilitators.filter(person=cast.ben).update(answer="not_there")
    assert names(idle([cast.thames.pk], cast.now)) == ["Farah", "Ben"]


def test_who_is_authorised_since_last_month_has_not_drifted_away(cast):
    Authorisation.objects.filter(person=cast.anna).update(starts_at=cast.now - timedelta(days=30))
    assert names(idle([cast.thames.pk], cast.now)) == ["Farah", "Ben"]


# The coordinator ------------------------------------------------------------------------------------------------------


def test_each_is_a_line_that_leads_to_where_one_can_act(cast, sign_in):
    unsupervise(cast, cast.anna)
    cora = sign_in(cast.cora)
    page = cora.get("/me/").content.decode()
    anna = cast.anna.appointments.get(role=Role.FACILITATOR)
    assert "1 facilitator has no supervisor:" in page
    assert "1 group has no complete pair:" in page
    assert "3 authorised facilitators have had neither a session nor supervision in 3 months:" in page
    for path in (f"/people/roles/{anna.pk}/supervisor/", f"/groups/{cast.birch.pk}/pair/", "/overlooked/"):
        assert f'href="{path}"' in page
        assert cora.get(path).status_code == 200
    listed = cora.get("/overlooked/").content.decode()
    assert listed.count("End their role") == 3


def test_when_nobody_is_overlooked_there_is_no_card(cast, sign_in):
    record(cast)
    Facilitation.objects.create(group=cast.birch, person=cast.anna, place=2, starts_at=cast.now - timedelta(days=1))
    held_session(cast, cast.birch, cast.farah)
    assert card_of(sign_in(cast.cora), "card") is None
    assert "Everyone is looked after" in sign_in(cast.cora).get("/overlooked/").content.decode()


def test_it_shows_the_coordinators_own_programmes_alone(cast, sign_in):
    unsupervise(cast, cast.olu)
    assert card_of(sign_in(cast.cora), "card")["unsupervised"].total == 0
    assert card_of(sign_in(cast.odette), "card")["unsupervised"].total == 1


@pytest.mark.parametrize("path", ["/me/", "/overlooked/"])
def test_thirty_cost_what_one_costs(cast, sign_in, path, django_assert_max_num_queries):
    cora, counts = sign_in(cast.cora), []
    cora.get(path)
    for many in (1, 30):
        for number in range(many):
            person = make_person(f"New{many}x{number} Comer")
            appoint(person, Role.FACILITATOR, cast.thames, cast.now)
        with django_assert_max_num_queries(23) as asked:
            cora.get(path)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    assert card_of(cora, "card")["unsupervised"].total == 31


# Their own page -------------------------------------------------------------------------------------------------------


def said(client) -> str:
    page = client.get("/me/").content.decode()
    return page[page.index("What you should know") :] if "What you should know" in page else ""


def test_without_a_supervisor_my_day_says_what_it_means_and_who_acts(cast, sign_in):
    record(cast)
    assert said(sign_in(cast.anna)) == ""
    unsupervise(cast, cast.anna)
    words = said(sign_in(cast.anna))
    assert "You have no supervisor at present." in words
    assert "Cora Lind, your coordinator," in words
    assert "You are alone" not in words


def test_alone_in_a_pair_my_day_names_the_group_and_who_fills_the_place(cast, sign_in):
    held_session(cast, cast.birch, cast.farah)
    words = said(sign_in(cast.farah))
    assert ("You are alone in the pair of Birch." in words, "You have no supervisor" in words) == (True, False)


def test_after_three_months_my_day_says_that_it_is_seen(cast, sign_in):
    words = said(sign_in(cast.ben))
    assert "You have had neither a session nor supervision in 3 months." in words
    assert "will ask you how you want to go on" in words


def test_who_is_in_no_pair_is_not_offered_to_record_a_session(cast, sign_in):
    assert "Record a session" in sign_in(cast.anna).get("/me/").content.decode()
    Facilitation.objects.filter(person=cast.anna).update(ends_at=cast.now)
    assert "Record a session" not in sign_in(cast.anna).get("/me/").content.decode()


def rows_of(client, address: str) -> int:
    return len(BeautifulSoup(client.get(address).content, "html.parser").select(".hf-cards > li"))


def test_more_than_a_page_holds_are_a_list_in_pages(cast, sign_in):
    record(cast)
    for number in range(31):
        appoint(make_person(f"New{number:02} Comer"), Role.FACILITATOR, cast.thames, cast.now)
    client = sign_in(cast.cora)
    page = BeautifulSoup(client.get("/overlooked/").content, "html.parser")
    links = [link["href"] for link in page.select("main a") if link["href"].startswith("?list=")]
    assert links == ["?list=unsupervised"]
    assert [rows_of(client, f"/overlooked/?list=unsupervised&page={number}") for number in (1, 2)] == [30, 1]


def test_a_list_with_nobody_says_so(cast, sign_in):
    page = sign_in(cast.cora).get("/overlooked/?list=unsupervised").content.decode()
    assert ("There is no one on this list now." in page, "Everyone is looked after" in page) == (True, False)
