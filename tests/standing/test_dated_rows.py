"""A dated row holds from its first instant up to, but not at, its last."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from people.models import Appointment, Role, SupervisionAssignment
from people.queries import holds_role, programmes_of, roles_of, supervision_of

INSTANT = timedelta(microseconds=1)


@pytest.fixture
def appointment(cast, now):
    return Appointment.objects.create(
        person=cast.anna, role=Role.TRAINER, programme=cast.thames, starts_at=now, ends_at=now + timedelta(days=1)
    )


@pytest.mark.parametrize(
    ("offset", "holds"),
    [(-INSTANT, False), (timedelta(0), True), (timedelta(days=1) - INSTANT, True), (timedelta(days=1), False)],
    ids=["an instant before", "at the start", "an instant before the end", "at the end"],
)
def test_the_row_and_the_query_agree_to_the_microsecond(appointment, cast, now, offset, holds):
    at = now + offset
    assert (appointment.holds(at), holds_role(cast.anna, Role.TRAINER, now=at)) == (holds, holds)


def test_a_row_cannot_end_before_it_starts(cast, now):
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.create(
            person=cast.anna, role=Role.TRAINER, programme=cast.thames, starts_at=now, ends_at=now - INSTANT
        )


def test_a_role_in_one_programme_is_none_in_another(cast, now):
    assert roles_of(cast.cora, now) == {"coordinator": [cast.thames.pk]}
    assert programmes_of(cast.odette, Role.COORDINATOR, now) == [cast.dales.pk]
    assert not holds_role(cast.odette, Role.COORDINATOR, now=now, programme_id=cast.thames.pk)


def test_supervision_changes_hands_at_one_instant(cast, now):
    handover = SupervisionAssignment.objects.get(facilitator=cast.anna, supervisor=cast.grace).ends_at
    assert supervision_of(cast.anna, handover - INSTANT).supervisor == cast.grace
    assert supervision_of(cast.anna, handover).supervisor == cast.sam
