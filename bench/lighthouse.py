#!/usr/bin/env python
"""Largest contentful paint, blocking time and layout shift on a phone, by Lighthouse's mobile emulation.

    .venv/bin/python bench/lighthouse.py [--rounds 3]

Needs Node.js with npm, which brings Lighthouse at its first run, and Debian's Chromium. It measures a copy of the demo,
signed in as the newcomer; Lighthouse emulates a middling phone on slow 4G. Medians; status 1 when a budget is broken.
"""

import argparse
import http.cookiejar
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

import django  # noqa: E402 -- after the path is set

django.setup()

from bench.server import measured_server  # noqa: E402 -- after the set-up
from demo.people import PASSWORD, email  # noqa: E402

LIGHTHOUSE = "lighthouse@12.8.2"
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
# Address -> whether it is opened signed in.
SCREENS = {
    "/": False,
    "/help/": False,
    "/verify/": False,
    "/me/": True,
    "/courses/": True,
    "{step}": True,
    "/logs/": True,
}
# Audit -> (what it is called here, budget, how it is shown).
BUDGETS = {
    "largest-contentful-paint": ("LCP ms", 1500.0),
    "total-blocking-time": ("TBT ms", 50.0),
    "cumulative-layout-shift": ("CLS", 0.02),
}


def signed_in(address: str) -> urllib.request.OpenerDirector:
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    opener.open(f"{address}/accounts/login/")
    token = next(cookie.value for cookie in jar if "csrf" in cookie.name)
    form = {"login": email("newcomer"), "password": PASSWORD, "csrfmiddlewaretoken": token}
    opener.open(f"{address}/accounts/login/", urllib.parse.urlencode(form).encode())
    opener.cookies = "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)  # type: ignore[attr-defined]
    return opener


def next_step(opener: urllib.request.OpenerDirector, address: str) -> str:
    """The step at which the newcomer goes on: the biggest button on My day."""
    found = re.search(r'href="(/courses/[^/"]+/[^/"]+/[^/"]+/)"', opener.open(f"{address}/me/").read().decode())
    if found is None:
        raise SystemExit("My day leads to no step.")
    return found.group(1)


def audited(url: str, cookies: str) -> dict[str, float]:
    """One run of Lighthouse: audit -> its number."""
    command = [
        "npx",
        "--yes",
        LIGHTHOUSE,
        url,
        "--quiet",
        "--output=json",
        "--only-categories=performance",
        f"--chrome-flags={FLAGS}",
    ]
    if cookies:
        command.append(f"--extra-headers={json.dumps({'Cookie': cookies})}")
    environment = os.environ | {"CHROME_PATH": os.environ.get("CHROMIUM") or shutil.which("chromium") or ""}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=180)
    if done.returncode:
        raise SystemExit(f"Lighthouse gave up on {url}:\n{done.stderr[-2000:]}")
    audits = json.loads(done.stdout)["audits"]
    return {audit: float(audits[audit]["numericValue"]) for audit in BUDGETS}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    broken = False
    with measured_server() as address:
        opener = signed_in(address)
        step = next_step(opener, address)
        for screen, private in SCREENS.items():
            path = screen.format(step=step)
            cookies = opener.cookies if private else ""  # type: ignore[attr-defined]
            runs = [audited(address + path, cookies) for _ in range(options.rounds)]
            figures = {audit: statistics.median(run[audit] for run in runs) for audit in BUDGETS}
            broken |= any(figures[audit] > budget for audit, (_, budget) in BUDGETS.items())
            said = "   ".join(f"{name} {figures[audit]:8.2f}" for audit, (name, _) in BUDGETS.items())
            print(f"{path:60} {said}")
    sys.exit(1 if broken else 0)


if __name__ == "__main__":
    main()
