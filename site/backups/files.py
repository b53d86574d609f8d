"""The files that belong to the data: certificates, handouts, editors' images."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO

from django.conf import settings

from backups.archive import CHUNK, Manifest, NotWhole

# A file that is being written, which no row names yet.
UNFINISHED = ".part"


class NotEmpty(Exception):
    """There is something here already that a restored copy would mix with. The message says what to do."""


def roots() -> dict[str, Path]:
    """The folders whose files belong to the data, by the name they have in a backup."""
    return {"private": Path(settings.PRIVATE_ROOT), "media": Path(settings.MEDIA_ROOT)}


def files_here() -> Iterator[tuple[str, Path]]:
    for name, root in roots().items():
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != UNFINISHED:
                yield f"{name}/{path.relative_to(root).as_posix()}", path


def refuse_full_folders() -> None:
    for _, path in files_here():
        raise NotEmpty(
            f"{path} is there already. Restore into an empty folder: point HOLDFAST_VAR at a new place. If a restore "
            "was killed half way and this is all that it left, empty this one."
        )


@contextmanager
def taken_back_on_failure() -> Iterator[list[Path]]:
    """Whatever is added to the list is deleted again unless all goes well."""
    laid: list[Path] = []
    try:
        yield laid
    except BaseException:
        for path in laid:
            path.unlink(missing_ok=True)
        _remove_empty_folders()
        raise


def _remove_empty_folders() -> None:
    for root in roots().values():
        for folder in sorted((path for path in root.rglob("*") if path.is_dir()), reverse=True):
            with suppress(OSError):
                folder.rmdir()


def lay_down(name: str, content: IO[bytes]) -> Path:
    """Write one file of a backup to its place; what is private stays the owner's alone."""
    path = path_of(name)
    private = name.startswith("private/")
    path.parent.mkdir(mode=0o700 if private else 0o755, parents=True, exist_ok=True)
    with path.open("xb") as out:
        path.chmod(0o600 if private else 0o644)
        while chunk := content.read(CHUNK):
            out.write(chunk)
    return path


def path_of(name: str) -> Path:
    """Where the file `<root>/<name>` belongs. Raises NotWhole for a name that leads out of its folder."""
    root, _, rest = name.partition("/")
    inside = PurePosixPath(rest)
    if root not in roots() or not rest or inside.is_absolute() or ".." in inside.parts:
        raise NotWhole(f"The backup names a file outside its folders: {name}.")
    return roots()[root] / inside


def compare_files(manifest: Manifest) -> None:
    for name, part in manifest.files().items():
        with path_of(name).open("rb") as content:
            if hashlib.file_digest(content, "sha256").hexdigest() != part.sha256:
                raise NotWhole(f"{name} is not the file of the backup. Nothing was kept.")
