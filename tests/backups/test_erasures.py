"""A text that its writer had destroyed does not come back with a backup that was made before."""

import json
from io import StringIO
from uuid import UUID

import pytest
from django.core.management import CommandError, call_command

from confidential.models import KeptCopy, SealedText
from confidential.services import open_sealed
from supervision.logs.services import redact_log
from supervision.models import LogVersion, SessionLog
from tests.backups.conftest import CANARIES


@pytest.fixture
def erased(backup, programme, now):
    """Anna has her log's words destroyed after the backup; the next night's backup is made. Returns its list."""
    redact_log(log=SessionLog.objects.get(), by=programme.anna, now=now)
    call_command("backup", str(backup.parent / "next-night.tar.gz"), stdout=StringIO())
    return backup.parent / "erasures.jsonl"


def destroyed_texts() -> set:
    gone = SealedText.objects.exclude(destroyed_at=None)
    return set(gone.values_list("pk", "destroyed_at", "destroyed_because"))


def restore(file, *options: str) -> None:
    call_command("restore", str(file), *options, stdout=StringIO())


def test_what_was_destroyed_since_is_destroyed_again(backup, erased, programme, elsewhere, now):
    destroyed = destroyed_texts()
    with elsewhere():
        restore(backup, "--erasures", str(erased))
        assert destroyed_texts() == destroyed
        assert open_sealed(LogVersion.objects.get(), viewer=programme.anna, now=now) == {}
        # The copy from another tab, which went with the log.
        assert KeptCopy.objects.count() == 0
        call_command("drill", stdout=StringIO())
    assert len(destroyed) == 2


def test_the_list_holds_ids_dates_and_reasons_and_nothing_of_the_words(erased):
    lines = erased.read_text().splitlines()
    assert len(lines) == 2
    assert [word for word in CANARIES if word in erased.read_text()] == []


def test_the_newest_list_may_be_asked_of_any_backup(backup, erased, elsewhere):
    """Texts that are not in the backup at all, or destroyed in it already, are passed over."""
    unknown = {"text": str(UUID(int=7)), "at": "2026-01-01T00:00:00+00:00", "because": "her wish"}
    with erased.open("a") as more:
        more.write(json.dumps(unknown) + "\n")
    with elsewhere():
        restore(backup.parent / "next-night.tar.gz", "--erasures", str(erased))
        assert SealedText.objects.exclude(destroyed_at=None).count() == 2


def test_nobody_forgets_the_list(backup):
    with pytest.raises(CommandError, match="--erasures --no-erasures is required"):
        call_command("restore", str(backup))


def test_without_it_they_stand_again(backup, erased, programme, elsewhere, now):
    """What the choice means, for whoever has to make it."""
    with elsewhere():
        restore(backup, "--no-erasures")
        assert open_sealed(LogVersion.objects.get(), viewer=programme.anna, now=now) == {"stirred": CANARIES[0]}


def test_a_list_that_cannot_be_read_stops_the_restore(backup, erased, elsewhere):
    erased.write_text("not a list\n")
    with elsewhere():
        with pytest.raises(CommandError, match=r"line 1 of erasures\.jsonl is no line"):
            restore(backup, "--erasures", str(erased))
        assert SealedText.objects.count() == 0
