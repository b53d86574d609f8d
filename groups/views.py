"""Groups and sessions. The pair writes the facts; supervisors and coordinators read them."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.days import local_day
from foundation.http import Request
from foundation.refusals import Refusal
from groups import permissions, queries, rules, services
from groups.facts import SessionFacts, differences
from groups.forms import SessionForm
from groups.models import GroupSession, GroupSessionQuerySet, PeerGroup, SessionFacilitator
from groups.panels import panels_for
from people.models import Role
from people.queries import holds_role

A_PAGE = 30
State = GroupSession.State


@require_GET
def group_list(request: Request) -> HttpResponse:
    return render(request, "groups/list.html", {"groups": queries.groups_with_figures(request.user, request.now)})


@require_GET
def group_detail(request: Request, pk: UUID) -> HttpResponse:
    group = get_object_or_404(queries.groups_with_figures(request.user, request.now), pk=pk)
    sessions = GroupSession.objects.visible_to(request.user, request.now).filter(group=group)
    return render(
        request,
        "groups/detail.html",
        {
            "group": group,
            "mine": permissions.is_in_pair(request.user, group, request.now),
            "coordinates": group.programme_id in request.roles.get(Role.COORDINATOR, ()),
            **_diary(request, sessions),
        },
    )


@require_GET
def session_list(request: Request) -> HttpResponse:
    sessions = GroupSession.objects.of(request.user, request.now)
    groups, left = queries.places_now_and_lately(request.user, request.now)
    context = {"in_a_pair": bool(groups), "left": left, **_diary(request, sessions)}
    return render(request, "groups/sessions.html", context)


def _diary(request: Request, sessions: GroupSessionQuerySet) -> dict[str, object]:
    diary = queries.diary(sessions, request.now)
    return {"diary": diary, "past": Paginator(diary.past, A_PAGE).get_page(request.GET.get("page"))}


@require_GET
def session_detail(request: Request, pk: UUID) -> HttpResponse:
    session = get_object_or_404(queries.with_facts(GroupSession.objects.visible_to(request.user, request.now)), pk=pk)
    return render(
        request,
        "groups/session.html",
        {
            "session": session,
            "shows_themes": GroupSession.objects.with_themes_for(request.user, request.now).filter(pk=pk).exists(),
            "may_change": permissions.may_change_facts(request.user, session, request.now),
            "mine": permissions.place_in(request.user, session),
            "is_over": session.ends_at <= request.now,
            "panels": panels_for(request, session),
        },
    )


@require_POST
def session_presence(request: Request, pk: UUID) -> HttpResponse:
    """ "I was not there", and back again: for those who are named."""
    place = get_object_or_404(SessionFacilitator.objects.select_related("session"), session=pk, person=request.user)
    answer = request.POST.get("answer")
    if answer in SessionFacilitator.Answer.values:
        there = answer == SessionFacilitator.Answer.THERE
        services.say_whether_there(session=place.session, person=request.user, there=there, now=request.now)
        messages.success(request, _said_of_presence(there))
    return redirect("pages:my_day") if "my_day" in request.POST else redirect("groups:session", pk)


def _said_of_presence(there: bool) -> str:
    if there:
        return _("You were there. The session counts for you.")
    return _("You were not there. The session does not count for you, and your co-facilitator has been told.")


@require_POST
def session_news_seen(request: Request) -> HttpResponse:
    """What was new about a session has been seen."""
    with suppress(ValueError):
        services.see_news(session_id=UUID(request.POST.get("session", "")), person=request.user)
    return redirect("pages:my_day")


@require_http_methods(["GET", "POST"])
def session_new(request: Request) -> HttpResponse:
    group = _chosen_group(request)
    if group is None:
        return _choose_group(request)
    try:
        rules.refuse_unless_authorised(by=request.user, group=group, now=request.now)
    except Refusal as refusal:
        return render(request, "groups/refused.html", {"group": group, "refusal": refusal.message})
    starting = _starting(request, group)
    form = SessionForm(request.POST or None, group=group, person=request.user, now=request.now, initial=starting)
    if request.method == "POST" and form.is_valid():
        return _save(request, form, group, None)
    return _form_page(request, form, group, None)


@require_http_methods(["GET", "POST"])
def session_edit(request: Request, pk: UUID) -> HttpResponse:
    session = get_object_or_404(queries.with_facts(GroupSession.objects.of(request.user, request.now)), pk=pk)
    try:
        rules.refuse_unless_authorised(by=request.user, group=session.group, now=request.now)
    except Refusal as refusal:
        return render(request, "groups/refused.html", {"group": session.group, "refusal": refusal.message})
    form = SessionForm(request.POST or None, group=session.group, person=request.user, now=request.now, session=session)
    if request.method == "POST" and form.is_valid():
        return _save(request, form, session.group, session)
    return _form_page(request, form, session.group, session)


def _starting(request: Request, group: PeerGroup) -> dict[str, object]:
    """What the form of a new session begins with, where that is not today's."""
    if not permissions.is_in_pair(request.user, group, request.now):
        last = permissions.last_day_in_pair(request.user, group, request.now)
        return {"local_date": local_day(last, group.programme.zone)} if last else {}
    return {"state": State.PLANNED} if "plan" in request.GET else {}


def _chosen_group(request: Request) -> PeerGroup | None:
    """The group in the address or in the form; the only one, if there is one; None to ask. 404 for anybody else's.

    A group whose pair one has left is chosen by its address alone.
    """
    groups = PeerGroup.objects.select_related("programme")
    mine, left = (of(request.user, request.now) for of in (groups.facilitated_by, groups.left_by))
    wanted = request.POST.get("group") or request.GET.get("group")
    if wanted:
        try:
            return get_object_or_404(mine | left, pk=UUID(wanted))
        except ValueError:
            raise Http404 from None
    found = list(mine[:2])
    return found[0] if len(found) == 1 else None


def _choose_group(request: Request) -> HttpResponse:
    """Several groups, or none yet. Who facilitates nowhere has no business here."""
    groups, left = queries.places_now_and_lately(request.user, request.now)
    if not groups and not left and not holds_role(request.user, Role.FACILITATOR, now=request.now):
        raise Http404
    return render(request, "groups/choose.html", {"groups": groups, "left": left, "plan": "plan" in request.GET})


def _save(request: Request, form: SessionForm, group: PeerGroup, session: GroupSession | None) -> HttpResponse:
    facts, as_well = form.facts(), session is None and form.cleaned_data["as_well"]
    try:
        saved = services.save_facts(
            group=group,
            by=request.user,
            facts=facts,
            session=session,
            as_well=as_well,
            now=request.now,
            # Another session than the one that was compared with has not been seen before.
            base_revision=None if as_well else form.cleaned_data["revision"],
        )
    except services.Overtaken as overtaken:
        return _compare(request, form, facts, overtaken)
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
        return _form_page(request, form, group, session)
    messages.success(request, _said(saved))
    return redirect("groups:session", saved.pk)


def _said(session: GroupSession) -> str:
    if session.state == State.PLANNED:
        return _("Planned.")
    if session.state == State.CANCELLED:
        return _("The session is recorded as cancelled.")
    return _("The facts are saved. Your own log is next, when you have a moment.")


def _compare(request: Request, form: SessionForm, facts: SessionFacts, overtaken: services.Overtaken) -> HttpResponse:
    """Two people said different things: show both, keep what was typed, and ask."""
    form.go_on_from(overtaken.session)
    differing = differences(SessionFacts.of(overtaken.session), facts, form.names())
    context = {"overtaken": overtaken, "differing": differing}
    return _form_page(request, form, overtaken.session.group, overtaken.session, context)


def _form_page(
    request: Request,
    form: SessionForm,
    group: PeerGroup,
    session: GroupSession | None,
    context: dict[str, object] | None = None,
) -> HttpResponse:
    latest = [] if session else queries.latest_sessions(group)
    back = reverse("groups:session", args=[session.pk]) if session else reverse("groups:detail", args=[group.pk])
    return render(
        request,
        "groups/session_form.html",
        {"form": form, "group": group, "session": session, "latest": latest, "back": back, **(context or {})},
    )
