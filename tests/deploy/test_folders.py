"""Any folder for the data: the units can write where the settings say, and nowhere else."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings

from foundation.folders import drop_in
from tests.deploy import reading
from tests.deploy.reading import COMPOSE, CONTAINERFILE, DEPLOY, MANUAL

FOLDERS = [Path("/srv/holdfast"), Path("/mnt/backups"), Path("/data/100%"), Path("/var/lib/elsewhere/static")]
OWN = Path("/var/lib/holdfast")


def said(var: Path, backups: Path, static: Path) -> str:
    out = StringIO()
    with override_settings(VAR=var, BACKUPS=backups, STATIC_ROOT=static):
        call_command("folders", stdout=out)
    return out.getvalue()


def given(text: str, name: str) -> list[str]:
    return re.findall(rf"^{name}=-?(.*)$", text, flags=re.MULTILINE)


@pytest.mark.parametrize("var", FOLDERS, ids=str)
@pytest.mark.parametrize("backups", FOLDERS, ids=str)
def test_the_folders_of_the_settings_are_opened_and_no_other(var, backups):
    opened = given(said(var, backups, var / "static"), "ReadWritePaths")
    assert opened == sorted({str(folder).replace("%", "%%") for folder in (var, backups)})


def test_static_files_elsewhere_are_opened_too():
    opened = given(said(Path("/srv/a"), Path("/srv/a/backups"), Path("/srv/static")), "ReadWritePaths")
    assert opened == ["/srv/a", "/srv/static"]


def test_the_services_wait_for_the_disks_of_all_of_them():
    text = said(Path("/srv/a"), Path("/mnt/b"), Path("/srv/a/static"))
    assert given(text, "RequiresMountsFor") == ["/mnt/b", "/srv/a"]


@pytest.mark.parametrize("home", ["/home/hold/fast", "/root/holdfast", "/run/user/990/holdfast"])
def test_services_see_their_folder_in_a_home_and_not_the_rest(home):
    text = said(Path(home), Path("/mnt/b"), Path(home) / "static")
    assert (given(text, "BindPaths"), given(text, "ProtectHome"), given(text, "ReadWritePaths")) == (
        [home],
        ["tmpfs"],
        ["/mnt/b"],
    )


@pytest.mark.parametrize("place", ["/tmp/holdfast", "/var/tmp/holdfast", "/dev/shm/holdfast", "/srv/two words"])
def test_a_folder_that_can_keep_nothing_is_refused(place):
    with pytest.raises(CommandError, match=rf"^{place}"):
        said(OWN, Path(place), OWN / "static")


def test_the_folders_of_the_example_are_the_ones_that_the_units_make():
    example = reading.example(commented=False)
    assert example["HOLDFAST_VAR"] == str(OWN)
    assert {unit: given((DEPLOY / unit).read_text(), "StateDirectory") for unit in reading.UNITS} == {
        unit: [OWN.name] for unit in reading.UNITS
    }
    assert f" {OWN} {example['HOLDFAST_BACKUPS']}\n" in MANUAL


def test_no_unit_opens_a_folder_by_a_name_of_its_own():
    """The drop-in does, for all three alike: each would be a second place to change."""
    named = {unit: given((DEPLOY / unit).read_text(), "(?:ReadWritePaths|BindPaths)") for unit in reading.UNITS}
    assert named == {unit: [] for unit in reading.UNITS}
    words = [word for unit in reading.UNITS for command in reading.commands_of(unit) for word in command]
    assert [word for word in words if "/var/" in word] == []


def test_the_manual_lays_the_drop_in_where_systemd_reads_it_for_every_unit():
    [folder] = set(re.findall(r"holdfast folders > /etc/systemd/system/(\S+)/folders\.conf", MANUAL))
    prefix = folder.removesuffix(".service.d")
    assert [unit for unit in reading.UNITS if not unit.startswith(prefix)] == []


def test_containers_keep_what_is_written_on_volumes():
    """Their own disk is read-only, and what a container wrote goes with it."""
    parts = [COMPOSE["services"][part] for part in ("web", "worker", "backup")]
    kept = {volume.partition(":")[2] for part in parts for volume in part["volumes"]}
    assert {re.search(rf"{name}=(\S+)", CONTAINERFILE)[1] for name in ("HOLDFAST_VAR", "HOLDFAST_BACKUPS")} == kept


def test_nothing_is_opened_where_nothing_is_named():
    assert given(drop_in([]), "ReadWritePaths") == []
