"""Groups and sessions. The pair writes the facts; supervisors and coordinators read them."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from foundation.http import Request
from foundation.refusals import Refusal
from groups import permissions, queries, services
from groups.facts import SessionFacts, differences
from groups.forms import SessionForm
from groups.models import GroupSession, GroupSessionQuerySet, PeerGroup
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
    return render(
        request,
        "groups/sessions.html",
        {
            "in_a_pair": PeerGroup.objects.facilitated_by(request.user, request.now).exists(),
            **_diary(request, sessions),
        },
    )


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
            "panels": panels_for(request, session),
        },
    )


@require_http_methods(["GET", "POST"])
def session_new(request: Request) -> HttpResponse:
    group = _chosen_group(request)
    if group is None:
        return _choose_group(request)
    try:
        services.refuse_unless_may_record(by=request.user, group=group, session=None, now=request.now)
    except Refusal as refusal:
        return render(request, "groups/refused.html", {"group": group, "refusal": refusal.message})
    starting = {"state": State.PLANNED} if "plan" in request.GET else {}
    form = SessionForm(request.POST or None, group=group, person=request.user, now=request.now, initial=starting)
    if request.method == "POST" and form.is_valid():
        return _save(request, form, group, None)
    return _form_page(request, form, group, None)


@require_http_methods(["GET", "POST"])
def session_edit(request: Request, pk: UUID) -> HttpResponse:
    session = get_object_or_404(queries.with_facts(GroupSession.objects.of(request.user, request.now)), pk=pk)
    try:
        services.refuse_unless_may_record(by=request.user, group=session.group, session=session, now=request.now)
    except Refusal as refusal:
        return render(request, "groups/refused.html", {"group": session.group, "refusal": refusal.message})
    form = SessionForm(
        request.POST or None, group=session.group, person=request.user, now=request.now, session=session
    )
    if request.method == "POST" and form.is_valid():
        return _save(request, form, session.group, session)
    return _form_page(request, form, session.group, session)


def _chosen_group(request: Request) -> PeerGroup | None:
    """The group in the address or in the form; the only one, if there is one; None to ask. 404 for anybody else's."""
    mine = PeerGroup.objects.facilitated_by(request.user, request.now).select_related("programme")
    wanted = request.POST.get("group") or request.GET.get("group")
    if wanted:
        try:
            return get_object_or_404(mine, pk=UUID(wanted))
        except ValueError:
            raise Http404 from None
    groups = list(mine[:2])
    return groups[0] if len(groups) == 1 else None


def _choose_group(request: Request) -> HttpResponse:
    """Several groups, or none yet. Whoever facilitates nowhere has no business here."""
    groups = list(PeerGroup.objects.facilitated_by(request.user, request.now).order_by("code_name"))
    if not groups and not holds_role(request.user, Role.FACILITATOR, now=request.now):
        raise Http404
    return render(request, "groups/choose.html", {"groups": groups, "plan": "plan" in request.GET})


def _save(request: Request, form: SessionForm, group: PeerGroup, session: GroupSession | None) -> HttpResponse:
    facts = form.facts()
    try:
        saved = services.save_facts(
            group=group, by=request.user, facts=facts, base_revision=form.cleaned_data["revision"], session=session,
            now=request.now,
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


def _compare(
    request: Request, form: SessionForm, facts: SessionFacts, overtaken: services.Overtaken
) -> HttpResponse:
    """Two people said different things: show both, keep what was typed, and ask."""
    form.go_on_from(overtaken.session)
    differing = differences(SessionFacts.of(overtaken.session), facts, form.names())
    context = {"overtaken": overtaken, "differing": differing}
    return _form_page(request, form, overtaken.session.group, overtaken.session, context)


def _form_page(
    request: Request, form: SessionForm, group: PeerGroup, session: GroupSession | None,
    context: dict[str, object] | None = None,
) -> HttpResponse:
    latest = [] if session else queries.latest_sessions(group)
    back = reverse("groups:session", args=[session.pk]) if session else reverse("groups:detail", args=[group.pk])
    return render(
        request,
        "groups/session_form.html",
        {"form": form, "group": group, "session": session, "latest": latest, "back": back, **(context or {})},
    )
