"""A certificate that ends is told three months and one month ahead, each once, until something has followed it."""

from datetime import timedelta

import pytest

from certificates.models import Certificate
from certificates.reminding import certificates_ending
from people.models import Appointment
from tests.delivery.reminders.scenes import certificates_of_two_years, revoked

A_DAY = timedelta(days=1)


@pytest.fixture
def certificate(cast):
    """Anna's, which ends in 80 days."""
    certificates_of_two_years(cast, 1)
    return Certificate.objects.get()


def told(cast, ends_in):
    """As it is so many days before its last one."""
    now = cast.now + (80 - ends_in) * A_DAY
    return [(due.person == cast.anna.pk, due.occasion) for due in certificates_ending(now, None)]


@pytest.mark.parametrize(
    ("ends_in", "occasions"), [(91, []), (90, ["90"]), (31, ["90"]), (30, ["30"]), (0, ["30"]), (-1, [])]
)
def test_it_is_told_in_its_last_three_months(cast, certificate, ends_in, occasions):
    assert told(cast, ends_in) == [(True, occasion) for occasion in occasions]


def test_a_later_one_makes_it_moot(cast, certificate):
    facts = {"cycle": 2, "number": 2, "code_digest": "another", "expires_on": certificate.expires_on + 700 * A_DAY}
    kept = {name: getattr(certificate, name) for name in ("programme", "award", "person", "facts", "issued_by")}
    Certificate.objects.create(issued_at=cast.now, issued_on=certificate.issued_on + A_DAY, **kept, **facts)
    assert told(cast, 80) == []


def test_a_revoked_one_is_not_told(cast, certificate):
    revoked(cast)
    assert told(cast, 80) == []


def test_nor_is_who_facilitates_there_no_more(cast, certificate):
    Appointment.objects.filter(person=cast.anna).update(ends_at=cast.now)
    assert told(cast, 80) == []
