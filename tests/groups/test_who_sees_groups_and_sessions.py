"""The pair, their supervisors and the coordinator see the facts; themes stay with those who do the work."""

from datetime import timedelta

import pytest

from foundation.refusals import Refusal
from groups.models import GroupSession, PeerGroup
from groups.queries import colleagues_who_may_cover
from people.models import SupervisionAssignment
from tests.groups.entering import record, typed

SEEN = {
    "owner": True,
    "partner": True,
    "reader": True,
    "cover": True,
    "coordinator": True,
    "peer": False,
    "supervisor": False,
    "former_supervisor": False,
    "former_cover": False,
    "editor": False,
    "governance": False,
    "deputy": False,
    "clinical_lead": False,
    "trainer": False,
    "tpd": False,
    "outsider": False,
    "outside_supervisor": False,
    "outside_coordinator": False,
}


def test_who_sees_the_group_and_its_session(cast):
    session = record(cast)
    people = cast.by_relation()
    groups = {who: cast.alder in PeerGroup.objects.visible_to(p, cast.now) for who, p in people.items()}
    sessions = {who: session in GroupSession.objects.visible_to(p, cast.now) for who, p in people.items()}
    assert groups == SEEN
    assert sessions == SEEN


@pytest.mark.parametrize(("offset", "seen"), [(-1, True), (0, False), (1, False)])
def test_a_supervisors_sight_ends_with_the_assignment(cast, offset, seen):
    session = record(cast)
    end = cast.now + timedelta(hours=1)
    SupervisionAssignment.objects.filter(supervisor=cast.sam).update(ends_at=end)
    at = end + timedelta(microseconds=offset)
    assert (cast.alder in PeerGroup.objects.visible_to(cast.sam, at)) is seen
    assert (session in GroupSession.objects.visible_to(cast.sam, at)) is seen


def test_a_supervisors_sight_ends_with_their_appointment(cast):
    session = record(cast)
    cast.sam.appointments.update(ends_at=cast.now)
    assert cast.alder not in PeerGroup.objects.visible_to(cast.sam, cast.now)
    assert session not in GroupSession.objects.visible_to(cast.sam, cast.now)
    assert session not in GroupSession.objects.with_themes_for(cast.sam, cast.now)


def test_whoever_has_left_the_programme_records_no_session(cast):
    """Neither the place in the pair nor the authorisation was ended: the appointment alone must stop it."""
    session = record(cast)
    cast.anna.appointments.update(ends_at=cast.now)
    with pytest.raises(Refusal, match="not authorised"):
        record(cast, attending=9, base_revision=session.revision)
    assert cast.anna not in colleagues_who_may_cover(cast.birch, cast.now)
    assert cast.ben in colleagues_who_may_cover(cast.birch, cast.now)


def test_supervising_somebody_in_another_programme_shows_nothing_here(cast):
    session = record(cast)
    SupervisionAssignment.objects.create(
        facilitator=cast.anna, supervisor=cast.oscar, programme=cast.dales, starts_at=cast.now - timedelta(days=1)
    )
    assert session not in GroupSession.objects.visible_to(cast.oscar, cast.now)
    assert cast.alder not in PeerGroup.objects.visible_to(cast.oscar, cast.now)


def test_a_coordinator_reads_the_facts_without_the_themes(cast, sign_in):
    session = record(cast)
    pages = {
        who: sign_in(person).get(f"/sessions/{session.pk}/").content.decode()
        for who, person in {
            "anna": cast.anna,
            "sam": cast.sam,
            "cora": cast.cora,
        }.items()
    }
    assert {who: "joy, meaning, gratitude" in page for who, page in pages.items()} == {
        "anna": True,
        "sam": True,
        "cora": False,
    }
    assert {who: "Correct the facts" in page for who, page in pages.items()} == {
        "anna": True,
        "sam": False,
        "cora": False,
    }


@pytest.mark.parametrize("who", ["reader", "coordinator", "peer", "outsider"])
def test_only_the_pair_writes(cast, sign_in, who):
    session = record(cast)
    client = sign_in(cast.by_relation()[who])
    answer = client.post(f"/sessions/{session.pk}/edit/", typed(cast, attending="1", revision="1"))
    session.refresh_from_db()
    assert (answer.status_code, session.attending) == (404, 7)


def test_nobody_records_for_a_group_of_somebody_else(cast, sign_in):
    answer = sign_in(cast.farah).post("/sessions/new/", typed(cast))
    assert (answer.status_code, GroupSession.objects.count()) == (404, 0)


def test_a_group_has_no_list_of_members(cast, sign_in):
    record(cast)
    page = sign_in(cast.anna).get(f"/groups/{cast.alder.pk}/").content.decode()
    assert "Why there is no list of members" in page
    assert "7 people came, 45 minutes." in page
