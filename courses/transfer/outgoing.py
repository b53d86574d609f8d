"""A course as one zip: the files that `content/` has, with its pictures, handouts and explained words.

What learners have is taken; of a page that was never published, its draft, if it could be published as it is.
"""

import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.core.exceptions import ValidationError

from courses.blocks import StepBlocks
from courses.cases.models import CaseMoment
from courses.content_entries import ContentError
from courses.content_files import read_folder
from courses.editing import unfolding
from courses.glossary.models import GlossaryTerm
from courses.handouts.queries import BLOCK as HANDOUT
from courses.models import CoursePage, ModulePage, StepPage
from courses.plain_yaml import write_yaml
from courses.transfer import manifest
from courses.transfer.carriers import Carrier, Packed, carriers
from courses.transfer.writing import block_entry
from foundation.days import local_day
from foundation.refusals import Refusal

IN_MEMORY = 8 * 1024 * 1024
THEN = (1980, 1, 1, 0, 0, 0)


@dataclass
class Exported:
    """The zip, open at its beginning; and the titles of the drafts that are not in it, for they are not whole yet."""

    zip: IO[bytes]
    name: str
    left_out: list[str] = field(default_factory=list)


@dataclass
class Luggage:
    """The files that blocks name, each once."""

    files: dict[str, Packed] = field(default_factory=dict)
    names: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def take(self, carrier: Carrier, row: Any) -> str:
        """Its name in the zip."""
        known = (carrier.folder, str(row.pk))
        if known not in self.names:
            try:
                packed = carrier.pack(row)
            except Refusal as refusal:
                self.problems.append(str(refusal))
                return ""
            self.names[known] = self._free(carrier.folder, packed)
            self.files[self.names[known]] = packed
        return self.names[known]

    def _free(self, folder: str, packed: Packed) -> str:
        taken = {name.rsplit(".", 1)[0] for name in self.files}
        stems = (packed.stem if number == 1 else f"{packed.stem}-{number}" for number in range(1, len(taken) + 2))
        return next(f"{folder}/{stem}{packed.ending}" for stem in stems if f"{folder}/{stem}" not in taken)

    def listing(self) -> list[dict[str, Any]]:
        return [{"file": name, **packed.facts} for name, packed in self.files.items()]


def export_course(*, course: CoursePage, now: datetime) -> Exported:
    """Write it, and read it back. Raises ContentError with what could not be taken along."""
    luggage, left_out = Luggage(), list[str]()
    modules = {}
    for number, module in enumerate(_pages(ModulePage, course, left_out), start=1):
        steps = [step_entry(step, luggage) for step in _pages(StepPage, module, left_out)]
        modules[f"{number:02}-{module.slug[:80]}.yaml"] = {"module": _module(module, number), "steps": steps}
    if luggage.problems:
        raise ContentError(luggage.problems)
    texts = _texts(course, modules, luggage, now)
    _read_back({name: content for name, content in texts.items() if name in modules}, luggage)
    return Exported(_zip(texts, luggage), f"{course.slug}-{local_day(now):%Y-%m-%d}.zip", left_out)


def _texts(course: CoursePage, modules: dict[str, Any], luggage: Luggage, now: datetime) -> dict[str, bytes]:
    """The YAML files by name, the manifest first."""
    words = GlossaryTerm.objects.filter(course_key=course.translation_key)
    terms = [{"key": str(word.pk), "term": word.term, "meaning": word.meaning} for word in words]
    whole = {
        manifest.MANIFEST: manifest.made(day=local_day(now), modules=list(modules)),
        manifest.COURSE: _course(course),
        **modules,
        **({manifest.GLOSSARY: terms} if terms else {}),
        **({manifest.CASES: cases} if (cases := list(_cases())) else {}),
        **({manifest.FILES: luggage.listing()} if luggage.files else {}),
    }
    return {name: write_yaml(content) for name, content in whole.items()}


def _cases() -> Iterator[dict[str, Any]]:
    """The whole bank: steps draw from it by theme, and so do supervisors and trainers."""
    for case in CaseMoment.objects.order_by("pk"):
        yield {"key": str(case.pk), "themes": case.themes, "moment": case.moment, "listen_for": case.listen_for}


def _pages(kind: Any, parent: Any, left_out: list[str]) -> Iterator[Any]:
    """Those below, in order: as they are published, or whole drafts."""
    for page in kind.objects.child_of(parent).order_by("path"):
        shown = page if page.live else page.get_latest_revision_as_object()
        if isinstance(page, StepPage) and not page.live and not _is_whole(shown):
            left_out.append(shown.title)
        else:
            yield shown


def _is_whole(step: StepPage) -> bool:
    if not len(step.body):
        return False
    try:
        StepBlocks().clean(step.body)
    except ValidationError:
        return False
    return True


def _course(page: CoursePage) -> dict[str, Any]:
    entry = {"key": str(page.translation_key), "slug": page.slug, "title": page.title, "summary": page.summary}
    return entry | ({"for_whom": page.for_whom} if page.for_whom else {})


def _module(page: ModulePage, number: int) -> dict[str, Any]:
    return {
        "key": str(page.translation_key),
        "slug": page.slug,
        "title": page.title,
        "summary": page.summary,
        "outcomes": [line.strip() for line in page.outcomes.splitlines() if line.strip()],
        "gates_authorisation": page.gates_authorisation,
        "order": number,
        **({"version": page.version_label} if page.version_label else {}),
        **({"review_by": page.review_by} if page.review_by else {}),
    }


def step_entry(page: StepPage, luggage: Luggage) -> dict[str, Any]:
    return {
        "key": str(page.translation_key),
        "slug": page.slug,
        "title": page.title,
        "minutes": page.minutes,
        "distressing": page.distressing,
        "required": page.required,
        # A reader refuses it beside what opens bit by bit.
        **({"one_press": True} if page.one_press and not unfolding(page.body) else {}),
        "blocks": [_block(child, luggage) for child in page.body],
    }


def _block(child: Any, luggage: Luggage) -> dict[str, Any]:
    def held(_field: str, row: Any) -> str | None:
        name = luggage.take(carriers[child.block_type], row) if row else None
        # A handout is called by its name alone, as in content/.
        return Path(name).stem if name and child.block_type == HANDOUT else name

    return block_entry(child, held)


def _read_back(texts: dict[str, bytes], luggage: Luggage) -> None:
    """What we could not read again is told now, and not to who imports it. Raises ContentError."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, content in {**texts, **{name: packed.content for name, packed in luggage.files.items()}}.items():
            (folder / file).parent.mkdir(exist_ok=True)
            (folder / file).write_bytes(content)
        if texts:
            read_folder(folder, exported=True)


def _zip(texts: dict[str, bytes], luggage: Luggage) -> IO[bytes]:
    """The same course on the same day gives the same bytes."""
    made: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 -- closed by the view that sends it
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in texts.items():
            archive.writestr(zipfile.ZipInfo(name, THEN), content, zipfile.ZIP_DEFLATED)
        for name, packed in luggage.files.items():
            archive.writestr(zipfile.ZipInfo(name, THEN), packed.content, zipfile.ZIP_DEFLATED)
    made.seek(0)
    return made
