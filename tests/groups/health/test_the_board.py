"""The coordinator's board: every group that needs something, the most pressing first, and what to do."""

from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foundation.days import local_day
from groups.health.needs import Need
from groups.health.queries import health_of_one
from groups.health.services import look_through
from groups.models import Facilitation, GroupSession, PeerGroup
from groups.protected_time.models import Standing
from tests.factories import held_session
from tests.groups.protected_time.asking import asked

pytestmark = pytest.mark.django_db
BOARD = "/groups/needs/"


def planned(cast, group: PeerGroup, days: int, **more) -> GroupSession:
    return GroupSession.objects.create(
        programme=group.programme,
        group=group,
        local_date=local_day(cast.now) + timedelta(days=days),
        local_start=time(18, 30),
        zone="Europe/London",
        **more,
    )


def shown(cast, sign_in, address: str = BOARD) -> list[tuple[str, list[str]]]:
    """The groups on the board, each with what to do."""
    look_through(cast.now)
    rows = sign_in(cast.cora).get(address).context["rows"]
    return [(health.group.code_name, [line.todo for line in lines]) for health, lines in rows]


def test_what_is_missing_is_said_with_what_to_do(cast, sign_in):
    assert shown(cast, sign_in) == [
        ("Birch", ["Fill the place", "Plan the next ones"]),
        ("Alder", ["Plan the next ones"]),
    ]


def test_a_group_that_lacks_nothing_is_not_there(cast, sign_in):
    planned(cast, cast.alder, 5)
    assert [name for name, _todo in shown(cast, sign_in)] == ["Birch"]


def test_what_was_seen_to_is_no_longer_asked_for(cast, sign_in):
    look_through(cast.now)
    planned(cast, cast.alder, 5)
    page = sign_in(cast.cora).get(BOARD)
    assert [lines for health, lines in page.context["rows"] if health.group == cast.alder] == [[]]
    assert "Someone has seen to this since the list was made." in page.content.decode()


def test_sessions_are_judged_by_what_took_place(cast):
    planned(cast, cast.alder, 5)
    for number, attending in enumerate((2, 3, 3, 8, 8, 8)):
        held_session(cast, cast.alder, cast.anna, days_ago=50 + 7 * number, attending=attending)
    for days in (-4, -11):
        planned(cast, cast.alder, days, state="cancelled", cancel_reason="rota")
    # A change of the series took this one out: it is no session.
    planned(cast, cast.alder, -1, state="cancelled", cancel_reason="plan")
    health = health_of_one(cast.alder, cast.now)
    assert health.needs == [Need.NOT_MET, Need.CANCELLED, Need.SOLO, Need.FALLING]
    assert (health.known.lately, health.known.before) == (3, 8)


def test_a_session_of_two_is_not_solo(cast):
    planned(cast, cast.alder, 5)
    for days in (2, 9, 16):
        held_session(cast, cast.alder, cast.anna, cast.ben, days_ago=days)
    assert health_of_one(cast.alder, cast.now).needs == []


def test_who_says_they_were_not_there_leaves_the_other_alone(cast):
    planned(cast, cast.alder, 5)
    for days in (2, 9):
        session = held_session(cast, cast.alder, cast.anna, cast.ben, days_ago=days)
        session.session_facilitators.filter(person=cast.ben).update(answer="not_there")
    assert health_of_one(cast.alder, cast.now).needs == [Need.SOLO]


def test_time_that_ends_leads_to_its_matter(cast, sign_in):
    planned(cast, cast.alder, 5)
    until = local_day(cast.now) + timedelta(weeks=3)
    fact = asked(cast, group=cast.alder, standing=Standing.AGREED, ends_on=until)
    look_through(cast.now)
    rows = {health.group: lines for health, lines in sign_in(cast.cora).get(BOARD).context["rows"]}
    assert [line.url for line in rows[cast.alder]] == [f"/protected-time/{fact.matter}/"]


def test_time_that_is_over_is_said_to_be_over(cast, sign_in):
    yesterday = local_day(cast.now) - timedelta(days=1)
    asked(cast, group=cast.alder, standing=Standing.AGREED, starts_on=yesterday, ends_on=yesterday)
    shown_to_anna = sign_in(cast.anna).get(f"/groups/{cast.alder.pk}/").context["health"]
    assert [words.partition(" on ")[0] for words in shown_to_anna] == ["The protected time ended"]


def test_time_for_all_groups_is_said_once(cast, sign_in):
    asked(cast, standing=Standing.AGREED, ends_on=local_day(cast.now) + timedelta(weeks=3))
    page = sign_in(cast.cora).get(BOARD).content.decode()
    assert page.count("The time agreed for all groups ends on") == 1


def test_an_ended_group_needs_nothing(cast, sign_in):
    look_through(cast.now)
    PeerGroup.objects.filter(pk=cast.birch.pk).update(state="ended")
    assert [name for name, _todo in shown(cast, sign_in)] == ["Alder"]
    assert PeerGroup.objects.get(pk=cast.birch.pk).need == 0


def test_looking_twice_changes_nothing(cast):
    look_through(cast.now)
    before = list(PeerGroup.objects.order_by("pk").values_list("need", flat=True))
    look_through(cast.now)
    assert list(PeerGroup.objects.order_by("pk").values_list("need", flat=True)) == before
    assert sorted(before) == [Need.HALF_A_PAIR, Need.HALF_A_PAIR, Need.NO_NEXT]


@pytest.mark.parametrize(
    ("asked_for", "names"),
    [
        ("?need=2", ["Birch"]),
        ("?need=9", []),
        ("?need=none", ["Birch", "Alder"]),
        ("?q=anna", ["Alder"]),
        ("?q=birch", ["Birch"]),
        ("?q=cedar", []),
    ],
)
def test_one_need_or_one_name_can_be_sought(cast, sign_in, asked_for, names):
    assert [name for name, _todo in shown(cast, sign_in, BOARD + asked_for)] == names


def test_nobody_elses_programme_is_shown(cast, sign_in):
    look_through(cast.now)
    assert sign_in(cast.cora).get(f"{BOARD}?programme={cast.dales.slug}").status_code == 404
    assert "Cedar" not in sign_in(cast.cora).get(BOARD).content.decode()


def test_thirty_groups_take_as_many_queries_as_one(cast, sign_in):
    client = sign_in(cast.cora)

    def queries() -> int:
        look_through(cast.now)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(BOARD).status_code == 200
        return len(captured)

    client.get(BOARD)
    few = queries()
    for number in range(30):
        PeerGroup.objects.create(programme=cast.thames, code_name=f"Oak {number}", state="running")
    assert queries() == few
    assert len(client.get(BOARD).context["page"].object_list) == 30


# On the group's own page ----------------------------------------------------------------------------------------------


def test_the_pair_reads_of_its_own_group_in_kind_words(cast, sign_in):
    for days in (2, 9):
        held_session(cast, cast.alder, cast.anna, days_ago=days)
    assert sign_in(cast.anna).get(f"/groups/{cast.alder.pk}/").context["health"] == [
        "At two of the last four sessions one of you was alone. Ask the coordinator for someone to stand in."
    ]


def test_what_is_well_is_said_too(cast, sign_in):
    for days in (2, 9, 16):
        held_session(cast, cast.alder, cast.anna, cast.ben, days_ago=days, attending=5)
    assert sign_in(cast.sam).get(f"/groups/{cast.alder.pk}/").context["health"] == [
        "About 5 came to each of the last three sessions."
    ]


# The map --------------------------------------------------------------------------------------------------------------


def test_the_map_shows_where_somebody_could_facilitate_and_no_group_meets(cast, sign_in):
    rows = sign_in(cast.cora).get("/groups/map/").context["rows"]
    by_name = {row.specialty.name if row.specialty else None: row.places[0] for row in rows}
    anna = cast.anna.memberships.get().specialty
    assert (by_name[anna.name].groups, by_name[anna.name].is_gap) == (0, True)
    PeerGroup.objects.filter(pk=cast.alder.pk).update(specialty=anna)
    rows = sign_in(cast.cora).get("/groups/map/").context["rows"]
    assert [(row.places[0].groups, row.places[0].is_gap) for row in rows if row.specialty == anna] == [(1, False)]


def test_who_is_no_longer_authorised_could_not_facilitate(cast, sign_in):
    anna = cast.anna.memberships.get().specialty
    before = _facilitators(sign_in(cast.cora), anna)
    cast.anna.authorisations.update(ends_at=cast.now)
    Facilitation.objects.filter(person=cast.anna).update(ends_at=cast.now)
    assert _facilitators(sign_in(cast.cora), anna) == before - 1


def _facilitators(client, specialty) -> int:
    rows = client.get("/groups/map/").context["rows"]
    return next(row.places[0].facilitators for row in rows if row.specialty == specialty)
