"""A course from a zip: all of it or nothing, and every page a draft. Clinical sign-off is asked when one goes live."""

import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import IO, Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.cases.services import make_cases
from courses.cases.texts import read_cases
from courses.content_entries import ContentError, Entry, Problems, fixed_id
from courses.content_files import ModuleFile, StepFile, read_folder
from courses.exercises import BLOCKS
from courses.glossary.services import make_glossary
from courses.glossary.texts import read_glossary
from courses.loader import check_blocks
from courses.models import CoursePage
from courses.progress.models import LearningStep
from courses.transfer import manifest
from courses.transfer.archive import unpack
from courses.transfer.carriers import Carrier, named_by, with_held
from courses.transfer.drafts import CourseFiles, check_facts, course_page, module_page, step_page, steps_of
from courses.written import ids_in
from foundation.refusals import Refusal

COURSE_FACTS = ("slug", "title", "summary")


@dataclass(frozen=True)
class Imported:
    course: CoursePage
    modules: int
    steps: int


def read_course(upload: IO[bytes]) -> CourseFiles:
    """Raises ContentError, with everything that is wrong."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        unpack(upload, folder)
        manifest.check_manifest(folder)
        return _read(folder)


def _read(folder: Path) -> CourseFiles:
    """Each part is read whatever is wrong with the others."""
    problems: list[str] = []

    def read(part: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return part()
        except ContentError as error:
            problems.extend(error.problems)
            return otherwise

    key, facts = read(lambda: _read_course(folder), ("", {}))
    modules = read(lambda: read_folder(folder, exported=True), [])
    words = read(lambda: read_glossary(folder, exported=True), [])
    cases = read(lambda: read_cases(folder, exported=True), [])
    kept = read(lambda: _judge_files(folder, modules), {})
    if problems := [*problems, *_twice(modules)]:
        raise ContentError(problems)
    return CourseFiles(key, facts, modules, words, cases, kept)


def _read_course(folder: Path) -> tuple[str, dict[str, Any]]:
    entry = Entry(
        manifest.read_of(folder, manifest.COURSE), Problems(folder / manifest.COURSE, exported=True), "course"
    )
    facts = {name: entry.text(name) for name in COURSE_FACTS}
    facts["for_whom"] = entry.text("for_whom") if entry.has("for_whom") else ""
    key = fixed_id(entry.text("key") or "-")
    if entry.problems.found:
        raise ContentError(entry.problems.found)
    return key, facts


def _judge_files(folder: Path, modules: list[ModuleFile]) -> dict[str, tuple[Carrier, Any, dict[str, Any]]]:
    """Every file that a block names, by the rules for an upload. Raises ContentError."""
    listed = _listed(folder)
    blocks = [block for step in steps_of(modules) for block in step.body]
    wanted = {held: carrier for block in blocks for carrier, _at, held in named_by(block["type"], block["value"])}
    problems, kept = [], {}
    for name, carrier in wanted.items():
        if name not in listed:
            problems.append(_("%s is missing in files.yaml.") % name)
            continue
        try:
            kept[name] = (carrier, carrier.judge(name, (folder / name).read_bytes(), listed[name]), listed[name])
        except Refusal as refusal:
            problems.append(f"{name}: {refusal}")
    if problems:
        raise ContentError(problems)
    return kept


def _listed(folder: Path) -> dict[str, dict[str, Any]]:
    """files.yaml by the names of the files. Each has a title."""
    found = manifest.read_of(folder, manifest.FILES, [])
    rows = found if isinstance(found, list) else []
    listed = {str(row["file"]): row for row in rows if isinstance(row, dict) and "file" in row}
    problems = [
        _("%(name)s: the file %(file)s has no title there.") % {"name": manifest.FILES, "file": name}
        for name, row in listed.items()
        if not isinstance(row.get("title"), str)
    ]
    if problems or len(listed) != len(rows) or not isinstance(found, list):
        raise ContentError(problems or [_("%s must be a list of files, each there once.") % manifest.FILES])
    return listed


def _twice(modules: list[ModuleFile]) -> list[str]:
    """What learners' rows would point to must be there once in the whole course."""
    steps = list(steps_of(modules))
    ids = [step.id for step in steps]
    for step in steps:
        ids += [str(key) for block in step.body if block["type"] in BLOCKS for key in ids_in(block)]
    slugs = [module.facts["slug"] for module in modules]
    ids += [slug for slug in slugs if slugs.count(slug) > 1]
    twice = [key for key, count in Counter(ids).items() if count > 1]
    return [_("The key %s is used twice in this course.") % key for key in twice]


def standing_here(files: CourseFiles) -> bool:
    """Whether something of this course is here, or learners remember it."""
    steps = [step.id for step in steps_of(files.modules)]
    keys = [files.key, *(module.id for module in files.modules), *steps]
    return Page.objects.filter(translation_key__in=keys).exists() or LearningStep.objects.filter(pk__in=steps).exists()


def as_a_copy(files: CourseFiles) -> CourseFiles:
    """With keys of its own throughout: no learner's row points to any of it."""
    space = uuid4()

    def new(key: str) -> str:
        return str(uuid5(space, key))

    def step(file: StepFile) -> StepFile:
        return replace(file, id=new(file.id), body=_with_new_ids(file.body, new))

    modules = [
        replace(module, id=new(module.id), steps=[step(file) for file in module.steps]) for module in files.modules
    ]
    words = [replace(word, id=new(word.id)) for word in files.words]
    return replace(files, key=new(files.key), modules=modules, words=words)


def _with_new_ids(raw: Any, new: Callable[[str], str]) -> Any:
    if isinstance(raw, list):
        return [_with_new_ids(part, new) for part in raw]
    if not isinstance(raw, dict):
        return raw
    return {name: new(part) if name == "id" else _with_new_ids(part, new) for name, part in raw.items()}


def import_course(*, files: CourseFiles, parent: Page, by: Any, now: datetime, copy: bool = False) -> Imported:
    """Make it below `parent`. Raises ContentError, and then nothing was made.

    `copy`: as a course of its own, even where this one stands here already.
    """
    if not copy and standing_here(files):
        said = _("“%s” is here already, or learners have done something in it. You can import it as a copy.")
        raise ContentError([said % files.facts["title"]])
    stored: list[Any] = []
    try:
        with transaction.atomic():
            return _make(as_a_copy(files) if copy else files, parent, by, now, stored)
    except BaseException:
        # The rows went with the transaction; their files do not.
        for file in stored:
            file.storage.delete(file.name)
        raise


def _make(files: CourseFiles, parent: Page, by: Any, now: datetime, stored: list[Any]) -> Imported:
    check_facts(files)
    make_glossary(words=files.words, course_key=files.key)
    make_cases(moments=files.cases)
    rows = {}
    for name, (carrier, kept, facts) in files.kept.items():
        rows[name], file = carrier.make(kept=kept, facts=facts, by=by, now=now)
        stored += [file] if file else []
    modules = [_with_rows(module, rows) for module in files.modules]
    check_blocks(modules)
    page = course_page(files)
    page.slug = _free_slug(parent, page.slug)
    course = _draft(parent, page, by)
    for module in modules:
        page = _draft(course, module_page(module), by)
        for step in module.steps:
            _draft(page, step_page(step), by)
    return Imported(course, len(modules), sum(len(module.steps) for module in modules))


def _with_rows(module: ModuleFile, rows: dict[str, Any]) -> ModuleFile:
    return replace(module, steps=[replace(step, body=_body_with_rows(step.body, rows)) for step in module.steps])


def _body_with_rows(body: list[dict[str, Any]], rows: dict[str, Any]) -> list[dict[str, Any]]:
    """Blocks name rows of this site from here on."""
    return [{**block, "value": _value_with_rows(block, rows)} for block in body]


def _value_with_rows(block: dict[str, Any], rows: dict[str, Any]) -> Any:
    value = block["value"]
    for _carrier, at, held in named_by(block["type"], value):
        row = rows[held]
        value = with_held(value, at, str(row.pk) if isinstance(row.pk, UUID) else row.pk)
    return value


def _draft(parent: Page, page: Any, by: Any) -> Any:
    """A page that nobody but editors sees, with its first revision."""
    page.owner = by
    parent.add_child(instance=page)
    page.save_revision(user=by, log_action="wagtail.create")
    return page


def _free_slug(parent: Page, slug: str) -> str:
    taken = set(Page.objects.child_of(parent).values_list("slug", flat=True))
    slugs = (slug if number == 1 else f"{slug}-{number}" for number in range(1, len(taken) + 2))
    return next(free for free in slugs if free not in taken)
