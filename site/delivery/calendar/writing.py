"""A calendar as RFC 5545 has it: the same bytes for the same rows, whenever it is asked for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from delivery.calendar.events import Event
from delivery.calendar.zones import KEPT

# A line has 75 octets at most, and goes on in the next, which begins with a space.
LONGEST = 75
HEAD = (
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Holdfast//Calendar//EN",
    "CALSCALE:GREGORIAN",
    "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
    "X-PUBLISHED-TTL:PT4H",
)


def calendar_of(events: Sequence[Event]) -> bytes:
    name = _text(_("My dates"))
    lines = [*HEAD, f"NAME:{name}", f"X-WR-CALNAME:{name}"]
    for zone in sorted({event.zone for event in events} & KEPT.keys()):
        lines += KEPT[zone]
    for event in events:
        lines += _event(event)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line)).encode()


def _event(event: Event) -> Iterator[str]:
    title = str(event.title.value)
    stamp = f"{event.stamp.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield "BEGIN:VEVENT"
    yield f"UID:{event.key}"
    yield f"SEQUENCE:{event.revision}"
    yield f"DTSTAMP:{stamp}"
    yield f"LAST-MODIFIED:{stamp}"
    yield _time("DTSTART", event.starts_at, event.zone)
    yield _time("DTEND", event.ends_at, event.zone)
    yield f"SUMMARY:{_text(_('Cancelled: %(title)s') % {'title': title} if event.cancelled else title)}"
    yield f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if event.cancelled else 'OPAQUE'}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _time(name: str, instant: datetime, zone: str) -> str:
    if zone not in KEPT:
        return f"{name}:{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return f"{name};TZID={zone}:{instant.astimezone(ZoneInfo(zone)):%Y%m%dT%H%M%S}"


def _text(words: str) -> str:
    for sign in "\\;,":
        words = words.replace(sign, f"\\{sign}")
    return words


def _folded(line: str) -> Iterable[str]:
    """In parts of 75 octets; no sign is cut in two."""
    part = ""
    for sign in line:
        if len((part + sign).encode()) > LONGEST:
            yield part
            part = " "
        part += sign
    yield part
