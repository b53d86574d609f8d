"""What a recording may be: MP4, WebM, M4A, MP3 or Ogg, judged by what is in it. Names and claims count for nothing.

Where and when it was made, by what, and who is named in its tags is not kept (`judging/`, in a process of its own).
"""

import hashlib
import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.core.files.base import ContentFile, File
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy as _

from courses.media.verdicts import refusal
from foundation.apart import ask
from foundation.refusals import Refusal

if TYPE_CHECKING:
    Upload = File[bytes]
    Bytes = ContentFile[bytes]
else:
    Upload, Bytes = File, ContentFile

# The process ends itself after six seconds of work.
MOST_SECONDS = 8


@dataclass(frozen=True)
class Facts:
    """`seconds` are whole, counted up: a recording of half a second lasts one."""

    kind: str
    mime: str
    seconds: int
    width: int
    height: int
    digest: str


class Fit(Bytes):
    """A recording that has been judged, as it is to be kept. Its name is ours, and another one each time."""

    def __init__(self, facts: Facts, ending: str, content: bytes) -> None:
        super().__init__(content, name=f"{uuid4()}.{ending}")
        self.facts = facts


def fit(upload: Upload) -> Fit:
    """`upload` as it may be kept. Raises Refusal."""
    if isinstance(upload, Fit):
        return upload
    most = settings.RECORDING_MOST_BYTES
    if upload.size > most:
        raise Refusal(
            _("This file is %(size)s. A recording may be %(most)s at most: make it shorter, or its picture smaller.")
            % {"size": filesizeformat(upload.size), "most": filesizeformat(most)}
        )
    upload.seek(0)
    said = ask("courses.media.judging", "recording", upload.read(), most_seconds=MOST_SECONDS)
    verdict, _newline, rest = said.partition(b"\n")
    first, _newline, content = rest.partition(b"\n")
    if verdict == b"fit":
        return _kept(json.loads(first), content)
    raise refusal(first.decode() or "too_much", content.decode(errors="replace"))


def _kept(found: dict[str, Any], content: bytes) -> Fit:
    facts = Facts(
        kind=found["kind"],
        mime=found["mime"],
        seconds=math.ceil(found["seconds"]),
        width=found["width"],
        height=found["height"],
        digest=hashlib.sha256(content).hexdigest(),
    )
    return Fit(facts, found["ending"], content)
