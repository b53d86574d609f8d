"""Who is let in at all: signed in, for how long, and with what. Asked of every request before its view.

No view takes part in this, and none can forget it. What somebody typed into a form meanwhile is handed back to them.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control

from config.handed_back import UNKNOWN, carries_words, hand_back, may_be_anothers
from config.middleware import GetResponse
from foundation import sessions
from foundation.http import Request
from people.queries import needs_second_factor
from people.second_factor import proof

IDLE = timedelta(minutes=30)
# Wagtail's editor tells every few seconds that its page is open. Nobody need be sitting there.
NO_SIGN_OF_LIFE = "/admin/editing-sessions/"

# What opens while a second factor is due. All of it is about oneself, and nothing of it shows anybody's words.
ALWAYS_OPEN = frozenset({"account_logout", "second_factor:needed", "second_factor:lost"})
TO_GIVE_IT = frozenset({"mfa_reauthenticate", "mfa_reauthenticate_webauthn"})
# For those alone who have none yet: else a password would be enough to add another.
TO_SET_IT_UP = frozenset({"mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "account_set_password"})
SIGNING_IN = "account_login"


class SessionsEnd:
    """Twelve hours after signing in, and, for those who need a second factor, half an hour after the last request.

    The words on a page outlive it: they stay on the device and in the page, and its script offers to sign in beside it.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: Request) -> HttpResponseBase:
        request.seconds_left = lambda: sessions.seconds_left(request.session, request.now, idle_limit(request))
        if request.user.is_authenticated:
            self.end_or_go_on(request)
        return self.get_response(request)

    def end_or_go_on(self, request: Request) -> None:
        if sessions.SIGNED_IN_AT not in request.session:
            sessions.begin(request.session, request.now)
        if self.may_have_ended(request) and request.seconds_left() <= 0:
            # Not `logout`, which has the browser forget the words that wait on the device.
            request.ended_for = request.user.pk  # type: ignore[attr-defined]
            request.session.flush()
            request.user = AnonymousUser()  # type: ignore[assignment]
        elif proof.was_given(request) and not request.path_info.startswith(NO_SIGN_OF_LIFE):
            sessions.show_life(request.session, request.now)

    def may_have_ended(self, request: Request) -> bool:
        """Asked without a query, and true of few requests."""
        return sessions.seconds_left(request.session, request.now, IDLE) <= 0


def idle_limit(request: Request) -> timedelta | None:
    if not request.user.is_authenticated or not proof.was_given(request):
        return None
    return IDLE if needs_second_factor(request.user, request.roles) else None


class SignInFirst(LoginRequiredMiddleware):
    """Everything needs signing in but what says otherwise. A form that comes too late is handed back; by now its token
    was found to be of this browser's last signing in, so whoever's session just ended is who wrote it."""

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        answer = super().process_view(request, view, args, kwargs)
        if answer and carries_words(request):
            return hand_back(request, status=401, writer=getattr(request, "ended_for", UNKNOWN))
        return hand_back(request, status=403) if may_be_anothers(request) else answer


class SecondFactorInThisSession:
    """Who needs a second factor and has not given one in this session is, until they do, nobody to the site.

    What is public opens for them as for anybody; what answers 401 to the signed-out, for the script that keeps words,
    answers it to them; everything else leads to the second factor.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if getattr(request, "second_factor_missing", False):
            patch_cache_control(response, no_store=True, private=True)
        return response

    def process_view(
        self, request: Request, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        if not proof.is_missing(request):
            return None
        request.second_factor_missing = True  # type: ignore[attr-defined]
        if opens_without_it(request):
            return None
        if getattr(view, "login_required", True) or route_of(request) == SIGNING_IN:
            return lead_to_it(request)
        request.user, request.roles = AnonymousUser(), {}  # type: ignore[assignment]
        return None


def route_of(request: Request) -> str:
    assert request.resolver_match is not None
    return request.resolver_match.view_name


def opens_without_it(request: Request) -> bool:
    if route_of(request) in ALWAYS_OPEN:
        return True
    return route_of(request) in (TO_GIVE_IT if proof.has_device(request.user) else TO_SET_IT_UP)


def lead_to_it(request: Request) -> HttpResponse:
    if route_of(request) != SIGNING_IN and carries_words(request):
        return hand_back(request, status=401, writer=request.user.pk)
    return redirect(f"{reverse('second_factor:needed')}?{urlencode({'next': asked_for(request)})}")


def asked_for(request: Request) -> str:
    """Where to go afterwards. Signing in would have led on; what was sent cannot be sent again from an address."""
    if route_of(request) == SIGNING_IN:
        return request.GET.get("next", reverse("pages:my_day"))
    return request.get_full_path() if request.method in ("GET", "HEAD") else reverse("pages:my_day")
