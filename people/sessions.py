"""A session begins: from now on its time counts, and the choice about shared computers holds."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from foundation import sessions


def begin(request: HttpRequest, **_kwargs: Any) -> None:
    """Signing in may happen outside the site's own middleware, which reads the clock: in a test, by a command."""
    sessions.begin(request.session, getattr(request, "now", None) or timezone.now())
    # The form with the password has said so itself, maybe before a second step (people/forms.py).
    if request.POST.get(sessions.SHARED_COMPUTER):
        keep_nothing_here(request)


def keep_nothing_here(request: HttpRequest) -> None:
    """The session ends with the browser, and no words are kept on the device."""
    request.session[sessions.SHARED_COMPUTER] = True
    request.session.set_expiry(0)
