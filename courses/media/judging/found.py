"""What a recording turns out to be, and what it may not be."""

from dataclasses import dataclass

AUDIO, VIDEO = "audio", "video"


class Unfit(Exception):
    """The fault by its name in `courses.media.verdicts`, and perhaps what was found."""

    def __init__(self, fault: str, detail: str = "") -> None:
        super().__init__(fault)
        self.fault, self.detail = fault, detail


@dataclass(frozen=True)
class Found:
    """`content` is what may be kept. Width and height are those of a picture, in points; nought for a sound."""

    kind: str
    ending: str
    mime: str
    seconds: float
    content: bytes | bytearray
    width: int = 0
    height: int = 0
