"""The folders of an installation, and what systemd must be told of them: the units cannot read the settings."""

from pathlib import Path

from django.conf import settings

# The units hide these from the services, whatever stands in them.
HOMES = ("/home", "/root", "/run/user")
# Each service has a folder of its own there, which is deleted when it stops.
PASSING = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 -- to refuse them
# Each means something else in a unit, or in the file of settings, which a shell reads too.
NOT_IN_A_NAME = " \t\n\"'\\:$#"


class NoPlaceForData(Exception):
    """No data can be kept in this folder. The message says why."""


def written_to() -> list[Path]:
    """Those that the services write to, and where their static files lie, without those inside another."""
    every = {Path(folder).absolute() for folder in (settings.VAR, settings.BACKUPS, settings.STATIC_ROOT)}
    return sorted(folder for folder in every if not any(parent in folder.parents for parent in every))


def drop_in(folders: list[Path]) -> str:
    """The lines of a systemd drop-in that opens these folders to the services. Raises NoPlaceForData."""
    lost = [folder for folder in folders if _below(folder, PASSING)]
    if lost:
        raise NoPlaceForData(f"{lost[0]} is emptied by itself. Choose a folder that stays, for instance /srv/holdfast.")
    hidden = [folder for folder in folders if _below(folder, HOMES)]
    lines = [
        "# Written by `holdfast folders` from the settings. Write it anew when a folder there changes.",
        "[Unit]",
        *(f"RequiresMountsFor={_for_systemd(folder)}" for folder in folders),
        "",
        "[Service]",
        # One that is not there yet hinders nothing here: `check --deploy` names it, before the web server starts.
        *(f"ReadWritePaths=-{_for_systemd(folder)}" for folder in folders if folder not in hidden),
    ]
    if hidden:
        lines += ["ProtectHome=tmpfs", *(f"BindPaths=-{_for_systemd(folder)}" for folder in hidden)]
    return "\n".join(lines) + "\n"


def _below(folder: Path, places: tuple[str, ...]) -> bool:
    return any(folder.is_relative_to(place) for place in places)


def _for_systemd(folder: Path) -> str:
    """Raises NoPlaceForData for what the file of settings could not hold either."""
    if set(str(folder)) & set(NOT_IN_A_NAME):
        raise NoPlaceForData(f"{folder}: a folder for data has no blank, quote, colon or backslash in its name.")
    return str(folder).replace("%", "%%")
