"""A group's history, and moving it on."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.http import Request
from foundation.paging import page_of
from foundation.refusals import Refusal
from groups.models import PeerGroup
from groups.moves.forms import MoveForm
from groups.moves.queries import history_of
from groups.pairs.queries import groups_coordinated_by
from groups.pairs.services import move_group


@require_GET
def history(request: Request, pk: UUID) -> HttpResponse:
    """For everybody who sees the group."""
    groups = PeerGroup.objects.visible_to(request.user, request.now).select_related("programme", "specialty")
    group = get_object_or_404(groups, pk=pk)
    page = page_of(request, history_of(group, request.now))
    return render(request, "groups/moves/history.html", {"group": group, "page": page})


@require_http_methods(["GET", "POST"])
def move(request: Request, pk: UUID) -> HttpResponseBase:
    """Move the group on to the state that was chosen."""
    group = get_object_or_404(groups_coordinated_by(request.user, request.now), pk=pk)
    form = MoveForm(request.POST if request.method == "POST" else None, group)
    if request.method == "POST" and form.is_valid():
        try:
            group = move_group(group=group, by=request.user, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            words = {"group": group.code_name, "state": group.get_state_display()}
            messages.success(request, _("%(group)s: %(state)s.") % words)
            return redirect("groups:history", pk)
    context = {"form": form, "group": group}
    return render(request, "groups/moves/move.html", context, status=422 if form.errors else 200)
