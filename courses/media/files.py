"""Recordings as the curriculum's files name them: beside the block, what is said in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from courses.media.blocks import AudioBlock, OutsideBlock, VideoBlock, key_of

PLAYED = {"audio": AudioBlock, "video": VideoBlock}
FROM_FILE = {**PLAYED, "outside": OutsideBlock}


@dataclass(frozen=True)
class RecordingFile:
    """`name` and `captions` are files below content/; `captions` is empty where there are none."""

    id: str
    name: str
    title: str
    captions: str
    transcript: str


def recordings_in(raw_blocks: list[Any]) -> Iterator[RecordingFile]:
    """Of a step's blocks as its file has them. What is wrong with one has been noted by its block."""
    for raw in raw_blocks:
        for kind in PLAYED:
            value = raw.get(kind) if isinstance(raw, dict) else None
            if isinstance(value, dict):
                name, title, captions, transcript = (
                    str(value.get(part) or "").strip() for part in ("file", "title", "captions", "transcript")
                )
                yield RecordingFile(key_of(name), name, title, captions, transcript)
