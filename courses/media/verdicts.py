"""What the judging process says of a recording, in an editor's words and with what to do next."""

from typing import Any

from django.utils.translation import gettext as _gettext
from django.utils.translation import gettext_lazy as _

from foundation.refusals import Refusal

EXPORT = _("Export it again as MP4 (H.264 and AAC) for a video, or as MP3 for a sound, and choose that file.")
FAULTS: dict[str, Any] = {
    "other": _("This is no MP4, WebM, M4A, MP3 or Ogg file, whatever its name says."),
    "other_film": _("This is a film of another kind (“%(detail)s”), which many browsers cannot play."),
    "coding": _("It is written in a way that many browsers cannot play (“%(detail)s”)."),
    "track": _(
        "Beside picture and sound it holds something else (“%(detail)s”), such as where it was filmed, or subtitles."
    ),
    "fragments": _("It is in fragments, as a live stream is."),
    "no_length": _("It does not say how long it is, as recordings of a browser often do not."),
    "several": _("It holds several recordings in one."),
    "elsewhere": _("A part of it is taken from another file or from the web."),
    "damaged": _("This file is cut off or damaged."),
    "too_much": _("This file takes too long or too much memory to look through."),
}


def refusal(fault: str, detail: str) -> Refusal:
    said = _gettext("%(fault)s %(what_to_do)s")
    return Refusal(said % {"fault": FAULTS[fault] % {"detail": detail}, "what_to_do": EXPORT})
