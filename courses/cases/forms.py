"""The editors' form of a moment, and what to draw."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.cases.models import CaseMoment
from courses.cases.texts import MOST_THEMES
from courses.cases.themes import Theme


class CaseMomentForm(WagtailAdminModelForm):
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        choices=Theme.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("One to three. Supervisors and trainers draw by theme."),
        error_messages={"required": _("Choose at least one theme.")},
    )

    class Meta:
        model = CaseMoment
        fields = ["moment", "listen_for", "themes"]

    def clean_themes(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["themes"]
        if len(chosen) > MOST_THEMES:
            raise forms.ValidationError(_("Choose three themes at most: the ones it is most about."))
        return [theme.value for theme in Theme if theme in chosen]


class DrawForm(forms.Form):
    theme = forms.ChoiceField(label=_("About"), choices=[("", _("Anything")), *Theme.choices], required=False)
    draw = forms.IntegerField(min_value=0, max_value=10_000, required=False, widget=forms.HiddenInput)

    @property
    def drawn(self) -> dict[str, Any]:
        """The draw that was asked for; the first of all where something else than a theme or a number came."""
        given = self.cleaned_data if self.is_valid() else {}
        return {"theme": given.get("theme") or "", "number": given.get("draw") or 0}
