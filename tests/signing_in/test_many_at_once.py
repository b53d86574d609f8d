"""Tries at the same instant are counted one by one, by whichever server process they come."""

from functools import partial

from people.signing_in.limits import PASSWORD
from people.signing_in.models import Tally
from tests.signing_in.trying import fails, looked_at, network, succeeds

HERE = network("192.0.2.1")


def test_of_twelve_tries_at_once_no_more_are_looked_at_than_the_limit_allows(at_once, now):
    assert looked_at(at_once(*[partial(fails, "anna", HERE, now)] * 12)) == PASSWORD.here.most


def test_nor_from_twelve_networks_at_once(at_once, now):
    for number in range(PASSWORD.anywhere.most - 4):
        fails("anna", network(f"198.51.100.{number}"), now)
    jobs = [partial(fails, "anna", network(f"203.0.113.{number}"), now) for number in range(12)]
    assert looked_at(at_once(*jobs)) == 4


def test_nor_of_twelve_accounts_at_once(at_once, now):
    for number in range(PASSWORD.accounts.most - 4):
        fails(f"doctor {number}", HERE, now)
    jobs = [partial(fails, f"another {number}", HERE, now) for number in range(12)]
    assert looked_at(at_once(*jobs)) == 4


def test_a_ward_that_signs_in_at_once_leaves_no_count(at_once, now):
    jobs = [partial(succeeds, f"doctor {number}", HERE, now) for number in range(12)]
    assert at_once(*jobs) == [True] * 12
    assert sum(Tally.objects.values_list("count", flat=True)) == 0
