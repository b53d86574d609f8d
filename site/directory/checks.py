"""What an editor may enter: numbers that can be dialled, and days that have been."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day

# A number, and nothing else but what to press once it has answered.
WRITTEN = re.compile(r"(?P<number>[0-9 ()+-]{3,30}+)(?:, then option [0-9])?")
# In an emergency, for help that is not one, and the helplines of Europe.
SHORT_CODES = re.compile(r"999|112|111|101|116[0-9]{3}")
# Of the United Kingdom, as dialled within it. Freephone numbers may be shorter.
NATIONAL = re.compile(r"0[1-9][0-9]{8,9}|0800[0-9]{4,6}")
# "85258", or "SHOUT to 85258"; or a mobile.
TEXT = re.compile(r"(?:[A-Z]{2,12} to )?(?:[0-9]{5,6}|07[0-9]{3} ?[0-9]{6})")
NO_FIGURES = re.compile(r"[^0-9]+")
FROM_ABROAD = re.compile(r"^(?:00)?44(?=0?[1-9][0-9]{8,9}$)0?")


def figures(number: str) -> str:
    """The digits to dial, from within the country."""
    return FROM_ABROAD.sub("0", NO_FIGURES.sub("", number))


def check_phone(value: str) -> None:
    written = WRITTEN.fullmatch(value)
    dialled = figures(written["number"]) if written else ""
    if not SHORT_CODES.fullmatch(dialled) and not NATIONAL.fullmatch(dialled):
        raise ValidationError(
            _(
                "This number cannot be dialled. Write a UK number in figures, such as 0330 123 "
                "1245 or 116 123. The only words allowed are “, then option 2” after it."
            )
        )


def check_text_number(value: str) -> None:
    if not TEXT.fullmatch(value):
        raise ValidationError(_("Write where to send it and what to write, such as “SHOUT to 85258”."))


def check_not_ahead(value: date) -> None:
    """The clock is read here, at the edge: this runs when an editor's form comes in."""
    if value > local_day(timezone.now()):
        raise ValidationError(_("This day is in the future. Enter the day on which someone rang the number."))
