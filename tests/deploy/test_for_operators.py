"""The manual for operators, the units, nginx and the containers say what the code does."""

import re
import subprocess

import pytest
from django.core.management import get_commands, load_command_class
from django.urls import URLPattern, get_resolver

from tests.deploy import reading
from tests.deploy.reading import COMPOSE, CONTAINERFILE, DEPLOY, MANUAL, NGINX
from tests.guards.test_settings import load

TO_EVERYBODY = ["--host", "0.0.0.0"]
TO_NGINX = ["--host", "127.0.0.1"]


def test_the_manual_has_every_setting_and_no_other():
    assert set(reading.settings_in_the_manual()) == reading.settings_read()


def test_the_manual_says_which_are_required():
    required = {name for name, default in reading.settings_in_the_manual().items() if default.startswith("required")}
    assert required - {"HOLDFAST_SMTP_PASSWORD"} == reading.settings_required()


def test_the_example_has_every_setting_and_no_other():
    ours = {name for name in reading.example(commented=True) if name.startswith("HOLDFAST_")}
    assert reading.without_file(ours) == reading.settings_read()


def test_the_example_means_the_same_to_systemd_and_to_a_shell():
    assert [value for value in reading.example(commented=True).values() if re.search(r"[\s'\"$\\#]", value)] == []
    parsed = subprocess.run(["sh", "-n", DEPLOY / "holdfast"], capture_output=True, text=True, check=False)
    assert (parsed.returncode, parsed.stderr) == (0, "")


def test_an_installation_starts_from_the_example_and_two_secrets(tmp_path):
    secrets = {
        "secret_key": "Vb1kqJ4m0yRzXw7hP2sNfTgLcE9uAiOd8QxK5r3tYjM6eWvZnB4d1",
        "sealing_keys": "2026:dGhlIG5ld2VyIG9mIHR3byBrZXlzIGZvciB0ZXN0cyE=",
    }
    for name, value in secrets.items():
        (tmp_path / name).write_text(value)
    environment = {
        name: value.replace("/etc/holdfast", str(tmp_path)) for name, value in reading.example(commented=False).items()
    }
    started = load("production", {key: value for key, value in environment.items() if key != "PYTHONPATH"})
    assert (started.returncode, started.stderr) == (0, "")


@pytest.mark.parametrize("command", reading.commands_in_the_manual(), ids=" ".join)
def test_every_command_exists_with_its_options(command):
    name, *arguments = command
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    parser.parse_args(arguments + (["a-file"] if name in {"backup", "restore"} and len(arguments) == 0 else []))


@pytest.mark.parametrize("section", ["One machine with SQLite", "Restore, and the drill each quarter", "Upgrade"])
def test_each_recipe_collects_static_files_and_checks_before_it_starts(section):
    """In no backup are static files, and without them every page fails."""
    [text] = re.findall(rf"^## {section}\n(.*?)(?=^## )", MANUAL, flags=re.MULTILINE | re.DOTALL)
    step = r"^    .*?(migrate$|restore |collectstatic|check --deploy|systemctl (?:start|restart|enable))"
    steps = re.findall(step, text, re.MULTILINE)
    assert steps[-3:-1] == ["collectstatic", "check --deploy"]
    assert steps[0].strip() in {"migrate", "restore"}
    assert steps[-1].startswith("systemctl")


def test_containers_run_what_the_services_run():
    web, worker = (reading.commands_of(f"holdfast-{part}.service")[-1] for part in ("web", "worker"))
    assert worker[1:] == COMPOSE["services"]["worker"]["command"][1:]
    for command in (COMPOSE["services"]["web"]["command"], re.search(r"^CMD (\[.*\])$", CONTAINERFILE, re.MULTILINE)):
        words = command if isinstance(command, list) else re.findall(r'"(.*?)"', command[1])
        assert " ".join(words) == " ".join(web).replace(" ".join(TO_NGINX), " ".join(TO_EVERYBODY))


def test_the_container_of_the_night_runs_what_the_service_of_the_night_runs():
    """And not one name for every night: from the second on there would be no backup."""
    backup = COMPOSE["services"]["backup"]["command"]
    ours = [command[1:] for command in reading.commands_of("holdfast-backup.service")]
    assert ours == [["manage.py", "backup"], ["manage.py", "drill"], ["manage.py", "tidy"]]
    assert re.findall(r"manage\.py (\w+)", backup[-1]) == [command[-1] for command in ours]
    assert "run --rm backup" in MANUAL


@pytest.mark.parametrize("failing", ["", "backup", "drill", "tidy"])
def test_it_fails_when_one_of_them_does_and_tidies_in_any_case(tmp_path, failing):
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\necho "$2"\n[ "$2" != "{failing}" ]\n')
    python.chmod(0o755)
    words = [word.replace("$$", "$") for word in COMPOSE["services"]["backup"]["command"]]
    ran = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ran.returncode != 0, ran.stdout.split()[-1]) == (failing != "", "tidy")


def test_containers_are_given_settings_that_exist():
    known = reading.settings_read()
    given = {name for part in COMPOSE["services"].values() for name in part["environment"]}
    ours = {name for name in given if name.startswith("HOLDFAST_")}
    image = set(re.findall(r"\b(HOLDFAST_\w+)=", CONTAINERFILE))
    assert reading.without_file(ours | image) - known == set()
    assert reading.settings_required() - reading.without_file(ours) == set()


def test_no_secret_is_in_the_image():
    """Those of the build are on the line of one command, and nowhere in ENV or ARG."""
    kept = re.findall(r"^(?:ENV|ARG) (?:.*\\\n)*.*", CONTAINERFILE, flags=re.MULTILINE)
    assert [word for line in kept for word in ("KEY", "PASSWORD", "SECRET") if word in line] == []
    assert "deploy/secrets" in (DEPLOY.parent / ".dockerignore").read_text().split()


def addresses_that_are_keys(patterns=None, prefix: str = "") -> set[str]:
    """The first part of every address that carries a token, a code or a key."""
    found = set()
    for pattern in patterns if patterns is not None else get_resolver().url_patterns:
        path = prefix + str(pattern.pattern).removeprefix("^")
        if path == "admin/":
            # Wagtail's, whose sign-in is closed: nothing there is a key.
            continue
        if not isinstance(pattern, URLPattern):
            found |= addresses_that_are_keys(pattern.url_patterns, path)
        elif re.search(r"<(?:\w+:)?(?:\w*token|\w*code|key|secret)>", path):
            found.add(path.split("/")[0])
    return found


def test_nginx_writes_no_address_that_is_a_key():
    [quiet] = re.findall(r"location ~ \^/\(([a-z|]+)\)/ \{\s+access_log off;\s+error_log \S+ crit;", NGINX)
    assert addresses_that_are_keys() - set(quiet.split("|")) == set()
    [format_] = re.findall(r"log_format holdfast '(.*)';", NGINX)
    assert [word for word in ("$request ", "$request_uri", "$args", "$query", "$http_referer") if word in format_] == []


def test_nginx_says_who_asks_in_the_header_that_the_settings_believe():
    header = reading.example(commented=False)["HOLDFAST_ADDRESS_FROM"].removeprefix("HTTP_").replace("_", "-").title()
    assert f"proxy_set_header {header.replace('Ip', 'IP')} $remote_addr;" in NGINX
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in NGINX


def test_the_manual_names_the_files_that_there_are():
    named = set(re.findall(r"deploy/([\w.-]+\w)", MANUAL)) - {"secrets"}
    assert {name for name in named if not (DEPLOY / name).exists()} == set()
    shipped = {path.name for path in DEPLOY.iterdir() if path.is_file() and path.suffix not in {".service", ".timer"}}
    assert shipped - named == set()
