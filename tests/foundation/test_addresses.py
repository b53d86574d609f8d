"""Who counts as one visitor."""

import pytest
from django.test import RequestFactory

from foundation.addresses import address_of, network_of


@pytest.mark.parametrize(
    ("said", "network"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1 ", "192.0.2.1"),
        ("192.0.2.1:49152", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:DB8:1:2::9", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:49152", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("198.51.100.9, 192.0.2.1", "192.0.2.1"),
        ("made up, 192.0.2.1", "192.0.2.1"),
        ("", "unknown"),
        ("made up", "unknown"),
        ("999.1.1.1", "unknown"),
        ("192.0.2.1, ", "unknown"),
    ],
)
def test_a_network_is_an_ipv4_address_or_a_64(said, network):
    assert network_of(RequestFactory().get("/", REMOTE_ADDR=said)) == network


def test_two_ipv4_visitors_written_as_ipv6_are_two():
    ones = {network_of(RequestFactory().get("/", REMOTE_ADDR=f"::ffff:192.0.2.{number}")) for number in range(9)}
    assert len(ones) == 9


def test_only_the_named_header_is_believed(settings):
    request = RequestFactory().get("/", headers={"X-Real-IP": "192.0.2.7", "X-Forwarded-For": "198.51.100.9"})
    assert address_of(request) == "127.0.0.1"
    settings.ADDRESS_FROM = "HTTP_X_REAL_IP"
    assert address_of(request) == "192.0.2.7"
