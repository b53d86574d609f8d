"""What a marked passage may be, and what to do about it, in the words that the writer sees."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    NHS_NUMBER = "nhs_number", _("an NHS number")
    BIRTH_DATE = "birth_date", _("a date of birth")
    EMAIL = "email", _("an email address")
    GMC_NUMBER = "gmc_number", _("a GMC number")
    HOSPITAL_NUMBER = "hospital_number", _("a hospital number")
    PHONE = "phone", _("a phone number")
    POSTCODE = "postcode", _("a postcode")
    NAME = "name", _("someone's name")
    DATE = "date", _("an exact date")
    AGE = "age", _("an exact age")
    PLACE = "place", _("a ward or bed")
    TOWN = "town", _("a place")
    FIRST_NAME = "first_name", _("someone's first name")


ADVICE: Mapping[Kind, str | Promise] = {
    Kind.NHS_NUMBER: _("This points to one patient, so it cannot be shared. Take it out."),
    Kind.BIRTH_DATE: _("This points to one person, so it cannot be shared. Take it out, or write “in their 40s”."),
    Kind.EMAIL: _("Leave the address out. The log does not need to say how to reach someone."),
    Kind.GMC_NUMBER: _("This points to one doctor. Leave it out."),
    Kind.HOSPITAL_NUMBER: _("This points to one patient. Leave it out."),
    Kind.PHONE: _("Leave the number out, unless it is a public helpline."),
    Kind.POSTCODE: _("Leave it out, or name the area more widely."),
    Kind.NAME: _("Write “a member”, “a consultant”, or a letter such as “Dr X”."),
    Kind.DATE: _("Write “last week” or “in the spring”. An exact date can be looked up."),
    Kind.AGE: _("Write “in their 40s”."),
    Kind.PLACE: _("Write “the ward”."),
    Kind.TOWN: _("Write “the hospital”, “another town” or “a placement”."),
    Kind.FIRST_NAME: _("Write “a member”, “my co-facilitator”, or a letter."),
}
BLOCKING = frozenset({Kind.NHS_NUMBER, Kind.BIRTH_DATE})


@dataclass(frozen=True)
class Passage:
    """A stretch of the folded text that looks like `kind`."""

    kind: Kind
    start: int
    end: int
