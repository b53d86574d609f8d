#!/usr/bin/env python
"""What every screen weighs, asks of the database and of other hosts, and whether axe finds fault with it.

    .venv/bin/python bench/weights.py [--per-route 3] [--address http://localhost:8000]

Signs in as each role of the demo, follows every link, and prints one line for each screen: the heaviest of up to
`--per-route` addresses of it. Starts a server of its own over a copy of the demo's data; with `--address` it asks a
running one, which does not say how many queries a page took. Sizes are gzipped (level 6), as a first visit loads them.
Ends with status 1 when a budget is broken.
"""

import argparse
import gzip
import os
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.dev"

import django  # noqa: E402 -- after the path is set
from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright  # noqa: E402

from bench.middleware import HEADER  # noqa: E402
from bench.screens import ROLES, STEP, Crawl, opened, screens, sign_in  # noqa: E402
from bench.server import measured_server  # noqa: E402

WIDTHS = (390, 1280)
KINDS = {"document": "html", "stylesheet": "css", "script": "js"}
MOST_TEXT, MOST_STEP_JS, MOST_QUERIES = 55 * 1024, 15 * 1024, 20
# What a screen aims at; those that need more are named, and fail nothing.
AIMED_QUERIES = 12
WARM = 3


@dataclass
class Screen:
    """The most that any visit to a route cost. Bytes are gzipped.

    Wagtail's admin is held to no weight and its markup is not ours to mend; but it too may call nobody.
    """

    role: str
    route: str
    is_wagtails: bool = False
    visits: int = 0
    html: int = 0
    css: int = 0
    js: int = 0
    hosts: set[str] = field(default_factory=set)
    queries: int | None = None
    violations: dict[int, set[str]] = field(default_factory=lambda: {width: set() for width in WIDTHS})

    def faults(self) -> Iterator[str]:
        if self.hosts:
            yield f"asks other hosts: {', '.join(sorted(self.hosts))}"
        if self.is_wagtails:
            return
        if self.html + self.css + self.js > MOST_TEXT:
            yield f"weighs {kilobytes(self.html + self.css + self.js)} KB"
        if self.route == STEP and self.js > MOST_STEP_JS:
            yield f"has {kilobytes(self.js)} KB of script"
        if (self.queries or 0) > MOST_QUERIES:
            yield f"takes {self.queries} queries"
        for width, found in self.violations.items():
            if found:
                yield f"axe at {width} px: {', '.join(sorted(found))}"


class Visitor:
    """One role's browser: opens pages, and notes what each asked for."""

    def __init__(self, context: BrowserContext, address: str, *, axe: bool) -> None:
        self.context, self.address, self.axe = context, address, Axe() if axe else None
        self.page: Page = context.new_page()
        self.responses: list[Response] = []
        self.requested: list[str] = []
        self.page.on("response", self.note_response)
        self.page.on("request", self.note_request)

    # Playwright hangs its own attribute on what it calls back, which a list's `append` does not take.
    def note_response(self, response: Response) -> None:
        self.responses.append(response)

    def note_request(self, request: Request) -> None:
        self.requested.append(request.url)

    def visit(self, path: str) -> bool:
        self.responses.clear()
        self.requested.clear()
        self.page.set_viewport_size({"width": WIDTHS[0], "height": 844})
        return opened(self.page, self.address + path)

    def weigh(self, screen: Screen) -> None:
        sizes = dict.fromkeys(KINDS.values(), 0)
        for response in self.responses:
            kind = KINDS.get(response.request.resource_type)
            if kind and response.ok:
                sizes[kind] += len(gzip.compress(response.body(), 6))
        if (asked := self.queries()) is not None:
            screen.queries = max(screen.queries or 0, asked)
        screen.visits += 1
        screen.html, screen.css = max(screen.html, sizes["html"]), max(screen.css, sizes["css"])
        screen.js = max(screen.js, sizes["js"])
        screen.hosts |= {host for url in self.requested if (host := foreign_host(url, self.address))}

    def queries(self) -> int | None:
        """Of the page that is open. The fewest of several: a worker's first answers fill what it keeps in memory."""
        answers = [self.context.request.get(self.page.url) for _ in range(WARM)]
        counts = [int(answer.headers[HEADER.lower()]) for answer in answers if HEADER.lower() in answer.headers]
        return min(counts, default=None)

    def look(self, screen: Screen) -> None:
        if self.axe is None or screen.is_wagtails:
            return
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 844})
            result = self.axe.run(self.page)
            screen.violations[width] |= {violation["id"] for violation in result.response["violations"]}


def foreign_host(url: str, address: str) -> str | None:
    """The host that `url` asks, unless it is the one at `address`; pictures written into the page ask nobody."""
    parts = urlsplit(url)
    asks = parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != urlsplit(address).netloc
    return parts.netloc if asks else None


def kilobytes(size: int) -> str:
    return f"{size / 1024:.1f}"


def measure(browser: Browser, address: str, role: str, options: argparse.Namespace) -> dict[str, Screen]:
    context = browser.new_context(locale="en-GB")
    if role != "signed out":
        sign_in(context, address, f"{role}@example.org", options.password)
    visitor = Visitor(context, address, axe=not options.no_axe)
    found: dict[str, Screen] = {}
    for route, path in screens(visitor.page, Crawl(address, options.per_route), role, visitor.visit):
        screen = found.setdefault(route, Screen(role, route, is_wagtails=path.startswith("/admin/")))
        visitor.weigh(screen)
        visitor.look(screen)
    context.close()
    return found


HEADINGS = ("role", "screen", "visits", "html", "css", "js", "KB", "hosts", "queries", "axe 390", "axe 1280")
COLUMNS = "{:<12} {:<42} {:>6} {:>7} {:>7} {:>7} {:>7} {:>6} {:>8} {:>8} {:>9}"


def line(screen: Screen) -> str:
    own = not screen.is_wagtails
    text = screen.html + screen.css + screen.js
    found = [str(len(screen.violations[width])) if own else "-" for width in WIDTHS]
    sizes = [kilobytes(size) for size in (screen.html, screen.css, screen.js, text)]
    queries = "-" if screen.queries is None else str(screen.queries)
    return COLUMNS.format(screen.role, screen.route, screen.visits, *sizes, len(screen.hosts), queries, *found)


def report(every: list[Screen]) -> int:
    """Print the table and what broke a budget. Returns the exit status."""
    print(COLUMNS.format(*HEADINGS))
    for screen in every:
        print(line(screen))
    print("\n" + summary([screen for screen in every if not screen.is_wagtails], len(every)))
    for screen in every:
        if not screen.is_wagtails and (screen.queries or 0) > AIMED_QUERIES:
            print(f"above the aim of {AIMED_QUERIES} queries: {screen.role}, {screen.route}, {screen.queries}")
    faults = [f"{screen.role}, {screen.route}: {fault}" for screen in every for fault in screen.faults()]
    print("\n".join(faults) or "Every budget holds: no request to another host, no axe violation.")
    return 1 if faults else 0


def summary(own: list[Screen], total: int) -> str:
    text, script = max(s.html + s.css + s.js for s in own), max((s.js for s in own if s.route == STEP), default=0)
    return (
        f"{len(own)} screens of ours and {total - len(own)} of Wagtail's admin. At most:"
        f" {kilobytes(text)} KB of text on a first visit (budget {MOST_TEXT // 1024}),"
        f" {kilobytes(script)} KB of script on a step (budget {MOST_STEP_JS // 1024}),"
        f" {max(s.queries or 0 for s in own)} queries (budget {MOST_QUERIES})."
    )


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Weigh every screen.")
    parser.add_argument("--address", help="of a running demo; else a server over a copy of its data is started")
    parser.add_argument("--password", help="of the demo's sign-ins")
    parser.add_argument("--per-route", type=int, default=3, help="addresses to open of each route")
    parser.add_argument("--role", action="append", choices=ROLES, help="only these roles")
    parser.add_argument("--no-axe", action="store_true", help="weights, hosts and queries alone")
    return parser.parse_args()


def main() -> int:
    chosen = options()
    django.setup()
    from demo.people import PASSWORD  # noqa: PLC0415 -- models are ready only after setup

    chosen.password = chosen.password or PASSWORD
    server = nullcontext(chosen.address.rstrip("/")) if chosen.address else measured_server()
    with server as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        every = [screen for role in chosen.role or ROLES for screen in measure(browser, address, role, chosen).values()]
        browser.close()
    return report(every)


if __name__ == "__main__":
    sys.exit(main())
