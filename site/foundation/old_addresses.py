"""Where a page is now that once was at another address: Wagtail notes each change of a slug and each move."""

from django.http import HttpRequest
from wagtail.contrib.redirects.middleware import get_redirect
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page


def page_now(request: HttpRequest, path: str) -> Page | None:
    """The page that was once at `path`, if it is live in a live tree."""
    found = get_redirect(request, Redirect.normalise_path(path, decode_unicode=False))
    page = found.redirect_page if found else None
    if page is None or not page.live or page.get_ancestors().not_live().exclude(depth=1).exists():
        return None
    return page.specific


def url_now(request: HttpRequest) -> str | None:
    """Where an address that leads nowhere leads now. None unless that is somewhere else."""
    page = page_now(request, request.path)
    url = page.get_url(request) if page else None
    return url if url and Redirect.normalise_path(url) != Redirect.normalise_path(request.path) else None
