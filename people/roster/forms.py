"""What the list of people is narrowed to. It stands in the address, beside what is sought."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from people.models import Role

UNSUPERVISED = "unsupervised"


class RosterFilter(forms.Form):
    """A choice that is not offered narrows nothing; who is supervised is for coordinators."""

    show = forms.ChoiceField(label=_("Show"), required=False)

    def __init__(self, data: Any, *, coordinates: bool) -> None:
        super().__init__(data)
        more = [(UNSUPERVISED, _("facilitators without a supervisor"))] if coordinates else []
        field = cast("forms.ChoiceField", self.fields["show"])
        field.choices = [("", _("everyone")), *more, *Role.choices]

    @property
    def chosen(self) -> str:
        self.is_valid()
        chosen: str = self.cleaned_data.get("show", "")
        return chosen
