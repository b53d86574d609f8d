"""Where a group meets: set by its pair, and shown to those who facilitate, shortly before a session."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foundation.http import Request
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, seen
from groups.hosts.queries import hosts_of
from groups.joining import permissions, services
from groups.joining.forms import LinkForm
from groups.joining.queries import may_be_known_elsewhere
from groups.joining.showing import show
from groups.models import GroupSession, PeerGroup


@require_http_methods(["GET", "POST"])
def link(request: Request, pk: UUID) -> HttpResponseBase:
    """Set it, or set another. What is set is not shown here."""
    group = get_object_or_404(PeerGroup.objects.facilitated_by(request.user, request.now), pk=pk)
    form = LinkForm(request.POST if request.method == "POST" else None, hosts_of(group.programme_id))
    if request.method == "POST" and form.is_valid():
        shown = request.POST.get("seen", NOT_ASKED)
        try:
            services.set_group_link(group=group, room=form.room(), by=request.user, now=request.now, seen=shown)
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            messages.success(request, _("Saved. You both see it from 30 minutes before a session."))
            return redirect("groups:detail", pk)
    standing = services.standing_link(group)
    there = standing if standing and not standing.is_destroyed else None
    context = {
        "form": form,
        "group": group,
        "standing": there,
        "known_elsewhere": there is not None and may_be_known_elsewhere(there),
        "seen": seen(standing and standing.pk),
    }
    return render(request, "groups/joining/link.html", context, status=422 if form.errors else 200)


@require_POST
def take_away(request: Request, pk: UUID) -> HttpResponse:
    group = get_object_or_404(PeerGroup.objects.facilitated_by(request.user, request.now), pk=pk)
    services.take_group_link_away(group=group, by=request.user, now=request.now)
    messages.success(request, _("The link is gone from here. Close the old room, then set the new one."))
    return redirect("groups:link", pk)


@require_POST
def join(request: Request, pk: UUID) -> HttpResponse:
    """Outside its half-hour, and for everybody else, there is no such page."""
    session = get_object_or_404(GroupSession.objects.select_related("group"), pk=pk)
    if session not in permissions.sessions_open(request.now, request.user):
        raise Http404
    standing = get_object_or_404(permissions.openable(request.user, request.now), group=session.group_id)
    back = reverse("groups:session", args=[pk])
    return show(request, standing, title=session.group.code_name, back=back)
