"""One statement about who was at a meeting, and how one knows."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.meetings.models import AttendanceAddendum

THERE, NOT_THERE = "there", "not_there"


class AttendanceForm(forms.Form):
    """Offers of each person what the record does not say now."""

    statement = forms.ChoiceField(
        label=_("What is right?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is right."),
            "invalid_choice": _("You no longer supervise this person, so this was not added. Choose another line."),
        },
    )
    reason = forms.ChoiceField(
        label=_("How do you know?"),
        widget=forms.RadioSelect,
        choices=AttendanceAddendum.Reason.choices,
        error_messages={"required": _("Choose how you know.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, places: Sequence[Any]) -> None:
        super().__init__(data)
        self.people = {str(place.person_id): place.person for place in places}
        statement = cast("forms.ChoiceField", self.fields["statement"])
        # What was said a moment ago in another tab is understood, and not offered.
        statement.choices = [(f"{pk} {value}", "") for pk in self.people for value in (THERE, NOT_THERE)]
        statement.widget.choices = [_opposite(place) for place in places]

    def said(self) -> dict[str, Any]:
        """The arguments of `put_attendance_right`."""
        pk, value = self.cleaned_data["statement"].split(" ")
        return {"person": self.people[pk], "there": value == THERE, "reason": self.cleaned_data["reason"]}


def _opposite(place: Any) -> tuple[str, str]:
    if place.present:
        return f"{place.person_id} {NOT_THERE}", _("%(who)s was not there") % {"who": place.person.name}
    return f"{place.person_id} {THERE}", _("%(who)s was there") % {"who": place.person.name}
