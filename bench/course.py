#!/usr/bin/env python
"""Every step of the course, walked on a phone as somebody new: answered wrongly first, then rightly.

    nice .venv/bin/python bench/course.py [--module SLUG] [--scripts on|off] [--into var/course]

Makes a demo of its own, as the browser tests do (`tests/running.py`), with two people who have done nothing yet: one
walks with scripts, one without. What is right it reads in the published blocks of that demo (`bench/published.py`),
never in the files of `content/`. Each page on the way (`bench/walking.py`) is kept as a picture, asked by axe, and
measured for scrolling sideways. Prints a table, then each fault; ends with status 1 when there is one. Needs Chromium.
"""

import argparse
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]

import django  # noqa: E402 -- after the path is set
from playwright.sync_api import Browser, sync_playwright  # noqa: E402

from bench.screens import sign_in  # noqa: E402
from bench.walking import PHONE, Judge, Look, Walk  # noqa: E402
from tests.running import Site, running_demo  # noqa: E402

PASSWORD = "a long enough passphrase"
PATIENCE = 60_000
WALKERS = {"on": "with.scripts@example.org", "off": "without.scripts@example.org"}


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(prefix="holdfast-course-") as folder, running_demo(Path(folder)) as site:
        steps = [step for step in prepared(site) if not options.module or step.module in options.module]
        if not steps:
            raise SystemExit(f"No published step is in a module called {', '.join(options.module)}.")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            looks = [
                look for scripts in options.scripts for look in walked(browser, site, steps, scripts, options.into)
            ]
            browser.close()
    return report(steps, looks)


def arguments() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    asked.add_argument("--module", action="append", default=[], help="only this module, by the end of its address")
    asked.add_argument("--scripts", choices=WALKERS, help="only with scripts, or only without")
    asked.add_argument("--into", type=Path, default=ROOT / "var" / "course", help="where the pictures go")
    options = asked.parse_args()
    options.scripts = [options.scripts] if options.scripts else list(WALKERS)
    return options


def prepared(site: Site) -> list[Any]:
    """The steps of the running demo, and two newcomers in it. All is read before a browser starts."""
    os.environ.update(site.environment)
    django.setup()
    published = import_module("bench.published")
    for address in WALKERS.values():
        published.make_newcomer(address, PASSWORD)
    return list(published.steps())


def walked(browser: Browser, site: Site, steps: Iterable[Any], scripts: str, into: Path) -> list[Look]:
    context = browser.new_context(
        viewport=PHONE, locale="en-GB", service_workers="block", java_script_enabled=scripts == "on"
    )
    context.set_default_timeout(PATIENCE)
    sign_in(context, site.address, WALKERS[scripts], PASSWORD)
    mirror = None if scripts == "on" else browser.new_page(viewport=PHONE)
    folder = into / f"scripts-{scripts}"
    walk = Walk(context.new_page(), Judge(mirror), site.address, folder, writes=scripts == "on")
    for step in steps:
        walk.step(step)
        print(f"scripts {scripts}: {step.module}, {step.number} {step.slug}", file=sys.stderr, flush=True)
    context.close()
    return walk.looks


def report(steps: Sequence[Any], looks: Sequence[Look]) -> int:
    """One line for each module; then what is wrong, page by page."""
    of_module: dict[str, list[Look]] = defaultdict(list)
    for look in looks:
        of_module[look.module].append(look)
    line = "{:<46} {:>5} {:>6} {:>5} {:>9} {:>6}".format
    print(line("module", "steps", "pages", "axe", "sideways", "faults"))
    for module, seen in [*of_module.items(), ("all", list(looks))]:
        count = sum(1 for step in steps if module in (step.module, "all"))
        axe, sideways, faults = (
            sum(len(getattr(look, name)) for look in seen) for name in ("axe", "sideways", "faults")
        )
        print(line(module, count, len(seen), axe, sideways, faults))
    wrong = [(look, fault) for look in looks for fault in (*look.axe, *look.sideways, *look.faults)]
    for look, fault in wrong:
        print(f"{look.picture}: {fault}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
