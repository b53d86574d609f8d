"""The form by which an editor brings a course in."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ImportForm(forms.Form):
    upload = forms.FileField(
        label=_("Course as a zip"),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
        error_messages={"required": _("Choose a zip that was exported here or on another Holdfast.")},
    )
    copy = forms.BooleanField(
        label=_("As a copy"),
        required=False,
        help_text=_("If this course is here already: a second course, which no learner has begun."),
    )
