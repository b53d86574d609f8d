"""A link on a page that is drawn once: by a POST, so that nothing opens it ahead of its reader, and kept nowhere."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers

from confidential.services import open_sealed
from foundation.http import Request
from groups.joining.models import JoiningLink

OF_A_SESSION = "groups/joining/before_a_session.html"


def show(request: Request, link: JoiningLink, *, title: str, back: str, before: str = OF_A_SESSION) -> HttpResponse:
    """Raises PermissionDenied unless the policy of its kind lets the reader in. Who opens it is on the trail.

    `before` is the template of what to see to before people are let in.
    """
    room = open_sealed(link, viewer=request.user, now=request.now)
    context = {"room": room, "title": title, "back": back, "before": before}
    response = render(request, "groups/joining/shown.html", context)
    add_never_cache_headers(response)
    return response
