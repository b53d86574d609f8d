"""What a zip says of a course, once it is read; and the pages that are made of it. All are drafts."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from courses.blocks import StepBlocks
from courses.cases.texts import WrittenMoment
from courses.content_entries import ContentError
from courses.content_files import ModuleFile, StepFile
from courses.glossary.models import GlossaryTerm
from courses.glossary.texts import ExplainedWord
from courses.models import CoursePage, ModulePage, StepPage
from courses.transfer.carriers import Carrier


@dataclass(frozen=True)
class CourseFiles:
    """Read and judged; nothing is written yet. `kept`: file -> its carrier, what is kept of it, and its facts."""

    key: str
    facts: dict[str, Any]
    modules: list[ModuleFile]
    words: list[ExplainedWord]
    cases: list[WrittenMoment]
    kept: dict[str, tuple[Carrier, Any, dict[str, Any]]] = field(default_factory=dict)


def steps_of(modules: list[ModuleFile]) -> Iterator[StepFile]:
    return (step for module in modules for step in module.steps)


def course_page(files: CourseFiles) -> CoursePage:
    return CoursePage(translation_key=files.key, live=False, **files.facts)


def module_page(module: ModuleFile) -> ModulePage:
    facts = {**module.facts, "version_label": module.version, "review_by": module.review_by}
    return ModulePage(translation_key=module.id, live=False, **facts)


def step_page(step: StepFile) -> StepPage:
    return StepPage(translation_key=step.id, live=False, body=StepBlocks().from_file(step.body), **step.facts)


def check_facts(files: CourseFiles) -> None:
    """Titles, addresses and the like, by the rules of their fields. Raises ContentError."""
    problems = [*_faults("course.yaml", course_page(files), files.facts)]
    for module in files.modules:
        problems += _faults(module.where, module_page(module), [*module.facts, "version_label"])
        for step in module.steps:
            problems += _faults(step.where, StepPage(**step.facts), step.facts)
    for word in files.words:
        problems += _faults("glossary.yaml", GlossaryTerm(term=word.term, meaning=word.meaning), ("term", "meaning"))
    if problems:
        raise ContentError(problems)


def _faults(where: str, instance: Any, names: Any) -> Iterator[str]:
    for name in names:
        model_field = instance._meta.get_field(name)
        try:
            model_field.clean(getattr(instance, name), instance)
        except ValidationError as error:
            yield f"{where}: {model_field.verbose_name}: {' '.join(error.messages)}"
