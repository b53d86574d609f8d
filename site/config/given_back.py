"""What a form said, on the page that refuses it; and old addresses, which lead on.

A page that does not know what to do with a form must not swallow it: whatever view or middleware refused, the words
that came stand on the answer, unless the view has shown them itself. Statuses that say that the request could not be
read (400, 413) or that something broke (500) read nothing; there the device's copy brings the words back.
"""

from dataclasses import dataclass
from http import HTTPStatus
from typing import TypeGuard

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext_lazy as _
from django.views.decorators.debug import sensitive_variables

from config.handed_back import Field, fields_of
from config.middleware import SAFE, GetResponse
from foundation.old_addresses import url_now


@dataclass(frozen=True)
class Why:
    """What the page says of one status. `again`: whether sending the same once more may do."""

    title: str | Promise
    text: str | Promise
    again: bool = False


GONE = Why(
    _("Page not found, or you don't have access"),
    _("The page this was written for has moved or gone, or belongs to someone else. So it was not sent."),
)
REFUSALS: dict[int, Why] = {
    HTTPStatus.FORBIDDEN: Why(
        _("You don't have permission to do this"), _("Your role does not include this. So it was not sent.")
    ),
    HTTPStatus.NOT_FOUND: GONE,
    HTTPStatus.METHOD_NOT_ALLOWED: Why(_("This page cannot receive anything"), _("So what you wrote was not sent.")),
    HTTPStatus.CONFLICT: Why(
        _("This has changed since you opened it"), _("It changed before yours arrived, so yours was not sent.")
    ),
    HTTPStatus.UNPROCESSABLE_ENTITY: Why(_("That was not done"), _("This could not be done. It was not sent.")),
    HTTPStatus.TOO_MANY_REQUESTS: Why(
        _("Too many tries in a short time"), _("It was not sent. Wait a few minutes, then send it again."), again=True
    ),
}


class OldAddressesLeadOn:
    """A page that was renamed or moved is found by its old address. Never by a form: a form says what it is for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.status_code != HTTPStatus.NOT_FOUND or request.method not in SAFE:
            return response
        url = url_now(request)
        # Not permanent: browsers keep those, and a page that is renamed back would lead in a circle.
        return redirect(url) if url else response


class GiveWordsBack:
    """The words of a form that was refused, on the page that refuses it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    @sensitive_variables("words")
    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        why = REFUSALS.get(response.status_code)
        if why is None or not is_page(response) or not may_show(request):
            return response
        words = [field for field in fields_of(request) if field.is_words and not shows(response, field)]
        return give_back(request, response, why, words) if words else response


def is_page(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """What a script or a program asked for is answered as it expects."""
    return isinstance(response, HttpResponse) and response.headers.get("Content-Type", "").startswith("text/html")


def may_show(request: HttpRequest) -> bool:
    """Only what a person sent by a form of this very site. The script that saves words shows them itself."""
    by_script = request.headers.get("Sec-Fetch-Mode") in ("cors", "same-origin")
    return request.method == "POST" and not by_script and not getattr(request, "may_be_forged", False)


def shows(response: HttpResponse, field: Field) -> bool:
    shown = response.content.decode(response.charset).replace("\r\n", "\n")
    return escape(field.value.replace("\r\n", "\n")) in shown


def give_back(request: HttpRequest, refused: HttpResponse, why: Why, words: list[Field]) -> HttpResponse:
    sent = fields_of(request)
    context = {
        "why": why,
        "message": getattr(refused, "message", ""),
        "words": words,
        "rest": [field for field in sent if field not in words],
        "told": [field for field in sent if field not in words and field.tells],
    }
    response = render(request, "given_back.html", context, status=refused.status_code)
    for name in ("Allow", "Retry-After"):
        if name in refused.headers:
            response.headers[name] = refused.headers[name]
    add_never_cache_headers(response)
    return response
