"""What no page can be shown without is lacking in /healthz, by its name, and in `check --deploy`, in a sentence."""

import subprocess
from collections.abc import Iterator

import pytest
from django.core.checks import run_checks
from django.db import connection
from django.test import override_settings
from whitenoise.storage import CompressedManifestStaticFilesStorage

from foundation import needs
from tests.second_factor.conftest import app_of
from tests.supervision.world import shared_log

OTHER_KEYS = "new:dGhlIG9sZGVyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="
KEY_OF_ANOTHER_NAME = "2027:dGhlIG9sZGVyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path) -> Iterator[None]:
    settings.VAR = tmp_path
    needs._met.clear()
    yield
    needs._met.clear()


def lacking(client) -> tuple[int, list[str]]:
    response = client.get("/healthz")
    return response.status_code, response.json()["lacking"]


def said_by_check() -> list[str]:
    return [message.msg for message in run_checks(include_deployment_checks=True) if message.id == "foundation.E001"]


def test_a_site_that_has_all_lacks_nothing(client, db):
    assert (lacking(client), said_by_check()) == ((200, []), [])


@pytest.fixture
def read_only_disk(tmp_path) -> Iterator[str]:
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "ro", "tmpfs", folder], check=True)
    yield str(folder)
    subprocess.run(["umount", folder], check=True)


@pytest.mark.parametrize("which", ["VAR", "PRIVATE_ROOT", "MEDIA_ROOT"])
def test_a_folder_that_cannot_be_written_to(client, db, settings, read_only_disk, which):
    setattr(settings, which, read_only_disk)
    assert lacking(client) == (503, ["data folder"])
    [sentence] = said_by_check()
    assert sentence.startswith(f"data folder: {read_only_disk} cannot be written to.")


def test_a_folder_that_is_not_there(client, db, settings, tmp_path):
    settings.VAR = tmp_path / "gone"
    assert lacking(client) == (503, ["data folder"])
    assert said_by_check() == [f"data folder: {tmp_path}/gone is no folder. Make it, or name another in HOLDFAST_VAR."]


def test_a_migration_that_was_not_applied(client, db):
    """Whether the worker lives is then asked of no table."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'directory'")
    assert client.get("/healthz").json() == {"database": "answers", "lacking": ["migrations"]}
    [sentence] = said_by_check()
    assert sentence.endswith("the first of them directory.0001_create_help_services. Run `holdfast migrate`.")


@pytest.mark.parametrize("keys", [OTHER_KEYS, KEY_OF_ANOTHER_NAME])
def test_keys_that_do_not_open_what_is_sealed(client, cast, keys):
    shared_log(cast, cast.anna, stirred="heliotrope")
    app_of(cast.sam)
    with override_settings(SEALING_KEYS=keys):
        assert lacking(client) == (503, ["keys of second factors", "sealing keys"])
        assert [sentence.partition(": ")[0] for sentence in said_by_check()] == lacking(client)[1]
        assert ["'new'" in sentence for sentence in said_by_check()] == [True, True]
        assert [word for word in keys.split(":") if word in client.get("/healthz").content.decode()] == []
    assert lacking(client) == (200, [])


def test_a_template_that_is_not_there(client, db, monkeypatch):
    monkeypatch.setattr(needs, "FRAMES", ("base.html", "gone.html"))
    assert lacking(client) == (503, ["templates"])


@pytest.fixture
def collected(monkeypatch, tmp_path):
    """The storage of production over `tmp_path`, with the names of every file of the code."""
    storage = CompressedManifestStaticFilesStorage(location=tmp_path)
    storage.hashed_files = dict.fromkeys(needs._files_of_the_code(), "hashed")
    (tmp_path / storage.manifest_name).touch()
    monkeypatch.setattr(needs, "staticfiles_storage", storage)
    return storage


def test_static_files_that_were_not_collected(client, db, collected):
    collected.hashed_files.clear()
    assert lacking(client) == (503, ["static files"])
    [sentence] = said_by_check()
    assert sentence.endswith(f"Run `{needs.COLLECT}`, then restart the web server.")


@pytest.mark.parametrize("which", [0, -1])
def test_one_static_file_of_a_newer_release_that_was_not_collected(client, db, collected, which):
    del collected.hashed_files[needs._files_of_the_code()[which]]
    assert lacking(client) == (503, ["static files"])


def test_static_files_that_were_deleted_since(client, db, collected, tmp_path):
    assert lacking(client) == (200, [])
    (tmp_path / collected.manifest_name).unlink()
    assert lacking(client) == (503, ["static files"])


def test_a_stranger_hears_the_names_of_needs_and_nothing_of_the_machine(client, db, settings, tmp_path):
    settings.VAR = tmp_path / "gone"
    response = client.get("/healthz")
    assert str(tmp_path) not in response.content.decode()
    assert set(response.json()) == {
        "database",
        "lacking",
        "worker_silent_seconds",
        "oldest_pending_effect_seconds",
        "effects_given_up",
    }
