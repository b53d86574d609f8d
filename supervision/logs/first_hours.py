"""After a death or serious harm in a group: who leads, whom to ring and what to do, before one's log.

It says nothing of anybody and keeps nothing. Who says so either presses for it in the log or on the session's page, or
has raised a concern about it: then it stands before a log that they begin, which opens all the same.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from directory.models import HelpService, Need
from directory.queries import each_number_once, services
from foundation.http import Request
from groups.models import GroupSession
from people.models import Programme, Role, User
from supervision.concerns.models import Category, Urgency
from supervision.concerns.queries import plans_in, programmes_of_roles, where_to_raise
from supervision.concerns.routing import who_would_read
from supervision.logs.queries import standing_log, told_of_a_death
from supervision.logs.services import may_have_a_log

# What helps whoever grieves; what is rung in danger stands at the head of the page.
FOR_ONESELF = (Need.TALK, Need.DOCTORS)


@dataclass(frozen=True)
class Leading:
    """Who leads in a programme: those whom a concern reaches, and who follows if none of them answers."""

    programme: Programme
    first: list[User]
    then: list[User]


@require_GET
def of_session(request: Request, pk: UUID) -> HttpResponse:
    """With the way back to one's log of this session, begun or not."""
    sessions = GroupSession.objects.of(request.user, request.now).select_related("group", "programme")
    session = get_object_or_404(sessions.prefetch_related("session_facilitators"), pk=pk)
    log = standing_log(session, request.user)
    context = {"session": session, "log": log, "may_begin": log is None and may_have_a_log(session, request.user)}
    return _page(request, [session.programme], **context)


@require_GET
def first_hours(request: Request) -> HttpResponse:
    """For whoever comes from a concern, which names no session."""
    programmes = programmes_of_roles(request, [Role.FACILITATOR])
    if not programmes:
        raise Http404
    return _page(request, programmes)


def _page(request: Request, programmes: Sequence[Programme], **context: Any) -> HttpResponse:
    raised = told_of_a_death(request.user, programmes)
    context |= {
        "leading": [_leading(programme, request) for programme in programmes],
        "plans": plans_in(programmes),
        "for_you": _for_oneself(),
        "raised": raised.first(),
        "kind": Category.DEATH.value,
        "may_raise": any(programme in programmes for programme in where_to_raise(request)),
    }
    return render(request, "supervision/logs/first_hours.html", context)


def _leading(programme: Programme, request: Request) -> Leading:
    first, everybody = (
        who_would_read(request.user, programme, "", urgency, request.now) for urgency in (Urgency.TODAY, Urgency.NOW)
    )
    return Leading(programme, first, [person for person in everybody if person not in first])


def _for_oneself() -> list[HelpService]:
    return each_number_once(service for service in services() if service.need in FOR_ONESELF)
