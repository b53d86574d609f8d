"""The first file of an exported course: that it is one, and which version of the format (`docs/course-format.md`)."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from courses.content_entries import ContentError
from courses.plain_yaml import NotReadable, read_yaml

FORMAT, VERSION = "holdfast-course", 1
MANIFEST, COURSE, FILES = "manifest.yaml", "course.yaml", "files.yaml"
GLOSSARY, CASES = "glossary.yaml", "cases.yaml"


def made(*, day: Any, modules: list[str]) -> dict[str, Any]:
    return {"format": FORMAT, "version": VERSION, "made": day, "modules": modules}


def check_manifest(folder: Path) -> None:
    """Raise ContentError for what is no exported course, or one that we can't read whole."""
    found = read_of(folder, MANIFEST, {})
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise ContentError([_("This is not a course: manifest.yaml does not say “format: %s”.") % FORMAT])
    if found.get("version") != VERSION:
        said = _("This course is in version %(theirs)s of the format. Here version %(ours)d is read.")
        raise ContentError([said % {"theirs": found.get("version"), "ours": VERSION}])
    listed = found.get("modules")
    if not isinstance(listed, list):
        raise ContentError([_("manifest.yaml must list the modules' files.")])
    there = sorted(path.name for path in folder.glob("[0-9]*.yaml"))
    missing = [_("%s is missing: manifest.yaml lists it.") % name for name in listed if name not in there]
    extra = [_("%s is not listed in manifest.yaml.") % name for name in there if name not in listed]
    if missing or extra:
        raise ContentError([*missing, *extra])


def read_of(folder: Path, name: str, otherwise: Any = None) -> Any:
    """One file as it is written. `otherwise` where it may be missing. Raises ContentError."""
    if not (folder / name).is_file():
        if otherwise is None:
            raise ContentError([_("%s is missing.") % name])
        return otherwise
    try:
        return read_yaml((folder / name).read_bytes())
    except NotReadable as error:
        raise ContentError([f"{name}: {error}"]) from error
