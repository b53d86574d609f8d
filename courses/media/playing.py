"""What a page shows of a recording before it is played: how long it is, how large, and all that is said in it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _


@dataclass(frozen=True)
class Played:
    """`transcript` and `intro` are plain text. `version` changes with the file."""

    id: UUID
    title: str
    is_video: bool
    mime: str
    size: int
    length: str
    width: int
    height: int
    has_captions: bool
    transcript: str
    intro: str
    version: str


def played(recording: Any, intro: str = "") -> Played:
    return Played(
        id=recording.pk,
        title=recording.title,
        is_video=recording.needs_captions,
        mime=recording.mime,
        size=recording.size,
        length=length_of(recording.seconds),
        width=recording.width,
        height=recording.height,
        has_captions=bool(recording.captions),
        transcript=recording.transcript,
        intro=intro,
        version=recording.digest[:8],
    )


def length_of(seconds: int) -> str:
    """As somebody says it who asks whether there is time for it."""
    minutes, rest = divmod(seconds, 60)
    if not minutes:
        return _("%(seconds)d seconds") % {"seconds": rest}
    if not rest:
        return _("%(minutes)d min") % {"minutes": minutes}
    return _("%(minutes)d min %(seconds)d s") % {"minutes": minutes, "seconds": rest}
