"""The tests' settings, with one route more to compare My day and the desk with. For bench/my_day.py alone."""

from pathlib import Path

from config.settings.test import *  # noqa: F403

ROOT_URLCONF = "bench.my_day_urls"
TEMPLATES[0]["DIRS"] += [Path(__file__).parent / "templates"]  # noqa: F405
