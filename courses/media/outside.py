"""Addresses of other hosts: what may be linked to, and under which name its host is shown."""

import re
from urllib.parse import SplitResult, urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from foundation.refusals import Refusal

PLAIN = re.compile(r"\A[\x21-\x7e]++\Z")
IS_WEB = URLValidator(schemes=["https"])


def linked(address: str) -> str:
    """`address` as it is linked to: its host in the letters that browsers ask for. Raises Refusal.

    A host in letters that look like others' is written as the network writes it (xn--...), so nobody takes it for them.
    """
    parts = _parts(address.strip())
    if parts.scheme != "https":
        raise Refusal(_("Only addresses that begin with https:// can be linked."))
    if "@" in parts.netloc:
        raise Refusal(_("There is an @ before the host, as in addresses that pretend to lead elsewhere. Take it out."))
    found = parts._replace(netloc=_host(parts)).geturl()
    if not PLAIN.match(found) or "\\" in found:
        raise Refusal(_("There is a character in this address that does not belong there. Copy it from a browser."))
    try:
        IS_WEB(found)
    except ValidationError:
        raise Refusal(_("This is no address of a page. Copy it from a browser.")) from None
    return found


def host_of(address: str) -> str:
    """The host that a linked address opens, without the "www." that says nothing."""
    return urlsplit(address).netloc.removeprefix("www.")


def _parts(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        _port = parts.port
    except ValueError:
        raise Refusal(_("This is no address of a page. Copy it from a browser.")) from None
    return parts


def _host(parts: SplitResult) -> str:
    try:
        host = (parts.hostname or "").encode("idna").decode()
    except UnicodeError:
        raise Refusal(_("The host in this address cannot be. Copy it from a browser.")) from None
    return f"{host}:{parts.port}" if parts.port else host
