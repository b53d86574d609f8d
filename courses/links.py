"""A link in a text that leads to what is not live is no link: its words stay, as plain text, until it is live again.

Judged by its address, so that a page picked in the editor, a path that was typed and a file come to the same.
"""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString, mark_safe
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site
from wagtail.rich_text import expand_db_html

from courses.outline import current_outline

# The start and the end of a link: a text is gone through once, however many of them it holds.
TAG = re.compile(r"(<a\b[^<>]*>|</a>)", re.IGNORECASE)
HREF = re.compile(r"""\bhref="([^"]*)\"""")
ELSEWHERE = ("http", "https", "mailto", "tel")
TREE = "wagtail_serve"


def shown(source: str) -> SafeString:
    """An editor's rich text as HTML for readers."""
    return live_links(expand_db_html(source))


def live_links(html: str) -> SafeString:
    """`html` without the links that lead nowhere; their words stay."""
    return mark_safe("".join(_parts(html)))  # noqa: S308 -- as it came, with tags taken out


def _parts(html: str) -> Iterator[str]:
    plain = False
    for at, part in enumerate(TAG.split(html)):
        if at % 2 == 0:
            yield part
        elif part.lower() != "</a>":
            plain = not leads_somewhere(part)
            if not plain:
                yield part
        elif not plain:
            yield part


def leads_somewhere(tag: str) -> bool:
    found = HREF.search(tag)
    address = urlsplit(_without_our_host(unescape(found.group(1)))) if found else None
    if address is None:
        return False
    if address.scheme or address.netloc:
        return address.scheme in ELSEWHERE
    if not address.path:
        return bool(address.fragment)
    return address.path.startswith("/") and _is_live(unquote(address.path))


def _without_our_host(address: str) -> str:
    base_url: str = settings.BASE_URL.rstrip("/")
    return address.removeprefix(base_url) if address.startswith(f"{base_url}/") else address


def _is_live(path: str) -> bool:
    """Whether there is something at this path of the site: a live page, or a route of its own."""
    try:
        match = resolve(path)
    except Resolver404:
        return _leads_on(path)
    if match.view_name == TREE:
        return _public_page(match.kwargs["path"]) or _leads_on(path)
    if match.view_name in LOOK_UP:
        return LOOK_UP[match.view_name](**match.kwargs) is not None or _leads_on(path)
    return True


LOOK_UP: dict[str, Any] = {
    "courses:course": lambda course: current_outline().course(course),
    "courses:module": lambda course, module: current_outline().module(course, module),
    "courses:step": lambda course, module, step: current_outline().place(course, module, step),
}


def _public_page(path: str) -> bool:
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    pages = Page.objects.filter(url_path=f"{site.root_page.url_path}{path}") if site else Page.objects.none()
    return any(is_live(page) for page in pages)


def _leads_on(path: str) -> bool:
    """An old address whose page is live elsewhere now."""
    old = Redirect.objects.filter(old_path=Redirect.normalise_path(path), redirect_page__isnull=False)
    return any(is_live(redirect.redirect_page) for redirect in old.select_related("redirect_page"))


def is_live(page: Page) -> bool:
    return page.live and not page.get_ancestors().not_live().exclude(depth=1).exists()
