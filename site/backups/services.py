"""Make a backup; restore one into an empty installation; try whether what stands is whole."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from backups import archive, files, tables
from backups.archive import Manifest, NotWhole
from backups.files import NotEmpty
from confidential import erasures
from foundation import tablestats
from foundation.drills import Tried, drills, sealed_rows

Tell = Callable[[str], object]


class WrongKeys(Exception):
    """What is sealed in the backup would be closed for good. The message says what to do."""


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
            for model in tables.backed_up_models():
                writer.add_rows(model._meta.label, tables.lines_of(model))
        for name, path in files.files_here():
            writer.add_file(name, path)
    return writer.manifest


def restore_backup(
    source: Path, *, erased: list[erasures.Erasure], tell: Tell, keys_are_lost: bool = False
) -> Restored:
    """Put a backup back into a freshly migrated, empty installation, and destroy again what was destroyed since.

    Everything is proved before anything is written, the keys too, and after an error nothing is left. Each table is
    read again and compared by digest, each file is compared; the triggers of append-only tables stand all the while.
    Raises NotWhole, NotEmpty or WrongKeys; OSError or DatabaseError where there is no room.
    """
    _refuse_without_tables()
    tell("Reading the backup and comparing every digest.")
    manifest = archive.proved(source)
    _refuse_other_shape(manifest)
    _refuse_full_house()
    if not keys_are_lost:
        tell("Trying the keys on all that is sealed.")
        _refuse_wrong_keys(source)
    with files.taken_back_on_failure() as laid, transaction.atomic():
        tables.lift_time_limits()
        tell("Loading rows and files.")
        _load(source, laid)
        tell("Comparing every row and every file with the backup.")
        _compare_rows(manifest)
        files.compare_files(manifest)
        destroyed = erasures.erase_again(erased)
    tablestats.gather()
    return Restored(sum(part.rows for part in manifest.tables().values()), len(laid), destroyed)


def drill(tell: Tell) -> list[str]:
    """Try everything that an app knows how to try; say how many of each. Returns what is not whole."""
    broken = []
    for what, attempt in drills:
        tried: Tried = attempt()
        tell(f"{what}: {tried.count - len(tried.broken)} of {tried.count} are whole")
        broken += [f"{what}: {name}" for name in tried.broken]
    return broken


def migrations_here() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


def _refuse_without_tables() -> None:
    if not migrations_here():
        raise NotEmpty("There are no tables yet. Run migrate, then restore again.")


def _refuse_wrong_keys(source: Path) -> None:
    """Each text of the backup is opened, and read by nobody."""
    tried = [_tried(name.removeprefix("rows/"), content) for name, content in archive.members(source)]
    count, broken = sum(item.count for item in tried), [name for item in tried for name in item.broken]
    if broken:
        raise WrongKeys(
            f"{len(broken)} of the {count} texts and secrets that are sealed in this backup do not open with the keys "
            f"in HOLDFAST_SEALING_KEYS: {broken[0]}. Nothing was written. Put in the keys of the backup's time, from "
            "their envelope, by commas, and restore again. Only if they are lost for good, or one text is spoiled, "
            "--keys-are-lost restores all that is not sealed."
        )


def _tried(label: str, content: Iterable[bytes]) -> Tried:
    how = dict(sealed_rows).get(label)
    return how(tables.rows_of(apps.get_model(label), content)) if how else Tried()


def _refuse_other_shape(manifest: Manifest) -> None:
    differing = sorted(set(migrations_here()) ^ set(manifest.migrations))
    differing += sorted(set(manifest.tables()) ^ {model._meta.label for model in tables.backed_up_models()})
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
    models = {model._meta.label: model for model in tables.backed_up_models()}
    # What `migrate` itself wrote: permissions, roots, roles. The backup has its own.
    for model in models.values():
        tables.clear(model)
    for name, content in archive.members(source):
        kind, _, rest = name.partition("/")
        if kind == "rows":
            tables.load(models[rest], content)
        else:
            laid.append(files.path_of(rest))
            files.lay_down(rest, content)
    tables.go_on_numbering()
    connection.check_constraints()
    ContentType.objects.clear_cache()


def _compare_rows(manifest: Manifest) -> None:
    for model in tables.backed_up_models():
        digest = hashlib.sha256()
        for line in tables.lines_of(model):
            digest.update(line)
        if digest.hexdigest() != manifest.tables()[model._meta.label].sha256:
            raise NotWhole(f"The rows of {model._meta.label} are not those of the backup. Nothing was kept.")
