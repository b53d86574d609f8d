"""The forms around a review. Its words are a `confidential.forms.WordsForm`."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from foundation.fields import DayField
from people.models import User
from supervision.reviews.models import Readiness


class ShowForm(forms.Form):
    """`drawn` is the version of the words that the page shows."""

    readiness = forms.ChoiceField(
        label=_("Are they ready for a next step?"),
        help_text=_("For instance a group of their own to begin, or helping others to learn."),
        choices=Readiness.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose whether they are ready for a next step, or not yet.")},
    )
    identifies_nobody = forms.BooleanField(
        label=_("Keep the marked words: they do not identify anyone"), required=False
    )
    drawn = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Mapping[str, Any] | None = None, *, judges: bool, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        if not judges:
            del self.fields["readiness"]


class TalkedForm(forms.Form):
    on = DayField(label=_("On which day did you talk about it?"))


class FinalForm(forms.Form):
    identifies_nobody = forms.BooleanField(
        label=_("Keep the marked words: they do not identify anyone"), required=False
    )


class SupervisorField(forms.ModelChoiceField):  # type: ignore[type-arg]  # a class only where stubs are installed
    def label_from_instance(self, obj: User) -> str:
        return obj.name


class AskForm(forms.Form):
    supervisor = SupervisorField(
        label=_("Who do you want to ask?"),
        queryset=User.objects.none(),
        empty_label=_("Choose a name"),
        widget=forms.Select(attrs={"class": "nhsuk-select"}),
        error_messages={"required": _("Choose who to ask."), "invalid_choice": _("Choose one of these names.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, others: QuerySet[User, Any]) -> None:
        super().__init__(data)
        self.fields["supervisor"].queryset = others  # type: ignore[attr-defined]  # the field is ours, above
