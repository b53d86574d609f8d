"""A programme's plan is told to its coordinators on the day of its review, until there is another version."""

from datetime import timedelta

import pytest

from people.models import Appointment, Role
from people.plans.reminding import plans_to_review
from tests.delivery.reminders.scenes import plan_of, today

A_DAY = timedelta(days=1)


@pytest.fixture
def due_in_a_week(cast):
    plan_of(cast, cast.thames, 2, today(cast) + 7 * A_DAY)


def told(cast, days):
    names = {person.pk: name for name, person in vars(cast).items() if hasattr(person, "email")}
    return sorted(names[due.person] for due in plans_to_review(cast.now + days * A_DAY, None))


def test_its_own_coordinator_is_told_from_that_day_on(cast, due_in_a_week):
    assert [told(cast, days) for days in (6, 7, 100)] == [[], ["cora"], ["cora"]]
    assert list(plans_to_review(cast.now + 7 * A_DAY, [cast.gwen.pk, cast.odette.pk])) == []


def test_another_version_makes_it_moot_until_its_own_day(cast, due_in_a_week):
    plan_of(cast, cast.thames, 3, today(cast) + 30 * A_DAY)
    assert [told(cast, days) for days in (7, 30)] == [[], ["cora"]]


def test_who_coordinates_no_more_is_not_told(cast, due_in_a_week):
    Appointment.objects.filter(person=cast.cora, role=Role.COORDINATOR).update(ends_at=cast.now)
    assert told(cast, 7) == []
