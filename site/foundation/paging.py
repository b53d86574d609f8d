"""A page of a list, and what is sought in it: the same for every list that can outgrow a page.

Both travel in the address (`?q=...&page=2`), so that a page can be kept, sent and gone back to, without a script.
`includes/pagination.html` shows the way on, `includes/search.html` the box; their context is `paged`.
"""

from collections.abc import Collection
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

A_PAGE = 30
LONGEST_SOUGHT = 100


def page_of(request: HttpRequest, found: Any, size: int = A_PAGE) -> Page[Any]:
    """The page that the address names; the first where it names none, the last where there are fewer."""
    return Paginator(found, size).get_page(request.GET.get("page"))


def sought(request: HttpRequest) -> str:
    """In the address, or with a form that seeks and keeps what else was typed."""
    return " ".join((request.POST.get("q") or request.GET.get("q", "")).replace("\0", "").split())[:LONGEST_SOUGHT]


def query_of(request: HttpRequest, *, without: Collection[str] = ()) -> str:
    """What else the address says, for a link to another page: encoded, with a final &."""
    parameters = request.GET.copy()
    for name in ("page", *without):
        parameters.pop(name, None)
    return f"{parameters.urlencode()}&" if parameters else ""


def paged(request: HttpRequest, found: Any, size: int = A_PAGE) -> dict[str, Any]:
    """The context of a page of `found`, with what was sought in it."""
    return {"page": page_of(request, found, size), "query": query_of(request), "asked": sought(request)}
