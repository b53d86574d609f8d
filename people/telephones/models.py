"""A person's own telephone number, given so that those who work with them now can ring."""

import re
import unicodedata
from datetime import datetime
from typing import Self
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Case, CharField, Value, When
from django.utils.translation import gettext_lazy as _

from foundation.models import Identified
from people.models import User

FEWEST_DIGITS, MOST_DIGITS = 7, 15
LONGEST = 30
NOT_A_NUMBER = _("Write a telephone number: digits, with spaces if you like, for instance 07700 900123.")
BETWEEN_DIGITS = re.compile(r"[\s().-]+")
SHAPE = re.compile(r"\+?[0-9]+( [0-9]+)*")


def folded(typed: str) -> str:
    """`typed` with plain digits and single spaces, however it came out of a keyboard or another page."""
    plain = "".join(" " if unicodedata.category(char) in ("Pd", "Zs") else char for char in _shown(typed))
    return BETWEEN_DIGITS.sub(" ", plain).strip()


def _shown(typed: str) -> str:
    """Without what cannot be seen, such as the marks that turn the direction of a line."""
    return "".join(char for char in unicodedata.normalize("NFKC", typed) if unicodedata.category(char) != "Cf")


def check_number(number: str) -> None:
    digits = sum(item.isdigit() for item in number)
    if not SHAPE.fullmatch(number) or not FEWEST_DIGITS <= digits <= MOST_DIGITS:
        raise ValidationError(NOT_A_NUMBER)


class TelephoneQuerySet(models.QuerySet["Telephone"]):
    def visible_to(self, user: User, now: datetime) -> Self:
        """Of those who work with `user` now, as each app registers it; `nearness` says how."""
        from people.registry import nearby  # noqa: PLC0415 -- the registry names the models of this app

        near = [When(person__in=people(user, now), then=Value(name)) for name, people in nearby]
        told = Case(*near, default=Value(""), output_field=CharField())
        return self.annotate(nearness=told).exclude(nearness="").exclude(person=user)


class Telephone(Identified):
    """One for a person; none for who does not give it. It is on no list, in no table and in no mail."""

    person = models.OneToOneField(User, on_delete=models.PROTECT, related_name="telephone")
    number = models.CharField(_("telephone number"), max_length=LONGEST, validators=[check_number])
    given_at = models.DateTimeField()

    person_id: UUID
    # How its owner is near to whoever looks; set by `visible_to`.
    nearness: str
    objects = TelephoneQuerySet.as_manager()

    def __str__(self) -> str:
        return f"telephone of {self.person_id}"

    @property
    def dialled(self) -> str:
        return self.number.replace(" ", "")
