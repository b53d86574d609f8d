"""Files that only a view may hand out: under PRIVATE_ROOT, each written whole or not at all, and with no address."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from django.conf import settings
from django.core.files.storage import FileSystemStorage
from django.utils.deconstruct import deconstructible


@deconstructible
class PrivateFiles(FileSystemStorage):
    """A folder below PRIVATE_ROOT that nobody else on the machine may read."""

    def __init__(self, folder: str = "") -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)
        self.folder = folder

    @property
    def base_location(self) -> str:
        # Read each time: tests move the root.
        return str(Path(settings.PRIVATE_ROOT) / self.folder)

    @property
    def location(self) -> str:
        return str(Path(self.base_location).absolute())

    def url(self, _name: str | None) -> NoReturn:
        """Django would make up an address below MEDIA_URL, for whatever serves that one day."""
        raise ValueError("A private file has no address. Only a view that checks hands it out.")

    def _save(self, name: str, content: Any) -> str:
        write_whole(Path(self.path(name)), content.chunks())
        return name


def write_whole(target: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that is there whole or not at all, whatever happens meanwhile."""
    for folder in reversed(target.parents):
        folder.mkdir(mode=0o700, exist_ok=True)
    for left_behind in target.parent.glob(f"{target.name}.*.part"):
        # By a process that was killed while it wrote. Whoever writes this name now is alone with it.
        left_behind.unlink(missing_ok=True)
    handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f"{target.name}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.writelines(chunks)
            out.flush()
            os.fsync(out.fileno())
        Path(unfinished).replace(target)
    except BaseException:
        Path(unfinished).unlink(missing_ok=True)
        raise
    flush_folder(target.parent)


def flush_folder(folder: Path) -> None:
    """Have the rename itself survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
