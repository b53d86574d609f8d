"""A form whose file is larger than the site takes: its other fields stand on the page that says so.

The file was thrown away as it came (config/whole_requests.py). The view is not asked: it would take the form for one
without a file.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.decorators.debug import sensitive_variables

from config.handed_back import BOOKKEEPING, fields_of
from config.middleware import GetResponse
from config.whole_requests import LARGEST, MEGABYTE, TOO_LARGE


class TooLargeToTake:
    """The last to be asked before the view: by then it is known that the form is this site's own, and its sender."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, _view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        return too_large(request) if request.META.get(TOO_LARGE) else None


@sensitive_variables("sent")
def too_large(request: HttpRequest) -> HttpResponse:
    sent = [field for field in fields_of(request) if field.value.strip() and field.name not in BOOKKEEPING]
    context = {
        "words": [field for field in sent if field.is_words],
        "told": [field for field in sent if not field.is_words and field.tells],
        "most": LARGEST // MEGABYTE,
    }
    response = render(request, "too_large.html", context, status=413)
    add_never_cache_headers(response)
    return response
