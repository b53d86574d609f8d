"""For each event and each thing that hangs on it, whatever is chosen: nothing points to who is gone, and all are told.

The pairs come from the registry itself: an entry without a scene in `scenes.py` fails here.
"""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from delivery.models import Effect
from people.endings.models import Event, Told
from people.endings.queries import hanging_on
from people.endings.registry import Choice, Found, Occasion, entries, kinds
from people.endings.services import NOTICE, end
from tests.endings.scenes import SCENES
from tests.people import Cast
from tests.undone import afterwards_as_before

A_FREE_TIME = datetime.combine(timezone.localdate() + timedelta(days=90), time(9)).isoformat()
HANGS = sorted((name, Event(event)) for name, entry in entries for event in entry.events)


def of_entry(name: str, occasion: Occasion) -> list[Found]:
    return [found for found in hanging_on(occasion) if found.entry_name == name]


def decided(choice: Choice) -> str:
    """The choice as it is kept; where it asks for a time, with one at which nobody is away or meets anybody."""
    return f"{choice.key}@{A_FREE_TIME}" if choice.asks else choice.key


def test_every_event_can_happen():
    assert {name for name, _ in kinds} == set(Event.values)


def test_every_thing_that_hangs_has_a_scene():
    assert set(SCENES) == set(HANGS)


@pytest.mark.parametrize(("name", "event"), HANGS)
def test_whatever_is_chosen_nothing_hangs_on_it_and_everybody_is_told(cast, name, event):
    scene = SCENES[name, event](cast)
    assert scene.occasion.event == event
    found = of_entry(name, scene.occasion)
    assert found != []
    assert [item.name for item in found if item.hanging.choices[0].asks] == []
    for number in range(max(len(item.hanging.choices) for item in found)):
        with afterwards_as_before():
            made = {
                item.name: decided(item.hanging.choices[min(number, len(item.hanging.choices) - 1)]) for item in found
            }
            chosen = {item.name: item.chosen(made) for item in found}
            end(occasion=scene.occasion, choices=made)
            left = {found.name for found in of_entry(name, scene.occasion)}
            assert left == {one for one, choice in chosen.items() if choice.keeps}
            if number == 0:
                assert scene.told - told() == set()
                assert scene.mailed - mailed() == set()
            for choice in chosen.values():
                assert {item.person.first_name for item in choice.tells} - told() == set()


def told() -> set[str]:
    return set(Told.objects.values_list("person__first_name", flat=True))


def mailed() -> set[str]:
    return set(Effect.objects.filter(kind__startswith="mail:").values_list("recipient__first_name", flat=True))


@pytest.mark.parametrize(("name", "event"), HANGS)
def test_whoever_is_told_gets_a_mail_without_a_word_of_it(cast: Cast, name, event):
    scene = SCENES[name, event](cast)
    end(occasion=scene.occasion)
    assert told() - mailed() == set()
    for effect in Effect.objects.filter(kind=f"mail:{NOTICE}"):
        assert effect.object_id is not None and effect.key.startswith(f"mail:{NOTICE}:")


@pytest.mark.parametrize(("name", "event"), HANGS)
def test_ending_it_twice_tells_nobody_twice(cast, name, event):
    scene = SCENES[name, event](cast)
    end(occasion=scene.occasion)
    before = (Told.objects.count(), Effect.objects.count())
    assert end(occasion=scene.occasion) is None
    assert (Told.objects.count(), Effect.objects.count()) == before
