"""A Word document packed again from its parts, each of a kind that is allowed and read to its end."""

import encodings.cp437  # noqa: F401 -- how names in a package are written: nothing can be loaded once we are shut in
import io
import zipfile
from collections.abc import Mapping

from courses.handouts.judging import parts
from courses.handouts.judging.faults import Unfit
from courses.handouts.judging.reading import Reader, read

TYPES_PART, MAIN_PART = "[content_types].xml", "word/document.xml"
MOST_PARTS, MOST_UNPACKED, MOST_XML = 1000, 100 * 1024 * 1024, 40 * 1024 * 1024
# Bit 0 of a part's flags.
ENCRYPTED = 1
PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def rewritten(content: bytes) -> bytes:
    """Raises Unfit for what acts or fetches, and the errors of `zipfile` for what cannot be read."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        members = unpacked(package)
    folded = {name.casefold(): part for name, part in members.items()}
    if len(folded) < len(members):
        # Two spellings of one name: a word processor may open the other one.
        raise Unfit("damaged")
    kinds = kinds_of(folded)
    for name, part in folded.items():
        if name != TYPES_PART:
            judge(name, kinds[name], part)
    return packed(members)


def unpacked(package: zipfile.ZipFile) -> dict[str, bytes]:
    listed = [part for part in package.infolist() if not part.is_dir()]
    if any(part.flag_bits & ENCRYPTED for part in listed):
        raise Unfit("locked")
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
        raise Unfit("too_much")
    names = [part.filename for part in listed]
    if len(set(names)) < len(names) or not all(map(is_name, names)):
        raise Unfit("damaged")
    if any(part.compress_type not in PACKED for part in listed):
        raise Unfit("damaged")
    return {part.filename: package.read(part) for part in listed}


def is_name(name: str) -> bool:
    """Of a part inside the package: no way out of it, and no two ways to say one."""
    return len(name) <= parts.LONGEST_NAME and all(
        parts.STEP.fullmatch(step) and step not in (".", "..") for step in name.split("/")
    )


def kinds_of(folded: Mapping[str, bytes]) -> dict[str, str]:
    """What each part says that it is. Raises Unfit for a kind that is not allowed, or for none."""
    if TYPES_PART not in folded or MAIN_PART not in folded:
        raise Unfit("other_package")
    told = read(folded[TYPES_PART], Reader(TYPES_PART))
    for kind in told.overrides.values():
        allow_kind(kind, kind)
    kinds = {
        name: told.overrides.get(f"/{name}", told.defaults.get(name.rpartition(".")[2], ""))
        for name in folded
        if name != TYPES_PART
    }
    for name, kind in kinds.items():
        allow_kind(kind, name)
    if kinds[MAIN_PART] != parts.MAIN:
        raise Unfit("other_package")
    return kinds


def allow_kind(kind: str, detail: str) -> None:
    if kind in parts.XML or kind in parts.PICTURES:
        return
    known = (fault for word, fault in parts.KINDS_THAT_ACT.items() if word in f"{kind} {detail}")
    raise Unfit(next(known, "part"), detail)


def judge(name: str, kind: str, part: bytes) -> None:
    if kind in parts.PICTURES:
        if not part.startswith(parts.PICTURES[kind]):
            raise Unfit("part", name)
        return
    if len(part) > MOST_XML:
        raise Unfit("too_much")
    # Relationships count wherever they stand, and under whatever name.
    read(part, Reader(name))


def packed(members: Mapping[str, bytes]) -> bytes:
    """The same parts in a package of our own: nothing between them, no comments, no times."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in members.items():
            package.writestr(zipfile.ZipInfo(name), part, zipfile.ZIP_DEFLATED)
    return out.getvalue()
