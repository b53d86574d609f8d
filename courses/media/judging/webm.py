"""WebM (RFC 8794 and 9559): elements within elements. What need not be kept becomes a void of the same size."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from courses.media.judging.found import AUDIO, VIDEO, Found, Unfit

EBML, SEGMENT, INFO, TRACKS, TRACK = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x1654AE6B, 0xAE
SEEK_HEAD, CLUSTER, CUES, VOID = 0x114D9B74, 0x1F43B675, 0x1C53BB6B, 0xEC
DOC_TYPE, SCALE, DURATION = 0x4282, 0x2AD7B1, 0x4489
MUXER, WRITER = 0x4D80, 0x5741
# Locked, or written in a way that WebM does not know.
ENCODINGS = 0x6D80
TRACK_TYPE, CODEC, PICTURE, WIDTH, HEIGHT = 0x83, 0x86, 0xE0, 0xB0, 0xBA
# A track's name is its author's, and a Tags element may hold a place: neither is in these lists.
OF_A_TRACK = {
    *(0xD7, 0x73C5, TRACK_TYPE, 0xB9, 0x88, 0x55AA, 0x9C, 0x6DE7, 0x6DF8, 0x23E383, 0x22B59C, 0x22B59D, CODEC, 0x63A2),
    *(0xAA, 0x56AA, 0x56BB, PICTURE, 0xE1),
}
# Of the elements of a place, those that are kept.
KEPT = {
    0: {EBML, SEGMENT},
    SEGMENT: {SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES},
    INFO: {SCALE, DURATION, MUXER, WRITER},
    TRACKS: {TRACK},
    TRACK: OF_A_TRACK,
}
WITHIN = set(KEPT) - {0}
CODECS = {1: {b"V_VP8", b"V_VP9", b"V_AV1"}, 2: {b"A_OPUS", b"A_VORBIS"}}
NANOSECONDS, DEFAULT_SCALE = 1_000_000_000, 1_000_000


class Element(NamedTuple):
    name: int
    begins: int
    inside: int
    ends: int


@dataclass
class Facts:
    doc_type: bytes = b""
    scale: int = DEFAULT_SCALE
    duration: float = 0
    tracks: list[int] = field(default_factory=list)
    codec: bytes = b""
    width: int = 0
    height: int = 0


def looks_so(content: bytes) -> bool:
    return content[:4] == b"\x1a\x45\xdf\xa3"


def judge(content: bytes) -> Found:
    kept, facts = bytearray(content), Facts()
    found = {element.name for element in walk(kept, 0, len(kept), 0, facts)}
    seconds = facts.duration * facts.scale / NANOSECONDS
    if SEGMENT not in found or not facts.tracks:
        raise Unfit("damaged")
    if not 0 < seconds < float("inf"):
        raise Unfit("no_length")
    if 1 in facts.tracks:
        return Found(VIDEO, "webm", "video/webm", seconds, kept, facts.width, facts.height)
    return Found(AUDIO, "weba", "audio/webm", seconds, kept)


def number(content: bytearray, at: int, ends: int, *, keeps_marker: bool) -> tuple[int, int, bool]:
    """A number of one to eight bytes, where it ends, and whether it says "unknown"."""
    if at >= ends or not content[at]:
        raise Unfit("damaged")
    length = 9 - content[at].bit_length()
    if at + length > ends:
        raise Unfit("damaged")
    value = int.from_bytes(content[at : at + length], "big")
    plain = value & ((1 << 7 * length) - 1)
    return value if keeps_marker else plain, at + length, plain == (1 << 7 * length) - 1


def elements(content: bytearray, begins: int, ends: int) -> Iterator[Element]:
    while begins < ends:
        name, at, _unknown = number(content, begins, ends, keeps_marker=True)
        size, inside, unknown = number(content, at, ends, keeps_marker=False)
        if unknown and name != SEGMENT:
            raise Unfit("no_length")
        finish = ends if unknown else inside + size
        if finish > ends:
            raise Unfit("damaged")
        yield Element(name, begins, inside, finish)
        begins = finish


def walk(content: bytearray, begins: int, ends: int, place: int, facts: Facts) -> list[Element]:
    """Empty what is not kept here, read what is, and go on within it."""
    found = list(elements(content, begins, ends))
    for element in found:
        if element.name == ENCODINGS:
            raise Unfit("coding", "ContentEncodings")
        if element.name not in KEPT[place]:
            content[element.begins : element.ends] = void(element.ends - element.begins)
        elif element.name in WITHIN:
            walk(content, element.inside, element.ends, element.name, facts)
        read(content, element, facts)
    return found


def void(size: int) -> bytes:
    """An element of `size` bytes that says nothing; none is smaller than two."""
    length = 1 if size < 0x80 else 8
    inside = size - 1 - length
    return bytes([VOID]) + (inside | 1 << 7 * length).to_bytes(length, "big") + bytes(inside)


def read(content: bytearray, element: Element, facts: Facts) -> None:
    value = bytes(content[element.inside : min(element.ends, element.inside + 64)])
    if element.name == EBML:
        facts.doc_type = next((inside for name, inside in values(content, element) if name == DOC_TYPE), b"")
        if facts.doc_type != b"webm":
            raise Unfit("other_film", facts.doc_type.decode("latin-1"))
    elif element.name == SCALE:
        facts.scale = int.from_bytes(value, "big")
    elif element.name == DURATION and len(value) in (4, 8):
        (facts.duration,) = struct.unpack(">f" if len(value) == 4 else ">d", value)
    elif element.name in (MUXER, WRITER):
        # They must be there, and say which program somebody used.
        content[element.inside : element.ends] = b"-" * (element.ends - element.inside)
    elif element.name == TRACK:
        judge_track(dict(values(content, element)), content, element, facts)


def values(content: bytearray, element: Element) -> Iterator[tuple[int, bytes]]:
    for inner in elements(content, element.inside, element.ends):
        yield inner.name, bytes(content[inner.inside : min(inner.ends, inner.inside + 64)])


def judge_track(track: dict[int, bytes], content: bytearray, element: Element, facts: Facts) -> None:
    kind, codec = int.from_bytes(track.get(TRACK_TYPE, b""), "big"), track.get(CODEC, b"").rstrip(b"\0")
    if kind not in CODECS:
        raise Unfit("track", str(kind))
    if codec not in CODECS[kind]:
        raise Unfit("coding", codec.decode("latin-1"))
    facts.tracks.append(kind)
    for inner in elements(content, element.inside, element.ends):
        if inner.name == PICTURE:
            sizes = dict(values(content, inner))
            facts.width, facts.height = (int.from_bytes(sizes.get(name, b""), "big") for name in (WIDTH, HEIGHT))
