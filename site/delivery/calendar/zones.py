"""Time zones as calendars want them: with rules, kept by hand.

Outlook passes over a zone that lists its changes one by one, and ical.js reads a generated one an hour off in winter
(measured). A zone that is not kept here is written as instants in UTC, which every program reads alike.
"""

LONDON = """BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
TZNAME:BST
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
DTSTART:19810329T010000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZNAME:GMT
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
DTSTART:19961027T020000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE"""

KEPT = {"Europe/London": LONDON.splitlines()}
