"""Recordings made by hand, byte by byte, that browsers play: silence as MP3 and Opus, one grey picture as WebM."""

import io
import struct
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from courses.media import services
from courses.media.judging.ogg import checksum
from courses.media.models import Recording
from courses.models import StepPage
from tests.courses.world import TAKEAWAY, TEXT, World, block, make_step
from tests.people import Cast

# MPEG 1, layer III, 128 kbit/s, 44.1 kHz, one channel. A frame of zeros behind it is silence; 38.28 of them a second.
MP3_FRAME = b"\xff\xfb\x90\xc4" + bytes(413)
VTT = "WEBVTT\n\n00:00:00.000 --> 00:00:01.000\nYou wait. The clock says 19:28.\n"
WORDS = "Nobody speaks for twenty seconds."


def mp3(frames: int = 40, *, before: bytes = b"", after: bytes = b"") -> bytes:
    return before + MP3_FRAME * frames + after


def id3(inside: bytes) -> bytes:
    size = bytes(len(inside) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x04\0\0" + size + inside


def box(name: bytes, *inside: bytes) -> bytes:
    content = b"".join(inside)
    return struct.pack(">I4s", 8 + len(content), name) + content


def full(name: bytes, *inside: bytes, flags: int = 0) -> bytes:
    return box(name, struct.pack(">I", flags), *inside)


def mp4(
    *more: bytes,
    brand: bytes = b"isom",
    handler: bytes = b"soun",
    coding: bytes = b"mp4a",
    in_moov: bytes = b"",
    source: bytes = b"",
    upright: bool = False,
) -> bytes:
    """2.5 seconds with one track, whose picture or sound is no more than a few bytes. For judges, not players."""
    matrix = struct.pack(">9i", *((0, 1, 0, -1, 0, 0, 0, 0, 1) if upright else (1, 0, 0, 0, 1, 0, 0, 0, 1)))
    size = (320 << 16, 180 << 16) if handler == b"vide" else (0, 0)
    track = box(
        b"trak",
        full(b"tkhd", struct.pack(">5I", 1111, 2222, 1, 0, 0), bytes(16), matrix, struct.pack(">II", *size)),
        box(
            b"mdia",
            full(b"mdhd", struct.pack(">4I", 1111, 2222, 1000, 2500), bytes(4)),
            full(b"hdlr", bytes(4), handler, bytes(13)),
            box(
                b"minf",
                box(b"dinf", full(b"dref", struct.pack(">I", 1), source or full(b"url ", flags=1))),
                box(b"stbl", full(b"stsd", struct.pack(">I", 1), box(coding, bytes(28)))),
            ),
        ),
    )
    header = full(b"mvhd", struct.pack(">4I", 1111, 2222, 1000, 2500), bytes(80))
    return b"".join(
        [box(b"ftyp", brand, bytes(4)), box(b"moov", header, track, in_moov), *more, box(b"mdat", b"sound and picture")]
    )


def element(name: int, *inside: bytes | int) -> bytes:
    content = b"".join(part if isinstance(part, bytes) else part.to_bytes(4, "big") for part in inside)
    head = name.to_bytes((name.bit_length() + 7) // 8, "big")
    return head + (len(content) | 1 << 56).to_bytes(8, "big") + content


def webm_head(doc_type: bytes) -> bytes:
    return element(
        0x1A45DFA3,
        element(0x4286, b"\x01"),
        element(0x42F7, b"\x01"),
        element(0x42F2, b"\x04"),
        element(0x42F3, b"\x08"),
        element(0x4282, doc_type),
        element(0x4287, b"\x02"),
        element(0x4285, b"\x02"),
    )


def webm(
    *more: bytes, seconds: float = 2.0, doc_type: bytes = b"webm", codec: bytes = b"V_VP8", in_info: bytes = b""
) -> bytes:
    """A film of one key frame, which a WebP picture is, and that picture once more at its end."""
    picture = io.BytesIO()
    Image.new("RGB", (32, 16), "grey").save(picture, "WEBP", quality=50)
    frame = picture.getvalue()
    # Behind RIFF, its size, "WEBP", "VP8 " and its size.
    frame = frame[20 : 20 + int.from_bytes(frame[16:20], "little")]
    ends = int(seconds * 1000)
    simple = [element(0xA3, b"\x81" + struct.pack(">h", at) + b"\x80" + frame) for at in (0, ends - 40)]
    return webm_head(doc_type) + element(
        0x18538067,
        element(
            0x1549A966,
            element(0x2AD7B1, 1_000_000),
            element(0x4489, struct.pack(">d", seconds * 1000)),
            element(0x4D80, b"muxer"),
            element(0x5741, b"Helen's phone"),
            in_info,
        ),
        element(
            0x1654AE6B,
            element(
                0xAE,
                element(0xD7, b"\x01"),
                element(0x73C5, b"\x01"),
                element(0x83, b"\x01"),
                element(0x536E, b"Helen at home"),
                element(0x86, codec),
                element(0xE0, element(0xB0, 32), element(0xBA, 16)),
            ),
        ),
        *more,
        element(0x1F43B675, element(0xE7, b"\x00"), *simple),
    )


def page(packet: bytes, number: int, *, flags: int = 0, position: int = 0, stream: int = 7) -> bytes:
    lacing = bytes([255] * (len(packet) // 255) + [len(packet) % 255])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, position, stream, number, 0, len(lacing)) + lacing
    whole = head + packet
    return whole[:22] + struct.pack("<I", checksum(whole)) + whole[26:]


def opus(seconds: int = 2, comments: bytes = b"LOCATION=53.8,-1.5", stream: int = 7) -> bytes:
    """Silence: 50 packets a second that say nothing but how long they are."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 5) + b"phone" + struct.pack("<II", 1, len(comments)) + comments
    pages = [page(head, 0, flags=2, stream=stream), page(tags, 1, stream=stream)]
    for at in range(seconds * 50):
        last = at == seconds * 50 - 1
        position = 312 + 960 * (at + 1)
        pages.append(page(b"\xf8\xff\xfe", at + 2, flags=4 if last else 0, position=position, stream=stream))
    return b"".join(pages)


def upload(content: bytes, name: str = "opening.mp3", claims: str = "audio/mpeg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type=claims)


def a_recording(cast: Cast, content: bytes | None = None, **facts: Any) -> Recording:
    """One with all its words: a sound, unless `content` is something else."""
    said = {"title": "The silence", "transcript": WORDS, **facts}
    return services.add_recording(upload=upload(content or mp3()), by=cast.eddie, now=cast.now, **said)


def a_video(cast: Cast, content: bytes | None = None, **facts: Any) -> Recording:
    return a_recording(cast, content or webm(), **{"title": "The ring", "captions": VTT, **facts})


def shown(recording: Recording | None, kind: str = "audio", intro: str = "", key: str = "recording") -> dict[str, Any]:
    return block(kind, key, {"recording": str(recording.pk) if recording else None, "intro": intro})


def a_step_with(world: World, *blocks: dict[str, Any], slug: str = "hearing", gates: bool = False) -> StepPage:
    return make_step(world.role if gates else world.risk, slug, [TEXT, *blocks, TAKEAWAY])
