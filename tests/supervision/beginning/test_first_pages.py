"""The first page says who is there and who acts next, and goes by itself."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.cards import cards, first_pages
from groups.models import Facilitation, GroupSession
from people.models import Role
from supervision.beginning.cards import FACILITATORS, SUPERVISORS
from tests.courses.world import complete, make_world
from tests.people import appoint, assign, make_person
from tests.supervision import world as supervision

FACILITATOR, SUPERVISOR = "supervision/beginning/facilitator.html", "supervision/beginning/supervisor.html"
WORRIED = "supervision/check_ins/card_worried.html"
# The design holds every screen to twenty queries; the first day of a facilitator asks more than any later one.
MOST = 22


@pytest.fixture
def course(db):
    return make_world()


@pytest.fixture
def fay(cast, course):
    """A facilitator of the programme since an hour ago, and nothing more."""
    person = make_person("Fay Newman")
    appoint(person, Role.FACILITATOR, cast.thames, cast.now - timedelta(hours=1))
    return person


@pytest.fixture
def sol(cast):
    """A supervisor of the programme since an hour ago, and nothing more."""
    person = make_person("Sol Ames")
    appoint(person, Role.SUPERVISOR, cast.thames, cast.now - timedelta(hours=1))
    return person


def day_of(client) -> tuple[list[str], str]:
    """The cards' templates, and the page with its white space made even."""
    response = client.get("/me/")
    return [card.template for card in response.context["cards"]], " ".join(response.content.decode().split())


def queries_of(client) -> int:
    client.get("/me/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/me/").status_code == 200
    return len([query for query in asked if not query["sql"].startswith(("SAVEPOINT", "RELEASE"))])


def plan_session(cast, days: int) -> GroupSession:
    return GroupSession.objects.create(
        programme=cast.thames,
        group=cast.birch,
        local_date=(cast.now + timedelta(days=days)).date(),
        local_start=time(18, 30),
        zone="Europe/London",
    )


def pair_with_farah(cast, person) -> None:
    Facilitation.objects.create(group=cast.birch, person=person, place=2, starts_at=cast.now - timedelta(hours=1))


def test_with_nothing_assigned_each_line_says_who_acts_next(cast, fay, sign_in):
    shown, page = day_of(sign_in(fay))
    assert shown == [FACILITATOR, WORRIED]
    for line in (
        "<strong>Reading</strong>",
        "Cora Lind, your coordinator, will assign your supervisor.",
        "Cora Lind, your coordinator, will pair you with another facilitator.",
        "None yet. When you have a supervisor, they will plan your first meeting.",
        "It is private, but not legally privileged",
    ):
        assert page.count(line) == 1
    assert [name for name in ("Sam Reyes", "Stella Moore", "Odette Marsh", "Birch") if name in page] == []


def test_the_one_button_is_the_first_step(fay, sign_in, course):
    _, page = day_of(sign_in(fay))
    assert page.count('class="nhsuk-button"') == 1
    assert f'<a class="nhsuk-button" href="{course.url("reading")}">Begin</a>' in page


def test_without_a_coordinator_nobody_is_named(cast, fay, sign_in):
    cast.cora.appointments.update(ends_at=cast.now - timedelta(minutes=1))
    _, page = day_of(sign_in(fay))
    assert "Your programme's coordinator will assign your supervisor." in page


def test_supervisor_partner_and_the_nearer_date(cast, fay, sign_in):
    assign(fay, cast.stella, cast.thames, cast.now - timedelta(hours=1))
    _, page = day_of(sign_in(fay))
    assert "None yet. Stella Moore will plan your first supervision." in page
    pair_with_farah(cast, fay)
    plan_session(cast, 5)
    meeting = supervision.meeting_in(cast, 3, fay, supervisor=cast.stella)
    _, page = day_of(sign_in(fay))
    assert "Farah Aziz, with you in group Birch" in page
    assert "supervision with Stella Moore" in page
    plan_session(cast, 2)
    _, page = day_of(sign_in(fay))
    assert (": group Birch" in page, str(meeting.pk) in page) == (True, False)


def test_a_group_without_a_partner_says_who_finds_one(cast, fay, sign_in):
    Facilitation.objects.filter(group=cast.birch).update(ends_at=cast.now - timedelta(minutes=1))
    pair_with_farah(cast, fay)
    _, page = day_of(sign_in(fay))
    assert "Cora Lind, your coordinator, will find you a partner for group Birch." in page
    assert "Farah" not in page


def test_it_yields_once_the_first_step_is_done(cast, fay, sign_in, course):
    complete(course, "reading", fay, cast.now)
    shown, _ = day_of(sign_in(fay))
    assert FACILITATOR not in shown
    assert {"courses/cards/continue.html", "courses/cards/modules.html"} <= set(shown)


def test_an_agreement_to_read_stands_beside_it(cast, fay, sign_in):
    assign(fay, cast.stella, cast.thames, cast.now - timedelta(hours=1))
    supervision.agreement(cast, fay, cast.stella)
    shown, _ = day_of(sign_in(fay))
    assert shown == [FACILITATOR, "supervision/agreements/card.html", WORRIED]


def test_a_supervisor_without_pairs_is_told_who_acts(cast, sol, sign_in):
    shown, page = day_of(sign_in(sol))
    assert shown == [SUPERVISOR, "courses/cases/card.html"]
    for line in (
        "No pairs yet. A coordinator of your programme assigns facilitators to you",
        "You can plan it when a facilitator",
        "not these doctors' educational or clinical supervisor",
        "You have no cover yet.",
    ):
        assert page.count(line) == 1
    assert [name for name in ("Anna", "Farah", "Alder") if name in page] == []


def test_a_supervisor_sees_their_pairs_and_the_next_meeting(cast, sol, sign_in):
    fay = make_person("Fay Newman")
    appoint(fay, Role.FACILITATOR, cast.thames, cast.now - timedelta(hours=1))
    assign(fay, sol, cast.thames, cast.now - timedelta(hours=1))
    _, page = day_of(sign_in(sol))
    assert "Fay Newman" in page
    assert "No meeting is planned." in page
    assert "Anna" not in page


def test_it_folds_into_the_desk_once_a_meeting_is_recorded(cast, sign_in):
    client = sign_in(cast.sam)
    assert SUPERVISOR in day_of(client)[0]
    supervision.held_meeting(cast)
    shown, _ = day_of(client)
    assert (SUPERVISOR in shown, "supervision/desk/card.html" in shown) == (False, True)
    assert client.get("/desk/").content.decode().count("What you are not responsible for") == 1


def test_nobody_else_gets_a_first_page(cast, course, sign_in):
    for person in (cast.cora, cast.gwen, cast.tara, cast.eddie):
        assert [template for template in day_of(sign_in(person))[0] if "beginning" in template] == []


def test_what_a_first_page_replaces_is_there():
    assert (FACILITATORS | SUPERVISORS) - {name for name, _ in cards} == set()
    assert {name for name, _ in first_pages} == {"beginning.facilitator", "beginning.supervisor"}


def test_the_fullest_first_day_stays_within_the_budget(cast, fay, sign_in):
    few = queries_of(sign_in(fay))
    assign(fay, cast.stella, cast.thames, cast.now - timedelta(hours=1))
    pair_with_farah(cast, fay)
    plan_session(cast, 5)
    supervision.meeting_in(cast, 3, fay, supervisor=cast.stella)
    supervision.agreement(cast, fay, cast.stella)
    assert max(few, queries_of(sign_in(fay))) <= MOST


def test_a_supervisors_first_page_asks_the_same_for_1_and_30_people(cast, sol, sign_in):
    client = sign_in(sol)
    counts = []
    for numbers in (range(1), range(1, 31)):
        for number in numbers:
            assign(make_person(f"Person{number} Smith"), sol, cast.thames, cast.now - timedelta(hours=1))
        counts.append(queries_of(client))
    assert counts[0] == counts[1] <= MOST
