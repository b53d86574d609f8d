"""Plan a group's sessions ahead, or change how it meets: first shown as a list, then saved."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from foundation.days import local_day
from foundation.http import Request
from foundation.refusals import Refusal
from groups.models import GroupSession, PeerGroup
from groups.pairs.queries import groups_coordinated_by
from groups.series import services
from groups.series.forms import THIS_AND_LATER, SeriesForm
from groups.series.kit import Change, ShownAgain, stopped
from groups.series.models import Series
from groups.series.planning import Plan

# Pressed on the page of the list: it is saved, or typed over.
SAVE, EDIT, STOP = "save", "edit", "stop"


@require_http_methods(["GET", "POST"])
def series(request: Request, pk: UUID) -> HttpResponse:
    """`?session=` says which one somebody came from: "this and later" begins there."""
    group = get_object_or_404(_own_or_coordinated(request), pk=pk)
    planned = Series.objects.filter(group=group).select_related("changed_by").first()
    session = _came_from(request, group)
    wanted = request.POST.get("action", "")
    # The button that stops it is beside the form, which then need not be right.
    typed = request.POST if request.method == "POST" and wanted != STOP else None
    form = SeriesForm(typed, has_scope=session is not None, initial=_initial(request, group, planned, session))
    page: dict[str, Any] = {"group": group, "series": planned, "session": session, "form": form}
    try:
        if request.method == "POST" and planned and wanted == STOP:
            return _list_or_save(request, page, stopped(planned, _day_of(session), request.now), session)
        if form.is_bound and form.is_valid() and wanted != EDIT:
            return _list_or_save(request, page, form.plan(), session if form.only_later else None)
    except Refusal as refusal:
        page |= {"refusal": refusal.message}
    return render(request, "groups/series/form.html", page, status=422 if form.errors or "refusal" in page else 200)


def _list_or_save(request: Request, page: dict[str, Any], plan: Plan, session: GroupSession | None) -> HttpResponse:
    """The list of sessions as they would be; saved where it is the one that was shown."""
    group, since, shown = page["group"], _day_of(session), request.POST.get("shown", "")
    changed = None
    if shown:
        try:
            services.save_series(group=group, by=request.user, plan=plan, since=since, shown=shown, now=request.now)
        except ShownAgain as refusal:
            changed = refusal.message
        else:
            messages.success(request, _("Saved. These are the sessions to come."))
            return redirect("groups:detail", group.pk)
    services.refuse_unless_they_may(by=request.user, group=group, now=request.now)
    change = services.change_of(group=group, plan=plan, since=since, now=request.now)
    context = {**page, "change": change, "changed": changed, "posted": _posted(request, change)}
    return render(request, "groups/series/shown.html", context, status=422 if changed else 200)


def _posted(request: Request, change: Change[Any]) -> list[tuple[str, str]]:
    """What was typed goes with the list, and is there to be typed over."""
    names = [*SeriesForm.base_fields, "session"]
    typed = [(name, request.POST[name]) for name in names if name in request.POST]
    return [*typed, ("shown", change.shown)]


def _own_or_coordinated(request: Request) -> QuerySet[PeerGroup]:
    """Of whose sessions somebody may decide: the pair's own, and those of a coordinator's programmes."""
    own = PeerGroup.objects.facilitated_by(request.user, request.now).values("pk")
    coordinated = groups_coordinated_by(request.user, request.now).values("pk")
    groups: QuerySet[PeerGroup] = PeerGroup.objects.filter(pk__in=own.union(coordinated))
    return groups.select_related("programme__region")


def _came_from(request: Request, group: PeerGroup) -> GroupSession | None:
    wanted = request.POST.get("session") or request.GET.get("session")
    try:
        key = UUID(wanted) if wanted else None
    except ValueError:
        return None
    sessions = GroupSession.objects.filter(group=group, state=GroupSession.State.PLANNED)
    return sessions.filter(pk=key).first() if key else None


def _day_of(session: GroupSession | None) -> date | None:
    return session.local_date if session else None


def _initial(
    request: Request, group: PeerGroup, planned: Series | None, session: GroupSession | None
) -> dict[str, Any]:
    """As it is now; its first day is the next on which it meets."""
    if planned is None:
        return {}
    plan = Plan.of(planned)
    today = max(local_day(request.now, group.programme.zone), _day_of(session) or date.min)
    following = plan.days(today, today + plan.step)
    until = plan.until if following else None
    return {**vars(plan), "begins_on": next(iter(following), None), "until": until, "scope": THIS_AND_LATER}
