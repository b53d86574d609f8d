"""Editors are reminded of a module to be read again, each once ahead and once when its day has passed."""

from datetime import timedelta

import pytest

from courses.models import ModulePage
from courses.reminding import DUE
from delivery.models import Effect
from delivery.reminders.services import remind
from foundation.days import local_day


@pytest.fixture
def now(now):
    """A morning at which mails may leave."""
    return now.replace(hour=10)


def due_in(world, days, now):
    ModulePage.objects.filter(pk=world.role.pk).update(review_by=local_day(now) + timedelta(days=days))


def told():
    kind = Effect.objects.filter(kind=f"told:{DUE}")
    return [effect.recipient.name for effect in kind.order_by("created_at")]


def test_every_editor_of_today_is_told_once_however_often_it_is_asked(world, cast, now):
    due_in(world, 60, now)
    for hours in range(3):
        remind(now + timedelta(hours=hours))
    assert told() == ["Eddie Park"]


def test_and_once_more_when_the_day_has_passed(world, cast, now):
    due_in(world, 1, now)
    for days in range(5):
        remind(now + timedelta(days=days))
    assert told() == ["Eddie Park"] * 2


def test_a_new_day_of_review_is_told_anew(world, cast, now):
    for days in (1, 2):
        due_in(world, days, now)
        remind(now + timedelta(days=days))
    assert told() == ["Eddie Park"] * 2


def test_what_is_not_due_is_not_told(world, cast, now):
    due_in(world, 61, now)
    remind(now)
    assert told() == []


def test_nor_is_who_is_no_editor_any_more(world, cast, now):
    due_in(world, 1, now)
    cast.eddie.appointments.update(ends_at=now)
    remind(now)
    assert told() == []
