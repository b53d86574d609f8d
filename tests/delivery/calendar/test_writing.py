"""A calendar is read alike by programs that have nothing to do with us, in winter and in summer."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
import vobject

from delivery.calendar.writing import _folded, calendar_of
from delivery.calendar.zones import LONDON
from tests.delivery.calendar.a_year import expected, year
from tests.delivery.calendar.feed_rules import faults_of

pytestmark = pytest.mark.once

LONDON_ZONE = ZoneInfo("Europe/London")


def by_icalendar(body: bytes) -> list[tuple]:
    events = icalendar.Calendar.from_ical(body).walk("VEVENT")
    return [
        (str(event["UID"]), event.decoded("DTSTART"), event.decoded("DTEND"), str(event["STATUS"])) for event in events
    ]


def by_vobject(body: bytes) -> list[tuple]:
    calendar = vobject.readOne(body.decode())
    return [
        (event.uid.value, event.dtstart.value, event.dtend.value, event.status.value) for event in calendar.vevent_list
    ]


def as_instants(read: list[tuple]) -> list[tuple]:
    return [(key, begins.astimezone(UTC), ends.astimezone(UTC), status) for key, begins, ends, status in read]


@pytest.mark.parametrize("read", [by_icalendar, by_vobject])
def test_two_strangers_read_what_we_meant(read):
    assert as_instants(read(calendar_of(year()))) == expected()


def test_it_keeps_our_own_rules():
    assert faults_of(calendar_of(year())) == []
    assert faults_of(calendar_of([])) == []


def test_the_rules_find_what_no_parser_minds():
    event = year()[1]
    twice = calendar_of([event, event])
    assert faults_of(twice) == ["one UID for two events"]
    assert faults_of(twice.replace(b"\r\n", b"\n"))[0] == "a line that does not end in CRLF"
    undeclared = calendar_of([event]).replace(b"\r\nTZID:Europe/London", b"")
    assert faults_of(undeclared) == ["a zone that is not declared"]


def test_the_same_rows_are_the_same_bytes():
    assert calendar_of(year()) == calendar_of(year())


def test_half_past_six_is_half_past_six_in_both_seasons():
    assert b"DTSTART;TZID=Europe/London:20270112T183000" in calendar_of(year())
    assert b"DTSTART;TZID=Europe/London:20270713T183000" in calendar_of(year())


def test_our_zone_is_that_of_the_machine_for_ten_years():
    block = icalendar.Timezone.from_ical(LONDON.replace("\n", "\r\n"))
    ours = block.to_tz()
    for number in range(3652):
        for hour, minute in ((0, 30), (3, 30), (12, 0)):
            wall = datetime.combine(date(2026, 1, 1) + timedelta(days=number), time(hour, minute))
            assert ours.utcoffset(wall) == wall.replace(tzinfo=LONDON_ZONE).utcoffset(), wall


def test_a_long_line_is_folded_between_signs():
    titles = "ä" * 60
    parts = list(_folded(f"SUMMARY:{titles}"))
    assert [len(part.encode()) <= 75 for part in parts] == [True, True]
    assert parts[0] + parts[1][1:] == f"SUMMARY:{titles}"
