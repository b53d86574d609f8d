"""A week to tick: three times a day, the half-hours of each day folded beneath them, and dates."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from foundation.lines import LineField
from foundation.walltime import check_zone
from groups.availability.blocks import DAY_NAMES, PARTS, entered, start_of, ticked_in, whole_day
from groups.availability.models import Availability
from groups.availability.week import DAYS, HALVES, as_digits, from_digits, halves_of, week_of

TICKS = [(part.key, part.label) for part in PARTS]


@dataclass(frozen=True)
class Half:
    """One half-hour of the week, to tick by itself."""

    number: int
    label: str
    ticked: bool


@dataclass(frozen=True)
class Day:
    """A day as the page shows it: its three times, and its half-hours."""

    name: str | Promise
    field: forms.BoundField
    halves: list[Half]

    @property
    def free(self) -> int:
        return sum(half.ticked for half in self.halves)


class WeekForm(forms.Form):
    was = forms.CharField(required=False, widget=forms.HiddenInput)
    half = forms.TypedMultipleChoiceField(
        choices=[(str(half), str(half)) for half in range(HALVES)], coerce=int, required=False
    )
    not_before = DayField(
        label=_("Not before"), required=False, help_text=_("For instance when a rotation or leave ends.")
    )
    not_after = DayField(label=_("Not after"), required=False, help_text=_("Leave both empty if no date matters."))
    grade = forms.ChoiceField(
        label=_("Your grade"),
        choices=[("", _("I'd rather not say")), *Availability.Grade.choices],
        required=False,
        help_text=_("Used for one thing: where it can, Holdfast proposes pairs of two grades."),
    )
    zone = LineField(
        label=_("Your time zone"),
        max_length=60,
        validators=[check_zone],
        help_text=_("The times above are on the clock of this place. For instance Europe/London."),
        error_messages={"required": _("Write the zone whose clock you live by, for instance Europe/London.")},
    )

    def __init__(self, data: Any = None, *, row: Availability | None, zone: str) -> None:
        self.shown = row.halves if row else 0
        super().__init__(data, initial=self._begun(row, zone))
        for number, name in enumerate(DAY_NAMES):
            self.fields[f"day_{number}"] = forms.MultipleChoiceField(
                label=name, choices=TICKS, required=False, widget=forms.CheckboxSelectMultiple
            )

    def _begun(self, row: Availability | None, zone: str) -> dict[str, Any]:
        days = {f"day_{number}": ticked_in(self.shown, number) for number in range(DAYS)}
        begun: dict[str, Any] = {"was": as_digits(self.shown), "half": halves_of(self.shown), "zone": zone, **days}
        if row:
            begun |= {"zone": row.zone, "grade": row.grade, "not_before": row.not_before, "not_after": row.not_after}
        return begun

    def clean_was(self) -> int:
        """The week that the page showed. Of one that is not a week: the one that is kept."""
        try:
            return from_digits(self.cleaned_data["was"])
        except ValueError:
            return self.shown

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("not_before"), given.get("not_after")
        if first and last and last < first:
            self.add_error("not_after", _("This is before the first day. Choose a later one, or leave it empty."))
        return given

    @property
    def facts(self) -> dict[str, Any]:
        """What the service is told."""
        given = self.cleaned_data
        parts = {(day, key) for day in range(DAYS) for key in given[f"day_{day}"]}
        week = entered(given["was"], parts, given["half"])
        return {"week": week, **{name: given[name] for name in ("zone", "grade", "not_before", "not_after")}}

    @property
    def days(self) -> list[Day]:
        chosen = {int(half) for half in self["half"].value() or [] if str(half).isdecimal()}
        ticked = week_of(half for half in chosen if half < HALVES)
        return [self._day(day, ticked) for day in range(DAYS)]

    def _day(self, day: int, ticked: int) -> Day:
        halves = [Half(half, f"{start_of(half):%H:%M}", bool(ticked >> half & 1)) for half in whole_day(day)]
        return Day(DAY_NAMES[day], self[f"day_{day}"], halves)
