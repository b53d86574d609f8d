#!/usr/bin/env python
"""How long the whole curriculum takes to leave as one zip, and to come in as a copy of itself.

    .venv/bin/python bench/course_import.py [--budget 20]

Measures a copy of the demo's data: run `bin/demo` once first. What it makes is thrown away. Ends with status 1 when the
import takes longer than the budget, in seconds.
"""

import argparse
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ.setdefault("HOLDFAST_VAR", str(ROOT / "var" / "demo"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

import django  # noqa: E402 -- after the path is set

django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from courses.models import CoursePage  # noqa: E402
from courses.transfer.incoming import import_course, read_course  # noqa: E402
from courses.transfer.outgoing import export_course  # noqa: E402


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--budget", type=float, default=20.0)
    budget = asked.parse_args().budget
    took = measure()
    print(f"import: {took:.1f} s of {budget:.0f} s")
    return 0 if took <= budget else 1


def measure() -> float:
    """Seconds that the import took; undone afterwards."""
    course, now = CoursePage.objects.order_by("pk").first(), timezone.now()
    if course is None:
        sys.exit("There is no course to measure. Run bin/demo once.")
    began = time.perf_counter()
    exported = export_course(course=course, now=now)
    print(f"export: {time.perf_counter() - began:.1f} s")
    began = time.perf_counter()
    with transaction.atomic():
        files = read_course(exported.zip)
        made = import_course(files=files, parent=course.get_parent(), by=None, now=now, copy=True)
        took = time.perf_counter() - began
        transaction.set_rollback(True)
    print(f"{made.modules} modules, {made.steps} steps")
    return took


if __name__ == "__main__":
    sys.exit(main())
