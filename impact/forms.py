"""The questions to participants on one page, and what a coordinator writes of it."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.confidence.forms import CHOICES, LEFT_OUT
from foundation.lines import LineField
from groups.enquiries.forms import SendForm
from impact.items import LONELY_ASKS, SESSION_ITEMS, Item, Lonely
from impact.models import ParticipantPage
from impact.tickets import Ticket, ticket_in


class NumbersForm(SendForm):
    """Numbers from 0 to 10, each of which may be left out; the trap for programs; and the page's ticket.

    `ticket` is that of the page which was sent, once the form is valid.
    """

    ticket: Ticket | None = None

    def __init__(self, items: Iterable[Item], data: Mapping[str, Any] | None, *, now: datetime) -> None:
        super().__init__(data)
        self.items, self.now = tuple(items), now
        for item in self.items:
            self.fields[item.key] = forms.ChoiceField(
                label=str(item.sentence),
                choices=CHOICES,
                required=False,
                widget=forms.RadioSelect,
                error_messages={"invalid_choice": _("Choose a number from 0 to 10.")},
            )
        self.next_ticket = str(Ticket.new(now))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        self.ticket = ticket_in(str(self.data.get("ticket", "")), self.now)
        if self.ticket is None:
            self.add_error(None, _("This page was open for long. Your answers are still here: press Send again."))
        elif self.ticket.is_too_quick(self.now):
            self.next_ticket = str(self.ticket)
            self.add_error(None, _("That was very quick. Look at your answers once more, then press Send again."))
        else:
            self.next_ticket = str(self.ticket)
        return given

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The fields that take a number."""
        return [self[item.key] for item in self.items]

    @property
    def answers(self) -> dict[str, int]:
        given = {item.key: self.cleaned_data[item.key] for item in self.items}
        return {key: int(value) for key, value in given.items() if value not in ("", LEFT_OUT)}


class WordForm(NumbersForm):
    """After a session."""

    def __init__(self, data: Mapping[str, Any] | None, *, asks_lonely: bool, now: datetime) -> None:
        super().__init__(SESSION_ITEMS, data, now=now)
        self.asks_lonely = asks_lonely
        if asks_lonely:
            self.fields["lonely"] = forms.ChoiceField(
                label=LONELY_ASKS,
                choices=Lonely.choices,
                required=False,
                widget=forms.RadioSelect,
                help_text=_("You can leave this out. It is asked in these words all over the country."),
                error_messages={"invalid_choice": _("Choose one of these, or leave it out.")},
            )

    @property
    def lonely_field(self) -> forms.BoundField | None:
        return self["lonely"] if self.asks_lonely else None

    @property
    def lonely(self) -> str:
        said: str = self.cleaned_data.get("lonely", "")
        return said


class PageForm(forms.Form):
    reached_by = LineField(
        label=_("How do participants reach the programme?"),
        max_length=160,
        required=False,
        help_text=_(
            "An email address or a telephone number that someone answers. Everyone with the link reads it. "
            "If it is empty, the page sends them to the facilitators of their group."
        ),
    )
    asks_lonely = forms.BooleanField(
        label=_("Also ask: How often do you feel lonely?"),
        required=False,
        help_text=_("One question of the national indicators of loneliness, with five answers. Nobody has to answer."),
    )
    seen = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, page: ParticipantPage | None) -> None:
        told = {"seen": page.pk, "reached_by": page.reached_by, "asks_lonely": page.asks_lonely} if page else {}
        super().__init__(data, initial=told)
