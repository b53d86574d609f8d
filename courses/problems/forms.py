from django import forms
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from courses.problems.models import LONGEST


class ProblemForm(forms.Form):
    text = forms.CharField(
        label=_("What is wrong with this page?"),
        help_text=_("For example: a wrong fact, a broken link, a question that misleads. Please name no one."),
        # Not as max_length: a browser would cut a pasted text without a word.
        validators=[MaxLengthValidator(LONGEST, _("Write this in at most 300 characters."))],
        widget=forms.Textarea(attrs={"class": "nhsuk-textarea", "rows": 3}),
        error_messages={"required": _("Write what is wrong, in a sentence.")},
    )
