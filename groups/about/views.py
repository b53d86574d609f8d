"""Saying what a group is, for its pair and for coordinators."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Q
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED
from groups.about.forms import AboutForm
from groups.about.services import change_group, shown
from groups.models import PeerGroup
from groups.pairs.queries import groups_coordinated_by
from people.models import Role


@require_http_methods(["GET", "POST"])
def about(request: Request, pk: UUID) -> HttpResponseBase:
    own = PeerGroup.objects.facilitated_by(request.user, request.now).values("pk")
    coordinated = groups_coordinated_by(request.user, request.now).values("pk")
    groups = PeerGroup.objects.filter(Q(pk__in=own) | Q(pk__in=coordinated)).select_related("programme", "specialty")
    group = get_object_or_404(groups, pk=pk)
    coordinates = group.programme_id in request.roles.get(Role.COORDINATOR, ())
    form = AboutForm(request.POST if request.method == "POST" else None, group, coordinates=coordinates)
    if request.method == "POST" and form.is_valid():
        mark = request.POST.get("seen", NOT_ASKED)
        try:
            change_group(group=group, by=request.user, said=form.cleaned_data, now=request.now, seen=mark)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved. What it was before stays in the history."))
            return redirect("groups:history", pk)
    context = {"form": form, "group": group, "seen": shown(group)}
    return render(request, "groups/about/form.html", context, status=422 if form.errors else 200)
