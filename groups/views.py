"""Groups and sessions. The pair writes the facts; supervisors and coordinators read them."""

from contextlib import suppress
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.days import local_day
from foundation.forms import as_typed
from foundation.http import Request
from foundation.paging import page_of, paged, sought
from foundation.refusals import Refusal
from groups import permissions, queries, rules, services
from groups.about.queries import closing_of
from groups.apologies.queries import coming_to
from groups.facts import SessionFacts, differences
from groups.forms import GroupFilter, SessionForm
from groups.health.queries import health_of_one
from groups.health.words import kindly
from groups.joining.queries import on_session
from groups.models import Facilitation, GroupSession, GroupSessionQuerySet, PeerGroup, SessionFacilitator
from groups.moves.queries import why_groups_ended
from groups.pairs.queries import coming_to as coming_to_pair
from groups.pairs.queries import leaving_soon
from groups.panels import panels_for
from groups.protected_time.queries import holding_for
from groups.stand_ins.models import AloneDecision
from groups.stand_ins.queries import covering
from people.choosing import offered, only_seeks
from people.models import Role
from people.queries import holds_role

State = GroupSession.State


@require_GET
def group_list(request: Request) -> HttpResponse:
    form = GroupFilter(request.GET)
    listed = paged(request, queries.groups_named(sought(request), request.user, request.now, form.chosen))
    groups = queries.with_figures(listed["page"].object_list, request.now)
    ended = why_groups_ended(request.user, request.now) if Role.COORDINATOR in request.roles else []
    return render(request, "groups/list.html", listed | {"groups": groups, "ended": ended, "filter": form})


@require_GET
def group_detail(request: Request, pk: UUID) -> HttpResponse:
    group = get_object_or_404(queries.groups_with_figures(request.user, request.now).select_related("series"), pk=pk)
    sessions = GroupSession.objects.visible_to(request.user, request.now).filter(group=group)
    return render(
        request,
        "groups/detail.html",
        {
            "group": group,
            "closing": closing_of(group),
            "leaving": leaving_soon(Facilitation.objects.current(request.now).filter(group=group), request.now),
            "joining": coming_to_pair([group.pk], request.now),
            "series": getattr(group, "series", None),
            "in_pair": permissions.is_in_pair(request.user, group, request.now),
            "coordinates": group.programme_id in request.roles.get(Role.COORDINATOR, ()),
            "protected_times": holding_for(group, local_day(request.now, group.programme.zone)),
            "health": [] if group.is_over else kindly(health_of_one(group, request.now)),
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
    return {"diary": diary, "past": page_of(request, diary.past)}


@require_GET
def session_detail(request: Request, pk: UUID) -> HttpResponse:
    session = get_object_or_404(queries.with_facts(GroupSession.objects.visible_to(request.user, request.now)), pk=pk)
    facilitates = permissions.may_change_facts(request.user, session, request.now)
    coming = coming_to(session, request.user, request.now)
    return render(
        request,
        "groups/session.html",
        {
            "session": session,
            "shows_themes": GroupSession.objects.with_themes_for(request.user, request.now).filter(pk=pk).exists(),
            "may_change": facilitates,
            "own_place": permissions.place_in(request.user, session),
            "is_over": session.ends_at <= request.now,
            "coming": coming,
            "covering": covering(session, coming, request.user, request.now) if facilitates else None,
            "alone": AloneDecision.objects.filter(session=session).select_related("person").first(),
            "joining": on_session(session, request.now) if facilitates else None,
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
    form = _session_form(request, group, initial=_starting(request, group))
    if form.is_bound and form.is_valid():
        return _save(request, form, group, None)
    return _form_page(request, form, group, None)


@require_http_methods(["GET", "POST"])
def session_edit(request: Request, pk: UUID) -> HttpResponse:
    session = get_object_or_404(queries.with_facts(GroupSession.objects.of(request.user, request.now)), pk=pk)
    try:
        rules.refuse_unless_authorised(by=request.user, group=session.group, now=request.now)
    except Refusal as refusal:
        return render(request, "groups/refused.html", {"group": session.group, "refusal": refusal.message})
    form = _session_form(request, session.group, session=session)
    if form.is_bound and form.is_valid():
        return _save(request, form, session.group, session)
    return _form_page(request, form, session.group, session)


def _session_form(request: Request, group: PeerGroup, **about: Any) -> SessionForm:
    """Judged when it is to be saved; while a colleague is sought, it shows what was typed."""
    colleagues = queries.colleagues_who_may_cover(group, request.now)
    offer = offered(request, colleagues, chosen=request.POST.get("covering"))
    judged = request.method == "POST" and not only_seeks(request)
    form = SessionForm(
        request.POST if judged else None, group=group, person=request.user, now=request.now, offer=offer, **about
    )
    if only_seeks(request):
        form.initial = {**form.initial, **as_typed(form.fields, request.POST)}
    return form


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
    facilitated, left = (of(request.user, request.now) for of in (groups.facilitated_by, groups.left_by))
    wanted = request.POST.get("group") or request.GET.get("group")
    if wanted:
        try:
            return get_object_or_404(facilitated | left, pk=UUID(wanted))
        except ValueError:
            raise Http404 from None
    found = list(facilitated[:2])
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
    differing = differences(SessionFacts.of(overtaken.session), facts, form.names(overtaken.session))
    context = {"overtaken": overtaken, "differing": differing}
    return _form_page(request, form, overtaken.session.group, overtaken.session, context)


def _form_page(
    request: Request,
    form: SessionForm,
    group: PeerGroup,
    session: GroupSession | None,
    context: dict[str, object] | None = None,
) -> HttpResponse:
    latest = [] if session else queries.latest_sessions(group, request.now)
    back = reverse("groups:session", args=[session.pk]) if session else reverse("groups:detail", args=[group.pk])
    return render(
        request,
        "groups/session_form.html",
        {"form": form, "group": group, "session": session, "latest": latest, "back": back, **(context or {})},
    )
