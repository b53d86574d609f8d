"""The coordinator's board: who is ready, what others lack by name, who acts next; nothing that anybody wrote."""

import csv
import io
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.queries import facilitators_of
from certificates.readiness import board, own_rows
from certificates.services import authorise, ensure_award
from certificates.states import with_state
from groups.models import Facilitation, GroupSession, PeerGroup
from people.models import Role
from supervision.meetings.services import plan_meeting
from tests.certificates import making
from tests.people import appoint

pytestmark = pytest.mark.usefixtures("course")


def told(cast, coordinator=None) -> dict[str, tuple]:
    return {
        row.person.name: (str(row.state.label), row.towards, [item.label for item in row.missing], row.who_next)
        for row in board(coordinator or cast.cora, cast.now)
    }


AWARD, AUTHORISATION = "Peer group facilitator", "Authorisation to co-facilitate"
SESSIONS, MEETINGS = "Sessions co-facilitated", "Supervision meetings attended"


def people_in_each_state(cast):
    """Anna, who has met the award, and four who come after her."""
    making.meet_the_award(cast)
    making.newcomer(cast, "Nia New")
    making.ready_newcomer(cast, "Rae Ready")
    begun = making.newcomer(cast, "Bo Begun")
    making.finish_step(begun, "one", cast.now)
    one_left = making.newcomer(cast, "Ola Oneleft")
    making.finish_gate(one_left, cast.now)
    making.supervised(cast, one_left)
    making.practised(cast, one_left)


def test_each_state_in_words_with_what_is_missing_and_who_acts_next(cast):
    people_in_each_state(cast)
    supervision = ["A supervisor is assigned", "The supervision agreement is in place", "A practice day"]
    assert told(cast) == {
        "Farah Aziz": ("In progress", AWARD, [SESSIONS, MEETINGS], "Farah Aziz"),
        "Bo Begun": ("In progress", AUTHORISATION, [making.GATE, *supervision], "Bo Begun"),
        "Nia New": ("Not started", AUTHORISATION, [making.GATE, *supervision], "Nia New"),
        "Anna Okoye": ("Ready", AWARD, [], "a coordinator"),
        "Ola Oneleft": ("1 thing left", AUTHORISATION, [supervision[1]], "Sam Reyes"),
        "Rae Ready": ("Ready", AUTHORISATION, [], "a coordinator"),
        "Ben Walsh": ("1 thing left", AWARD, [MEETINGS], "Sam Reyes"),
    }


def test_a_certificate_in_hand_asks_for_nothing(cast, certificate, sign_in):
    assert told(cast)["Anna Okoye"] == ("Nothing due", AWARD, [], "")
    page = sign_in(cast.cora).get("/readiness/").content.decode()
    assert page.count(f'<a href="/certificates/{certificate.pk}/">Certificate until') == 1


def test_the_one_action_on_a_row(cast):
    award = making.meet_the_award(cast)
    rae = making.ready_newcomer(cast, "Rae Ready")
    found = {row.person.name: row.action and (row.action.label, row.action.url) for row in board(cast.cora, cast.now)}
    assert found == {
        "Farah Aziz": None,
        "Anna Okoye": ("Issue certificate", f"/readiness/{cast.anna.appointments.get().pk}/issue/{award.slug}/"),
        "Rae Ready": ("Confirm authorisation", f"/readiness/{rae.appointments.get().pk}/authorise/"),
        "Ben Walsh": None,
    }


def test_a_coordinator_who_facilitates_has_no_action_on_their_own_row(cast, sign_in):
    nia = making.ready_newcomer(cast)
    appoint(nia, Role.COORDINATOR, cast.thames, cast.now)
    row = next(row for row in board(nia, cast.now) if row.person == nia)
    assert (str(row.state.label), row.action) == ("Ready", None)
    assert sign_in(nia).get("/readiness/").content.decode().count("Another coordinator does this for you") == 1


def test_each_programme_sees_its_own_people(cast):
    ensure_award(cast.thames)
    ensure_award(cast.dales)
    assert set(told(cast)) == {"Anna Okoye", "Ben Walsh", "Farah Aziz"}
    assert set(told(cast, cast.odette)) == {"Olu Bello"}


def test_somebody_who_coordinates_both_sees_both(cast):
    ensure_award(cast.thames)
    appoint(cast.cora, Role.COORDINATOR, cast.dales, cast.now)
    making.sessions(cast, 2, group=cast.cedar, facilitators=[cast.olu])
    making.sessions(cast, 1)
    ensure_award(cast.dales)
    figures = {row.person.name: row.award.items[1].detail for row in board(cast.cora, cast.now)}
    assert figures == {
        "Olu Bello": "2 of 6 sessions",
        "Anna Okoye": "1 of 6 sessions",
        "Ben Walsh": "1 of 6 sessions",
        "Farah Aziz": "0 of 6 sessions",
    }


def test_nobody_else_has_a_board(cast, sign_in):
    for relation, person in cast.by_relation().items():
        expected = 200 if relation in ("coordinator", "outside_coordinator") else 404
        assert {sign_in(person).get(url).status_code for url in ("/readiness/", "/readiness/board.csv")} == {expected}


def test_somebody_who_has_left_is_not_on_it(cast):
    cast.ben.appointments.update(ends_at=cast.now)
    assert set(told(cast)) == {"Anna Okoye", "Farah Aziz"}


def test_the_next_dates(cast):
    ahead = cast.now.date() + timedelta(days=4)
    for days, state, reason in ((0, "planned", ""), (7, "planned", ""), (-2, "cancelled", "rota")):
        GroupSession.objects.create(
            programme=cast.thames,
            group=cast.alder,
            local_date=ahead + timedelta(days=days),
            local_start=time(18, 30),
            zone="Europe/London",
            state=state,
            cancel_reason=reason,
        )
    plan_meeting(
        supervisor=cast.sam,
        programme=cast.thames,
        people=[cast.anna],
        local_date=ahead,
        local_start=time(12, 15),
        now=cast.now,
    )
    rows = {row.person.name: (row.groups, row.next_session, row.next_supervision) for row in board(cast.cora, cast.now)}
    at = [None if moment is None else f"{moment:%H:%M}" for moment in rows["Anna Okoye"][1:]]
    assert (rows["Anna Okoye"][0], at, rows["Anna Okoye"][1].date()) == ("Alder", ["18:30", "12:15"], ahead)
    assert rows["Ben Walsh"][2] is None
    assert rows["Farah Aziz"] == ("Birch", None, None)


def test_a_person_sees_their_own_row_exactly_as_the_coordinator_does(cast, sign_in):
    making.sessions(cast, 2)
    ensure_award(cast.thames)
    theirs = next(row for row in board(cast.cora, cast.now) if row.person == cast.anna)
    own = own_rows(cast.anna, cast.now)[0]
    seen = ("places", "towards", "state", "missing", "who_next", "next_session", "next_supervision")
    assert [getattr(own, name) for name in seen] == [getattr(theirs, name) for name in seen]
    page = sign_in(cast.anna).get("/certificates/").content.decode()
    said = (theirs.towards, str(theirs.state.label), "2 of 6 sessions", "0 of 2 meetings")
    assert [word for word in said if word not in page] == []


def test_nothing_on_it_ranks_or_measures_people(cast, sign_in):
    making.sessions(cast, 5)
    ensure_award(cast.thames)
    page = sign_in(cast.cora).get("/readiness/").content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    assert [mark for mark in ("%", "rank", "Rank", "score") if mark in main] == []


def names(response) -> list[str]:
    return [row.person.name for row in response.context["rows"]]


def test_it_is_narrowed_by_state_name_and_group_without_script(cast, sign_in):
    making.meet_the_award(cast)
    client = sign_in(cast.cora)
    assert names(client.get("/readiness/")) == ["Farah Aziz", "Anna Okoye", "Ben Walsh"]
    assert names(client.get("/readiness/", {"state": "ready"})) == ["Anna Okoye"]
    assert names(client.get("/readiness/", {"q": "birch"})) == ["Farah Aziz"]
    assert names(client.get("/readiness/", {"q": "okóye"})) == ["Anna Okoye"]
    assert names(client.get("/readiness/", {"q": "Alder", "state": "one_left"})) == ["Ben Walsh"]
    nobody = client.get("/readiness/", {"q": "Birch", "state": "ready"})
    assert (names(nobody), nobody.content.decode().count("Show everyone")) == ([], 1)


@pytest.mark.parametrize("query", ["state=nonsense", "q=", "page=0", "page=9", "q=&state="])
def test_a_choice_that_is_not_offered_narrows_nothing(cast, sign_in, query):
    ensure_award(cast.thames)
    assert len(names(sign_in(cast.cora).get(f"/readiness/?{query}"))) == 3


def test_nobody_of_another_programme_is_found(cast, sign_in):
    ensure_award(cast.thames)
    assert names(sign_in(cast.cora).get("/readiness/", {"q": "Cedar"})) == []
    assert names(sign_in(cast.odette).get("/readiness/", {"q": "Cedar"})) == ["Olu Bello"]


def test_the_state_by_which_it_is_narrowed_is_the_one_that_it_shows(cast, sign_in):
    people_in_each_state(cast)
    held = making.issue_certificate(award=ensure_award(cast.thames), person=cast.anna, by=cast.cora, now=cast.now)
    for later in (timedelta(0), timedelta(days=650), timedelta(days=900)):
        now = cast.now + later
        told = {row.standing.appointment.pk: str(row.state) for row in board(cast.cora, now)}
        narrowed = {one.pk: one.state for one in with_state(facilitators_of(cast.cora, now), now)}
        assert (narrowed, len(told)) == (told, 7)
    assert held.expires_on < (cast.now + timedelta(days=900)).date()


def test_a_page_of_it_holds_thirty_people(cast, sign_in):
    ensure_award(cast.thames)
    for first in "abc":
        for second in "abcdefghij":
            making.newcomer(cast, f"Nia{first}{second} Evans")
    client = sign_in(cast.cora)
    assert [len(names(client.get("/readiness/", {"page": page, "q": "niaa"}))) for page in (1, 2)] == [10, 10]
    assert [len(names(client.get("/readiness/", {"page": page}))) for page in (1, 2)] == [30, 3]


def test_the_empty_board_says_what_comes_next(cast, sign_in):
    cast.dales.appointments.filter(role=Role.FACILITATOR).update(ends_at=cast.now)
    assert sign_in(cast.odette).get("/readiness/").content.decode().count("No facilitators yet") == 1


def table(response) -> list[list[str]]:
    return list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff"))))


def test_the_same_rows_as_a_table(cast, sign_in):
    making.meet_the_award(cast)
    response = sign_in(cast.cora).get("/readiness/board.csv", {"state": "one_left"})
    assert response["Content-Disposition"] == f'attachment; filename="readiness-{cast.now:%Y-%m-%d}.csv"'
    heads, row = table(response)
    assert dict(zip(heads, row, strict=True)) == {
        "Name": "Ben Walsh",
        "Programme": "Thames Valley peer groups",
        "Groups": "Alder",
        "Towards": AWARD,
        "State": "1 thing left",
        "Missing": MEETINGS,
        "Next to act": "Sam Reyes",
        "Next session": "",
        "Next supervision": "",
    }


@pytest.mark.parametrize(
    "name", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "  =1", "\uff1d1", '=HYPERLINK("http://x","y")']
)
def test_no_cell_of_it_is_a_formula(cast, sign_in, name):
    cast.anna.first_name, cast.anna.last_name = name, ""
    cast.anna.save()
    cast.alder.code_name = name
    cast.alder.save()
    rows = table(sign_in(cast.cora).get("/readiness/board.csv"))
    assert [cell for row in rows for cell in row if cell.strip(" ")[:1] in {"=", "+", "-", "@", "\t", "\uff1d"}] == []
    assert sorted(row[0] for row in rows if row[0].startswith("'")) == [f"'{cast.anna.get_full_name()}"]


def thirty_people(cast) -> None:
    for number in range(27):
        person = making.ready_newcomer(cast, f"Person{number} Number{number}")
        group = PeerGroup.objects.create(programme=cast.thames, code_name=f"Group {number}", state="running")
        Facilitation.objects.create(group=group, person=person, place=1, starts_at=cast.now)
        if number % 2:
            authorise(person=person, programme=cast.thames, by=cast.cora, now=cast.now)
            making.sessions(cast, number % 8, group=group, facilitators=[person])


@pytest.mark.parametrize("path", ["/readiness/", "/readiness/board.csv"])
def test_the_queries_are_constant_at_one_and_at_thirty_people(cast, certificate, sign_in, path):
    client = sign_in(cast.cora)
    client.get("/readiness/")  # makes the brand's row, which has the outline of the courses built again
    cast.thames.appointments.filter(person__in=[cast.ben, cast.farah]).update(ends_at=cast.now)
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    cast.thames.appointments.filter(role=Role.FACILITATOR).update(ends_at=None)
    thirty_people(cast)
    client.get(path)
    with CaptureQueriesContext(connection) as many:
        response = client.get(path)
    assert response.content.decode().count("Number26") >= 1
    assert len(many) == len(few)
    assert len(many) <= 19
