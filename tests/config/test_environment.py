"""A real installation that is set up wrongly does not start, and says which variable is wrong."""

import re
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from confidential.checks import keys_are_their_owners_alone
from confidential.sealing import keyring
from config.env import env_domains
from tests.guards.repository import ROOT
from tests.guards.test_settings import PRODUCTION, load

KEY = "dGhlIG5ld2VyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="
OTHER_KEY = "dGhlIG9sZGVyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE="


def said(**changed: str) -> str:
    """What the settings say of an environment that differs so from a good one; empty when they take it."""
    done = load("production", PRODUCTION | changed)
    return done.stderr.splitlines()[-1].partition("ImproperlyConfigured: ")[2] if done.returncode else ""


def check_deploy(environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "manage.py"), "check", "--deploy", "--fail-level", "WARNING"]
    settings = {"DJANGO_SETTINGS_MODULE": "config.settings.production"}
    return subprocess.run(command, env=settings | environment, capture_output=True, text=True, check=False)


def test_a_good_environment_on_an_empty_machine_lacks_only_what_is_made(tmp_path):
    done = check_deploy(PRODUCTION | {"HOLDFAST_VAR": str(tmp_path)})
    assert re.findall(r"^\S.*: \((.*?)\) (.*?):.* Run `(.*?)`", done.stderr, flags=re.MULTILINE) == [
        ("foundation.E001", "migrations", "holdfast migrate"),
        ("foundation.E001", "static files", "holdfast collectstatic --noinput"),
    ]
    assert re.findall(r"identified (\d+) issues", done.stderr) == ["2"]
    assert list(tmp_path.iterdir()) == []


def test_everything_that_is_missing_is_named_at_once():
    last = check_deploy({}).stderr.splitlines()[-1]
    assert last.endswith(
        "Missing in the environment: HOLDFAST_SECRET_KEY, HOLDFAST_SEALING_KEYS, HOLDFAST_HOSTS, HOLDFAST_BASE_URL, "
        "HOLDFAST_SMTP_HOST, HOLDFAST_FROM_EMAIL. A secret may stand in a file that <name>_FILE names."
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HOLDFAST_SECRET_KEY", "change-me"),
        ("HOLDFAST_SECRET_KEY", "x" * 60),
        ("HOLDFAST_HOSTS", "*"),
        ("HOLDFAST_HOSTS", " , "),
        ("HOLDFAST_HOSTS", "elsewhere.example.org"),
        ("HOLDFAST_BASE_URL", "http://holdfast.example.org"),
        ("HOLDFAST_BASE_URL", "https://holdfast.example.org/"),
        ("HOLDFAST_BASE_URL", "holdfast.example.org"),
        ("HOLDFAST_SMTP_PORT", "smtp"),
        ("HOLDFAST_SMTP_TLS", "perhaps"),
    ],
)
def test_a_value_that_cannot_be_right_is_refused_by_name(name, value):
    assert name in said(**{name: value})


def test_a_secret_may_stand_in_a_file(tmp_path):
    path = tmp_path / "secret"
    path.write_text(PRODUCTION["HOLDFAST_SECRET_KEY"] + "\n")
    assert said(HOLDFAST_SECRET_KEY="", HOLDFAST_SECRET_KEY_FILE=str(path)) == ""
    assert said(HOLDFAST_SECRET_KEY="", HOLDFAST_SECRET_KEY_FILE=str(tmp_path / "gone")).startswith(
        f"HOLDFAST_SECRET_KEY_FILE: the file {tmp_path / 'gone'} cannot be read"
    )


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ("short:c2hvcnQ=", "The key 'short' is not."),
        (f"good:{KEY},typed:{KEY[:-3]}", "The key 'typed' is not."),
        ("zeros:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=", "The key 'zeros' is not."),
        (f"good:{KEY},", "The key '' is not."),
        (f"2026:{KEY},2026:{OTHER_KEY}", "two keys of the name '2026'"),
    ],
)
def test_keys_that_are_none_are_refused_by_their_name_and_not_shown(keys, named):
    with override_settings(SEALING_KEYS=keys), pytest.raises(ImproperlyConfigured) as refused:
        keyring()
    assert named in str(refused.value)
    assert KEY[:8] not in str(refused.value)


def test_no_command_and_no_server_starts_with_a_key_that_is_none():
    refused = check_deploy(PRODUCTION | {"HOLDFAST_SEALING_KEYS": "short:c2hvcnQ="})
    assert "The key 'short' is not." in refused.stderr.splitlines()[-1]


@pytest.mark.parametrize(("mode", "warnings"), [(0o600, 0), (0o400, 0), (0o640, 1), (0o604, 1)])
def test_a_file_of_keys_that_others_may_read_is_warned_of(tmp_path, monkeypatch, mode, warnings):
    path = tmp_path / "keys"
    path.write_text(f"good:{KEY}")
    path.chmod(mode)
    monkeypatch.setenv("HOLDFAST_SEALING_KEYS_FILE", str(path))
    found = keys_are_their_owners_alone(None)
    assert [message.id for message in found] == ["confidential.W001"] * warnings


@pytest.mark.parametrize(
    ("name", "value", "least"),
    [
        ("HOLDFAST_SMALLEST_COUNT_SHOWN", "7", 8),
        ("HOLDFAST_SMALLEST_COUNT_SHOWN", "eight", 8),
        ("HOLDFAST_COUNTS_ROUNDED_TO", "1", 5),
        ("HOLDFAST_COUNTS_ROUNDED_TO", "-5", 5),
    ],
)
def test_what_protects_few_people_can_only_be_raised(name, value, least):
    assert said(**{name: value}) == f"{name} must be a whole number of {least} or more, not '{value}'."
    assert said(**{name: "20"}) == ""


@pytest.mark.parametrize(
    "wrong", ["https://zoom.us", "zoom.us/j", "*", "zoom", "zoom.us:443", "zoom.us teams.microsoft.com"]
)
def test_video_hosts_are_names_of_hosts(wrong):
    said_of_it = f"HOLDFAST_VIDEO_HOSTS must hold host names such as zoom.us, without https://, not ['{wrong}']."
    assert said(HOLDFAST_VIDEO_HOSTS=wrong) == said_of_it


def test_video_hosts_can_be_left_out_and_are_compared_in_small_letters(monkeypatch):
    monkeypatch.setenv("HOLDFAST_VIDEO_HOSTS", " Zoom.us, teams.microsoft.com ,")
    assert env_domains("HOLDFAST_VIDEO_HOSTS") == ["zoom.us", "teams.microsoft.com"]
    monkeypatch.delenv("HOLDFAST_VIDEO_HOSTS")
    assert env_domains("HOLDFAST_VIDEO_HOSTS") == []
