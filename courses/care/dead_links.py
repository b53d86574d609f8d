"""Links within the site that lead nowhere, in however many texts: the rule of `courses.links` in four queries."""

import re
from collections.abc import Iterable
from html import unescape
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from courses.links import LOOK_UP, TREE

A = re.compile(r"<a\b([^<>]*+)>", re.IGNORECASE)
HREF, PAGE = re.compile(r'\bhref="([^"]*+)"'), re.compile(r'\bid="(\d{1,9})"')


def links_in(html: str) -> list[str]:
    """What a text links to on this site: "page:5" as Wagtail keeps a page that was chosen, or a path."""
    return [link for tag in A.findall(html) if (link := _link(tag))]


def _link(tag: str) -> str:
    if 'linktype="page"' in tag:
        chosen = PAGE.search(tag)
        return f"page:{chosen[1]}" if chosen else ""
    found = HREF.search(tag)
    address = urlsplit(unescape(found[1]).removeprefix(settings.BASE_URL.rstrip("/"))) if found else None
    return "" if address is None or address.scheme or address.netloc else unquote(address.path)


def dead_among(links: Iterable[str]) -> set[str]:
    """Those of `links` that lead to nothing live."""
    wanted = {link for link in links if link}
    chosen = {link for link in wanted if link.startswith("page:")}
    paths = {path for path in wanted - chosen if not _is_a_route(path)}
    return (chosen - _live_pages(chosen)) | (paths - _live_paths(paths))


def _is_a_route(path: str) -> bool:
    """Whether one of our own views answers there, without asking the database."""
    try:
        match = resolve(path)
    except Resolver404:
        return False
    if match.view_name == TREE:
        return False
    look_up = LOOK_UP.get(match.view_name)
    return look_up is None or look_up(**match.kwargs) is not None


def _live_pages(chosen: set[str]) -> set[str]:
    if not chosen:
        return set()
    down = _down()
    pages = Page.objects.filter(pk__in=[link.removeprefix("page:") for link in chosen], live=True)
    return {f"page:{pk}" for pk, path in pages.values_list("pk", "path") if _is_shown(path, down)}


def _live_paths(paths: set[str]) -> set[str]:
    """Pages of the tree at these paths, and old addresses that lead on to a page."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if not paths or site is None:
        return set()
    down, root = _down(), site.root_page.url_path
    urls = {f"{root}{path.strip('/')}/": path for path in paths}
    there = Page.objects.filter(url_path__in=urls, live=True).values_list("url_path", "path")
    old = {Redirect.normalise_path(path): path for path in paths}
    led = Redirect.objects.filter(old_path__in=old, redirect_page__live=True)
    shown = {urls[url] for url, path in there if _is_shown(path, down)}
    return shown | {old[at] for at, path in led.values_list("old_path", "redirect_page__path") if _is_shown(path, down)}


def _down() -> list[str]:
    """The places in the tree of what is not live: nothing below them is shown."""
    return list(Page.objects.not_live().exclude(depth=1).values_list("path", flat=True))


def _is_shown(path: str, down: list[str]) -> bool:
    return not any(path.startswith(above) for above in down)
