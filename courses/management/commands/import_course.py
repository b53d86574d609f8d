"""manage.py import_course: a course from a zip that `export_course` wrote. All its pages are drafts."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from wagtail.models import Site

from courses.content_entries import ContentError
from courses.transfer.incoming import import_course, read_course


class Command(BaseCommand):
    help = "Make a course from a zip, as drafts. If anything is wrong with the zip, nothing is made."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--as-copy", action="store_true", help="as a course of its own, beside one that is here")

    def handle(self, *_args: Any, file: Path, as_copy: bool, **_options: Any) -> None:
        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        if site is None:
            raise CommandError("There is no site yet. Run `manage.py migrate` first.")
        if not file.is_file():
            raise CommandError(f"There is no file {file}.")
        try:
            with file.open("rb") as upload:
                files = read_course(upload)
            made = import_course(files=files, parent=site.root_page, by=None, now=timezone.now(), copy=as_copy)
        except ContentError as error:
            raise CommandError(f"Nothing was imported:\n{error}") from None
        self.stdout.write(f"Made “{made.course.title}” with {made.modules} modules and {made.steps} steps, as drafts.")
