"""A second factor is asked of everybody who could open another person's words, and of nobody whose right has ended.

The kinds of words come from the registry of sealed records, the people from all accounts there are. Anna and Ben open
what was written to them: an answer to their log, the record of their own meeting.
"""

import pytest
from django.test import override_settings

from confidential.audience import lets_in
from people.models import Appointment, User
from people.queries import needs_second_factor, roles_of
from tests.confidential.test_audiences import MAKE


def could_open(record, now) -> set[User]:
    return {person for person in User.objects.exclude(pk=record.writer_id) if lets_in(person, record, now)}


@override_settings(SECOND_FACTOR_REQUIRED=True)
def asked_for_one(now) -> set[User]:
    return {person for person in User.objects.all() if needs_second_factor(person, roles_of(person, now))}


@pytest.mark.parametrize("kind", MAKE)
def test_it_is_asked_of_everybody_who_could_open_them(cast, kind):
    readers = could_open(MAKE[kind](cast), cast.now)
    assert readers - asked_for_one(cast.now) <= {cast.anna, cast.ben}


@pytest.mark.parametrize("kind", MAKE)
def test_a_role_that_ended_asks_for_no_second_factor_and_opens_nothing(cast, kind):
    record = MAKE[kind](cast)
    Appointment.objects.filter(person=cast.sam).update(ends_at=cast.now)
    assert cast.sam not in could_open(record, cast.now) | asked_for_one(cast.now)
