"""MP4 and M4A (ISO/IEC 14496-12): boxes within boxes. What need not be kept becomes empty space of the same size.

So nothing moves, and the addresses of picture and sound within the file stay right.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from courses.media.judging.found import AUDIO, VIDEO, Found, Unfit

BRANDS = {b"isom", b"iso2", b"iso3", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4A ", b"M4V ", b"MSNV"}
# Of the boxes of a place, those that are kept; the others become empty space: tags, places, covers, programs' own data.
KEPT = {
    b"": {b"ftyp", b"moov", b"mdat"},
    b"moov": {b"mvhd", b"trak"},
    b"trak": {b"tkhd", b"edts", b"mdia", b"tref"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"vmhd", b"smhd", b"dinf", b"stbl"},
    b"dinf": {b"dref"},
    b"stbl": {
        b"stsd",
        b"stts",
        b"ctts",
        b"stsc",
        b"stsz",
        b"stz2",
        b"stco",
        b"co64",
        b"stss",
        b"sgpd",
        b"sbgp",
        b"sdtp",
        b"cslg",
    },
}
# In parts that say nothing of the whole: a live stream, or what a phone has not finished.
IN_FRAGMENTS = {b"moof", b"mvex", b"sidx", b"styp"}
# Handler of a track -> the ways to write picture or sound that every browser of today can play.
CODINGS = {b"vide": {b"avc1", b"avc3", b"av01", b"vp09"}, b"soun": {b"mp4a", b"Opus", b"fLaC", b".mp3"}}
SELF_CONTAINED = 1


class Box(NamedTuple):
    """`begins` is where its header does, `inside` where its content does."""

    name: bytes
    begins: int
    inside: int
    ends: int


@dataclass
class Facts:
    seconds: float = 0
    width: int = 0
    height: int = 0
    kinds: list[bytes] = field(default_factory=list)


def looks_so(content: bytes) -> bool:
    return content[4:8] == b"ftyp"


def judge(content: bytes) -> Found:
    if content[8:12] not in BRANDS:
        raise Unfit("other_film", content[8:12].decode("latin-1").strip())
    kept, facts = bytearray(content), Facts()
    names = [box.name for box in walk(kept, 0, len(kept), b"", facts)]
    if b"mdat" not in names or names.count(b"moov") != 1 or not facts.kinds or facts.seconds <= 0:
        raise Unfit("damaged")
    if b"vide" in facts.kinds:
        return Found(VIDEO, "mp4", "video/mp4", facts.seconds, kept, facts.width, facts.height)
    return Found(AUDIO, "m4a", "audio/mp4", facts.seconds, kept)


def boxes(content: bytearray, begins: int, ends: int) -> Iterator[Box]:
    while begins < ends:
        if ends - begins < 8:
            raise Unfit("damaged")
        size, name, header = *struct.unpack_from(">I4s", content, begins), 8
        if size == 1 and ends - begins >= 16:
            (size,), header = struct.unpack_from(">Q", content, begins + 8), 16
        elif size == 0:
            size = ends - begins
        if size < header or begins + size > ends:
            raise Unfit("damaged")
        yield Box(name, begins, begins + header, begins + size)
        begins += size


def walk(content: bytearray, begins: int, ends: int, place: bytes, facts: Facts) -> list[Box]:
    """Empty what is not kept here, judge what is, and go on within it."""
    found = list(boxes(content, begins, ends))
    for box in found:
        if box.name in IN_FRAGMENTS:
            raise Unfit("fragments")
        if box.name not in KEPT[place]:
            content[box.begins + 4 : box.begins + 8] = b"free"
            content[box.inside : box.ends] = bytes(box.ends - box.inside)
        elif box.name in KEPT:
            walk(content, box.inside, box.ends, box.name, facts)
        elif look := LOOKS.get(box.name):
            look(content, box, facts)
    return found


def movie_header(content: bytearray, box: Box, facts: Facts) -> None:
    without_dates(content, box, facts)
    long = content[box.inside] == 1
    scale, length = struct.unpack_from(">IQ" if long else ">II", content, box.inside + (20 if long else 12))
    facts.seconds = length / scale if scale else 0


def without_dates(content: bytearray, box: Box, _facts: Facts) -> None:
    """When it was made and changed: for a film of a person, when they were there."""
    ends = box.inside + (20 if content[box.inside] == 1 else 12)
    content[box.inside + 4 : ends] = bytes(ends - box.inside - 4)


def track_header(content: bytearray, box: Box, facts: Facts) -> None:
    without_dates(content, box, facts)
    # The last of it: a matrix of nine numbers, whose first is nought where a phone was held upright, then the size.
    across, *_matrix, width, height = struct.unpack_from(">9i2I", content, box.ends - 44)
    # With sixteen bits behind the point; a track of sound has no size.
    if width and height:
        size = (width >> 16, height >> 16)
        facts.width, facts.height = size if across else size[::-1]


def handler(content: bytearray, box: Box, facts: Facts) -> None:
    """What a track holds. One of places, times or programs' own has its samples among picture and sound: not kept."""
    kind = bytes(content[box.inside + 8 : box.inside + 12])
    if kind not in CODINGS:
        raise Unfit("track", kind.decode("latin-1").strip())
    facts.kinds.append(kind)


def described(content: bytearray, box: Box, facts: Facts) -> None:
    for sample in boxes(content, box.inside + 8, box.ends):
        if not facts.kinds or sample.name not in CODINGS[facts.kinds[-1]]:
            raise Unfit("coding", sample.name.decode("latin-1").strip())


def where_from(content: bytearray, box: Box, _facts: Facts) -> None:
    for source in boxes(content, box.inside + 8, box.ends):
        (flags,) = struct.unpack_from(">I", content, source.inside)
        if source.name != b"url " or flags & 0xFFFFFF != SELF_CONTAINED:
            raise Unfit("elsewhere")


LOOKS = {
    b"mvhd": movie_header,
    b"tkhd": track_header,
    b"mdhd": without_dates,
    b"hdlr": handler,
    b"stsd": described,
    b"dref": where_from,
}
