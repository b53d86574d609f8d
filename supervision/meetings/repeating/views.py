"""Plan meetings that repeat, or change how they do: first shown as a list, then saved."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.days import local_day
from foundation.http import Request
from foundation.ids import as_uuid
from foundation.refusals import Refusal
from groups.series.forms import THIS_AND_LATER
from groups.series.kit import Change, ShownAgain, stopped
from groups.series.planning import Plan
from people.models import Role, SupervisionAssignment, User
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.queries import groups_of
from supervision.meetings.repeating import services
from supervision.meetings.repeating.forms import MeetingSeriesForm
from supervision.meetings.repeating.models import MeetingSeries

# Pressed on the page of the list: it is saved, or typed over.
EDIT, STOP = "edit", "stop"


@require_http_methods(["GET", "POST"])
def begin(request: Request) -> HttpResponse:
    """A supervisor says once how they meet people whom they supervise themselves."""
    if Role.SUPERVISOR not in request.roles:
        raise Http404
    assignments = list(
        SupervisionAssignment.objects.current(request.now)
        .filter(supervisor=request.user)
        .select_related("facilitator", "programme__region")
        .order_by("programme__name", "facilitator__sort_name", "pk")
    )
    groups = groups_of([assignment.facilitator_id for assignment in assignments], request.now)
    labels = {
        assignment.facilitator_id: ", ".join([assignment.facilitator.name, *groups.get(assignment.facilitator_id, [])])
        for assignment in assignments
    }
    form = MeetingSeriesForm(
        request.POST if request.method == "POST" else None,
        has_scope=False,
        assignments=assignments,
        labels=labels,
        initial={"people": request.GET.getlist("with"), "skips_bank_holidays": True},
    )
    page: dict[str, Any] = {"form": form, "assignments": assignments}
    try:
        if form.is_bound and form.is_valid() and request.POST.get("action") != EDIT:
            return _begin_or_show(request, page)
    except Refusal as refusal:
        page |= {"refusal": refusal.message}
    return _form(request, page)


def _begin_or_show(request: Request, page: dict[str, Any]) -> HttpResponse:
    form = page["form"]
    chosen, plan = form.cleaned_data["people"], form.plan()
    programme, people = chosen[0].programme, [assignment.facilitator for assignment in chosen]
    mode, shown, changed = form.cleaned_data["mode"], request.POST.get("shown", ""), None
    if shown:
        try:
            services.begin_series(
                supervisor=request.user,
                programme=programme,
                people=people,
                plan=plan,
                mode=mode,
                shown=shown,
                now=request.now,
            )
        except ShownAgain as refusal:
            changed = refusal.message
        else:
            messages.success(request, _("Planned. Everyone who is asked is told once."))
            return redirect("meetings:list")
    series = MeetingSeries(programme=programme, supervisor=request.user, mode=mode)
    services.refuse_strangers(request.user, programme, people, request.now)
    change = services.change_of(series=series, people=people, plan=plan, since=None, now=request.now)
    return _list(request, {**page, "people": people, "change": change, "changed": changed})


@require_http_methods(["GET", "POST"])
def series(request: Request, pk: UUID) -> HttpResponse:
    """`?meeting=` says which one somebody came from: "this and later" begins there."""
    own = MeetingSeries.objects.filter(supervisor=request.user).select_related("programme__region", "changed_by")
    found = get_object_or_404(own, pk=pk)
    people = services.still_theirs(found, request.now)
    if not people:
        raise Http404
    meeting = _came_from(request, found)
    wanted = request.POST.get("action", "")
    # The button that stops it is beside the form, which then need not be right.
    typed = request.POST if request.method == "POST" and wanted != STOP else None
    form = MeetingSeriesForm(typed, has_scope=meeting is not None, initial=_initial(request, found, meeting))
    page: dict[str, Any] = {"series": found, "people": people, "meeting": meeting, "form": form}
    try:
        if request.method == "POST" and wanted == STOP:
            since = meeting.local_date if meeting else None
            return _save_or_show(request, page, stopped(found, since, request.now), since)
        if form.is_bound and form.is_valid() and wanted != EDIT:
            since = meeting.local_date if meeting and form.only_later else None
            return _save_or_show(request, page, form.plan(), since)
    except Refusal as refusal:
        page |= {"refusal": refusal.message}
    return _form(request, page)


def _save_or_show(request: Request, page: dict[str, Any], plan: Plan, since: date | None) -> HttpResponse:
    found, shown, changed = page["series"], request.POST.get("shown", ""), None
    people: list[User] = page["people"]
    if shown:
        try:
            services.save_series(series=found, by=request.user, plan=plan, since=since, shown=shown, now=request.now)
        except ShownAgain as refusal:
            changed = refusal.message
        else:
            messages.success(request, _("Saved. These are the meetings to come."))
            return redirect("meetings:list")
    change = services.change_of(series=found, people=people, plan=plan, since=since, now=request.now)
    return _list(request, {**page, "change": change, "changed": changed})


def _form(request: Request, page: dict[str, Any]) -> HttpResponse:
    status = 422 if page["form"].errors or "refusal" in page else 200
    return render(request, "supervision/meetings/repeating/form.html", page, status=status)


def _list(request: Request, page: dict[str, Any]) -> HttpResponse:
    """The list of meetings as they would be, with what was typed, to be saved or typed over."""
    change: Change[SupervisionMeeting] = page["change"]
    names = [name for name in (*MeetingSeriesForm.base_fields, "meeting") if name in request.POST]
    typed = [(name, value) for name in names for value in request.POST.getlist(name)]
    context = {**page, "posted": [*typed, ("shown", change.shown)]}
    status = 422 if page["changed"] else 200
    return render(request, "supervision/meetings/repeating/shown.html", context, status=status)


def _came_from(request: Request, found: MeetingSeries) -> SupervisionMeeting | None:
    key = as_uuid(request.POST.get("meeting") or request.GET.get("meeting"))
    return SupervisionMeeting.objects.planned().filter(series=found, pk=key).first() if key else None


def _initial(request: Request, found: MeetingSeries, meeting: SupervisionMeeting | None) -> dict[str, Any]:
    """As it is now; its first day is the next on which they meet."""
    plan = Plan.of(found)
    today = max(local_day(request.now, found.programme.zone), meeting.local_date if meeting else date.min)
    following = plan.days(today, today + plan.step)
    until = plan.until if following else None
    return {**vars(plan), "begins_on": next(iter(following), None), "until": until, "scope": THIS_AND_LATER}
