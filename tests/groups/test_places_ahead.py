"""A place may begin and end on days ahead: never two in a place, nor one person twice, whatever order it is said in."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from delivery.models import Effect
from foundation.refusals import Refusal
from groups.models import Facilitation
from groups.pairs.endings import place_occasion
from groups.pairs.services import end_place, place_in_pair, withdraw_place
from people.endings.models import Ending, Told
from people.endings.services import call_off, carry_out_when_due, end
from tests.people import Cast

A_WEEK = timedelta(weeks=1)


def place_of(person) -> Facilitation:
    places = Facilitation.objects.select_related("group__programme", "person")
    return places.filter(person=person).order_by("-starts_at")[0]


def leaves(cast, person, weeks: int) -> datetime:
    at = cast.now + weeks * A_WEEK
    end(occasion=place_occasion(place_of(person), by=cast.cora, at=at, now=cast.now))
    return at


def give(cast, person, starts_at=None, now=None) -> Facilitation:
    return place_in_pair(group=cast.alder, person=person, by=cast.cora, starts_at=starts_at, now=now or cast.now)


def test_the_next_begins_when_the_one_before_ends(cast):
    at = leaves(cast, cast.anna, 5)
    with pytest.raises(Refusal, match="A place is free from"):
        give(cast, cast.farah)
    place = give(cast, cast.farah, at)
    assert (place.place, place.starts_at, give(cast, cast.farah, at).pk) == (1, at, place.pk)
    current = Facilitation.objects.filter(group=cast.alder)
    assert {item.person for item in current.current(at - A_WEEK)} == {cast.anna, cast.ben}
    assert {item.person for item in current.current(at)} == {cast.farah, cast.ben}


def test_what_has_a_successor_is_neither_called_off_nor_put_off(cast):
    at = leaves(cast, cast.anna, 5)
    place = give(cast, cast.farah, at)
    occasion = place_occasion(place_of(cast.anna), by=cast.cora, at=cast.now, now=cast.now)
    with pytest.raises(Refusal, match="Farah Aziz was given this place after it"):
        call_off(occasion=occasion)
    with pytest.raises(Refusal, match="Farah Aziz has this place after"):
        end(occasion=replace(occasion, at=at + A_WEEK))
    withdraw_place(place=place, by=cast.cora, now=cast.now)
    withdraw_place(place=place, by=cast.cora, now=cast.now)
    call_off(occasion=occasion)
    assert place_of(cast.anna).ends_at is None


def test_a_place_that_has_begun_is_ended_and_not_withdrawn(cast):
    with pytest.raises(Refusal, match="End it instead"):
        withdraw_place(place=place_of(cast.anna), by=cast.cora, now=cast.now)


def test_it_is_on_the_pages_of_all_three(cast, sign_in):
    at = leaves(cast, cast.anna, 5)
    give(cast, cast.farah, at)
    Told.objects.all().delete()
    day = f"{at:%-d %B %Y}"
    for person, words in (
        (cast.anna, f"Farah Aziz joins Alder on {day}."),
        (cast.ben, f"Farah Aziz joins Alder on {day}."),
        (cast.farah, f"You join Alder on {day}."),
    ):
        assert words in sign_in(person).get("/me/").content.decode()
    assert f"Farah Aziz joins Alder on {day}." in sign_in(cast.sam).get(f"/groups/{cast.alder.pk}/").content.decode()
    assert "joins Alder" not in sign_in(cast.stella).get("/me/").content.decode()


def test_from_the_page(cast, sign_in):
    leaves(cast, cast.anna, 5)
    cora, page = sign_in(cast.cora), f"/groups/{cast.alder.pk}/pair/"
    refused = cora.post(page, {"person": str(cast.farah.pk), "starts_on": "2020-01-01"})
    assert (refused.status_code, "This day has passed." in refused.content.decode()) == (422, True)
    day = (cast.now + 6 * A_WEEK).date()
    assert cora.post(page, {"person": str(cast.farah.pk), "starts_on": day.isoformat()}).status_code == 302
    said = cora.get(page).content.decode()
    assert ("Who joins later" in said, f"Farah Aziz, from {day:%-d %B %Y}." in said) == (True, True)
    cora.post(f"/places/{place_of(cast.farah).pk}/withdraw/")
    assert not Facilitation.objects.filter(group=cast.alder, person=cast.farah).exists()


class PlacesMachine(RuleBasedStateMachine):
    cast: Cast

    @initialize()
    def as_it_was(self) -> None:
        self.now = self.cast.now
        Effect.objects.all().delete()
        Ending.objects.all().delete()
        Facilitation.objects.filter(group=self.cast.alder).delete()
        self.people = (self.cast.anna, self.cast.ben, self.cast.farah)

    def standing(self) -> list[Facilitation]:
        places = Facilitation.objects.filter(group=self.cast.alder).select_related("group__programme", "person")
        return list(places.overlapping(self.now).order_by("starts_at", "place"))

    @rule(who=st.integers(0, 2), weeks=st.integers(0, 6))
    def give(self, who, weeks) -> None:
        self.tried(lambda: give(self.cast, self.people[who], self.now + weeks * A_WEEK, self.now))

    @rule(which=st.integers(0, 5), weeks=st.integers(1, 6))
    def announce(self, which, weeks) -> None:
        if begun := self.begun():
            place = begun[which % len(begun)]
            occasion = place_occasion(place, by=self.cast.cora, at=self.now + weeks * A_WEEK, now=self.now)
            self.tried(lambda: end(occasion=occasion))

    @rule(which=st.integers(0, 5))
    def stay(self, which) -> None:
        if begun := self.begun():
            occasion = place_occasion(begun[which % len(begun)], by=self.cast.cora, at=self.now, now=self.now)
            self.tried(lambda: call_off(occasion=occasion))

    @rule(which=st.integers(0, 5))
    def leave_now(self, which) -> None:
        if begun := [place for place in self.begun() if place.starts_at < self.now]:
            self.tried(lambda: end_place(place=begun[which % len(begun)], by=self.cast.cora, now=self.now))

    @rule(which=st.integers(0, 5))
    def withdraw(self, which) -> None:
        if standing := self.standing():
            place = standing[which % len(standing)]
            self.tried(lambda: withdraw_place(place=place, by=self.cast.cora, now=self.now))

    @rule(days=st.integers(1, 20))
    def days_pass(self, days) -> None:
        self.now += timedelta(days=days)
        for effect in Effect.objects.filter(kind="endings:due", next_at__lte=self.now).order_by("next_at"):
            carry_out_when_due(effect, self.now)

    def begun(self) -> list[Facilitation]:
        return [place for place in self.standing() if place.starts_at <= self.now]

    @staticmethod
    def tried(verb) -> None:
        with suppress(Refusal):
            verb()

    @invariant()
    def nobody_is_in_two_places_and_no_place_has_two(self) -> None:
        far = datetime.max.replace(tzinfo=UTC)
        rows = [(row, row.ends_at or far) for row in Facilitation.objects.filter(group=self.cast.alder)]
        for (one, one_ends), (other, other_ends) in combinations(rows, 2):
            if one.starts_at < other_ends and other.starts_at < one_ends:
                assert one.place != other.place
                assert one.person_id != other.person_id


def test_places_machine(cast, run_machine):
    run_machine(PlacesMachine, cast=cast)
