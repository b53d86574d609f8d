"""Wherever an editor brings a picture in (the list, many at once, the chooser in a step), it is judged by this form."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from courses.pictures.kinds import fit
from foundation.refusals import Refusal


class PictureField(WagtailImageField):
    """The file as it is to be kept: nothing else ever comes to the disk, nor before Wagtail's own eyes."""

    def to_python(self, data: Any) -> Any:
        try:
            return super().to_python(fit(data) if data else data)
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal


class PictureForm(BaseImageForm):
    file = PictureField(label=_("File"), widget=BaseImageForm.Meta.widgets["file"])
