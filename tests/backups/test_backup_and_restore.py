"""The drill: what was backed up stands again on an empty machine, row for row and byte for byte, and works."""

import errno
import signal
import tarfile
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import override_settings

from backups import services
from backups.archive import NotWhole
from backups.services import make_backup
from certificates.models import Certificate, CertificateFile
from confidential.models import AccessEntry
from confidential.services import note, open_sealed
from people.models import User
from people.second_factor.at_rest import opened
from supervision.logs.deeds import LogDeed
from supervision.models import LogVersion, SessionLog
from tests.backups.conftest import CANARIES, everything
from tests.people import make_person
from tests.second_factor.conftest import SECRET, app_of

OLD_KEY_ALONE = "old:dGhlIG9sZGVyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="


def restore(file, *options: str) -> list[str]:
    out = StringIO()
    call_command("restore", str(file), *(options or ["--no-erasures"]), stdout=out)
    return out.getvalue().splitlines()


def test_every_row_and_every_file_is_the_same(backup, elsewhere):
    before = everything()
    with elsewhere():
        restore(backup)
        assert everything() == before
    assert {name for name in before if name.startswith("media/")} == {"media/original_images/group.png"}


def test_it_says_what_was_compared_and_tried(backup, elsewhere):
    with elsewhere():
        said = restore(backup)
    assert said[-6:] == [
        "Everybody has to sign in again: sessions are not kept.",
        "certificates verify: 1 of 1 are whole",
        "files are there: 3 of 3 are whole",
        # Anna's log, its other copy and its version, Sam's answer, and what was agreed in two meetings.
        "sealed texts open: 6 of 6 are whole",
        # Sam's app, and his recovery codes.
        "secrets of second factors open: 2 of 2 are whole",
        "All is whole.",
    ]


def test_people_read_their_words_and_sign_in(backup, programme, elsewhere, client, now):
    with elsewhere():
        restore(backup)
        anna = User.objects.get(email=programme.anna.email)
        assert open_sealed(LogVersion.objects.get(), viewer=anna, now=now) == {"stirred": CANARIES[0]}
        assert client.login(email=anna.email, password="a long enough passphrase")


def test_the_drill_leaves_no_line_on_the_trail(backup, elsewhere):
    with elsewhere():
        restore(backup)
        before = AccessEntry.objects.count()
        call_command("drill", stdout=StringIO())
        assert AccessEntry.objects.count() == before


def test_append_only_tables_refuse_as_before(backup, elsewhere):
    with elsewhere():
        restore(backup)
        for table in (AccessEntry, Certificate, CertificateFile, LogVersion):
            with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
                connection.cursor().execute(f"DELETE FROM {table._meta.db_table}")


def test_new_rows_are_numbered_after_the_old(backup, programme, elsewhere, now):
    with elsewhere():
        restore(backup)
        newest = AccessEntry.objects.latest("pk").pk
        note(SessionLog.objects.get(), actor=programme.sam, deed=LogDeed.DISCUSSED, owner_id=programme.anna.pk, now=now)
        assert AccessEntry.objects.latest("pk").pk > newest


def test_nothing_sealed_and_no_key_is_in_it_in_clear(backup):
    with tarfile.open(backup) as archive:
        inside = b"".join(archive.extractfile(member).read() for member in archive)
    seed = opened(Authenticator.objects.get(type="recovery_codes").data["seed"])
    keys = [key.split(":")[1] for key in settings.SEALING_KEYS.split(",")]
    secrets = [*CANARIES, SECRET, seed, settings.SECRET_KEY, *keys]
    assert [word for word in secrets if word.encode() in inside] == []
    assert b"anna@example.org" in inside


def test_it_is_its_owners_alone(backup, elsewhere):
    assert backup.stat().st_mode & 0o777 == 0o600
    with elsewhere():
        restore(backup)
        papers = [path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()]
        assert [path.stat().st_mode & 0o777 for path in papers] == [0o600, 0o600, 0o600]


WRONG_KEYS = {
    "another name": OLD_KEY_ALONE,
    "the same name": OLD_KEY_ALONE.replace("old:", "new:"),
    "several, none of them right": f"2027:{OLD_KEY_ALONE[4:]},{OLD_KEY_ALONE.replace('old:', 'new:')}",
}


@pytest.mark.parametrize("keys", WRONG_KEYS.values(), ids=WRONG_KEYS)
def test_the_keys_are_tried_before_anything_is_written(backup, elsewhere, keys, monkeypatch):
    monkeypatch.setattr(services, "_load", lambda *args: pytest.fail("something was written"))
    with elsewhere(), override_settings(SEALING_KEYS=keys):
        empty = everything()
        with pytest.raises(CommandError, match=r"^8 of the 8 texts .* Nothing was written. Put in the keys"):
            restore(backup)
        assert everything() == empty
        assert list(settings.PRIVATE_ROOT.iterdir()) == list(settings.MEDIA_ROOT.iterdir()) == []


def test_keys_that_open_some_of_it_are_not_enough(backup, programme, elsewhere, now, tmp_path):
    """As when a new key was made, and the envelope of the old one is left out."""
    with override_settings(SEALING_KEYS=f"2027:{OLD_KEY_ALONE[4:]},{settings.SEALING_KEYS}"):
        app_of(programme.cora)
        make_backup(tmp_path / "newer.tar.gz", now=now)
    with elsewhere(), pytest.raises(CommandError, match=r"^2 of the 10 texts .* no master key '2027'"):
        restore(tmp_path / "newer.tar.gz")


def test_with_the_right_keys_it_is_restored_where_wrong_ones_were_refused(backup, elsewhere):
    with elsewhere():
        with override_settings(SEALING_KEYS=OLD_KEY_ALONE), pytest.raises(CommandError):
            restore(backup)
        assert restore(backup)[-1] == "All is whole."


def test_without_the_key_everything_is_there_but_what_was_sealed(backup, elsewhere):
    """Keys are kept apart: whoever has the backup alone reads nothing, and whoever lost the key neither."""
    with elsewhere(), override_settings(SEALING_KEYS=OLD_KEY_ALONE):
        with pytest.raises(CommandError) as said:
            restore(backup, "--no-erasures", "--keys-are-lost")
        assert str(said.value).count("no master key 'new' is configured") == 8
        assert Certificate.objects.count() == 1


def test_a_lost_or_altered_file_is_named(backup, elsewhere):
    with elsewhere():
        restore(backup)
        [paper] = (settings.PRIVATE_ROOT / "certificates").iterdir()
        paper.write_bytes(paper.read_bytes() + b" ")
        with pytest.raises(CommandError, match=r"its file cannot be handed out \(AlteredFile\)"):
            call_command("drill", stdout=StringIO())
        paper.unlink()
        with pytest.raises(CommandError, match=r"its file cannot be handed out \(FileNotFoundError\)"):
            call_command("drill", stdout=StringIO())


def test_it_is_not_restored_over_people(backup, elsewhere):
    with elsewhere():
        make_person("Real Doctor")
        with pytest.raises(CommandError, match="There are people in this database"):
            restore(backup)
        assert User.objects.count() == 1


def test_it_is_not_restored_over_files(backup, elsewhere):
    with elsewhere():
        (settings.PRIVATE_ROOT / "somebody's.pdf").write_bytes(b"theirs")
        with pytest.raises(CommandError, match="Restore into an empty folder"):
            restore(backup)
        assert User.objects.count() == 0


def test_an_altered_backup_is_refused_before_anything_is_written(backup, elsewhere):
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 1
    backup.write_bytes(content)
    with elsewhere():
        with pytest.raises(CommandError, match=r"cannot be read|digest differs|disagree|cut short"):
            restore(backup)
        assert User.objects.count() == 0


def test_a_backup_that_was_cut_short_is_refused(backup, elsewhere):
    backup.write_bytes(backup.read_bytes()[:-2000])
    with elsewhere(), pytest.raises(CommandError, match=r"cannot be read|cut short"):
        restore(backup)


def test_a_backup_of_another_release_is_refused(backup, elsewhere, monkeypatch):
    monkeypatch.setattr(services, "migrations_here", lambda: ["people.9999_a_later_one"])
    with elsewhere(), pytest.raises(CommandError, match="made by another release"):
        restore(backup)


def test_after_a_failure_half_way_nothing_is_left(backup, elsewhere, monkeypatch):
    """As when the disk is full while files are written: the database takes its rows back, and so do the folders."""

    def full(manifest) -> None:
        raise NotWhole("the disk is full")

    monkeypatch.setattr(services.files, "compare_files", full)
    with elsewhere():
        empty = everything()
        with pytest.raises(CommandError, match="the disk is full"):
            restore(backup)
        assert everything() == empty


FAILURES = [
    OSError(errno.ENOSPC, "No space left on device"),
    OSError(errno.EROFS, "Read-only file system"),
    OperationalError("database or disk is full"),
    IntegrityError("a rule of the table"),
]


@pytest.mark.parametrize("failure", FAILURES, ids=str)
@pytest.mark.parametrize("step", ["lay_down", "compare_files"])
def test_no_room_half_way_leaves_nothing_and_says_what_to_do(backup, elsewhere, monkeypatch, failure, step):
    whole = getattr(services.files, step)

    def full(*args) -> None:
        whole(*args)
        raise failure

    with elsewhere():
        empty = everything()
        with monkeypatch.context() as patched:
            patched.setattr(services.files, step, full)
            with pytest.raises(CommandError, match=r"Nothing of it was left here, .* make room; then restore again\.$"):
                restore(backup)
        assert everything() == empty
        assert list(settings.PRIVATE_ROOT.rglob("*")) == list(settings.MEDIA_ROOT.rglob("*")) == []
        assert restore(backup)[-1] == "All is whole."


def test_one_that_is_stopped_leaves_nothing(backup, elsewhere, monkeypatch):
    with elsewhere():
        empty = everything()
        monkeypatch.setattr(services, "_compare_rows", lambda manifest: signal.raise_signal(signal.SIGTERM))
        with pytest.raises(CommandError, match="It was stopped, and nothing of it was left"):
            restore(backup)
        assert everything() == empty
        assert list(settings.PRIVATE_ROOT.rglob("*")) == []


def test_before_migrate_it_says_so(backup, elsewhere, monkeypatch):
    monkeypatch.setattr(services, "migrations_here", list)
    with elsewhere(), pytest.raises(CommandError, match="There are no tables yet. Run migrate"):
        restore(backup)


def test_a_backup_does_not_replace_another(backup, now):
    before = backup.read_bytes()
    with pytest.raises(CommandError, match="Choose another name"):
        call_command("backup", str(backup))
    assert backup.read_bytes() == before
    assert [path.name for path in backup.parent.glob("*.part")] == []


def test_a_backup_that_fails_leaves_nothing(programme, tmp_path, monkeypatch, now):
    def full(*args) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(services.archive.Writer, "close", full)
    with pytest.raises(OSError, match="No space"):
        make_backup(tmp_path / "full.tar.gz", now=now)
    assert list(tmp_path.glob("*full*")) == list(tmp_path.glob("*.part")) == []
