"""Before a meeting: what somebody who is asked says, and what their supervisor reads."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.timezone import is_aware
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from supervision.meetings.coming import opening, services
from supervision.meetings.coming.forms import LineForm, OtherTimeForm
from supervision.meetings.coming.permissions import places_said_to
from supervision.meetings.models import MeetingAttendee, MeetingState, SupervisionMeeting

SAID = {
    "cannot": _("Your supervisor is told that you cannot come."),
    "can": _("Your supervisor sees that you are coming."),
    "suggest": _("Your supervisor is told which time you suggest. The meeting stays where it is until they move it."),
    "line": _("Sent. Your supervisor can read it, and anyone who covers for them."),
}


@require_http_methods(["GET", "POST"])
def before(request: Request, pk: UUID) -> HttpResponse:
    """An attendee cannot come, suggests another time, writes one line."""
    asked = MeetingAttendee.objects.filter(meeting__state=MeetingState.PLANNED, person=request.user)
    place = get_object_or_404(asked.select_related("meeting__supervisor", "meeting__programme"), meeting=pk)
    action = request.POST.get("action", "")
    suggested = {"other_date": place.other_date, "other_start": place.other_start or place.meeting.local_start}
    time_form = OtherTimeForm(request.POST if action == "suggest" else None, initial=suggested)
    line_form = LineForm(request.POST if action == "line" else None)
    forms = {"suggest": time_form, "line": line_form}
    if request.method == "POST" and _said(request, place.meeting, action, forms):
        messages.success(request, SAID[action])
        return redirect("meetings:detail", pk)
    context = {
        "meeting": place.meeting,
        "place": place,
        "time_form": time_form,
        "line_form": line_form,
        "wrong": next((form for form in forms.values() if form.errors), None),
        "own_line": opening.own_line(pk, request.user, request.now),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "supervision/meetings/coming/before.html", context, status=status)


def _said(request: Request, meeting: SupervisionMeeting, action: str, forms: dict[str, Any]) -> bool:
    """Do what the button says. False when something stands in the way; the page then says what."""
    form = forms.get(action)
    if action not in SAID or (form and not form.is_valid()):
        return False
    try:
        _say(action, form.cleaned_data if form else {}, meeting=meeting, by=request.user, now=request.now)
    except Refusal as refusal:
        if form is None:
            messages.error(request, str(refusal))
        else:
            form.add_error(None, str(refusal))
        return False
    return True


def _say(action: str, typed: dict[str, Any], **who: Any) -> None:
    if action == "cannot":
        services.say_cannot_come(**who)
    elif action == "can":
        services.say_can_come(**who)
    elif action == "suggest":
        services.suggest_time(day=typed["other_date"], start=typed["other_start"], **who)
    else:
        services.write_line(words=typed["line"], **who)


@require_http_methods(["GET", "POST"])
def said(request: Request, pk: UUID) -> HttpResponse:
    """What those whom one looks after said before this meeting, for a supervisor and whoever covers."""
    if request.method == "POST":
        return _note(request, pk)
    found = opening.said_before(pk, request.user, request.now)
    if not found:
        raise Http404
    context = {
        "said": found,
        "meeting": found[0].place.meeting,
        "until": max(heard.place.said_at for heard in found if heard.place.said_at),
        "holds": SupervisionMeeting.objects.planned().run_by(request.user, request.now).filter(pk=pk).exists(),
    }
    return render(request, "supervision/meetings/coming/said.html", context)


def _note(request: Request, pk: UUID) -> HttpResponse:
    place = places_said_to(request.user, request.now).filter(meeting=pk).select_related("meeting").first()
    if place is None:
        raise Http404
    until = _shown_until(request.POST.get("until", ""))
    services.note_said(meeting=place.meeting, by=request.user, until=until, now=request.now)
    messages.success(request, _("Noted."))
    return redirect("desk:list")


def _shown_until(sent: str) -> datetime | None:
    """The newest that the page showed: what came while it was open stays. None for whatever is no instant."""
    try:
        until = parse_datetime(sent)
    except ValueError:
        return None
    return until if until and is_aware(until) else None
