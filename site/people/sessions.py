"""A session begins: from now on its time counts, and the choice about shared computers holds."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from foundation import sessions


def begin(request: HttpRequest, **kwargs: Any) -> None:
    """Signing in may happen outside the site's own middleware, which reads the clock: in a test, by a command."""
    sessions.begin(request.session, getattr(request, "now", None) or timezone.now())
