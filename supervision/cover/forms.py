"""Leave and cover in whole days: from the beginning of the first to the end of the last, where the programme is."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, cast
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Appointment, Programme
from supervision.fields import DayField


def begins(day: date, programme: Programme) -> datetime:
    """The first instant of `day` where the programme is."""
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(programme.zone))


def is_over(day: date, programme: Programme) -> datetime:
    """The instant at which `day` is over there."""
    return begins(day + timedelta(days=1), programme)


class CoverForm(forms.Form):
    cover = forms.ChoiceField(
        label=_("Who covers for you"), widget=forms.RadioSelect,
        error_messages={"required": _("Choose who covers for you."), "invalid_choice": _("Choose from the list.")},
    )
    first_day = DayField(label=_("First day"), help_text=_("Today means from now on."))
    last_day = DayField(label=_("Last day"), help_text=_("Your cover sees nothing more once this day is over."))

    def __init__(self, data: Mapping[str, Any] | None, others: Iterable[Appointment], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.others = {str(appointment.pk): appointment for appointment in others}
        several = len({appointment.programme_id for appointment in self.others.values()}) > 1
        cast("forms.ChoiceField", self.fields["cover"]).choices = [
            (pk, f"{one.person.name}, {one.programme.name}" if several else one.person.name)
            for pk, one in self.others.items()
        ]

    def window(self) -> dict[str, Any]:
        """The arguments of `set_cover`."""
        chosen = self.others[self.cleaned_data["cover"]]
        return {
            "cover": chosen.person,
            "programme": chosen.programme,
            "starts_at": begins(self.cleaned_data["first_day"], chosen.programme),
            "ends_at": is_over(self.cleaned_data["last_day"], chosen.programme),
        }


class EndForm(forms.Form):
    last_day = DayField(label=_("Last day"), help_text=_("Your cover sees nothing more once this day is over."))
