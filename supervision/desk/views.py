"""The desk, and the page that prepares one meeting."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from foundation.http import Request
from people.models import Role
from supervision.check_ins.queries import waiting_for
from supervision.cover.queries import covered_meetings
from supervision.desk.preparing import prepare
from supervision.desk.queries import desk_of
from supervision.meetings.models import MeetingState, SupervisionMeeting
from supervision.meetings.queries import supervisees_of


@require_GET
def desk(request: Request) -> HttpResponse:
    """By the next meeting and by pair. Opens no text."""
    assignments = list(supervisees_of(request.user, request.now))
    if not assignments and Role.SUPERVISOR not in request.roles:
        raise Http404
    context = {
        "desk": desk_of(request.user, assignments, request.now),
        "page_wide": True,
        "check_ins": waiting_for(request.user, request.now),
        "theirs": covered_meetings(request.user, assignments, request.now),
    }
    return render(request, "supervision/desk/desk.html", context)


@require_GET
def meeting(request: Request, pk: UUID) -> HttpResponse:
    """Prepare one planned meeting: who is coming, what happened since, what they ask."""
    found = get_object_or_404(SupervisionMeeting.objects.run_by(request.user, request.now), pk=pk)
    if found.state != MeetingState.PLANNED:
        return redirect("meetings:detail", found.pk)
    context = {"meeting": found, "preparation": prepare(found, request.user, request.now), "page_wide": True}
    return render(request, "supervision/desk/meeting.html", context)
