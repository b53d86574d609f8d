"""The demo's settings, with two routes more to compare the step page with. For bench/step_page.py alone."""

from pathlib import Path

from config.settings.demo import *  # noqa: F403

ROOT_URLCONF = "bench.step_urls"
TEMPLATES[0]["DIRS"] += [Path(__file__).parent / "templates"]  # noqa: F405
