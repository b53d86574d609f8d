"""The editors' form: what a handout is called, what it is for, and its file."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.handouts.kinds import Fit, Upload
from courses.handouts.models import Handout
from courses.handouts.services import allow
from foundation.refusals import Refusal

WHO_MAY_SAVE = _(
    "Facilitators, supervisors, trainers and coordinators may save it from a published step, and so may people who "
    "have begun the course."
)


class HandoutForm(WagtailAdminModelForm):
    upload = forms.FileField(
        label=_("File"), widget=forms.FileInput(attrs={"accept": ".pdf,.docx"}), allow_empty_file=False
    )

    note = forms.CharField(
        label=_("What is different in it"),
        required=False,
        max_length=160,
        help_text=_("In one line, for a new file. People who have saved the one before read it."),
    )

    class Meta:
        model = Handout
        fields = ["title", "purpose"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limits = _("A PDF or a Word document (.docx), %(most)s at most.") % {
            "most": filesizeformat(settings.HANDOUT_MOST_BYTES)
        }
        standing = not self.instance._state.adding
        self.fields["upload"].required = not standing
        what_happens = self.what_happens() if standing else WHO_MAY_SAVE
        self.fields["upload"].help_text = format_html("{} {}", limits, what_happens)
        if not standing:
            del self.fields["note"]

    def what_happens(self) -> str:
        """What choosing a file means for this handout."""
        if self.instance.source:
            return str(
                _(
                    "This handout is now made from the site's own words, and made again whenever a "
                    "number in Help services changes. If you choose a file here, it replaces it for good."
                )
            )
        return str(
            _(
                "Leave this empty to keep the file that is there. Learners get the new one at once; the one before "
                "is kept for you."
            )
        )

    def clean_upload(self) -> Fit | None:
        """The file as it is to be kept, so that it is looked through once."""
        upload: Upload | None = self.cleaned_data["upload"]
        try:
            return allow(upload) if upload else None
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        if "note" in self.fields and facts.get("upload") and not facts.get("note"):
            self.add_error("note", _("Write in one line what is different in the new file."))
        return facts
