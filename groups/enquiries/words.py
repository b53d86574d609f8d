"""What an enquiry can say beside free words: lists, so that nobody is asked for more than a choice."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


class Intent(models.TextChoices):
    JOIN = "join", _("Join a group")
    PROPOSE = "propose", _("Start a group where I work")
    FACILITATE = "facilitate", _("Become a facilitator")


class Times(models.TextChoices):
    EARLY = "early", _("Weekdays before 9 am")
    LUNCH = "lunch", _("Weekdays around lunch")
    AFTERNOON = "afternoon", _("Weekday afternoons")
    EVENING = "evening", _("Weekdays from 5 pm to 7 pm")
    LATE = "late", _("Weekdays after 7 pm")
    WEEKEND = "weekend", _("Weekends")


class Company(models.TextChoices):
    SAME = "same", _("People from my own specialty")
    MIXED = "mixed", _("People from other specialties")
    EITHER = "either", _("I don't mind")


class Colleagues(models.TextChoices):
    FEW = "few", _("1 to 3")
    SOME = "some", _("4 to 6")
    MANY = "many", _("7 or more")
    UNKNOWN = "unknown", _("I don't know yet")


class AskedForTime(models.TextChoices):
    AGREED = "agreed", _("Yes, and time was agreed")
    ASKED = "asked", _("Yes, and I wait for an answer")
    NOT_YET = "not_yet", _("Not yet")


class Experience(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")


def check_times(keys: Any) -> None:
    if not isinstance(keys, list) or set(keys) - set(Times.values):
        raise ValidationError("not a list of times")
