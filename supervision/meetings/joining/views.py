"""Where a meeting by video is: set by whoever holds it, and shown to those who come, shortly before it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.http import Request
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, seen
from groups.hosts.queries import hosts_of
from groups.joining.forms import LinkForm
from groups.joining.showing import show
from supervision.meetings.joining import permissions, services
from supervision.meetings.models import Mode, SupervisionMeeting


@require_http_methods(["GET", "POST"])
def link(request: Request, pk: UUID) -> HttpResponseBase:
    """Set it, or set another. What is set is not shown here."""
    found = _held(request, pk)
    form = LinkForm(request.POST if request.method == "POST" else None, hosts_of(found.programme_id))
    if request.method == "POST" and form.is_valid() and _set(request, found, form):
        messages.success(
            request, _("Saved. Everyone who is asked sees it from 30 minutes before the meeting until its end.")
        )
        return redirect("meetings:detail", pk)
    standing = services.standing_link(found)
    context = {
        "form": form,
        "meeting": found,
        "standing": standing if standing and not standing.is_destroyed else None,
        "seen": seen(standing and standing.pk),
    }
    return render(request, "supervision/meetings/joining/link.html", context, status=422 if form.errors else 200)


def _held(request: Request, pk: UUID) -> SupervisionMeeting:
    """A meeting by video that is still to be recorded, for whoever holds it."""
    held = SupervisionMeeting.objects.planned().run_by(request.user, request.now)
    return get_object_or_404(held, pk=pk, mode=Mode.VIDEO)


def _set(request: Request, found: SupervisionMeeting, form: LinkForm) -> bool:
    shown = request.POST.get("seen", NOT_ASKED)
    try:
        services.set_meeting_link(meeting=found, room=form.room(), by=request.user, now=request.now, seen=shown)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


@require_POST
def take_away(request: Request, pk: UUID) -> HttpResponse:
    services.take_meeting_link_away(meeting=_held(request, pk), by=request.user, now=request.now)
    messages.success(request, _("The link is gone from here. Close the old room, then set the new one."))
    return redirect("meetings:link", pk)


@require_POST
def join(request: Request, pk: UUID) -> HttpResponse:
    """Outside its time, and for everybody else, there is no such page."""
    openable = permissions.openable(request.user, request.now).select_related("meeting")
    standing = get_object_or_404(openable, meeting=pk)
    return show(
        request,
        standing,
        title=_("Supervision"),
        back=standing.meeting.get_absolute_url(),
        before="supervision/meetings/joining/before.html",
    )
