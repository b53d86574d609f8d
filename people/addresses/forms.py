from uuid import UUID

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.templatetags.holdfast import wall_time
from people.addresses.models import AddressChange
from people.addresses.queries import to_put_back

STANDS = "stands"


class SettleForm(forms.Form):
    """What was found out: it was they, or from which change on it was not."""

    undo = forms.ChoiceField(
        label=gettext_lazy("What did they say?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what they said.")},
    )
    spoken = forms.BooleanField(
        label=gettext_lazy("I rang them on a number that I had before, and I am sure it was them"),
        error_messages={"required": gettext_lazy("Ring them first, on a number that you had before.")},
    )

    def __init__(self, data: object = None, *, change: AddressChange) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # whatever a request holds
        self.fields["undo"].choices = [  # type: ignore[attr-defined]
            (STANDS, _("It was all theirs: leave the addresses as they are")),
            *((str(other_change.pk), _not_theirs(other_change)) for other_change in to_put_back(change)),
        ]

    def first_undone(self) -> UUID | None:
        chosen: str = self.cleaned_data["undo"]
        return None if chosen == STANDS else UUID(chosen)


def _not_theirs(change: AddressChange) -> str:
    told = {
        "when": wall_time(change.at),
        "what": change.get_happened_display(),
        "addresses": ", ".join(change.before),
    }
    return capfirst(_("not theirs from %(when)s on, when %(what)s: put back %(addresses)s") % told)
