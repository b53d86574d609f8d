"""A question whose SQL is made once gives what its queryset gives, to whoever asks, and as of when they ask."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from foundation.prepared import Prepared
from people.models import Appointment
from people.queries import roles_of
from tests.people import Cast


def roles(person: UUID, now: datetime) -> Any:
    return Appointment.objects.current(now).filter(person=person).order_by("role").values_list("role", "starts_at")


def test_it_answers_as_the_queryset_does_for_each_who_asks(cast: Cast, now: datetime) -> None:
    asked = Prepared(roles)

    people = [cast.anna, cast.cora, cast.ben, cast.anna]
    assert [asked.rows(person=person.pk, now=now) for person in people] == [
        list(roles(person.pk, now)) for person in people
    ]


def test_it_answers_as_of_the_instant_that_is_given(cast: Cast, now: datetime) -> None:
    before = roles_of(cast.anna, now)
    Appointment.objects.filter(person=cast.anna).update(ends_at=now + timedelta(minutes=1))

    after = roles_of(cast.anna, now + timedelta(minutes=1))
    assert (before, roles_of(cast.anna, now), after) == (before, before, {})
    assert list(before) == ["facilitator"]


def test_it_is_one_query_from_the_first(cast: Cast, now: datetime, django_assert_num_queries: Any) -> None:
    asked = Prepared(roles)

    for _time in (1, 2):
        with django_assert_num_queries(1):
            asked.rows(person=cast.anna.pk, now=now)


def test_what_is_reckoned_from_a_value_is_refused(cast: Cast, now: datetime) -> None:
    asked = Prepared(lambda now: Appointment.objects.filter(starts_at__gt=now - timedelta(days=30)).values_list("role"))

    with pytest.raises(ValueError, match="as it is"):
        asked.rows(now=now)
