"""The coordinator's list of people, and the end of a role."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from confidential.models import AccessEntry
from foundation.refusals import Refusal
from groups.models import Facilitation, PeerGroup
from people.models import Appointment, Role, SupervisionAssignment
from people.services import appoint
from tests.people import appoint as appoint_since
from tests.people import make_person
from tests.standing.inviting import invited
from tests.verbs import end_appointment


def rows(client, path: str = "/people/") -> dict[str, list[str]]:
    """What stands behind each name, cell by cell."""
    page = BeautifulSoup(client.get(path).content, "html.parser")
    for heading in page.select(".nhsuk-table-responsive__heading, .nhsuk-u-visually-hidden"):
        heading.decompose()
    cells = [[cell.get_text(" ", strip=True) for cell in row.find_all("td")] for row in page.tbody.find_all("tr")]
    return {row[0]: row[1:] for row in cells}


def since(cast) -> str:
    day = cast.now - timedelta(days=365)
    return f"since {day.day} {day:%b %Y}"


def test_everybody_is_listed_with_roles_supervisor_pair_and_gaps(cast, sign_in, now):
    appoint(person=make_person("Nia New"), role=Role.FACILITATOR, programme=cast.thames, now=now)
    found = rows(sign_in(cast.cora))
    holding = Appointment.objects.filter(programme=cast.thames)
    assert {
        name for name in found if not name.startswith(tuple(appointment.person.name for appointment in holding))
    } == set()
    assert len(found) == len(set(holding.values_list("person")))
    assert found["Anna Okoye Correct Hold notices Acute medicine"] == [
        "Facilitator End",
        "Sam Reyes Propose another",
        "Authorised Alder, with Ben Walsh See",
    ]
    assert found["Nia New Correct Hold notices"] == [
        "Facilitator End",
        "Nobody yet Propose a supervisor",
        (
            "Not authorised yet: The modules needed before facilitating; A supervisor is assigned; "
            "The supervision agreement is in place; A practice day In no pair yet See"
        ),
    ]
    assert found["Gwen Hart Correct Hold notices"] == [f"Governance lead {since(cast)}", "", ""]
    assert found["Cora Lind"] == [f"Coordinator End {since(cast)}", "", ""]


def test_invitations_that_wait_and_have_expired_are_counted(cast, sign_in, now):
    invited(cast)
    for number in range(2):
        invited(cast, f"late{number}@example.org", now=now - timedelta(days=15))
    text = BeautifulSoup(sign_in(cast.cora).get("/people/").content, "html.parser").get_text(" ", strip=True)
    assert "1 invitation is waiting. 2 have expired." in text


@pytest.mark.parametrize("count", [1, 29])
def test_the_list_costs_the_same_for_one_and_for_thirty(cast, sign_in, now, count, django_assert_num_queries):
    for number in range(count):
        person = make_person(f"New{number} Comer")
        appoint(person=person, role=Role.FACILITATOR, programme=cast.thames, now=now)
        group = PeerGroup.objects.create(programme=cast.thames, code_name=f"Group {number}")
        Facilitation.objects.create(group=group, person=person, place=1, starts_at=now)
    cora = sign_in(cast.cora)
    cora.get("/people/")
    with django_assert_num_queries(17):
        cora.get("/people/")


def test_more_than_thirty_are_cut_into_pages(cast, sign_in, now):
    for number in range(30):
        appoint(person=make_person(f"New{number} Zed"), role=Role.TRAINER, programme=cast.thames, now=now)
    cora = sign_in(cast.cora)
    others = len(set(Appointment.objects.filter(programme=cast.thames).values_list("person"))) - 30
    assert [len(rows(cora)), len(rows(cora, "/people/?programme=thames&page=2"))] == [30, others]


def test_a_coordinator_of_two_programmes_sees_one_at_a_time(cast, sign_in, now):
    appoint(person=cast.cora, role=Role.COORDINATOR, programme=cast.dales, now=now)
    cora = sign_in(cast.cora)
    assert "Olu Bello Correct Hold notices Acute medicine" in rows(cora, "/people/?programme=dales")
    assert "Olu Bello Correct Hold notices Acute medicine" not in rows(cora, "/people/?programme=thames")


def test_nobody_looks_into_another_programme(cast, sign_in):
    assert sign_in(cast.cora).get("/people/?programme=dales").status_code == 404


def end(cast, person, now, by=None):
    appointment = Appointment.objects.get(person=person)
    return end_appointment(appointment=appointment, by=by or cast.cora, now=now)


def test_a_facilitator_who_leaves_leaves_supervision_and_pair(cast, now):
    end(cast, cast.anna, now)
    assert SupervisionAssignment.objects.filter(facilitator=cast.anna, ends_at=None).count() == 0
    assert Facilitation.objects.filter(person=cast.anna, ends_at=None).count() == 0
    assert Facilitation.objects.filter(person=cast.ben, ends_at=None).count() == 1
    told = AccessEntry.objects.filter(owner=cast.anna).values_list("actor__first_name", "action")
    assert sorted(told) == [("Cora", "ended_place"), ("Cora", "ended_role")]


def test_a_supervisor_who_leaves_supervises_nobody(cast, now):
    end(cast, cast.sam, now)
    assert SupervisionAssignment.objects.filter(supervisor=cast.sam, ends_at=None).count() == 0
    assert SupervisionAssignment.objects.filter(supervisor=cast.stella, ends_at=None).count() == 1


@pytest.mark.parametrize("name", ["gwen", "sam", "anna", "odette"])
def test_nobody_but_a_coordinator_of_the_programme_ends_a_role(cast, now, name):
    with pytest.raises(Refusal, match="Only a coordinator of this programme"):
        end(cast, cast.farah, now, by=getattr(cast, name))
    assert Appointment.objects.get(person=cast.farah).ends_at is None


def test_the_last_coordinator_cannot_leave(cast, now):
    with pytest.raises(Refusal, match="only coordinator"):
        end(cast, cast.cora, now)
    appoint_since(cast.farah, Role.COORDINATOR, cast.thames, now)
    assert end(cast, cast.cora, now).ends_at == now


def test_the_end_is_asked_before_it_is_done(cast, sign_in):
    cora, path = sign_in(cast.cora), f"/people/roles/{Appointment.objects.get(person=cast.anna).pk}/end/"
    assert "Anna Okoye: no longer a facilitator?" in cora.get(path).content.decode()
    assert Appointment.objects.get(person=cast.anna).ends_at is None
    assert cora.post(path)["Location"] == "/people/?programme=thames"
    assert Appointment.objects.get(person=cast.anna).ends_at is not None
    assert cora.get(path).status_code == 404
