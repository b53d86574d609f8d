"""A place may end on a day that lies ahead: both know eight weeks before, and it ends by itself."""

from dataclasses import replace
from datetime import timedelta

import pytest

from delivery.models import Effect
from groups.models import Facilitation
from groups.pairs.endings import group_occasion, place_occasion
from groups.pairs.queries import leaving_soon, places_beside
from people.endings.days import is_over, last_day
from people.endings.models import Told
from people.endings.services import DUE, call_off, carry_out_when_due, end
from tests.people import Cast


def leave(cast: Cast, weeks: int) -> str:
    """Anna leaves Alder that many weeks from now. Returns the day in words."""
    occasion = annas_place(cast)
    at = is_over((cast.now + timedelta(weeks=weeks)).date(), cast.thames)
    end(occasion=replace(occasion, at=at))
    return last_day(at, cast.thames)


def annas_place(cast: Cast):
    place = Facilitation.objects.select_related("group__programme", "person").get(person=cast.anna)
    return place_occasion(place, by=cast.cora, at=cast.now, now=cast.now)


def test_the_place_is_held_until_that_day_and_free_after_it(cast):
    leave(cast, 5)
    place = Facilitation.objects.get(person=cast.anna)
    assert Facilitation.objects.current(cast.now).filter(pk=place.pk).exists()
    effect = Effect.objects.get(kind=DUE)
    carry_out_when_due(effect, effect.next_at)
    place.refresh_from_db()
    assert place.ends_at == effect.next_at


def test_both_and_their_supervisor_are_told_at_once(cast):
    day = leave(cast, 5)
    told = {item.person.first_name: item.words for item in Told.objects.select_related("person")}
    assert told == {
        "Anna": f"Your last day in Alder is {day}.",
        "Ben": f"Anna Okoye leaves the pair of Alder after {day}.",
        "Sam": f"Anna Okoye leaves the pair of Alder after {day}.",
    }


@pytest.mark.parametrize(("weeks", "shown"), [(7, True), (9, False)])
def test_it_is_on_both_pages_from_eight_weeks_before(cast, sign_in, weeks, shown):
    day = leave(cast, weeks)
    Told.objects.all().delete()
    said = {"anna": f"Your place in Alder ends after {day}.", "ben": f"Anna Okoye leaves Alder after {day}."}
    for name, words in said.items():
        client = sign_in(getattr(cast, name))
        for page in ("/me/", f"/groups/{cast.alder.pk}/"):
            assert (words in client.get(page).content.decode()) == shown
    assert "leaves Alder" not in sign_in(cast.farah).get("/me/").content.decode()


def test_what_is_called_off_is_on_no_page(cast):
    leave(cast, 5)
    call_off(occasion=annas_place(cast))
    assert leaving_soon(places_beside(cast.ben, cast.now), cast.now) == []


def test_with_a_group_that_ends_nobody_hears_of_places(cast):
    end(occasion=group_occasion(cast.alder, by=cast.cora, at=cast.now + timedelta(days=10), now=cast.now))
    assert [words for words in Told.objects.values_list("words", flat=True) if "last day in" in words] == []


def test_the_coordinator_enters_the_day_on_the_page_of_endings(cast, sign_in):
    client = sign_in(cast.cora)
    url = f"/groups/{cast.alder.pk}/pair/1/end/"
    form = client.get(url).context["form"]
    assert "last_day" in form.fields
