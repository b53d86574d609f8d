"""How a log was dealt with."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from supervision.logs.models import Outcome
from supervision.meetings.models import MeetingState, SupervisionMeeting


class ReleaseForm(forms.Form):
    """How this was dealt with. The words are a `WordsForm` in the same <form>."""

    outcome = forms.ChoiceField(
        label=_("Read, or read and discussed?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether you have read it, or read and discussed it.")},
    )
    meeting = forms.ChoiceField(
        label=_("If you discussed it: in which meeting"),
        required=False,
        error_messages={"invalid_choice": _("That meeting has changed. Choose again; your words are kept.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, meetings: Sequence[SupervisionMeeting]) -> None:
        super().__init__(data)
        self.meetings = {str(meeting.pk): meeting for meeting in meetings}
        choices = [("", _("none")), *((pk, _line(meeting)) for pk, meeting in self.meetings.items())]
        cast("forms.ChoiceField", self.fields["meeting"]).choices = choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        discussed = cleaned.get("outcome") == Outcome.DISCUSSED
        if discussed and not cleaned.get("meeting") and "meeting" not in self.errors:
            self.add_error("meeting", _("Choose the meeting in which you discussed it, or choose “I have read this”."))
        cleaned["meeting"] = self.meetings.get(cleaned.get("meeting", ""))
        return cleaned


def _line(meeting: SupervisionMeeting) -> str:
    words = _("%(day)s, recorded") if meeting.state == MeetingState.HELD else _("%(day)s, not recorded yet")
    return words % {"day": f"{meeting.local_date:%a %-d %b %Y}"}
