"""manage.py load_content: make the course from the files in content/, where it does not stand yet."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from wagtail.models import Site

from courses.content_entries import ContentError
from courses.loader import load_content


class Command(BaseCommand):
    help = "Make and publish the course from the files in content/. What editors have changed is left alone."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.ROOT / "content")

    def handle(self, *_args: Any, folder: Path, **_options: Any) -> None:
        site = Site.objects.select_related("root_page").filter(is_default_site=True).first()
        if site is None:
            raise CommandError("There is no site yet. Run `manage.py migrate` first.")
        try:
            loaded = load_content(folder=folder, parent=site.root_page, now=timezone.now())
        except ContentError as error:
            raise CommandError(f"Nothing was loaded:\n{error}") from None
        self.stdout.write(f"Made {loaded.modules} modules, {loaded.steps} steps and {loaded.handouts} handouts.")
        for title in loaded.drafts:
            self.stdout.write(f"A draft until a clinical lead has approved it: {title}")
