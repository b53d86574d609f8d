"""A year of somebody's dates, and the instants that every program has to find in it."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from delivery.calendar.events import Event, Title

STAMP = datetime(2026, 9, 1, 8, tzinfo=UTC)


def year() -> list[Event]:
    """Sixty weeks of Tuesdays at half past six, through three changes of the clocks; the fifth is cancelled."""
    first = date(2026, 9, 1)
    return [
        Event(
            UUID(int=number + 1),
            Title.SESSION if number % 3 else Title.SUPERVISION,
            first + timedelta(weeks=number),
            time(18, 30),
            45,
            "Europe/London" if number % 7 else "Asia/Tokyo",
            cancelled=number == 5,
            revision=number,
            changed_at=STAMP,
        )
        for number in range(60)
    ]


def expected() -> list[tuple]:
    return [
        (str(event.key), event.starts_at, event.ends_at, "CANCELLED" if event.cancelled else "CONFIRMED")
        for event in year()
    ]
