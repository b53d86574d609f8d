"""The request as this project's views see it."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest

if TYPE_CHECKING:
    from people.models import User


class Request(HttpRequest):
    """A request by somebody signed in, at a time that was read once. For annotations only."""

    user: "User"
    now: datetime
    # Role -> ids of the programmes in which this person holds it now. Lazy: one query for the whole request.
    roles: dict[str, list[UUID]]
    # How long the session lasts if nothing else is asked, in seconds.
    seconds_left: Callable[[], int]
