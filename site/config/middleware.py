"""What is true of every response: one reading of the clock, a strict policy, nothing kept by browsers."""

from collections.abc import Callable
from uuid import UUID

from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import BadRequest
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject

from foundation.refusals import Refusal
from people.models import Role
from people.queries import roles_of

SAFE = ("GET", "HEAD")
WITHOUT_A_TRACE = "/say/"
GetResponse = Callable[[HttpRequest], HttpResponseBase]

STRICT = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'; "
    "manifest-src 'self'"
)
# Wagtail's editor writes inline script and style and evaluates templates; it still may talk to nobody else.
EDITOR = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'self'; "
    "frame-ancestors 'self'; object-src 'none'"
)


class ReadTheClock:
    """Read the clock once, at the edge: everything below is told what time it is."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.now = timezone.now()  # type: ignore[attr-defined]
        return self.get_response(request)


class ContentSecurityPolicy:
    """No inline script anywhere but under /admin/, and no request to another host from any page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        policy = EDITOR if request.path.startswith("/admin/") else STRICT
        response.headers.setdefault("Content-Security-Policy", policy)
        return response


class NobodyHere:
    """Where participants speak, nobody is known: no cookie comes in, and none goes out (impact/README.md)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(WITHOUT_A_TRACE):
            return self.get_response(request)
        request.COOKIES = {}
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        response.cookies.clear()
        return response


class NoNulls:
    """No address of ours holds the character NUL. SQLite finds nothing by one; PostgreSQL fails, as a fault of ours."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if "\0" in request.path_info or any("\0" in value for _, values in request.GET.lists() for value in values):
            raise BadRequest("NUL in an address")
        return self.get_response(request)


class Sessions(SessionMiddleware):
    """Opening a page that takes words prolongs the session. It is shown all the same when that cannot be saved."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted as interrupted:
            failure = interrupted.__context__ and interrupted.__context__.__context__
            if not isinstance(failure, OperationalError):
                raise
            if request.method in SAFE:
                return response
            raise failure from None


class KnowTheirRoles:
    """`request.roles`: role -> programmes, for who is signed in now. One query, and none if nothing asks."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.roles = SimpleLazyObject(lambda: _roles(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _roles(request: HttpRequest) -> dict[str, list[UUID]]:
    return roles_of(request.user, request.now) if request.user.is_authenticated else {}  # type: ignore[attr-defined]


class AdminForEditorsOfNow:
    """The Wagtail admin goes by groups, which know no dates: an appointment that has run out closes it at once.

    Clinical leads reach the pages of sign-off there, and nothing else.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        user = request.user
        dated = user.is_authenticated and not user.is_superuser
        if request.path_info.startswith("/admin/") and dated and not self.opens(request):
            raise Http404
        return self.get_response(request)

    def opens(self, request: HttpRequest) -> bool:
        roles: dict[str, list[UUID]] = request.roles  # type: ignore[attr-defined]
        signs_off = request.path_info.startswith(reverse("sign_off"))
        return Role.EDITOR in roles or (Role.CLINICAL_LEAD in roles and signs_off)


class NoStoreWhenSignedIn:
    """Keep signed-in pages out of every cache, so that the next person at the computer sees none of them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response.headers:
            patch_cache_control(response, no_store=True, private=True)
        return response


class SayWhatWasRefused:
    """A refusal that no view has shown is still a sentence for the person, never a fault of the server."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        if not isinstance(exception, Refusal):
            return None
        response = render(request, "refused.html", {"message": exception.message}, status=422)
        # Should the form have held words, they are given back under the same sentence (config/given_back.py).
        response.message = exception.message  # type: ignore[attr-defined]
        return response
