"""From where somebody tries: a session or a browser of the account's own, or else a network.

A browser in which somebody signed in keeps a signed cookie. It opens nothing: it lets its owner's tries count for
themselves, whatever strangers use up meanwhile.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import get_random_string, salted_hmac

from foundation.addresses import network_of
from foundation.sessions import SHARED_COMPUTER
from people.models import User

SALT = "people.signing_in.known"
COOKIE_AGE = timedelta(days=180)
# On a computer that several people use.
MOST_PEOPLE = 5


@dataclass(frozen=True)
class Place:
    name: str
    is_own: bool


def place_of(request: HttpRequest, account: Iterable[UUID]) -> Place:
    """From where `request` tries the account of the people with these ids: as a rule one, or nobody."""
    ids = set(account)
    if request.user.pk in ids:
        return Place(f"session:{request.session.session_key}", is_own=True)
    known = known_here(request)
    for digest in sorted(map(digest_of, ids)):
        if digest in known:
            return Place(f"browser:{known[digest]}", is_own=True)
    return Place(f"network:{network_of(request)}", is_own=False)


def known_here(request: HttpRequest) -> dict[str, str]:
    """Digest of an account -> the name of this browser for it. Empty for a cookie that is not ours, or too old."""
    try:
        known = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=COOKIE_AGE)
    except signing.BadSignature:
        return {}
    return {str(digest): str(name) for digest, name in known}


def digest_of(person: UUID) -> str:
    return salted_hmac(SALT, str(person), algorithm="sha256").hexdigest()[:32]


def cookie_name() -> str:
    return "__Host-known" if settings.SESSION_COOKIE_SECURE else "known"


def remember(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """`user` has just shown who they are: by signing in, or by a link that went to their address."""
    request.known_from_now = user.pk  # type: ignore[attr-defined]


class RememberBrowsers:
    """Leaves the cookie with whoever has shown who they are, and takes it back where the computer is shared."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if person := getattr(request, "known_from_now", None):
            self.write(request, response, person)
        return response

    def write(self, request: HttpRequest, response: HttpResponseBase, person: UUID) -> None:
        other_people = [pair for pair in known_here(request).items() if pair[0] != digest_of(person)]
        own_browser = [] if request.session.get(SHARED_COMPUTER) else [(digest_of(person), get_random_string(22))]
        response.set_cookie(
            cookie_name(),
            signing.dumps((own_browser + other_people)[:MOST_PEOPLE], salt=SALT),
            max_age=COOKIE_AGE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
