"""A programme with something in every corner, and an empty installation beside it to restore into."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections
from django.test import override_settings
from wagtail.images.tests.utils import get_test_image_file

from backups import tables
from backups.files import files_here
from backups.services import make_backup
from certificates.files import make_file
from confidential.services import save_words
from courses.handouts.services import add_handout
from pages.models import CustomImage
from tests.backups import databases
from tests.certificates.making import annas_certificate, publish_course
from tests.courses.handouts.making import upload
from tests.courses.media.making import a_video
from tests.second_factor.conftest import app_of
from tests.supervision.world import draft_reading, shared_log

# In words that nobody else writes, so that they are found wherever they turn up.
CANARIES = ("heliotrope", "quillwort", "zephyrine")


@pytest.fixture
def folders(tmp_path) -> Iterator[Path]:
    """Private files and media of this test alone."""
    with files_below(tmp_path / "here") as root:
        yield root


@contextmanager
def files_below(root: Path) -> Iterator[Path]:
    private, media = root / "private", root / "media"
    shelves = settings.STORAGES | {"default": {**settings.STORAGES["default"], "OPTIONS": {"location": str(media)}}}
    for folder in (private, media):
        folder.mkdir(parents=True, exist_ok=True)
    with override_settings(PRIVATE_ROOT=private, MEDIA_ROOT=media, STORAGES=shelves):
        yield root


@pytest.fixture
def programme(folders, cast, now):
    """Anna's shared log, read by Sam; a draft with its other copy; her certificate; Sam's app; each kind of file."""
    publish_course()
    version = shared_log(cast, cast.anna, stirred=CANARIES[0])
    draft_reading(cast, version, notes=CANARIES[1])
    version.log.refresh_from_db()
    save_words(version.log, {"stirred": CANARIES[2]}, base=0, tab="another", now=now)
    make_file(annas_certificate(cast), now)
    add_handout(title="Escalation card", purpose="Beside the screen.", upload=upload(), by=cast.eddie, now=now)
    a_video(cast)
    app_of(cast.sam)
    CustomImage.objects.create(title="A group", file=get_test_image_file("group.png"))
    return cast


@pytest.fixture
def backup(programme, tmp_path, now) -> Path:
    make_backup(tmp_path / "backup.tar.gz", now=now)
    return tmp_path / "backup.tar.gz"


@pytest.fixture(scope="session")
def empty_database(django_db_setup, django_db_blocker, tmp_path_factory) -> Callable[[], Any]:
    """`empty_database()` connects to one that `migrate` has made and nobody has used, of the kind that is tested."""
    with django_db_blocker.unblock():
        if connection.vendor == "sqlite":
            return databases.copies_in(tmp_path_factory.mktemp("migrated"))
        return databases.copies_on_the_server()


@pytest.fixture
def elsewhere(db, empty_database, folders, tmp_path) -> Iterator[Callable]:
    """`with elsewhere():` is on another machine: an empty database, empty folders. The same one the second time."""
    there = empty_database()
    yield lambda: standing_on(there, tmp_path / "there")
    there.close()


@contextmanager
def standing_on(there, root: Path) -> Iterator[None]:
    here = connections["default"]
    connections["default"] = there
    ContentType.objects.clear_cache()
    try:
        with files_below(root):
            yield
    finally:
        connections["default"] = here
        ContentType.objects.clear_cache()


def everything() -> dict[str, object]:
    """Every row of every table, and the hash of every file."""
    rows = {model._meta.label: list(tables.lines_of(model)) for model in tables.backed_up_models()}
    return rows | {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files_here()}
