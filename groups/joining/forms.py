"""Where a group meets: an address, and a passcode if there is one."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.lines import LineField
from groups.joining.addresses import LONGEST_ADDRESS, LONGEST_PASSCODE, Room, check_address, one_of


class LinkForm(forms.Form):
    address = LineField(
        label=_("Address of the video room"),
        max_length=LONGEST_ADDRESS,
        help_text=_("As your video program gives it. It begins with https://"),
        error_messages={"required": _("Enter the address.")},
        widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off", "spellcheck": "false"}),
    )
    passcode = LineField(
        label=_("Passcode"),
        max_length=LONGEST_PASSCODE,
        required=False,
        help_text=_("If it asks for one."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, data: Any, hosts: Sequence[str]) -> None:
        super().__init__(data)
        self.hosts = hosts
        if hosts:
            said = _("As your video program gives it. It begins with https:// and is on %(hosts)s.")
            self.fields["address"].help_text = said % {"hosts": one_of(hosts)}

    def clean_address(self) -> str:
        return check_address(self.cleaned_data["address"], self.hosts)

    def room(self) -> Room:
        """What was typed. Only after `is_valid()`."""
        return Room(self.cleaned_data["address"], self.cleaned_data["passcode"])
