"""Limits x networks x who tries: strangers get few tries, and keep nobody else out."""

from datetime import timedelta

import pytest

from people.signing_in.limits import ATTEMPT_KINDS, CODE, DAY, HOUR, MAIL, MINUTES, PASSWORD
from tests.signing_in.trying import browser, fails, looked_at, network, succeeds

# Numbered networks of either kind; no two of one number share anything.
NETWORKS = {
    "IPv4": lambda number: network(f"198.51.{number // 256}.{number % 256}"),
    "IPv6": lambda number: network(f"2001:db8:0:{number:x}::1"),
    "IPv4 written as IPv6": lambda number: network(f"::ffff:198.51.{number // 256}.{number % 256}"),
}
COUNTING_ACCOUNTS = [kind for kind in ATTEMPT_KINDS if kind.accounts]


@pytest.fixture(params=NETWORKS)
def networks(request, db):
    return NETWORKS[request.param]


@pytest.fixture(params=ATTEMPT_KINDS, ids=lambda kind: kind.name)
def kind(request):
    return request.param


def test_a_stranger_from_one_network_has_few_tries_in_a_while(networks, kind, now):
    assert looked_at(fails("anna", networks(1), now, kind) for _ in range(50)) == kind.here.most


def test_and_few_in_a_day_however_long_they_wait_between(networks, kind, now):
    waited = [now + minute * timedelta(minutes=1) for minute in range(0, 24 * 60, 5)]
    from_here = kind.here.most * (timedelta(days=1) // kind.here.within)
    assert looked_at(fails("anna", networks(1), at, kind) for at in waited) == min(kind.anywhere.most, from_here)


def test_a_stranger_from_many_networks_has_few_tries_in_a_day(networks, kind, now):
    assert looked_at(fails("anna", networks(number), now, kind) for number in range(150)) == kind.anywhere.most


@pytest.mark.parametrize("kind", COUNTING_ACCOUNTS, ids=lambda kind: kind.name)
def test_a_stranger_who_tries_many_accounts_reaches_few(networks, kind, now):
    tries = (fails(f"doctor {number}", networks(1), now, kind) for number in range(100))
    assert looked_at(tries) == kind.accounts.most


@pytest.mark.parametrize("kind", COUNTING_ACCOUNTS, ids=lambda kind: kind.name)
def test_who_is_among_them_already_may_go_on(networks, kind, now):
    for number in range(100):
        fails(f"doctor {number}", networks(1), now, kind)
    assert (fails("doctor 0", networks(1), now, kind), fails("doctor 99", networks(1), now, kind)) == (True, False)


def test_another_network_and_another_account_are_not_concerned(networks, kind, now):
    for _ in range(10):
        fails("anna", networks(1), now, kind)
    assert [fails("anna", networks(2), now, kind), fails("ben", networks(1), now, kind)] == [True, True]


def test_neighbours_in_one_64_are_one_network(db, kind, now):
    tries = (fails("anna", network(f"2001:db8::{number:x}"), now, kind) for number in range(1, 100))
    assert looked_at(tries) == kind.here.most


def test_a_ward_behind_one_address_signs_in(networks, now):
    """200 doctors, every second one after two mistakes."""
    for number in range(200):
        if number % 2:
            assert [fails(f"doctor {number}", networks(1), now) for _ in range(2)] == [True, True]
        assert succeeds(f"doctor {number}", networks(1), now)


def test_a_stranger_on_the_ward_keeps_none_of_its_own_browsers_out(networks, now):
    for number in range(100):
        fails(f"doctor {number}", networks(1), now)
    assert looked_at(succeeds(f"doctor {number}", browser(f"of {number}"), now) for number in range(100)) == 100


def test_the_doctors_own_browser_passes_while_strangers_guess(networks, kind, now):
    for number in range(150):
        fails("anna", networks(number), now, kind)
    assert fails("anna", networks(999), now, kind) is False
    assert [fails("anna", browser("of Anna"), now, kind), succeeds("anna", browser("of Anna"), now, kind)] == [True] * 2


def test_their_own_browser_has_its_limits_too(db, kind, now):
    assert looked_at(fails("anna", browser("of Anna"), now, kind) for _ in range(50)) == kind.here.most
    waited = [now + minute * timedelta(minutes=1) for minute in range(15, 24 * 60, 5)]
    rest = looked_at(fails("anna", browser("of Anna"), at, kind) for at in waited)
    assert kind.here.most + rest == kind.own_browser.most


def test_what_is_tried_at_one_door_is_not_counted_at_another(db, now):
    for _ in range(10):
        fails("anna", network("192.0.2.1"), now, CODE)
    assert [fails("anna", network("192.0.2.1"), now, other) for other in (PASSWORD, MAIL)] == [True, True]


# How a limit is reached, by what is tried how often from where; and who then waits for how long.
REACHED = {
    "one account from one network": (lambda number: ("anna", 1), ("anna", 1), MINUTES),
    "one account from all networks": (lambda number: ("anna", number), ("anna", 500), DAY),
    "many accounts from one network": (lambda number: (f"doctor {number}", 1), ("anna", 1), HOUR),
}


@pytest.mark.parametrize("reached", REACHED)
def test_each_limit_ends(networks, now, reached):
    tried, (account, number), wait = REACHED[reached]
    for turn in range(100):
        who, where = tried(turn)
        fails(who, networks(where), now)
    at = [now + wait - timedelta(seconds=1), now + wait]
    assert [fails(account, networks(number), when) for when in at] == [False, True]


def test_one_who_signs_in_gives_a_stranger_nothing_back(networks, now):
    """Neither with an account of their own, nor while the doctor comes and goes."""
    for number in range(60):
        fails("anna", networks(number), now)
        succeeds("mallory", networks(number), now)
        succeeds("anna", browser("of Anna"), now)
    assert fails("anna", networks(999), now) is False


def test_a_stranger_with_an_account_gains_no_accounts_to_try(networks, now):
    def tries():
        for number in range(100):
            succeeds("mallory", networks(1), now)
            yield fails(f"doctor {number}", networks(1), now)

    assert looked_at(tries()) == PASSWORD.accounts.most
