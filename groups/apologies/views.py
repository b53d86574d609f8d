"""One press on a session's page: I cannot come, or I can after all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.http import Request
from foundation.refusals import Refusal
from groups.apologies.services import apologise, come_after_all
from groups.models import GroupSession


@require_POST
def apology(request: Request, pk: UUID) -> HttpResponse:
    """`comes` takes it back."""
    session = get_object_or_404(GroupSession.objects.of(request.user, request.now), pk=pk)
    comes = "comes" in request.POST
    try:
        (come_after_all if comes else apologise)(session=session, person=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _said(comes))
    return redirect("groups:session", pk)


def _said(comes: bool) -> str:
    if comes:
        return _("You can come after all. Your co-facilitator is told.")
    return _("You cannot come. Your co-facilitator is told, and your supervisor sees it.")
