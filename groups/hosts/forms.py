from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.lines import LineField
from groups.hosts.models import LONGEST
from groups.joining.addresses import read_hosts


class HostsForm(forms.Form):
    """The hosts of a programme's video rooms, on one line."""

    hosts = LineField(
        label=_("Hosts of video rooms"),
        max_length=LONGEST,
        required=False,
        help_text=_(
            "For example: zoom.us, teams.microsoft.com. A name stands for all below it too, such as us02web.zoom.us. "
            "Leave it empty to go by what the site says."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"}),
    )

    def clean_hosts(self) -> list[str]:
        return read_hosts(self.cleaned_data["hosts"])
