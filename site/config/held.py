"""A form that came too late: its sender has been signed out, has still to give a second factor, or has signed in anew.

What was typed stands on the answer, to be copied or sent again from there; it is kept nowhere, the session included.
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.views.csrf import csrf_failure as plainly_refused
from django.views.decorators.debug import sensitive_post_parameters

from confidential.forms import sign_in_url

# Secrets are not words; they are given again.
SECRETS = frozenset({"csrfmiddlewaretoken", "credential", "code", "login"})
A_LINE = 60


@dataclass(frozen=True)
class Field:
    name: str
    value: str

    @property
    def is_text(self) -> bool:
        """Somebody's words, to be shown; anything short travels unseen."""
        return len(self.value) > A_LINE or "\n" in self.value


def fields_of(request: HttpRequest) -> list[Field]:
    return [
        Field(name, value)
        for name, values in request.POST.lists()
        if name not in SECRETS and "password" not in name
        for value in values
    ]


def carries_words(request: HttpRequest) -> bool:
    return request.method == "POST" and any(field.value.strip() for field in fields_of(request))


@sensitive_post_parameters()
def hand_back(request: HttpRequest, *, status: int) -> HttpResponse:
    """The form as it was sent, in a page that can send it again once its sender is let in."""
    get_token(request)
    context = {"fields": fields_of(request), "files": bool(request.FILES), "sign_in_url": sign_in_url()}
    response = render(request, "held.html", context, status=status)
    add_never_cache_headers(response)
    return response


@sensitive_post_parameters()
def old_token(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Signing in changes the token against forgery: forms in other tabs hold the old one. Theirs are handed back.

    Only to a page of this very site, by the browser's own word: nobody else may have a form filled in for a person.
    """
    ours = (request.headers.get("Sec-Fetch-Site"), request.headers.get("Sec-Fetch-Mode")) == ("same-origin", "navigate")
    if ours and carries_words(request):
        return hand_back(request, status=403)
    return plainly_refused(request, reason)
