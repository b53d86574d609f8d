"""Ogg (RFC 3533) with Opus or Vorbis in it: pages of one stream. Its comments are emptied, and nothing else moves."""

import struct
from dataclasses import dataclass

from courses.media.judging.found import AUDIO, Found, Unfit

FIRST, LAST = 2, 4
HEADER = 27
# An empty comment: no vendor, no comments. Vorbis ends it with a bit that is set.
NO_COMMENT = bytes(8)
OPUS_RATE = 48000
POLYNOMIAL = 0x04C11DB7


@dataclass(frozen=True)
class Page:
    begins: int
    inside: int
    ends: int
    flags: int
    position: int
    stream: int
    lacing: bytes


def looks_so(content: bytes) -> bool:
    return content[:4] == b"OggS"


def judge(content: bytes) -> Found:
    kept, pages = bytearray(content), pages_of(content)
    if len({page.stream for page in pages}) != 1 or sum(page.flags & FIRST > 0 for page in pages) != 1:
        raise Unfit("several")
    first = content[pages[0].inside : pages[0].ends]
    if first[:8] == b"OpusHead" and len(first) >= 19:
        rate, before, mark = OPUS_RATE, struct.unpack_from("<H", first, 10)[0], b"OpusTags"
    elif first[:7] == b"\x01vorbis" and len(first) >= 30:
        rate, before, mark = struct.unpack_from("<I", first, 12)[0], 0, b"\x03vorbis"
    else:
        raise Unfit("coding", first[:8].decode("latin-1").strip("\0\x01\x80 "))
    empty_comments(kept, pages, mark)
    seconds = (max(page.position for page in pages) - before) / rate if rate else 0
    if seconds <= 0:
        raise Unfit("no_length")
    return Found(AUDIO, "ogg", "audio/ogg", seconds, kept)


def pages_of(content: bytes) -> list[Page]:
    found, at = [], 0
    while at < len(content):
        if content[at : at + 5] != b"OggS\0" or at + HEADER > len(content):
            raise Unfit("damaged")
        flags, position, stream, _number, _crc, count = struct.unpack_from("<BqIIIB", content, at + 5)
        inside = at + HEADER + count
        lacing = content[at + HEADER : inside]
        ends = inside + sum(lacing)
        if len(lacing) < count or ends > len(content):
            raise Unfit("damaged")
        found.append(Page(at, inside, ends, flags, position, stream, lacing))
        at = ends
    return found


def empty_comments(kept: bytearray, pages: list[Page], mark: bytes) -> None:
    """The second packet: who, what and where, and often a picture. It keeps its size, across however many pages."""
    places, touched = second_packet(pages)
    size = len(places)
    words = mark + NO_COMMENT + (b"\x01" if mark != b"OpusTags" else b"")
    if size < len(words) or bytes(kept[at] for at in places[: len(mark)]) != mark:
        raise Unfit("damaged")
    for at, byte in zip(places, words + bytes(size - len(words)), strict=True):
        kept[at] = byte
    for page in touched:
        kept[page.begins + 22 : page.begins + 26] = bytes(4)
        struct.pack_into("<I", kept, page.begins + 22, checksum(kept[page.begins : page.ends]))


def second_packet(pages: list[Page]) -> tuple[list[int], list[Page]]:
    """The place of each of its bytes, and the pages that they are on."""
    places: list[int] = []
    touched = []
    for page in pages[1:]:
        touched.append(page)
        at = page.inside
        for length in page.lacing:
            places.extend(range(at, at + length))
            at += length
            if length < 255:
                return places, touched
    raise Unfit("damaged")


def checksum(page: bytes | bytearray) -> int:
    found = 0
    for byte in page:
        found = (found << 8 & 0xFFFFFFFF) ^ TABLE[found >> 24 ^ byte]
    return found


def _row(byte: int) -> int:
    found = byte << 24
    for _bit in range(8):
        found = (found << 1 ^ POLYNOMIAL if found & 0x80000000 else found << 1) & 0xFFFFFFFF
    return found


TABLE = tuple(map(_row, range(256)))
