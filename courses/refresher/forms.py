"""Saying that it was done, and that one is away."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from groups.pairs.queries import partners_of
from people.models import User
from people.queries import supervision_of

SOMEBODY_ELSE = "else"


def people_to_say_it_to(person: User, now: datetime) -> dict[UUID, User]:
    """Their partners, and their supervisor."""
    found = {partner.pk: partner for partner in partners_of(person, now)}
    if supervision := supervision_of(person, now):
        found[supervision.supervisor.pk] = supervision.supervisor
    return found


class RefresherForm(forms.Form):
    read_again = forms.BooleanField(
        label=_("I have read the module again"),
        error_messages={"required": _("Read the module again first; then tick this.")},
    )
    said_to = forms.ChoiceField(
        label=_("Who did you say the question to?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose who you said it to.")},
    )
    said_on = DayField(label=_("When did you say it?"))

    def __init__(self, data: Any = None, *, people: dict[UUID, User], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.people = people
        named = [(str(key), person.name) for key, person in people.items()]
        self.fields["said_to"].choices = [*named, (SOMEBODY_ELSE, _("Someone else who facilitates"))]  # type: ignore[attr-defined]

    @property
    def said_to_person(self) -> User | None:
        chosen = self.cleaned_data["said_to"]
        return None if chosen == SOMEBODY_ELSE else self.people[UUID(chosen)]


class PauseForm(forms.Form):
    first_day = DayField(label=_("From"))
    last_day = DayField(label=_("Until"), required=False, help_text=_("Leave it empty if you don't know yet."))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("first_day"), given.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("This is before the first day. Choose a later one, or leave it empty."))
        return given
