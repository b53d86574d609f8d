"""Of more people than a page holds it offers twenty, and a name finds any of them, without a script."""

import pytest

from groups.models import Facilitation, GroupSession, PeerGroup
from groups.pairs import services
from people.choosing import OFFERED
from people.models import Appointment, Role, SupervisionProposal
from people.services import appoint
from tests.groups.entering import typed
from tests.people import authorise, make_person


@pytest.fixture
def elder(cast) -> PeerGroup:
    return services.found_group(programme=cast.thames, by=cast.cora, code_name="Elder", now=cast.now)


def join(cast, count: int, role: Role = Role.FACILITATOR) -> list:
    """So many more of a role in Thames, authorised where they facilitate: they come before everybody by name."""
    people = [make_person(f"Abi{number:02} Aaron") for number in range(count)]
    for person in people:
        appoint(person=person, role=role, programme=cast.thames, now=cast.now)
        if role == Role.FACILITATOR:
            authorise(person, cast.thames, cast.cora, cast.now)
    return people


def names(page, field: str) -> list[str]:
    return [str(label).split(",")[0].split(" (")[0] for key, label in page.context["form"][field].field.choices if key]


def path_to_propose(cast) -> str:
    return f"/people/roles/{Appointment.objects.get(person=cast.anna, role=Role.FACILITATOR).pk}/supervisor/"


# A place in a pair --------------------------------------------------------------------------------------------------


def test_a_small_programme_is_offered_whole_without_a_box(cast, sign_in, elder):
    page = sign_in(cast.cora).get(f"/groups/{elder.pk}/pair/")
    assert names(page, "person") == ["Farah Aziz", "Anna Okoye", "Ben Walsh"]
    assert 'name="q"' not in page.content.decode()


def test_twenty_are_offered_and_the_page_says_that_there_are_more(cast, sign_in, elder):
    people = join(cast, OFFERED + 1)
    page = sign_in(cast.cora).get(f"/groups/{elder.pk}/pair/")
    assert names(page, "person") == [person.name for person in people[:OFFERED]]
    assert "You see the first 20. To find someone else, write their name above." in page.content.decode()


def test_a_name_finds_whoever_is_not_among_the_first(cast, sign_in, elder):
    join(cast, OFFERED + 1)
    page = sign_in(cast.cora).get(f"/groups/{elder.pk}/pair/?q=okoye")
    assert names(page, "person") == ["Anna Okoye"]
    assert "These are called “okoye”. To see others, write another name, or none." in page.content.decode()


def test_a_name_finds_nobody_who_could_not_be_chosen(cast, sign_in, elder):
    join(cast, OFFERED + 1)
    page = sign_in(cast.cora).get(f"/groups/{elder.pk}/pair/?q=Olu Bello")
    assert names(page, "person") == []
    assert "No one here is called “Olu Bello”." in page.content.decode()


def test_who_was_found_gets_the_place(cast, sign_in, elder):
    join(cast, OFFERED + 1)
    sign_in(cast.cora).post(f"/groups/{elder.pk}/pair/?q=okoye", {"person": str(cast.anna.pk)})
    assert Facilitation.objects.get(group=elder).person == cast.anna


def test_one_who_is_shown_no_longer_is_still_chosen(cast, sign_in, elder):
    join(cast, OFFERED + 1)
    sign_in(cast.cora).post(f"/groups/{elder.pk}/pair/", {"person": str(cast.anna.pk)})
    assert Facilitation.objects.get(group=elder).person == cast.anna


@pytest.mark.parametrize("chosen", ["olu", "nonsense"])
def test_nobody_else_can_be_slipped_in(cast, sign_in, elder, chosen):
    key = str(cast.olu.pk) if chosen == "olu" else chosen
    answer = sign_in(cast.cora).post(f"/groups/{elder.pk}/pair/", {"person": key})
    assert (answer.status_code, Facilitation.objects.filter(group=elder).count()) == (422, 0)


# A supervisor -------------------------------------------------------------------------------------------------------


def test_a_supervisor_is_found_by_name_and_proposed(cast, sign_in):
    join(cast, OFFERED + 1, Role.SUPERVISOR)
    cora, path = sign_in(cast.cora), path_to_propose(cast)
    assert len(names(cora.get(path), "supervisor")) == OFFERED
    assert names(cora.get(f"{path}?q=stella"), "supervisor") == ["Stella Moore"]
    answer = cora.post(f"{path}?q=stella", {"supervisor": str(cast.stella.pk)})
    assert answer["Location"] == f"{path}{cast.stella.pk}/"
    assert SupervisionProposal.objects.count() == 0


# A colleague who stood in -------------------------------------------------------------------------------------------


def test_seeking_a_colleague_keeps_what_was_typed_and_saves_nothing(cast, sign_in):
    join(cast, OFFERED + 1)
    half = typed(cast, attending="", minutes="50", facilitators=[str(cast.anna.pk)], q="aziz", find="yes")
    page = sign_in(cast.anna).post("/sessions/new/", half)
    form = page.context["form"]
    assert names(page, "covering") == ["Farah Aziz"]
    assert (form["minutes"].value(), form["themes"].value()) == ("50", ["workload", "joy"])
    assert (form["facilitators"].value(), form.errors, GroupSession.objects.count()) == ([str(cast.anna.pk)], {}, 0)


def test_seeking_one_for_a_session_that_stands_changes_nothing_of_it(cast, sign_in):
    join(cast, OFFERED + 1)
    anna = sign_in(cast.anna)
    anna.post("/sessions/new/", typed(cast))
    session = GroupSession.objects.get()
    changed = typed(cast, attending="9", revision=str(session.revision), q="aziz", find="yes")
    page = anna.post(f"/sessions/{session.pk}/edit/", changed)
    session.refresh_from_db()
    assert (names(page, "covering"), page.context["form"]["attending"].value()) == (["Farah Aziz"], "9")
    assert session.attending == 7


def test_whoever_was_found_is_named_in_the_session(cast, sign_in):
    join(cast, OFFERED + 1)
    alone = typed(cast, facilitators=[str(cast.anna.pk)], covering=str(cast.farah.pk), q="aziz")
    sign_in(cast.anna).post("/sessions/new/", alone)
    places = GroupSession.objects.get().session_facilitators.all()
    assert {place.person for place in places} == {cast.anna, cast.farah}


def test_enter_in_a_box_saves_the_session(cast, sign_in):
    """A browser takes the first button of a form for it, and the one that finds comes before Save."""
    join(cast, OFFERED + 1)
    form = sign_in(cast.anna).get("/sessions/new/").content.decode().split("<main", 1)[1]
    first, second = (button.partition(">")[0] for button in form.split("<button")[1:3])
    assert ["name=" in first, 'name="find"' in second] == [False, True]


# Queries ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [1, 30])
def test_entering_and_proposing_cost_the_same_for_1_and_30(cast, sign_in, count, django_assert_num_queries):
    join(cast, count)
    join_supervisors = [make_person(f"Abe{number:02} Aaron") for number in range(count)]
    for person in join_supervisors:
        appoint(person=person, role=Role.SUPERVISOR, programme=cast.thames, now=cast.now)
    anna, cora = sign_in(cast.anna), sign_in(cast.cora)
    for client, path, most in ((anna, "/sessions/new/", 9), (cora, path_to_propose(cast), 9)):
        client.get(path)
        with django_assert_num_queries(most):
            client.get(path)
