"""What an address of a video room has to be, and on which hosts it may be. Nothing is fetched from it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import get_text_list
from django.utils.translation import gettext_lazy as _

from foundation.lines import one_line

LONGEST_ADDRESS, LONGEST_PASSCODE = 1000, 80
HOST = re.compile(r"[a-z0-9.-]+")
NO_ADDRESS = _("Enter the whole address, from https:// on.")


@dataclass(frozen=True)
class Room:
    """What somebody typed. It does not print itself."""

    address: str = field(repr=False)
    passcode: str = field(default="", repr=False)


def check_address(typed: str) -> str:
    """`typed` on one line. Raises ValidationError for what a browser would not open safely, or on another host."""
    address = one_line(typed)
    try:
        parts = urlsplit(address)
        host, wrong = parts.hostname or "", parts.scheme != "https" or parts.username is not None
    except ValueError:
        raise ValidationError(NO_ADDRESS) from None
    if wrong or "." not in host or " " in address or len(address) > LONGEST_ADDRESS:
        raise ValidationError(NO_ADDRESS)
    if settings.VIDEO_HOSTS and not is_allowed(host, settings.VIDEO_HOSTS):
        raise ValidationError(
            _("Video rooms here are on %(hosts)s. Make one there, and enter its address.")
            % {"hosts": get_text_list([*settings.VIDEO_HOSTS], str(_("or")))}
        )
    return address


def is_allowed(host: str, hosts: Sequence[str]) -> bool:
    """It is one of `hosts`, or below one. What browsers read in another way than we do is neither: a backslash ends
    a host there."""
    return HOST.fullmatch(host) is not None and any(host == known or host.endswith(f".{known}") for known in hosts)
