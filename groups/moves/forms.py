"""Moving a group on: to what, and why where it pauses."""

from collections.abc import Mapping
from typing import Any, cast

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from foundation.lines import LineField
from groups.models import PeerGroup
from groups.moves.models import LONGEST_WORD, WHY_IT_PAUSES

State = PeerGroup.State


class MoveForm(forms.Form):
    to = forms.ChoiceField(
        label=_("What is it now?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one."), "invalid_choice": _("Choose one of these.")},
    )
    reason = forms.ChoiceField(
        label=_("Why it pauses"),
        required=False,
        choices=[("", _("It does not pause")), *((item.value, capfirst(str(item.label))) for item in WHY_IT_PAUSES)],
    )
    word = LineField(
        label=_("A line about it"),
        max_length=LONGEST_WORD,
        required=False,
        help_text=_("You can leave it empty. It stays with the history of the group. Name nobody."),
    )

    def __init__(self, data: Mapping[str, Any] | None, group: PeerGroup) -> None:
        super().__init__(data)
        field = cast("forms.ChoiceField", self.fields["to"])
        # Its end is decided on a page of its own.
        states = [item for item in State if item not in (State.ENDING, State.ENDED)]
        field.choices = [
            (state.value, capfirst(str(state.label))) for state in states if PeerGroup.MOVES.allow(group.state, state)
        ]
        if State.PAUSED not in dict(field.choices):
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or {}
        if answers.get("to") == State.PAUSED and not answers.get("reason"):
            self.add_error("reason", _("Choose why it pauses."))
        return answers
