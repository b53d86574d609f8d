"""Where a request comes from, for everything that counts by it: signing in, checking certificates."""

import ipaddress
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest

UNKNOWN = "unknown"
# Whoever holds one IPv6 address holds all of its /64, and may take another for each request.
OF_ONE_HOLDER = 64


def address_of(request: HttpRequest) -> str:
    return address_from(request.META)


def network_of(request: HttpRequest) -> str:
    return network_from(request.META)


def address_from(environ: Mapping[str, Any]) -> str:
    """As the server, or the header named in ADDRESS_FROM, says. Of a list, the last: the nearest proxy wrote it, and
    the visitor may have made up what comes before."""
    said = str(environ.get(getattr(settings, "ADDRESS_FROM", "REMOTE_ADDR"), ""))
    return _without_port(said.rpartition(",")[2].strip())


def network_from(environ: Mapping[str, Any]) -> str:
    """What counts as one visitor: an IPv4 address, or an IPv6 /64. Whatever is neither counts as one together."""
    try:
        address = ipaddress.ip_address(address_from(environ).partition("%")[0])
    except ValueError:
        return UNKNOWN
    if isinstance(address, ipaddress.IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ipaddress.ip_network((address, OF_ONE_HOLDER), strict=False))


def _without_port(said: str) -> str:
    if said.startswith("["):
        return said[1:].partition("]")[0]
    return said.partition(":")[0] if said.count(":") == 1 else said
