"""What a client asks for: from when, until when, how many, in which order, and where its last page ended."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from django.core import signing
from django.http import QueryDict
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from foundation.days import stamp
from foundation.http import whole_number

MOST = 100
SALT = "courses.xapi.more"
OFFERED = {"since", "until", "limit", "ascending"}


class Misasked(ValueError):
    """What the client asked for is not offered here, in words for whoever set it up."""


@dataclass(frozen=True)
class Asked:
    """Both ends by the instant at which a statement was stored: after `since`, up to and with `until`.

    `ended` is the place of the last statement of the page before: its instant, its part and what orders the rest.
    """

    since: datetime | None = None
    until: datetime | None = None
    limit: int = MOST
    ascending: bool = False
    ended: tuple[Any, ...] = ()

    def going_on(self, ended: tuple[Any, ...]) -> str:
        """What leads to the next page, for `more`: signed, so that it is one that we gave."""
        facts = asdict(replace(self, ended=ended)) | {"since": stamp(self.since), "until": stamp(self.until)}
        return signing.dumps(facts | {"ended": (stamp(ended[0]), *ended[1:])}, salt=SALT)


def asked_by(parameters: QueryDict) -> Asked:
    """Raises Misasked."""
    if set(parameters) == {"more"}:
        return _goes_on(parameters.get("more") or "")
    if unknown := sorted(set(parameters) - OFFERED):
        raise Misasked(_("These are not offered here: %(names)s. See docs/xapi.md.") % {"names": ", ".join(unknown)})
    return Asked(
        since=_instant(parameters, "since"),
        until=_instant(parameters, "until"),
        limit=_limit(parameters.get("limit", "0")),
        ascending=_yes_or_no(parameters.get("ascending", "false")),
    )


def _goes_on(given: str) -> Asked:
    try:
        facts = signing.loads(given, salt=SALT)
    except signing.BadSignature:
        raise Misasked(_("This is no address that a page gave as “more”. Begin again without it.")) from None
    instants = {name: facts[name] and datetime.fromisoformat(facts[name]) for name in ("since", "until")}
    at, *rest = facts["ended"]
    return Asked(**{**facts, **instants, "ended": (datetime.fromisoformat(at), *rest)})


def _instant(parameters: QueryDict, name: str) -> datetime | None:
    if not (given := parameters.get(name)):
        return None
    try:
        found = parse_datetime(given)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        wanted = _("Write “%(name)s” as an ISO 8601 time with its zone, for instance 2026-12-01T09:00:00Z.")
        raise Misasked(wanted % {"name": name})
    return found


def _limit(given: str) -> int:
    """0 leaves it to us, as the specification has it."""
    number = whole_number(given)
    if number is None or number < 0:
        raise Misasked(_("Write “limit” as a whole number; 0 is as many as a page holds."))
    return min(number or MOST, MOST)


def _yes_or_no(given: str) -> bool:
    if given not in ("true", "false"):
        raise Misasked(_("Write “ascending” as true or false."))
    return given == "true"
