"""Leave and cover in whole days: from the beginning of the first to the end of the last, where the programme is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.days import last_day, local_day
from foundation.fields import DayField
from people.models import Appointment, CoverWindow, Programme, User

NOBODY = "nobody"


def begins(day: date, programme: Programme) -> datetime:
    """The first instant of `day` where the programme is."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(programme.zone))


def is_over(day: date, programme: Programme) -> datetime:
    """The instant at which `day` is over there."""
    return begins(day + timedelta(days=1), programme)


@dataclass(frozen=True)
class Away:
    """The leave in one programme, as it was chosen: the arguments of `set_cover`."""

    programme: Programme
    cover: User | None
    starts_at: datetime
    ends_at: datetime


class CoverForm(forms.Form):
    """Who covers, in each programme where the supervisor works; then the days."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        programmes: Sequence[Programme],
        colleagues: Iterable[Appointment],
        **kwargs: Any,
    ) -> None:
        super().__init__(data, **kwargs)
        self.colleagues = {str(appointment.pk): appointment for appointment in colleagues}
        self.asked = {field_of(programme, programmes): programme for programme in programmes}
        for name, programme in self.asked.items():
            self.fields[name] = self._question(programme, several=len(programmes) > 1)
        self.fields["first_day"] = DayField(label=_("First day"), help_text=_("Today means from now on."))
        self.fields["last_day"] = DayField(
            label=_("Last day"), help_text=_("Your cover stops seeing this work when this day is over.")
        )

    def _question(self, programme: Programme, *, several: bool) -> forms.ChoiceField:
        own_choices = [
            (pk, post.person.name) for pk, post in self.colleagues.items() if post.programme_id == programme.pk
        ]
        return forms.ChoiceField(
            label=_("Who covers for you in %(programme)s") % {"programme": programme.name}
            if several
            else _("Who covers for you"),
            choices=[*own_choices, (NOBODY, _("No one. My coordinator is told"))],
            widget=forms.RadioSelect,
            error_messages={"required": _("Choose who covers for you."), "invalid_choice": _("Choose from the list.")},
        )

    def leave(self) -> list[Away]:
        """By programme, each with its own midnights."""
        first, last = self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        return [
            Away(programme, self._chosen(name), begins(first, programme), is_over(last, programme))
            for name, programme in self.asked.items()
        ]

    def _chosen(self, name: str) -> User | None:
        chosen = self.colleagues.get(self.cleaned_data[name])
        return chosen.person if chosen else None

    def covers(self) -> str:
        """What was chosen, as it stands in an address."""
        return ",".join(self.cleaned_data[name] for name in self.asked)


def field_of(programme: Programme, programmes: Sequence[Programme]) -> str:
    return "cover" if len(programmes) == 1 else f"cover_{programme.slug}"


def from_address(programmes: Sequence[Programme], first_day: str, last_day: str, covers: str) -> dict[str, str]:
    """The data of a form, from the address that `CoverForm.covers` is part of."""
    chosen = dict(zip((field_of(programme, programmes) for programme in programmes), covers.split(","), strict=False))
    return {**chosen, "first_day": first_day, "last_day": last_day}


class ChangeForm(CoverForm):
    """The same of a leave that is set: who covers, and its days. One that has begun keeps its first day."""

    def __init__(
        self, data: Mapping[str, Any] | None, window: CoverWindow, colleagues: Iterable[Appointment], now: datetime
    ) -> None:
        super().__init__(data, [window.programme], colleagues)
        self.window = window
        assert window.ends_at is not None  # a leave always has an end
        zone = window.programme.zone
        own_choices = (pk for pk, post in self.colleagues.items() if post.person_id == window.cover_id)
        self.initial = {
            "cover": next(own_choices, NOBODY),
            "first_day": local_day(window.starts_at, zone),
            "last_day": last_day(window.ends_at, zone),
        }
        if window.starts_at <= now:
            del self.fields["first_day"]

    def away(self) -> Away:
        """What it becomes. A day that was not touched keeps its instant."""
        cleaned, programme = self.cleaned_data, self.window.programme
        first, last = cleaned.get("first_day", self.initial["first_day"]), cleaned["last_day"]
        same_first, same_last = first == self.initial["first_day"], last == self.initial["last_day"]
        assert self.window.ends_at is not None  # a leave always has an end
        return Away(
            programme,
            self._chosen("cover"),
            self.window.starts_at if same_first else begins(first, programme),
            self.window.ends_at if same_last else is_over(last, programme),
        )

    def as_address(self) -> dict[str, str]:
        """What was chosen, as it stands in an address."""
        days = {name: self.cleaned_data.get(name, self.initial[name]) for name in ("first_day", "last_day")}
        return {name: day.isoformat() for name, day in days.items()} | {"cover": self.cleaned_data["cover"]}
