"""Put attendance right; have seen that it was."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.http import Request, whole_number
from foundation.refusals import Refusal
from supervision.attendance import services
from supervision.attendance.forms import AttendanceForm
from supervision.meetings import queries
from supervision.meetings.models import MeetingAttendee, SupervisionMeeting


@require_http_methods(["GET", "POST"])
def put_right(request: Request, pk: UUID) -> HttpResponse:
    """For the present supervisor of somebody who was asked; with those whom they supervise, and nobody else."""
    meeting = get_object_or_404(SupervisionMeeting.objects.held().select_related("supervisor"), pk=pk)
    places = queries.to_put_right(request.user, meeting, request.now)
    if not places:
        raise Http404
    form = AttendanceForm(request.POST if request.method == "POST" else None, places)
    if request.method == "POST" and form.is_valid() and _added(request, meeting, form):
        messages.success(request, _("Added to the record. Everyone who was asked to the meeting is told."))
        return redirect(_back(request, meeting))
    context = {"meeting": meeting, "places": places, "form": form, "back": _back(request, meeting)}
    status = 422 if form.errors else 200
    return render(request, "supervision/attendance/put_right.html", context, status=status)


def _added(request: Request, meeting: SupervisionMeeting, form: AttendanceForm) -> bool:
    try:
        services.put_attendance_right(meeting=meeting, by=request.user, now=request.now, **form.said())
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _back(request: Request, meeting: SupervisionMeeting) -> str:
    """The meeting's page, where this person may open it; else the list that led here."""
    opens = SupervisionMeeting.objects.visible_to(request.user, request.now).filter(pk=meeting.pk).exists()
    return meeting.get_absolute_url() if opens else reverse("meetings:list")


@require_POST
def seen(request: Request, pk: UUID) -> HttpResponse:
    """Somebody who was asked has seen on My day what was added."""
    place = get_object_or_404(MeetingAttendee.objects.select_related("meeting"), meeting=pk, person=request.user)
    upto = whole_number(request.POST.get("upto", ""))
    if upto is not None:
        services.see_addenda(meeting=place.meeting, person=request.user, upto=upto)
    return redirect("pages:my_day")
