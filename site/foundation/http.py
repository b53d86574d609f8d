"""The request as this project's views see it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase

if TYPE_CHECKING:
    from people.models import User

Response = TypeVar("Response", bound=HttpResponseBase)


class Request(HttpRequest):
    """A request by somebody signed in, at a time that was read once. For annotations only."""

    user: "User"
    now: datetime
    # Role -> ids of the programmes in which this person holds it now. Lazy: one query for the whole request.
    roles: dict[str, list[UUID]]
    # How long the session lasts if nothing else is asked, in seconds.
    seconds_left: Callable[[], int]


def as_secret(response: Response) -> Response:
    """A page whose address holds a key: nobody keeps it, finds it, or hears of it from the next request."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "no-store, private"
    response["Referrer-Policy"] = "strict-origin"
    return response


def whole_number(text: str) -> int | None:
    """A number that a request names, of at most nine digits. Python fails on thousands of them: here they are none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
