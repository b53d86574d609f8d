"""Concerns: my own and those with me; raise one, acknowledge it, agree plans, add notes, close it, open it again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from foundation.http import Request
from foundation.paging import paged
from foundation.refusals import Refusal
from people.models import Role
from supervision.concerns import opening, permissions, queries, services
from supervision.concerns.forms import CloseForm, FirstForm, NoteForm, PlanForm, ReopenForm, WordsForm
from supervision.concerns.models import AT_ONCE, Category, Concern, ConcernNote, ConcernState
from supervision.concerns.routing import with_whom
from supervision.screening import Identifies, NotWeighed


@require_GET
def concerns(request: Request) -> HttpResponse:
    """What I raised, what is with me, and for coordinators that there is something."""
    context = paged(request, queries.closed(request)) | {
        "around": queries.around(request),
        "may_raise": any(role in request.roles for role in permissions.MAY_RAISE),
        "leads": any(role in request.roles for role in permissions.LEADING),
    }
    return render(request, "supervision/concerns/list.html", context)


@require_http_methods(["GET", "POST"])
def raise_one(request: Request) -> HttpResponse:
    """How soon, and about whom; "now" is told at that press. Everything else is told with its few words."""
    programmes = queries.where_to_raise(request)
    if not programmes:
        raise Http404
    first = FirstForm(request.POST if request.method == "POST" else None, programmes)
    if request.method != "POST" or not first.is_valid():
        return _raise_page(request, "raise", first)
    if first.cleaned_data["urgency"] in AT_ONCE and "reach" not in request.POST:
        return _alarm(request, first)
    words = WordsForm(request.POST if "reach" in request.POST else None, kind=request.GET.get("kind", ""))
    if words.is_bound and words.is_valid() and (raised := _raised(request, first, words)):
        if raised.urgency in AT_ONCE:
            return redirect("concerns:ring", raised.pk)
        return _after_words(request, raised, words, _("Raised. This page says whether someone has acknowledged it."))
    readers = queries.readers_in([first.chosen_programme()], request.user, first.about_whom(), request.now)
    return _raise_page(request, "raise_words", words, first=first, readers=readers)


def _raise_page(request: Request, page: str, form: Any, **more: Any) -> HttpResponse:
    programmes = queries.where_to_raise(request)
    context = {"form": form, "plans": queries.plans_in(programmes), **more}
    if "readers" not in context:
        context["readers"] = queries.readers_in(programmes, request.user, "", request.now)
    return render(request, f"supervision/concerns/{page}.html", context, status=422 if form.errors else 200)


def _alarm(request: Request, first: FirstForm) -> HttpResponse:
    chosen = first.cleaned_data
    try:
        raised = services.raise_alarm(
            by=request.user,
            programme=first.chosen_programme(),
            urgency=chosen["urgency"],
            about=first.about_whom(),
            now=request.now,
            key=chosen["key"],
        )
    except Refusal as refusal:
        first.add_error(None, str(refusal))
        return _raise_page(request, "raise", first)
    return redirect("concerns:ring", raised.pk)


def _raised(request: Request, first: FirstForm, words: WordsForm) -> Concern | None:
    said = words.said(first.cleaned_data["urgency"], first.about_whom())
    return _unless_refused(
        words,
        lambda: services.raise_concern(
            by=request.user,
            programme=first.chosen_programme(),
            said=said,
            now=request.now,
            key=first.cleaned_data["key"],
        ),
    )


def _unless_refused(words: WordsForm, verb: Callable[[], Concern]) -> Concern | None:
    try:
        return verb()
    except Refusal as refusal:
        field = {Identifies: "done", NotWeighed: "identifies_nobody"}.get(type(refusal))
        words.add_error(field, str(refusal))
        return None


def _after_words(request: Request, raised: Concern, words: WordsForm, said: Any) -> HttpResponse:
    """Who could reach nobody is led to whom to ring next."""
    if services.NOBODY in words.cleaned_data["spoken_to"]:
        return redirect("concerns:ring", raised.pk)
    messages.success(request, said)
    return redirect("concerns:detail", raised.pk)


def _own_concern(request: Request, pk: UUID) -> Concern:
    found: Concern = get_object_or_404(_with_people(Concern.objects.filter(raised_by=request.user)), pk=pk)
    return found


@require_GET
def ring(request: Request, pk: UUID) -> HttpResponse:
    """Nothing but whom to ring, and who has been told; then on to the words."""
    found = _own_concern(request, pk)
    context = {
        "concern": found,
        "people": with_whom(found, request.now),
        "plans": queries.plans_in([found.programme]),
    }
    return render(request, "supervision/concerns/ring.html", context)


@require_http_methods(["GET", "POST"])
def write(request: Request, pk: UUID) -> HttpResponse:
    """The words of one that was told before them."""
    found = _own_concern(request, pk)
    if request.method == "GET" and found.written_at:
        return redirect("concerns:detail", found.pk)
    words = WordsForm(request.POST if request.method == "POST" else None)
    if words.is_bound and words.is_valid():
        said = words.said(found.urgency, found.about)
        written = _unless_refused(
            words, lambda: services.write_concern(concern=found, by=request.user, said=said, now=request.now)
        )
        if written:
            return _after_words(request, written, words, _("Written down for those who have been told."))
    context = {"form": words, "concern": found}
    return render(request, "supervision/concerns/write.html", context, status=422 if words.errors else 200)


@require_GET
def concern(request: Request, pk: UUID) -> HttpResponse:
    return _page(request, _visible(request, pk))


def _visible(request: Request, pk: UUID) -> Concern:
    """One that this person raised, or that is with them now."""
    visible = _with_people(Concern.objects.visible_to(request.user, request.now))
    found: Concern = get_object_or_404(visible, pk=pk)
    return found


def _with_people(concerns: Any) -> Any:
    return concerns.select_related("raised_by", "supervisor", "programme", "acknowledged_by", "text")


def _received(request: Request, pk: UUID) -> Concern:
    """One that is with this person now."""
    found: Concern = get_object_or_404(_with_people(Concern.objects.received_by(request.user, request.now)), pk=pk)
    return found


def _page(request: Request, found: Concern, *, status: int = 200, **forms: Any) -> HttpResponse:
    is_raiser = found.raised_by_id == request.user.pk
    opened, people = opening.opened(found, request.user, request.now), with_whom(found, request.now)
    context = {
        "concern": found,
        "is_raiser": is_raiser,
        "opened": opened,
        "people": people,
        "late": found.is_late(request.now),
        "plans": queries.plans_in([found.programme]),
        "may_hand_on": not is_raiser
        and found.supervisor_id
        and not found.handed_on_at
        and found.state != ConcernState.CLOSED,
        # After a death or serious harm the facilitator is led on to what to do.
        "first_hours": is_raiser and found.category == Category.DEATH and Role.FACILITATOR in request.roles,
        "may_redact": permissions.can_redact(request.user, found),
        "page_has_errors": status == 422,
        "note_form": NoteForm(),
        **_next_forms(found, opened, is_raiser=is_raiser),
        **forms,
    }
    return render(request, "supervision/concerns/detail.html", context, status=status)


def _next_forms(found: Concern, opened: opening.Opened, *, is_raiser: bool) -> dict[str, Any]:
    """What the state asks for next, of those with whom it is; whoever raised it can open a closed one again."""
    if found.state == ConcernState.CLOSED:
        return {"reopen_form": ReopenForm()}
    if is_raiser or found.state == ConcernState.RAISED:
        return {}
    plan_form = {"plan_form": PlanForm(initial={"seen": opened.plans})}
    return {**plan_form, "close_form": CloseForm()} if found.state == ConcernState.PLANNED else plan_form


@require_POST
def acknowledge(request: Request, pk: UUID) -> HttpResponse:
    found = _received(request, pk)
    return _do(request, found, _("Acknowledged. Now ring whoever raised it."), services.acknowledge_concern)


@require_POST
def plan(request: Request, pk: UUID) -> HttpResponse:
    form = PlanForm(request.POST)
    said = _("Written down. The person who raised it can read it.")
    return _act(request, _received(request, pk), "plan_form", form, services.agree_plan, said)


@require_POST
def close(request: Request, pk: UUID) -> HttpResponse:
    form = CloseForm(request.POST)
    found = _received(request, pk)
    said = _closed_by_another(found) or _("Closed. It is kept, and can be opened again.")
    return _act(request, found, "close_form", form, services.close_concern, said)


def _closed_by_another(found: Concern) -> str:
    """What is true of a second closing: the first outcome holds, and words are kept as a note."""
    if found.state != ConcernState.CLOSED:
        return ""
    closing = found.notes.filter(kind=ConcernNote.Kind.CLOSING).select_related("author").latest("at")
    return _(
        "%(name)s had already closed it: %(outcome)s. We kept that outcome and added what "
        "you wrote as a note. If the outcome is wrong, open it again."
    ) % {"name": closing.author.name, "outcome": found.get_outcome_display()}


@require_POST
def add_note(request: Request, pk: UUID) -> HttpResponse:
    form = NoteForm(request.POST)
    return _act(request, _visible(request, pk), "note_form", form, services.add_note, _("Added."))


@require_POST
def reopen(request: Request, pk: UUID) -> HttpResponse:
    form = ReopenForm(request.POST)
    found = _visible(request, pk)
    said = _("Opened again. The people who have it have been told.")
    if found.state != ConcernState.CLOSED:
        said = _("It had already been opened again. We added what you wrote as a note.")
    return _act(request, found, "reopen_form", form, services.reopen_concern, said)


def _act(request: Request, found: Concern, name: str, form: Any, verb: Any, said: Any) -> HttpResponse:
    """One service call, one message; a refusal is shown in the form, with the words that were typed."""
    if not form.is_valid() or not _done(request, form, verb, concern=found, **form.cleaned_data):
        return _page(request, found, status=422, **{name: form})
    messages.success(request, said)
    # Whoever stood in for a supervisor who has left sees open ones alone.
    if not Concern.objects.visible_to(request.user, request.now).filter(pk=found.pk).exists():
        return redirect("concerns:list")
    return redirect("concerns:detail", found.pk)


def _done(request: Request, form: Any, verb: Any, **arguments: Any) -> bool:
    """One service call; a refusal stands in the form, with the words that were typed."""
    try:
        verb(by=request.user, now=request.now, **arguments)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


@require_POST
def hand_on(request: Request, pk: UUID) -> HttpResponse:
    found = _received(request, pk)
    return _do(request, found, _("Handed on. The governance lead has been told."), services.hand_on)


@require_POST
def redact(request: Request, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Concern, pk=pk, raised_by=request.user)
    said = _("Your words have been deleted. We keep a record that a concern was raised.")
    return _do(request, found, said, services.redact_concern)


def _do(request: Request, found: Concern, said: Any, verb: Any) -> HttpResponse:
    """One service call, one message."""
    try:
        verb(concern=found, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("concerns:detail", found.pk)
