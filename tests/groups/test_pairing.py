"""A group is founded, two facilitators get its places, and it runs once both are authorised."""

from datetime import timedelta

import pytest

from confidential.models import AccessEntry
from delivery.models import Effect
from foundation.refusals import IllegalMove, Refusal
from groups.models import Facilitation, PeerGroup
from groups.pairs import services
from groups.pairs.queries import as_candidates, candidates
from people.models import Role
from people.services import appoint
from tests.people import authorise, make_person

State = PeerGroup.State


@pytest.fixture
def elder(cast) -> PeerGroup:
    """A new group of Thames, with nobody in it."""
    return services.found_group(programme=cast.thames, by=cast.cora, code_name="Elder", now=cast.now)


@pytest.fixture
def nia(cast):
    """A facilitator of Thames who is not authorised."""
    nia = make_person("Nia New")
    appoint(person=nia, role=Role.FACILITATOR, programme=cast.thames, now=cast.now)
    return nia


def place(cast, group, person, by=None, now=None) -> Facilitation:
    return services.place_in_pair(group=group, person=person, by=by or cast.cora, now=now or cast.now)


def pair(group) -> list[tuple[int, str]]:
    held = Facilitation.objects.filter(group=group, ends_at=None).order_by("place")
    return list(held.values_list("place", "person__first_name"))


def test_a_new_group_looks_for_its_pair(cast, elder):
    assert (elder.state, pair(elder)) == (State.RECRUITING, [])


def test_a_code_name_is_taken_once_however_it_is_written(cast, elder):
    with pytest.raises(Refusal, match="already a group with that name"):
        services.found_group(programme=cast.thames, by=cast.cora, code_name="ELDER", now=cast.now)


def test_two_people_get_the_two_places_and_are_told(cast, elder):
    place(cast, elder, cast.farah)
    place(cast, elder, cast.anna)
    assert pair(elder) == [(1, "Farah"), (2, "Anna")]
    told = Effect.objects.filter(kind="mail:something_waiting")
    assert sorted(told.values_list("recipient__first_name", flat=True)) == ["Anna", "Farah"]
    assert list(AccessEntry.objects.filter(owner=cast.farah).values_list("action", flat=True)) == ["placed"]


def test_placing_somebody_twice_is_one_place(cast, elder):
    assert place(cast, elder, cast.farah) == place(cast, elder, cast.farah)
    assert pair(elder) == [(1, "Farah")]


@pytest.mark.parametrize(
    ("name", "by", "words"),
    [
        ("olu", "cora", "not a facilitator of the programme"),
        ("sam", "cora", "not a facilitator of the programme"),
        ("farah", "odette", "Only a coordinator of this programme"),
        ("farah", "farah", "Only a coordinator of this programme"),
    ],
)
def test_who_cannot_have_a_place_and_who_cannot_give_one(cast, elder, name, by, words):
    with pytest.raises(Refusal, match=words):
        place(cast, elder, getattr(cast, name), by=getattr(cast, by))
    assert pair(elder) == []


def test_there_is_no_third_place(cast, nia):
    with pytest.raises(Refusal, match="Both places of this group are taken"):
        place(cast, cast.alder, cast.farah)
    assert pair(cast.alder) == [(1, "Anna"), (2, "Ben")]


def test_a_freed_place_is_filled_again(cast, now):
    later = now + timedelta(hours=1)
    held = Facilitation.objects.get(group=cast.alder, person=cast.anna)
    for _ in range(2):
        services.end_place(place=held, by=cast.cora, now=now)
    place(cast, cast.alder, cast.farah, now=later)
    assert pair(cast.alder) == [(1, "Farah"), (2, "Ben")]


def test_somebody_not_authorised_waits_in_a_place_but_not_in_a_running_group(cast, elder, nia):
    place(cast, elder, nia)
    assert pair(elder) == [(1, "Nia")]
    with pytest.raises(Refusal, match="Nia New is not authorised yet, and this group is running"):
        place(cast, cast.birch, nia)


def test_a_group_runs_once_both_are_authorised(cast, elder, nia, now):
    def run():
        return services.move_group(group=elder, to=State.RUNNING, by=cast.cora, now=now).state

    place(cast, elder, cast.farah)
    with pytest.raises(Refusal, match="Fill the other place first"):
        run()
    place(cast, elder, nia)
    with pytest.raises(Refusal, match="Not authorised to co-facilitate yet: Nia New"):
        run()
    authorise(nia, cast.thames, cast.cora, now)
    assert run() == State.RUNNING


@pytest.mark.parametrize(
    ("states", "allowed"),
    [
        ((State.PAUSED, State.RUNNING), True),
        ((State.ENDED,), False),
        ((State.PROPOSED,), False),
    ],
    ids=["paused and resumed", "ended unannounced", "back to a proposal"],
)
def test_a_running_group_moves_on_only_as_states_follow(cast, now, states, allowed):
    def move():
        for state in states:
            services.move_group(group=cast.alder, to=state, by=cast.cora, now=now)

    if allowed:
        move()
    else:
        with pytest.raises(IllegalMove):
            move()
    cast.alder.refresh_from_db()
    assert (cast.alder.state == states[-1]) is allowed


def test_an_end_that_lies_ahead_has_a_day_and_is_announced_by_its_own_verb(cast, now):
    with pytest.raises(Refusal, match="Choose “End this group”, and enter its last day"):
        services.move_group(group=cast.alder, to=State.ENDING, by=cast.cora, now=now)
    cast.alder.refresh_from_db()
    assert cast.alder.state == State.RUNNING


def test_candidates_are_told_apart(cast, elder, nia):
    people = candidates(elder, cast.now)
    assert [candidate.words for candidate in as_candidates(people, elder, cast.now)] == [
        "Nia New (not authorised yet, in no group)",
        "Farah Aziz (authorised, in Birch, supervised by Stella Moore)",
        "Anna Okoye (authorised, in Alder, supervised by Sam Reyes)",
        "Ben Walsh (authorised, in Alder, supervised by Sam Reyes)",
    ]


def test_from_the_pages(cast, sign_in, nia):
    cora = sign_in(cast.cora)
    answer = cora.post("/groups/new/", {"code_name": "Elder", "rhythm": "Every second week"})
    elder = PeerGroup.objects.get(code_name="Elder")
    path = f"/groups/{elder.pk}/pair/"
    assert answer["Location"] == path
    cora.post(path, {"person": str(nia.pk)})
    cora.post(path, {"person": str(cast.farah.pk)})
    page = cora.get(path).content.decode()
    assert ("Not authorised yet" in page, "Both places are taken" in page) == (True, True)
    moved = cora.post(f"/groups/{elder.pk}/move/", {"to": "running"}, follow=True).content.decode()
    assert "Not authorised to co-facilitate yet: Nia New." in moved
    assert "Nia New: no longer in Elder?" in cora.get(f"{path}1/end/").content.decode()
    cora.post(f"{path}1/end/")
    assert pair(elder) == [(2, "Farah")]
    assert cora.post("/groups/new/", {"code_name": "elder"}).status_code == 422


def test_only_coordinators_are_offered_to_found_and_to_pair(cast, sign_in):
    for person, offered in ((cast.cora, True), (cast.anna, False), (cast.sam, False)):
        client = sign_in(person)
        pages = client.get("/groups/").content.decode() + client.get(f"/groups/{cast.alder.pk}/").content.decode()
        assert ("/groups/new/" in pages, f"/groups/{cast.alder.pk}/pair/" in pages) == (offered, offered)


@pytest.mark.parametrize("count", [1, 30])
def test_choosing_costs_the_same_for_one_and_for_thirty(cast, sign_in, elder, count, django_assert_num_queries):
    for number in range(count):
        appoint(person=make_person(f"New{number} Comer"), role=Role.FACILITATOR, programme=cast.thames, now=cast.now)
    cora = sign_in(cast.cora)
    cora.get(f"/groups/{elder.pk}/pair/")
    with django_assert_num_queries(11):
        cora.get(f"/groups/{elder.pk}/pair/")


def test_a_group_that_has_ended_takes_nobody(cast, elder):
    PeerGroup.objects.filter(pk=elder.pk).update(state=State.ENDED, ended_at=cast.now)
    with pytest.raises(Refusal, match="This group has ended. Set up a new one."):
        place(cast, elder, cast.farah)
    assert pair(elder) == []


def test_the_state_that_a_group_has_already_changes_nothing(cast):
    lines = AccessEntry.objects.count()
    moved = services.move_group(group=cast.alder, to=State.RUNNING, by=cast.cora, now=cast.now)
    assert (moved.state, AccessEntry.objects.count()) == (State.RUNNING, lines)
