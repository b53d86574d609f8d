"""Every place outside a page where a word could be found by somebody who looks: at rest, on its way, in a dump."""

import io
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pypdf
from django.conf import settings
from django.core import mail
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from pypdf.errors import PdfReadError

Found = Iterator[tuple[str, str]]


def everywhere(tmp_path: Path, logged: str, printed: str) -> Found:
    """(place, its whole content as text) of each place."""
    yield from tables()
    yield from cached()
    yield from mailed()
    yield "the log at DEBUG", logged
    yield "standard output and errors", printed
    yield from files()
    yield "dumpdata", dumped()
    yield from backed_up(tmp_path)


def tables() -> Found:
    """Every row of every table, also of those that no model of ours names: sessions, outbox, search, revisions."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield f"table {table}", " ".join(map(_text, row))


def _text(value: object) -> str:
    if isinstance(value, memoryview | bytes):
        return bytes(value).decode("latin-1")
    return str(value)


def cached() -> Found:
    for alias in settings.CACHES:
        for key, pickled in getattr(caches[alias], "_cache", {}).items():
            yield f"cache {alias}", f"{key} {_text(pickled)}"


def mailed() -> Found:
    for message in mail.outbox:
        yield f"mail to {message.to[0]}", message.message().as_string()


def files() -> Found:
    for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT):
        for path in Path(root).rglob("*"):
            if path.is_file():
                yield f"file {path.name}", _unpacked(path.read_bytes())


def _unpacked(content: bytes) -> str:
    """The bytes as they are and, of a PDF, all that it says and holds."""
    if not content.startswith(b"%PDF"):
        return _text(content)
    streams = [_inflated(part) for part in content.split(b"stream")]
    return "\n".join([_text(content), *_said(content), *streams])


def _said(content: bytes) -> list[str]:
    """A document's pages and what it says of itself; nothing of a mere beginning of one, as other tests upload it."""
    try:
        document = pypdf.PdfReader(io.BytesIO(content))
    except PdfReadError:
        return []
    return [page.extract_text() for page in document.pages] + [str(document.metadata), str(document.xmp_metadata)]


def _inflated(part: bytes) -> str:
    try:
        return _text(zlib.decompressobj().decompress(part.lstrip(b"\r\n")))
    except zlib.error:
        return ""


def dumped() -> str:
    out = io.StringIO()
    call_command("dumpdata", stdout=out, verbosity=0)
    return out.getvalue()


def backed_up(tmp_path: Path) -> Found:
    """The backup, member by member."""
    target = tmp_path / "backup.tar.gz"
    call_command("backup", str(target), stdout=io.StringIO())
    with tarfile.open(target) as archive:
        for member in archive:
            held = archive.extractfile(member)
            yield f"backup {member.name}", _unpacked(held.read()) if held else ""
