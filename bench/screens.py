"""Every screen that somebody can reach by following links, found by following them: no list to forget a screen in."""

from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Error, Page

ROLES = ("signed out", "facilitator", "newcomer", "supervisor", "coordinator", "governance", "editor")
STARTS = {"signed out": ("/", "/accounts/login/", "/verify/", "/help/"), "editor": ("/me/", "/admin/")}
STEP = "courses:step"
NOT_FOLLOWED = ("/accounts/logout/", "/admin/logout/", "/static/", "/media/")
LINKS = "Array.from(document.querySelectorAll('a[href]'), a => a.getAttribute('href'))"


@dataclass
class Crawl:
    """Where one role has been: at most `per_route` addresses of each route, one of each in Wagtail's admin.

    Each step of a course has other exercises, so all of them are looked at, unless `every_step` is false.
    """

    address: str
    per_route: int
    most_in_admin: int = 30
    every_step: bool = True
    seen: set[str] = field(default_factory=set)
    visits: Counter[str] = field(default_factory=Counter)
    in_admin: int = 0

    def wants(self, path: str, route: str) -> bool:
        if route == STEP and self.every_step:
            return True
        if path.startswith("/admin/"):
            return self.visits[route] == 0 and self.in_admin < self.most_in_admin
        return self.visits[route] < self.per_route

    def note(self, path: str, route: str) -> None:
        self.visits[route] += 1
        self.in_admin += path.startswith("/admin/")


def sign_in(context: BrowserContext, address: str, email: str, password: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", password)
    page.click("form[action*=login] button:not([type=button])")
    page.wait_for_url(lambda url: "/accounts/login/" not in url)
    page.close()


def route_of(path: str) -> str | None:
    """The name of the route that answers `path`; None when none of ours does."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return None


def screens(page: Page, crawl: Crawl, role: str, visit: Callable[[str], bool]) -> Iterator[tuple[str, str]]:
    """(route, path) of each screen in turn, after `visit` has opened it in `page` and said that it is a screen."""
    waiting = deque(STARTS.get(role, ("/me/",)))
    while waiting:
        path = waiting.popleft()
        route = route_of(path)
        if path in crawl.seen or route is None or not crawl.wants(path, route):
            continue
        crawl.seen.add(path)
        if not visit(path):
            continue
        # A redirect led elsewhere: that screen is the one that was seen.
        path = page.url.removeprefix(crawl.address)
        route = route_of(path) or route
        crawl.seen.add(path)
        crawl.note(path, route)
        yield route, path
        waiting.extend(links_of(page, crawl.address))


def links_of(page: Page, address: str) -> list[str]:
    """Addresses on this site that the page leads to, without their query but for pagination and language."""
    found = []
    for href in page.evaluate(LINKS):
        target = urldefrag(urljoin(page.url, href)).url
        path = target.removeprefix(address)
        if target.startswith(address + "/") and not path.startswith(NOT_FOLLOWED):
            found.append(path)
    return found


def opened(page: Page, url: str) -> bool:
    """Whether `url` is a page: a download is none."""
    try:
        response = page.goto(url, wait_until="load")
    except Error:
        return False
    return response is not None and response.ok and "text/html" in response.headers.get("content-type", "")
