"""The file of a backup: a compressed tar of `rows/<model>`, `files/<root>/<name>` and, last, `manifest.json`.

It is written whole or not at all, readable by its owner alone. The manifest holds the size and the digest of everything
before it, so that a backup can be proved whole before a single row is touched. It never holds a key.
"""

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1 << 20


class NotWhole(Exception):
    """This is no backup of ours, or something in it is missing or altered. The message says what."""


@dataclass(frozen=True)
class Part:
    """One member: its size in bytes, its SHA-256, and for a table how many rows it holds."""

    size: int
    sha256: str
    rows: int = 0


@dataclass
class Manifest:
    made_at: str
    # "app.name" of every migration that stood: the shape that the rows fit.
    migrations: list[str] = field(default_factory=list)
    parts: dict[str, Part] = field(default_factory=dict)

    def tables(self) -> dict[str, Part]:
        """Model label -> its part."""
        return {name.removeprefix("rows/"): part for name, part in self.parts.items() if name.startswith("rows/")}

    def files(self) -> dict[str, Part]:
        """ "<root>/<name>" -> its part."""
        return {name.removeprefix("files/"): part for name, part in self.parts.items() if name.startswith("files/")}

    def as_json(self) -> bytes:
        return json.dumps({"holdfast_backup": FORMAT} | asdict(self), indent=1, sort_keys=True).encode()


class Writer:
    """Adds parts to an archive and remembers their digests."""

    def __init__(self, archive: tarfile.TarFile, scratch: Path, manifest: Manifest) -> None:
        self.archive, self.scratch, self.manifest = archive, scratch, manifest

    def add_rows(self, label: str, lines: Iterable[bytes]) -> None:
        with tempfile.TemporaryFile(dir=self.scratch) as spool:
            count = 0
            for line in lines:
                spool.write(line)
                count += 1
            self._add(f"rows/{label}", spool, rows=count)

    def add_file(self, name: str, path: Path) -> None:
        try:
            source = path.open("rb")
        except FileNotFoundError:  # deleted since the folder was listed
            return
        with source:
            self._add(f"files/{name}", source)

    def close(self) -> None:
        content = self.manifest.as_json()
        self.archive.addfile(_member(MANIFEST, len(content)), io.BytesIO(content))

    def _add(self, name: str, source: IO[bytes], rows: int = 0) -> None:
        size = source.seek(0, os.SEEK_END)
        source.seek(0)
        counted = _Counted(source)
        self.archive.addfile(_member(name, size), counted)
        self.manifest.parts[name] = Part(size=size, sha256=counted.digest.hexdigest(), rows=rows)


class _Counted:
    """A file whose digest is known once it has been read."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source, self.digest = source, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        content = self.source.read(size)
        self.digest.update(content)
        return content


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


@contextmanager
def writing(target: Path, *, made_at: datetime) -> Iterator[Writer]:
    """An archive at `target`, which appears there only once it is whole. Raises FileExistsError, OSError."""
    if target.exists():
        raise FileExistsError(target)
    handle, unfinished = tempfile.mkstemp(dir=target.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            with tarfile.open(fileobj=out, mode="w:gz", compresslevel=6) as archive:
                writer = Writer(archive, target.parent, Manifest(made_at.isoformat()))
                yield writer
                writer.close()
            out.flush()
            os.fsync(out.fileno())
        Path(unfinished).replace(target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise


def proved(path: Path) -> Manifest:
    """The manifest of the backup at `path`, after every part of it was read and agreed with its digest."""
    found: dict[str, Part] = {}
    manifest = None
    try:
        with tarfile.open(path, "r:gz") as archive:
            for member in archive:
                source = archive.extractfile(member)
                if source is None:
                    raise NotWhole(f"{path.name} holds {member.name}, which is no plain file.")
                if member.name == MANIFEST:
                    manifest = _read_manifest(source.read())
                else:
                    found[member.name] = Part(size=member.size, sha256=_digest(source))
    except (tarfile.TarError, EOFError, OSError, ValueError, KeyError, TypeError) as broken:
        raise NotWhole(f"{path.name} cannot be read as a backup of Holdfast: {type(broken).__name__}.") from broken
    if manifest is None:
        raise NotWhole(f"{path.name} ends before its manifest: the backup was cut short.")
    _compare(manifest, found)
    return manifest


def _read_manifest(content: bytes) -> Manifest:
    said = json.loads(content)
    if said.pop("holdfast_backup") != FORMAT:
        raise NotWhole(f"This backup has another format than {FORMAT}. Restore it with the release that made it.")
    parts = {name: Part(**part) for name, part in said.pop("parts").items()}
    return Manifest(**said, parts=parts)


def _digest(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _compare(manifest: Manifest, found: dict[str, Part]) -> None:
    if strange := sorted(set(found) ^ set(manifest.parts)):
        raise NotWhole(f"The manifest and the backup disagree about {strange[0]}.")
    for name, part in found.items():
        if (part.size, part.sha256) != (manifest.parts[name].size, manifest.parts[name].sha256):
            raise NotWhole(f"{name} in the backup is not what was written: its digest differs.")


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Each part of a proved backup, by name, with its content to read before the next is asked for."""
    with tarfile.open(path, "r:gz") as archive:
        for member in archive:
            source = archive.extractfile(member)
            if source is not None and member.name != MANIFEST:
                yield member.name, source
