"""What was shared stays as it was: the database itself refuses to change or delete it."""

import pytest
from django.db import DatabaseError, connection, transaction

from confidential.services import save_words
from foundation.refusals import Refusal
from supervision.logs.answering import release_reading, reply_to_reading
from supervision.logs.models import LogReply, LogVersion
from tests.supervision.world import draft_reading, shared_log


def run(sql: str, *values: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


@pytest.fixture
def version(cast) -> LogVersion:
    return shared_log(cast, cast.anna)


@pytest.fixture
def reply(cast, version) -> LogReply:
    reading = release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    return reply_to_reading(reading=reading, by=cast.anna, words="thank you", now=cast.now)


@pytest.mark.parametrize(
    "change", ["number = 7", "check_in_please = NOT check_in_please", "shared_at = '2000-01-01'", "reader_id = log_id"]
)
def test_a_version_is_never_updated(version, change):
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"UPDATE supervision_logversion SET {change} WHERE id = %s", version.pk.hex)
    version.refresh_from_db()
    assert version.number == 1


def test_a_version_is_never_deleted(version):
    with pytest.raises(DatabaseError, match="append-only"):
        run("DELETE FROM supervision_logversion WHERE id = %s", version.pk.hex)
    assert LogVersion.objects.count() == 1


@pytest.mark.parametrize("change", ["ciphertext = ''", "version = 9", "frozen = NOT frozen", "digest = ''"])
def test_its_words_are_never_updated(version, change):
    with pytest.raises(DatabaseError, match="append-only"):
        run(f"UPDATE confidential_sealedtext SET {change} WHERE id = %s", version.text_id.hex)


def test_its_words_are_never_deleted(version):
    with pytest.raises(DatabaseError):
        run("DELETE FROM confidential_sealedtext WHERE id = %s", version.text_id.hex)


@pytest.mark.parametrize(
    "sql", ["UPDATE supervision_logreply SET at = '2000-01-01'", "DELETE FROM supervision_logreply"]
)
def test_a_reply_stays(reply, sql):
    with pytest.raises(DatabaseError, match="append-only"):
        run(sql)


def test_no_door_of_ours_saves_into_a_version(cast, version):
    with pytest.raises(Refusal):
        save_words(version, {"stirred": "changed"}, base=1, tab="", now=cast.now)
