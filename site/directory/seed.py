"""The services that a new site starts with. Facts as their own pages state them; nobody here has rung the numbers.

`SEEN` is the day of the oldest page that they were taken from, so that a new site asks its editors to check each one.
"""

from datetime import date, timedelta
from typing import Any

from directory.models import HelpService

SEEN = date(2024, 6, 28)
Strength, Audience = HelpService.Strength, HelpService.Audience

SERVICES: tuple[dict[str, Any], ...] = (
    {
        "name": "Ambulance, police and A&E",
        "what_for": "Somebody is in danger now, or has been hurt. Or go to the nearest A&E.",
        "strength": Strength.EMERGENCY,
        "phone": "999",
        "hours": "Always",
        "nations": "United Kingdom",
    },
    {
        "name": "NHS 111, mental health",
        "what_for": "A mental health crisis that cannot wait, where nobody is in danger this minute.",
        "strength": Strength.URGENT,
        "phone": "111, then option 2",
        "hours": "Always",
        "nations": "England, Wales",
    },
    {
        "name": "Samaritans",
        "what_for": "Somebody to talk to, at any hour, about anything that is too much.",
        "strength": Strength.URGENT,
        "phone": "116 123",
        "hours": "Always",
        "nations": "United Kingdom",
    },
    {
        "name": "Shout",
        "what_for": "The same by text message, when speaking is not possible.",
        "strength": Strength.URGENT,
        "text_number": "85258",
        "hours": "Always",
        "nations": "United Kingdom",
    },
    {
        "name": "BMA counselling and peer support",
        "what_for": "A counsellor or another doctor, by phone. For all doctors and medical students, members or not.",
        "strength": Strength.SOON,
        "audience": Audience.DOCTORS,
        "phone": "0330 123 1245",
        "hours": "Always. Not an emergency service",
        "nations": "United Kingdom",
    },
    {
        "name": "NHS Practitioner Health",
        "what_for": "Treatment for doctors and dentists who, to keep it confidential, cannot go where they work.",
        "strength": Strength.SOON,
        "audience": Audience.DOCTORS,
        "phone": "0300 0303 300",
        "hours": "Monday to Friday 8:00 to 20:00, Saturday 8:00 to 14:00, not on bank holidays",
        "nations": "England, Isle of Man, Guernsey, Jersey",
    },
    {
        "name": "BMA Doctor Support Service",
        "what_for": "A doctor to talk to while the GMC is looking into a complaint about you.",
        "strength": Strength.SOON,
        "audience": Audience.DOCTORS,
        "phone": "020 7383 6707",
        "hours": "Hours not known to us",
        "nations": "United Kingdom",
    },
)


def seed_directory(today: date, *, rehearsal: bool = False) -> int:
    """Fill an empty directory and say with how many. One that holds anything is left as it is.

    `rehearsal` is for the demo alone: it dates the checks within the last weeks, and leaves one overdue.
    """
    if HelpService.objects.exists():
        return 0
    last = len(SERVICES) - 1
    rows = [
        HelpService(
            position=10 * number,
            last_checked=today - timedelta(days=110 if number == last else 12 + 3 * number) if rehearsal else SEEN,
            **service,
        )
        for number, service in enumerate(SERVICES)
    ]
    return len(HelpService.objects.bulk_create(rows))
