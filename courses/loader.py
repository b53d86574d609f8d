"""Makes the course from its files, once. What stands, or stood and was deleted, is the editors' and is left alone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import Page

from courses.blocks import StepBlocks
from courses.cases.services import make_cases
from courses.cases.texts import read_cases
from courses.content_entries import ContentError, fixed_id
from courses.content_files import ModuleFile, StepFile, pictures_in, read_folder
from courses.glossary.services import make_glossary
from courses.glossary.texts import read_glossary
from courses.handouts.services import make_handouts
from courses.media.services import make_recordings
from courses.models import CoursePage, ModulePage, StepPage
from courses.pictures.services import make_pictures
from courses.progress.models import LearningStep
from courses.reviewing import why_not_live
from courses.signing.doors import why_step_waits
from foundation.days import local_day

COURSE = fixed_id("facilitating-a-peer-group")
COURSE_FACTS = {
    "slug": "facilitating-a-peer-group",
    "title": "Facilitating a peer group",
    "summary": "How to hold a support group for colleagues, in a pair, for 45 minutes, with supervision behind you.",
    "for_whom": "For doctors in training from every specialty who will facilitate in pairs. You need no background in "
    "psychiatry or psychotherapy, and nothing you write here is marked or passed on.",
}


@dataclass
class Loaded:
    """How many pages were made, and how many handouts."""

    modules: int = 0
    steps: int = 0
    handouts: int = 0
    # The titles of what stays a draft until a clinical lead has approved it.
    drafts: list[str] = field(default_factory=list)


@transaction.atomic
def load_content(*, folder: Path, parent: Page, now: datetime) -> Loaded:
    """Make and publish what is missing below `parent`, and the handouts. Running it again makes nothing.

    The files claim no review: what gates authorisation or may distress is made as a draft, for a clinical lead to read.
    Raises ContentError, with every fault named, and then nothing has been made.
    """
    modules = read_folder(folder)
    loaded = Loaded(handouts=make_handouts(content=folder, now=now))
    make_glossary(words=read_glossary(folder), course_key=COURSE)
    make_cases(moments=read_cases(folder))
    make_pictures(folder=folder, names=(name for step in _steps(modules) for name in pictures_in(step)))
    make_recordings(folder=folder, files=(file for step in _steps(modules) for file in step.recordings), now=now)
    check_blocks(modules)
    course = CoursePage.objects.filter(translation_key=COURSE).first()
    if course is None:
        if LearningStep.objects.filter(module_key__in=[module.id for module in modules]).exists():
            return loaded
        course = _make(parent, CoursePage(translation_key=COURSE, **COURSE_FACTS))
    before: Page | None = None
    for module in modules:
        before = _load_module(module, course, before, local_day(now), loaded) or before
    return loaded


def check_blocks(modules: list[ModuleFile]) -> None:
    """The editors' own rules, for every step. Raises ContentError."""
    blocks = StepBlocks()
    problems = []
    for step in _steps(modules):
        try:
            blocks.clean(blocks.to_python(step.body))
        except ValidationError as error:
            problems.append(f"{step.where}: {_plainly(error)}")
    if problems:
        raise ContentError(problems)


def _steps(modules: list[ModuleFile]) -> list[StepFile]:
    return [step for module in modules for step in module.steps]


def _plainly(error: Any) -> str:
    """The messages of a nested block error, on one line."""
    nested = [*getattr(error, "block_errors", {}).values(), *getattr(error, "non_block_errors", [])]
    if not nested:
        return " ".join(getattr(error, "messages", None) or [str(error)])
    return "; ".join(_plainly(item) for item in nested)


def _load_module(
    module: ModuleFile, course: CoursePage, before: Page | None, today: date, loaded: Loaded
) -> Page | None:
    """The module's page, made after the one before it in the files; None where an editor deleted it."""
    page = ModulePage.objects.filter(translation_key=module.id).first()
    if page is None:
        if LearningStep.objects.filter(module_key=module.id).exists():
            return None
        facts = {**module.facts, "version_label": "1", "review_by": _months_later(today, module.review_by_months)}
        page = _add(course, ModulePage(translation_key=module.id, live=False, **facts), after=before)
        loaded.modules += 1
        _load_steps(module, page, loaded)
        _publish_module(page, loaded)
    else:
        _load_steps(module, page, loaded)
    return page


def _load_steps(module: ModuleFile, page: Page, loaded: Loaded) -> None:
    for step in module.steps:
        if not _is_known(step):
            _load_step(step, page, loaded)


def _load_step(step: StepFile, module: Page, loaded: Loaded) -> None:
    page = StepPage(translation_key=step.id, body=StepBlocks().from_file(step.body), **step.facts)
    loaded.steps += 1
    if why_step_waits(page, module):
        page.live = False
        _add(module, page).save_revision()
        loaded.drafts.append(page.title)
    else:
        _make(module, page)


def _publish_module(page: Any, loaded: Loaded) -> None:
    """Its steps are published by now. What has to be reviewed first stays a draft."""
    revision = page.save_revision()
    if why_not_live(page):
        loaded.drafts.append(page.title)
    else:
        revision.publish()


def _is_known(step: StepFile) -> bool:
    """A page stands, or learners' rows remember one."""
    return StepPage.objects.filter(translation_key=step.id).exists() or LearningStep.objects.filter(pk=step.id).exists()


def _make(parent: Page, page: Any) -> Any:
    _add(parent, page).save_revision().publish()
    return page


def _add(parent: Page, page: Any, after: Page | None = None) -> Any:
    if after is None:
        parent.add_child(instance=page)
    else:
        after.add_sibling(pos="right", instance=page)
    return page


def _months_later(day: date, months: int) -> date:
    """The first of the month, so many months on."""
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)
