"""What an address of a video room has to be, and on which hosts it may be. Nothing is fetched from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import DomainNameValidator
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from foundation.lines import one_line

LONGEST_ADDRESS, LONGEST_PASSCODE = 1000, 80
HOST = re.compile(r"[a-z0-9.-]+")
NO_ADDRESS = _("Enter the whole address, from https:// on.")
NO_HOST = _("“%(host)s” is not the name of a host. Enter names such as zoom.us, without https:// and what follows.")
# More would be no rule.
MOST_HOSTS = 10
a_host = DomainNameValidator(accept_idna=False)


@dataclass(frozen=True)
class Room:
    """What somebody typed. It does not print itself."""

    address: str = field(repr=False)
    passcode: str = field(default="", repr=False)


def check_address(typed: str, hosts: Sequence[str]) -> str:
    """`typed` on one line. Raises ValidationError for what a browser would not open safely, and outside of `hosts`
    where there are any."""
    address = one_line(typed)
    try:
        parts = urlsplit(address)
        host, wrong = parts.hostname or "", parts.scheme != "https" or parts.username is not None
    except ValueError:
        raise ValidationError(NO_ADDRESS) from None
    if wrong or "." not in host or " " in address or len(address) > LONGEST_ADDRESS:
        raise ValidationError(NO_ADDRESS)
    if hosts and not is_allowed(host, hosts):
        raise ValidationError(
            _("Video rooms here are on %(hosts)s. Make one there, and enter its address.") % {"hosts": one_of(hosts)}
        )
    return address


def one_of(hosts: Sequence[str]) -> str:
    return get_text_list([*hosts], str(_("or")))


def is_allowed(host: str, hosts: Sequence[str]) -> bool:
    """It is one of `hosts`, or below one. What browsers read in another way than we do is neither: a backslash ends
    a host there."""
    return HOST.fullmatch(host) is not None and any(host == known or host.endswith(f".{known}") for known in hosts)


def read_hosts(typed: str) -> list[str]:
    """The hosts that a line names, by commas or spaces, each once and in small letters. Raises ValidationError."""
    hosts = list(dict.fromkeys(one_line(typed).lower().replace(",", " ").split()))
    if len(hosts) > MOST_HOSTS:
        raise ValidationError(_("These are more than %(most)s hosts. Leave some out.") % {"most": MOST_HOSTS})
    for host in hosts:
        if not _is_a_host(host):
            raise ValidationError(NO_HOST % {"host": host})
    return hosts


def _is_a_host(host: str) -> bool:
    try:
        a_host(host)
    except ValidationError:
        return False
    return HOST.fullmatch(host) is not None
