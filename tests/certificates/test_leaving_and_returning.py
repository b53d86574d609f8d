"""An authorisation is for one stay: whoever leaves and returns is confirmed anew, and no day between counts."""

from datetime import timedelta

import pytest

from certificates.services import authorise
from foundation.refusals import Refusal
from groups.models import Facilitation, PeerGroup
from groups.pairs.services import move_group, place_in_pair
from people.models import Appointment, Authorisation, Role
from people.queries import authorisation_of
from people.services import appoint as appoint_again
from tests.certificates import making
from tests.figures import sessions_cofacilitated
from tests.groups.entering import record
from tests.verbs import end_appointment

LEFT, RETURNED = timedelta(days=200), timedelta(days=1)


def leave(cast, person, now):
    end_appointment(appointment=person.appointments.get(role=Role.FACILITATOR, ends_at=None), by=cast.cora, now=now)


def come_back(cast, person, now):
    appoint_again(person=person, role=Role.FACILITATOR, programme=cast.thames, now=now)


@pytest.fixture
def returned(cast):
    """Anna left 200 days ago and came back yesterday."""
    leave(cast, cast.anna, cast.now - LEFT)
    come_back(cast, cast.anna, cast.now - RETURNED)
    return cast.anna


@pytest.fixture
def returned_by_rows(cast):
    """The same, as rows that nobody ended together with the role."""
    Appointment.objects.filter(person=cast.anna).update(ends_at=cast.now - LEFT)
    come_back(cast, cast.anna, cast.now - RETURNED)
    return cast.anna


def test_leaving_ends_the_authorisation_at_the_same_instant(cast):
    leave(cast, cast.anna, cast.now)
    assert Authorisation.objects.get(person=cast.anna).ends_at == cast.now
    assert Authorisation.objects.get(person=cast.ben).ends_at is None


@pytest.mark.parametrize("how", ["returned", "returned_by_rows"])
def test_whoever_returns_is_not_authorised_by_the_old_row(cast, request, how):
    anna = request.getfixturevalue(how)
    assert authorisation_of(anna, cast.thames.pk, cast.now) is None


@pytest.mark.parametrize("how", ["returned", "returned_by_rows"])
def test_whoever_returns_is_not_placed_in_a_running_group(cast, request, how):
    anna = request.getfixturevalue(how)
    with pytest.raises(Refusal, match="Anna Okoye is not authorised yet"):
        place_in_pair(group=cast.birch, person=anna, by=cast.cora, now=cast.now)


@pytest.mark.parametrize("how", ["returned", "returned_by_rows"])
def test_whoever_returns_records_no_session(cast, request, how):
    anna = request.getfixturevalue(how)
    with pytest.raises(Refusal, match="You are not authorised to co-facilitate"):
        record(cast, by=anna)


def test_a_group_does_not_run_with_somebody_who_returned(cast, returned):
    cast.birch.state = "recruiting"
    cast.birch.save()
    place_in_pair(group=cast.birch, person=returned, by=cast.cora, now=cast.now)
    with pytest.raises(Refusal, match="Not authorised to co-facilitate yet: Anna Okoye"):
        move_group(group=cast.birch, to="running", by=cast.cora, now=cast.now)


@pytest.fixture
def confirmed_anew(cast, course):
    """Nia left 200 days ago, came back yesterday, was confirmed again and has a place beside Farah."""
    nia = making.newcomer(cast, "Nia Evans")
    nia.appointments.update(starts_at=cast.now - timedelta(days=300))
    Authorisation.objects.create(
        person=nia, programme=cast.thames, confirmed_by=cast.cora, starts_at=cast.now - timedelta(days=290)
    )
    nia.appointments.update(ends_at=cast.now - LEFT)
    come_back(cast, nia, cast.now - RETURNED)
    making.finish_gate(nia, cast.now)
    making.supervised(cast, nia)
    making.agreed(cast, nia)
    making.practised(cast, nia)
    authorise(person=nia, programme=cast.thames, by=cast.cora, now=cast.now)
    place_in_pair(group=cast.birch, person=nia, by=cast.cora, now=cast.now)
    return nia


def in_birch(cast, person, days_ago, **more):
    named = more.pop("facilitators", [person])
    return record(cast, by=person, group=cast.birch, days_ago=days_ago, facilitators=named, **more)


def test_a_new_row_is_confirmed_and_the_old_one_is_over(cast, confirmed_anew):
    rows = Authorisation.objects.filter(person=confirmed_anew).order_by("starts_at")
    assert [row.ends_at for row in rows] == [cast.now, None]
    assert authorisation_of(confirmed_anew, cast.thames.pk, cast.now) == rows[1]


@pytest.mark.parametrize("days_ago", [100, 2])
def test_no_session_of_a_day_without_the_role_is_recorded_or_counts(cast, confirmed_anew, days_ago):
    with pytest.raises(Refusal, match="Nia Evans was not authorised to co-facilitate in this programme on that day"):
        in_birch(cast, confirmed_anew, days_ago)
    with pytest.raises(Refusal, match="Nia Evans was not authorised to co-facilitate in this programme on that day"):
        record(cast, by=cast.farah, group=cast.birch, days_ago=days_ago, facilitators=[cast.farah, confirmed_anew])
    assert sessions_cofacilitated(confirmed_anew, cast.thames.pk) == 0


def test_nobody_credits_themselves_for_a_day_before_they_had_a_place(cast):
    Facilitation.objects.filter(person=cast.ben).update(starts_at=cast.now - RETURNED)
    with pytest.raises(Refusal, match="You were not in this pair on that day"):
        record(cast, by=cast.ben, days_ago=10, facilitators=[cast.ben])
    assert sessions_cofacilitated(cast.ben, cast.thames.pk) == 0


def test_whoever_had_a_place_then_may_name_who_stood_in(cast):
    Facilitation.objects.filter(person=cast.ben).update(starts_at=cast.now - RETURNED)
    record(cast, by=cast.anna, days_ago=10)
    assert sessions_cofacilitated(cast.ben, cast.thames.pk) == 1


def test_a_place_does_not_outlive_the_role(cast):
    Appointment.objects.filter(person=cast.ben).update(ends_at=cast.now)
    assert not Facilitation.objects.current(cast.now).filter(person=cast.ben).exists()
    seen = [list(PeerGroup.objects.facilitated_by(person, cast.now)) for person in (cast.anna, cast.ben)]
    assert seen == [[cast.alder], []]


def test_the_place_of_who_left_is_free(cast):
    Appointment.objects.filter(person=cast.ben).update(ends_at=cast.now)
    placed = place_in_pair(group=cast.alder, person=cast.farah, by=cast.cora, now=cast.now)
    assert (placed.place, Facilitation.objects.get(person=cast.ben).ends_at) == (2, cast.now)
