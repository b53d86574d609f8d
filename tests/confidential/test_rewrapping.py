"""Moving every text to a new master key: in batches, killed at any point, run again."""

import signal
import subprocess
import sys
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from confidential import triggers
from confidential.models import SealedText
from confidential.rewrapping import rewrap_all, standing_by_key
from confidential.services import destroy_text, open_sealed, seal_frozen
from supervision.models import LogReply
from tests.guards.repository import ROOT
from tests.processes import environment_on

OLD = "old:dGhlIG9sZGVyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="
NEW = "new:dGhlIG5ld2VyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="


@pytest.fixture
def replies(cast, now) -> list[LogReply]:
    """Twelve replies of Anna's, sealed under the old key, of which one is destroyed."""
    found = []
    with override_settings(SEALING_KEYS=OLD):
        for number in range(12):
            found.append(LogReply(pk=uuid4(), author=cast.anna))
            seal_frozen(found[-1], {"reply": f"reply {number}"}, now=now)
    destroy_text(found[0].text, because="her wish", now=now)
    return found


def rewrap(*options: str) -> list[str]:
    out = StringIO()
    call_command("rewrap", *options, stdout=out, stderr=out)
    return out.getvalue().splitlines()


def test_it_tells_how_far_it_is_and_what_stands_under_which_key(replies):
    assert rewrap("--at-once", "5") == [
        "5 of 11",
        "10 of 11",
        "11 of 11",
        "under key new: 11",
        "Everything stands under the newest key. Older ones are needed by older backups alone.",
    ]


def test_the_old_key_is_needed_no_longer(replies, cast, now):
    rewrap()
    with override_settings(SEALING_KEYS=NEW):
        for number, reply in enumerate(replies[1:], start=1):
            reply.text = SealedText.objects.get(pk=reply.text.pk)
            assert open_sealed(reply, viewer=cast.anna, now=now) == {"reply": f"reply {number}"}


def test_only_the_wrapped_key_and_its_name_change(replies):
    def rest():
        return list(SealedText.objects.order_by("pk").values("digest", "nonce", "ciphertext", "version", "saved_at"))

    before = rest()
    rewrap()
    assert rest() == before


def test_what_is_destroyed_stays_as_it_is(replies):
    rewrap()
    assert SealedText.objects.filter(destroyed_at__isnull=False).values_list("key_id", flat=True).get() == "old"


def test_running_it_twice_changes_nothing_more(replies):
    rewrap()
    before = list(SealedText.objects.order_by("pk").values("wrapped_key"))
    assert rewrap()[0] == "under key new: 11"
    assert list(SealedText.objects.order_by("pk").values("wrapped_key")) == before


def spoil(text):
    """As a failing disk does, which no trigger stops."""
    triggers.remove()
    SealedText.objects.filter(pk=text.pk).update(wrapped_key=b"spoiled")
    triggers.install()


def test_a_text_that_does_not_unwrap_is_named_and_the_others_go_on(replies):
    spoil(replies[3].text)
    done = rewrap_all(at_once=4)
    assert (done.moved, standing_by_key()) == (10, {"new": 10, "old": 1})
    assert done.broken == [f"text {replies[3].text.pk}: key 'old' does not unwrap this text"]
    with pytest.raises(CommandError, match="1 texts still stand under an older key. Keep it"):
        rewrap()


def test_a_key_that_is_not_configured_is_named(replies):
    with override_settings(SEALING_KEYS=NEW), pytest.raises(CommandError, match="11 texts still stand"):
        rewrap()
    assert standing_by_key() == {"old": 11}


def test_killed_half_way_it_goes_on_where_it_stopped(transactional_db, replies, tmp_path):
    """A real process, stopped by SIGKILL after its first batch: each text is under one key or the other, and opens."""
    environment = environment_on(tmp_path)
    killed = start(environment, "--at-once", "2")
    assert killed.stdout.readline() == "2 of 11\n"
    killed.send_signal(signal.SIGKILL)
    assert killed.wait() == -signal.SIGKILL

    again = start(environment, "--at-once", "2")
    said = again.communicate(timeout=120)[0].splitlines()
    assert said[-2:] == [
        "under key new: 11",
        "Everything stands under the newest key. Older ones are needed by older backups alone.",
    ]
    # What the first run had done was not done again.
    assert int(said[0].split(" of ")[1]) < 11
    drill = subprocess.run(manage("drill"), env=environment, capture_output=True, text=True, check=False)
    assert "sealed texts open: 11 of 11 are whole" in drill.stdout.splitlines()


def manage(*arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "manage.py"), *arguments]


def start(environment: dict[str, str], *options: str) -> subprocess.Popen[str]:
    return subprocess.Popen(manage("rewrap", *options), env=environment, stdout=subprocess.PIPE, text=True)
