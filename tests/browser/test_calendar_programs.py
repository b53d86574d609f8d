"""What Thunderbird reads our calendars with finds the same instants in them as we do, in winter and in summer.

`ical.js` was written for Mozilla's calendar. A zone as packages generate it puts a whole winter an hour off there.
"""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from delivery.calendar.writing import calendar_of
from tests.delivery.calendar.a_year import expected, year

ICAL = Path(__file__).parent / "vendor" / "ical.js"
READ = """body => {
  const calendar = new ICAL.Component(ICAL.parse(body));
  return calendar.getAllSubcomponents("vevent").map(part => {
    const event = new ICAL.Event(part);
    const instant = time => time.toJSDate().toISOString();
    return [event.uid, instant(event.startDate), instant(event.endDate), part.getFirstPropertyValue("status")];
  });
}"""


@pytest.fixture(scope="module")
def read(browser: Browser) -> list[tuple]:
    """A year as ical.js reads it, on a computer in Auckland: what is in no zone would be half a day off."""
    page = browser.new_context(timezone_id="Pacific/Auckland").new_page()
    page.add_script_tag(path=ICAL)
    found = page.evaluate(READ, calendar_of(year()).decode())
    page.context.close()
    return [
        (key, datetime.fromisoformat(begins), datetime.fromisoformat(ends), state) for key, begins, ends, state in found
    ]


def test_it_finds_the_instants_that_we_meant(read):
    assert read == expected()


@pytest.mark.parametrize(("week", "hour"), [(19, 18), (45, 17)])
def test_half_past_six_in_london_is_that_in_both_seasons(read, week, hour):
    """12 January and 13 July 2027."""
    _key, begins, ends, _state = read[week]
    assert (begins.utcoffset(), begins.astimezone(UTC).hour, begins.minute) == (UTC.utcoffset(None), hour, 30)
    assert (ends - begins).total_seconds() == 45 * 60
