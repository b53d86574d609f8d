"""A step that everyone is to do again, as a clinical lead sees it: whom it concerns, and whether it may wait."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.rounds import services
from courses.rounds.models import RedoRound
from courses.rounds.queries import authorised_and_concerned
from foundation.http import Request
from foundation.refusals import Refusal
from people.models import Role


@require_http_methods(["GET", "POST"])
def asked_again(request: Request, pk: UUID) -> HttpResponse:
    """Editors read it too; a clinical lead records a safety reason here."""
    asked = get_object_or_404(RedoRound.objects.select_related("step", "safety_by"), pk=pk)
    if request.method == "GET":
        return _shown(request, asked)
    if Role.CLINICAL_LEAD not in request.roles:
        raise Http404
    try:
        services.record_safety_reason(
            asked=asked, by=request.user, reason=request.POST.get("reason", ""), now=request.now
        )
    except Refusal as refusal:
        return _shown(request, asked, str(refusal))
    messages.success(request, _("Recorded. The people it concerns are told by email and on My day."))
    return redirect("asked_again", asked.pk)


def _shown(request: Request, asked: RedoRound, trouble: str = "") -> HttpResponse:
    context = {
        "asked": asked,
        "decides": Role.CLINICAL_LEAD in request.roles and not (asked.safety_at or asked.taken_back_at),
        "people": len(authorised_and_concerned(asked, request.now)),
        "trouble": trouble,
        "given": request.POST.get("reason", ""),
    }
    return render(request, "courses/admin/rounds/asked_again.html", context, status=422 if trouble else 200)
