"""One predicate in `people`, whose rule `supervision` gives: agreed, and not overdue by what was agreed."""

from datetime import timedelta

import pytest

from people.models import CoverWindow, SupervisionAssignment
from people.supervised import currently_supervised, is_currently_supervised
from tests.groups.pairing.drawing import agreed
from tests.supervision import world


def current(cast) -> bool:
    return is_currently_supervised(cast.anna, cast.thames, cast.now)


def test_without_an_agreement_it_is_not(cast):
    assert current(cast) is False


def test_agreed_and_begun_lately_it_is(cast):
    agreed(cast.anna, cast.sam, cast)
    assert current(cast) is True
    assert currently_supervised(cast.thames, cast.now) == {cast.anna.pk}
    assert currently_supervised(cast.dales, cast.now) == set()


@pytest.mark.parametrize(("days_ago", "is_current"), [(10, True), (42, True), (43, False)])
def test_it_stays_so_by_meeting(cast, days_ago, is_current):
    CoverWindow.objects.all().delete()
    agreed(cast.anna, cast.sam, cast)
    SupervisionAssignment.objects.filter(facilitator=cast.anna).update(starts_at=cast.now - timedelta(days=300))
    assert current(cast) is False
    world.held_meeting(cast, days_ago, cast.anna)
    assert current(cast) is is_current


def test_it_ends_with_the_assignment(cast):
    agreed(cast.anna, cast.sam, cast)
    SupervisionAssignment.objects.filter(facilitator=cast.anna, supervisor=cast.sam).update(ends_at=cast.now)
    assert current(cast) is False
