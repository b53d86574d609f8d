"""The supervisor moves a planned meeting."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from supervision.meetings.forms import agrees_to
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.moves import services
from supervision.meetings.moves.forms import MoveForm
from supervision.meetings.planning import moved_to
from supervision.meetings.queries import with_people


@require_http_methods(["GET", "POST"])
def move(request: Request, pk: UUID) -> HttpResponse:
    """Another day or hour, with what those who are asked have suggested."""
    running = with_people(SupervisionMeeting.objects.planned().run_by(request.user, request.now))
    found = get_object_or_404(running.select_related("programme", "covered_for"), pk=pk)
    suggested = [place for place in found.attendees.all() if place.other_date]
    first = suggested[0] if suggested else None
    initial = {
        "local_date": first.other_date if first else None,
        "local_start": first.other_start if first else found.local_start,
    }
    form = MoveForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid() and _moved(request, found, form):
        messages.success(request, _("Moved. Everyone who is asked is told."))
        return redirect("meetings:detail", found.pk)
    context = {"meeting": found, "form": form, "suggested": suggested}
    status = 422 if form.errors else 200
    return render(request, "supervision/meetings/moves/move.html", context, status=status)


def _moved(request: Request, found: SupervisionMeeting, form: MoveForm) -> bool:
    day, start = form.cleaned_data["local_date"], form.cleaned_data["local_start"]
    if not agrees_to(form, moved_to(found, day, start), request.now, day="local_date", tick="all_the_same"):
        return False
    try:
        services.move_meeting(meeting=found, by=request.user, day=day, start=start, now=request.now)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
