"""Make a backup; restore one into an empty installation; try whether what stands is whole."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from backups import archive, files, tables
from backups.archive import Manifest, NotWhole
from backups.files import NotEmpty
from confidential import erasures
from foundation.drills import Tried, drills

Tell = Callable[[str], object]


@dataclass(frozen=True)
class Restored:
    """What was put back and compared, and how many texts were destroyed again."""

    rows: int
    files: int
    erased: int


def make_backup(target: Path, *, now: datetime) -> Manifest:
    """Write every row as it stands at one moment, then every file. The keys that open sealed texts stay outside.

    Files are read after the rows: a file is on the disk before a row names it, so each named file is there.
    Raises FileExistsError or OSError; `target` then holds nothing of this.
    """
    with archive.writing(target, made_at=now) as writer:
        with tables.snapshot():
            writer.manifest.migrations = migrations_here()
            for model in tables.kept_models():
                writer.add_rows(model._meta.label, tables.lines_of(model))
        for name, path in files.files_here():
            writer.add_file(name, path)
    return writer.manifest


def restore_backup(source: Path, *, erased: list[erasures.Erasure], tell: Tell) -> Restored:
    """Put a backup back into a freshly migrated, empty installation, and destroy again what was destroyed since.

    Everything is proved before anything is written, and after an error nothing is left. Each table is read again and
    compared by digest, each file is compared; the triggers of append-only tables stand all the while.
    Raises NotWhole or NotEmpty.
    """
    tell("Reading the backup and comparing every digest.")
    manifest = archive.proved(source)
    _refuse_other_shape(manifest)
    _refuse_full_house()
    with files.taken_back_on_failure() as laid, transaction.atomic():
        tables.lift_time_limits()
        tell("Loading rows and files.")
        _load(source, laid)
        tell("Comparing every row and every file with the backup.")
        _compare_rows(manifest)
        files.compare_files(manifest)
        destroyed = erasures.erase_again(erased)
    return Restored(sum(part.rows for part in manifest.tables().values()), len(laid), destroyed)


def drill(tell: Tell) -> list[str]:
    """Try everything that an app knows how to try; say how many of each. Returns what is not whole."""
    broken = []
    for what, attempt in drills:
        tried: Tried = attempt()
        tell(f"{what}: {tried.count - len(tried.broken)} of {tried.count} are whole")
        broken += [f"{what}: {which}" for which in tried.broken]
    return broken


def migrations_here() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _refuse_other_shape(manifest: Manifest) -> None:
    differing = sorted(set(migrations_here()) ^ set(manifest.migrations))
    differing += sorted(set(manifest.tables()) ^ {model._meta.label for model in tables.kept_models()})
    if differing:
        raise NotWhole(
            f"The backup was made by another release: {differing[0]} stands on one side only. "
            "Install that release, restore there, then upgrade."
        )


def _refuse_full_house() -> None:
    if get_user_model().objects.exists():
        raise NotEmpty(
            "There are people in this database. A backup is restored into an empty installation: point HOLDFAST_VAR "
            "(or the database) at a new place, run migrate there, and restore again."
        )
    files.refuse_full_folders()


def _load(source: Path, laid: list[Path]) -> None:
    kept = {model._meta.label: model for model in tables.kept_models()}
    # What `migrate` itself wrote: permissions, roots, roles. The backup has its own.
    for model in kept.values():
        tables.clear(model)
    for name, content in archive.members(source):
        kind, _, rest = name.partition("/")
        if kind == "rows":
            tables.load(kept[rest], content)
        else:
            laid.append(files.path_of(rest))
            files.lay_down(rest, content)
    tables.go_on_numbering()
    connection.check_constraints()
    ContentType.objects.clear_cache()


def _compare_rows(manifest: Manifest) -> None:
    for model in tables.kept_models():
        digest = hashlib.sha256()
        for line in tables.lines_of(model):
            digest.update(line)
        if digest.hexdigest() != manifest.tables()[model._meta.label].sha256:
            raise NotWhole(f"The rows of {model._meta.label} are not those of the backup. Nothing was kept.")
