"""A course out and in again, and what is equal of the two."""

import io
import zipfile
from typing import Any

from wagtail.models import Page, Site
from wagtail.rich_text import expand_db_html

from courses.models import CoursePage, ModulePage, StepPage
from courses.plain_yaml import read_yaml, write_yaml
from courses.rich_html import NotPlain, plain_html
from courses.transfer.incoming import Imported, import_course, read_course
from courses.transfer.outgoing import export_course

FIELDS = {
    CoursePage: ("title", "summary", "for_whom"),
    ModulePage: ("slug", "title", "summary", "outcomes", "gates_authorisation", "version_label", "review_by"),
    StepPage: ("slug", "title", "minutes", "required", "distressing", "one_press"),
}


def exported(course: CoursePage, now: Any) -> bytes:
    with export_course(course=course, now=now).zip as made:
        return made.read()


def imported(content: bytes, now: Any, *, by: Any = None, copy: bool = False) -> Imported:
    home = Site.objects.get(is_default_site=True).root_page
    return import_course(files=read_course(io.BytesIO(content)), parent=home, by=by, now=now, copy=copy)


def contents(content: bytes) -> dict[str, Any]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def changed(content: bytes, name: str, change: Any) -> bytes:
    """The zip with one file of YAML as `change` makes it."""
    files = contents(content)
    return zipped({**files, name: write_yaml(change(read_yaml(files[name])))})


def said(course: Page, *, ids: bool) -> list[Any]:
    """All that a course says, page by page. Ids of what is only read are nobody's business."""
    pages = [page.specific for page in course.get_descendants(inclusive=True).order_by("path")]
    return [_said_of(page, ids=ids) for page in pages]


def _said_of(page: Any, *, ids: bool) -> dict[str, Any]:
    found = {name: getattr(page, name) for name in FIELDS[type(page)]}
    found |= {"outcomes": found["outcomes"].split("\n")} if "outcomes" in found else {}
    found |= {"key": page.translation_key} if ids else {}
    if isinstance(page, StepPage):
        found["body"] = [plain(block, ids=ids) for block in page.body.get_prep_value()]
    return found


READ = ("text", "takeaway", "worked_example", "callout", "voices", "do_dont", "quote", "table", "help", "handout")


def plain(raw: Any, *, ids: bool) -> Any:
    """A raw value without what says nothing."""
    if isinstance(raw, dict):
        keeps = ids and raw.get("type") not in READ
        return {
            # Piles are chosen by their names.
            name: plain(part, ids=ids and name != "piles" and (keeps or name != "value"))
            for name, part in raw.items()
            # What is not ticked, or empty, says the same as what is not there.
            if (name != "id" or keeps) and part not in (False, "", None, [])
        }
    if isinstance(raw, list):
        return [plain(part, ids=ids) for part in raw]
    if isinstance(raw, str) and raw.startswith("<"):
        try:
            return plain_html(expand_db_html(raw))
        except NotPlain:
            return raw
    return raw
