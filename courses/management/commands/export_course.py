"""manage.py export_course: a course with its pictures, handouts and explained words as one zip."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from courses.content_entries import ContentError
from courses.models import CoursePage
from courses.transfer.outgoing import export_course


class Command(BaseCommand):
    help = "Write a course as one zip. Its format: docs/course-format.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the last part of the course's address")
        parser.add_argument("--to", type=Path, help="the file to write; in this folder if it is not said")

    def handle(self, *_args: Any, slug: str, to: Path | None, **_options: Any) -> None:
        course = CoursePage.objects.filter(slug=slug).first()
        if course is None:
            raise CommandError(f"There is no course at {slug}. There are: {', '.join(_slugs()) or 'none'}.")
        try:
            exported = export_course(course=course, now=timezone.now())
        except ContentError as error:
            raise CommandError(f"Nothing was written:\n{error}") from None
        path = to or Path(exported.name)
        with exported.zip as source, path.open("wb") as kept:
            shutil.copyfileobj(source, kept)
        self.stdout.write(f"Wrote {path}.")
        for title in exported.left_out:
            self.stdout.write(f"Left out, because this draft could not be published as it is: {title}")


def _slugs() -> list[str]:
    return list(CoursePage.objects.order_by("slug").values_list("slug", flat=True))
