"""On which hosts a programme's video rooms may be: for its coordinators and governance."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from foundation.seen import seen
from groups.hosts import services
from groups.hosts.forms import HostsForm
from groups.hosts.permissions import may_name_hosts
from groups.hosts.queries import HostsShown, hosts_shown, versions_of
from groups.joining.addresses import one_of
from people.models import Programme


@require_http_methods(["GET", "POST"])
def hosts(request: Request, pk: UUID) -> HttpResponse:
    programme = get_object_or_404(Programme, pk=pk)
    if not may_name_hosts(request.user, programme, request.now):
        raise Http404
    if request.method == "POST":
        form = HostsForm(request.POST)
        if form.is_valid() and _name(request, programme, form):
            messages.success(request, _("Saved. It counts for every joining link that is set from now on."))
            return redirect("groups:hosts", pk)
    else:
        form = HostsForm(initial={"hosts": ", ".join(hosts_shown(programme).own)})
    return _page(request, programme, form)


def _page(request: Request, programme: Programme, form: HostsForm) -> HttpResponse:
    versions = versions_of(programme)
    shown = HostsShown(programme, versions[0] if versions else None)
    context = {
        "form": form,
        "shown": shown,
        "before": versions[1:],
        "of_the_site": one_of(settings.VIDEO_HOSTS),
        "seen": seen(shown.last.number if shown.last else 0),
    }
    return render(request, "groups/hosts/hosts.html", context, status=422 if form.errors else 200)


def _name(request: Request, programme: Programme, form: HostsForm) -> bool:
    try:
        services.name_hosts(
            programme=programme,
            hosts=form.cleaned_data["hosts"],
            by=request.user,
            seen=request.POST.get("seen", ""),
            now=request.now,
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True
