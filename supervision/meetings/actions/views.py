"""What I agreed to do; and one action: done, dropped, another date."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from confidential.services import open_all
from foundation.http import Request
from foundation.paging import page_of
from foundation.refusals import Refusal
from supervision.meetings import permissions
from supervision.meetings.actions import queries, services
from supervision.meetings.actions.forms import DateForm, DropForm
from supervision.meetings.models import SupervisionAction


@require_GET
def actions(request: Request) -> HttpResponse:
    """My own that are open, from every meeting."""
    page = page_of(request, queries.open_actions_of(request.user, request.now))
    found: list[SupervisionAction] = list(page.object_list)
    queries.mark_late(found, request.now)
    words = open_all(found, viewer=request.user, now=request.now)
    rows = [(action, words[action.pk].get("what", "")) for action in found]
    return render(request, "supervision/meetings/actions/list.html", {"page": page, "rows": rows})


@require_http_methods(["GET", "POST"])
def action(request: Request, pk: UUID) -> HttpResponse:
    """One action with its earlier dates. Only its person changes it."""
    visible = permissions.actions_open_to(request.user, request.now)
    found = get_object_or_404(visible.select_related("text", "person", "meeting"), pk=pk)
    if request.method == "POST" and found.person_id != request.user.pk:
        raise Http404
    pressed = request.POST.get("state", "")
    drop = DropForm(request.POST if pressed == "dropped" else None)
    redate = DateForm(request.POST if pressed == "date" else None, initial={"due": found.due})
    form = {"dropped": drop, "date": redate}.get(pressed)
    if request.method == "POST" and (form is None or form.is_valid()) and _changed(request, found, pressed, form):
        messages.success(request, _("Noted."))
        return redirect("meetings:detail", found.meeting_id)
    queries.mark_late([found], request.now)
    context = {
        "action": found,
        "what": open_all([found], viewer=request.user, now=request.now)[found.pk].get("what", ""),
        "earlier": found.earlier_dates.select_related("by").order_by("at", "pk"),
        "drop": drop,
        "redate": redate,
        "wrong": form if form and form.errors else None,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "supervision/meetings/actions/action.html", context, status=status)


def _changed(request: Request, found: SupervisionAction, pressed: str, form: Form | None) -> bool:
    typed = form.cleaned_data if form else {}
    try:
        if pressed == "date":
            services.change_date(action=found, by=request.user, due=typed["due"], now=request.now)
        else:
            reason = typed.get("reason", "")
            services.close_action(action=found, by=request.user, state=pressed, reason=reason, now=request.now)
    except Refusal as refusal:
        if form:
            form.add_error(None, str(refusal))
        else:
            messages.error(request, str(refusal))
        return False
    return True
