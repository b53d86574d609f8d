"""The forms around a log. Its words are a `confidential.forms.WordsForm`."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from confidential.forms import Part
from supervision.logs.models import VoidReason
from supervision.logs.prompts import PROMPTS

PARTS = [Part(prompt.key, prompt.label, prompt.help) for prompt in PROMPTS]
REPLY_PARTS = [Part("words", _("Your reply"))]
ANSWER_PARTS = (
    Part(
        "notes",
        _("What you want to say"),
        help_text=_("Only the author reads this. What you appreciate, what you noticed, what you would think about."),
        rows=5,
    ),
    Part(
        "questions",
        _("Questions to think about"),
        help_text=_("One to a line. They can be answered here or kept for the meeting."),
        rows=3,
    ),
)


class ShareForm(forms.Form):
    """The ticks on the check page. `drawn` is the version of the draft that the page shows."""

    about_partner = forms.BooleanField(
        label=_("Also share what I wrote about the two of us"),
        required=False,
        help_text=_("It stays private unless you tick this. Your co-facilitator does not see it either way."),
    )
    check_in_please = forms.BooleanField(
        label=_("Please check in with me"),
        required=False,
        help_text=_(
            "This asks the reader to get in touch. It is not an alarm: they see it when they next look, and it waits "
            "until they have been in touch."
        ),
    )
    identifies_nobody = forms.BooleanField(
        label=_("Keep the marked words: they do not identify anyone"), required=False
    )
    drawn = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, partner: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not partner:
            del self.fields["about_partner"]


class VoidForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Why should it not be there?"),
        choices=VoidReason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose why it should not be there.")},
    )
