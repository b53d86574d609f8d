"""Signing in with a passkey alone: its challenge goes with the browser, in a signed cookie.

allauth keeps it in the session, and so makes one for every stranger who asks: a row each, without end. Here the
database hears of a challenge only once a passkey has answered it, so that it is never answered again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.cache import cache
from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.decorators import method_decorator

SALT = "people.second_factor.challenge"
# Time to find the key and to type its PIN.
GOOD_FOR = timedelta(minutes=10)


@method_decorator(login_not_required, name="dispatch")
class SignInAlone(LoginWebAuthnView):  # type: ignore[misc]  # allauth has no types
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """A challenge is made by GET, and by POST it is used up, right or wrong."""
        given = brought_back(request) if request.method == "POST" else None
        with apart_from_the_session(request, given) as made:
            response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        if request.method == "POST":
            response.delete_cookie(cookie_name(), samesite="Strict")
        elif made:
            send_along(response, made[0])
        return response


@contextmanager
def apart_from_the_session(request: HttpRequest, given: dict[str, Any] | None) -> Iterator[list[dict[str, Any]]]:
    """allauth finds in the session what was `given`, and nothing of it stays. Holds afterwards what was made.

    The challenge of a second step that is under way waits meanwhile; who has signed in needs it no more.
    """
    made = list[dict[str, Any]]()
    was_in, waiting = request.user.is_authenticated, request.session.pop(STATE_SESSION_KEY, None)
    if given:
        request.session[STATE_SESSION_KEY] = given
    yield made
    if left := request.session.pop(STATE_SESSION_KEY, None):
        made.append(left)
    if waiting and request.user.is_authenticated == was_in:
        request.session[STATE_SESSION_KEY] = waiting


def brought_back(request: HttpRequest) -> dict[str, Any] | None:
    """The challenge that this site gave to this browser a short time ago."""
    try:
        challenge: dict[str, Any] = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=SALT, max_age=GOOD_FOR)
    except signing.BadSignature:
        return None
    return challenge


def send_along(response: HttpResponseBase, challenge: dict[str, Any]) -> None:
    patch_cache_control(response, no_store=True, private=True)
    response.set_cookie(
        cookie_name(),
        signing.dumps(challenge, salt=SALT),
        max_age=GOOD_FOR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )


def use_up(challenge: dict[str, Any]) -> bool:
    """Whether nobody has signed in by it before. Remembered, for all server processes, until it is too old anyway."""
    return bool(cache.add(f"{SALT}:{challenge['challenge']}", True, timeout=GOOD_FOR.total_seconds()))


def cookie_name() -> str:
    return "__Host-challenge" if settings.SESSION_COOKIE_SECURE else "challenge"
