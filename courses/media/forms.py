"""The editors' form: what a recording is called, its file, and what is said in it."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.media.captions import MOST_CHARACTERS
from courses.media.kinds import Fit, Upload, fit
from courses.media.models import Recording
from courses.media.services import check_change, words_of
from foundation.refusals import Refusal

TAKEN = ".mp4,.webm,.m4a,.mp3,.ogg"


class RecordingForm(WagtailAdminModelForm):
    upload = forms.FileField(label=_("File"), widget=forms.FileInput(attrs={"accept": TAKEN}), allow_empty_file=False)
    captions_file = forms.FileField(
        label=_("Captions, as a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".vtt"}),
        help_text=_("A WebVTT file (.vtt). It takes the place of the captions below. A video needs them."),
    )
    captions = forms.CharField(label=_("Captions"), required=False, widget=forms.Textarea(attrs={"rows": 8}))
    transcript = forms.CharField(
        label=_("Transcript"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_(
            "All that is said and done in it, in paragraphs. Needed before a step with it is published. Leave it empty "
            "to begin with what the captions say."
        ),
    )

    class Meta:
        model = Recording
        fields = ["title", "captions", "transcript"]

    field_order = ["title", "upload", "captions_file", "captions", "transcript"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        adding = self.instance._state.adding
        most = {"most": filesizeformat(settings.RECORDING_MOST_BYTES)}
        said = gettext("MP4, WebM, M4A, MP3 or Ogg, %(most)s at most. Where and when it was made is left out.") % most
        keep = gettext("Leave this empty to keep the file that is there.")
        self.fields["upload"].required = adding
        self.fields["upload"].help_text = said if adding else f"{said} {keep}"

    def clean_upload(self) -> Fit | None:
        """The file as it is to be kept, so that it is looked through once."""
        upload: Upload | None = self.cleaned_data["upload"]
        try:
            return fit(upload) if upload else None
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal

    def clean(self) -> dict[str, Any]:
        """What is said in it, and whether it may be changed, in one round with the fields' own faults."""
        facts: dict[str, Any] = super().clean() or self.cleaned_data
        file: Upload | None = facts.pop("captions_file", None)
        try:
            captions = text_of(file) if file else facts.get("captions", "")
            facts |= words_of(captions, facts.get("transcript", ""))
        except Refusal as refusal:
            self.add_error("captions_file" if file else "captions", str(refusal))
            return facts
        if not self.instance._state.adding:
            self._ask_whether_it_may_change(facts)
        return facts

    def _ask_whether_it_may_change(self, facts: dict[str, Any]) -> None:
        stored = Recording.objects.get(pk=self.instance.pk)
        words = {name: facts[name] for name in ("captions", "transcript")}
        try:
            check_change(recording=stored, **words, upload=facts.get("upload"))
        except Refusal as refusal:
            self.add_error(None, str(refusal))


def text_of(file: Upload) -> str:
    """Raises Refusal."""
    if (file.size or 0) > 4 * MOST_CHARACTERS:
        raise Refusal(_("These captions are too long: at most %(most)d characters.") % {"most": MOST_CHARACTERS})
    try:
        return bytes(file.read()).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refusal(_("These captions are not in UTF-8. Save them as UTF-8 and try again.")) from None
