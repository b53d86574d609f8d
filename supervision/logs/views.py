"""One's own logs: the list, the editor, the answers. Nobody else's log is ever found here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from confidential.forms import Part, Refused, WordsForm
from confidential.services import Clash, open_sealed
from foundation.http import Request
from foundation.refusals import Refusal
from groups.models import GroupSession
from supervision.kept import kept_words, unsaved_parts
from supervision.logs import permissions, queries, services
from supervision.logs.forms import PARTS, ReplyForm, VoidForm
from supervision.logs.models import ENDED, LOG_MOVES, LogState, SessionLog
from supervision.logs.opening import OpenedVersion, open_versions
from supervision.logs.prompts import FOLDED, OPEN, answers, shareable
from supervision.readings.models import Reading

A_PAGE = 30
MOST_TO_START = 10


@require_GET
def log_list(request: Request) -> HttpResponse:
    shelf = queries.shelf(request.user, request.now)
    to_start = queries.sessions_without_a_log(request.user)[: MOST_TO_START]
    past = Paginator(shelf.past, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "supervision/logs/list.html", {"shelf": shelf, "to_start": to_start, "past": past})


@require_POST
def start(request: Request, pk: UUID) -> HttpResponse:
    session = get_object_or_404(GroupSession.objects.of(request.user, request.now), pk=pk)
    try:
        log = services.start_log(session=session, owner=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("groups:session", session.pk)
    return redirect("logs:detail", log.pk)


def own_log(request: Request, pk: UUID) -> SessionLog:
    logs = SessionLog.objects.visible_to(request.user, request.now)
    return get_object_or_404(logs.select_related("session__group", "text", "owner"), pk=pk)


@require_http_methods(["GET", "POST"])
def detail(request: Request, pk: UUID) -> HttpResponse:
    log = own_log(request, pk)
    if not permissions.can_write(request.user, log):
        return _ended(request, log)
    words = WordsForm(request, log, PARTS)
    if request.method == "GET":
        return log_page(request, log, words)
    outcome = words.save()
    if isinstance(outcome, Clash):
        return redirect(words.choose_url)
    if isinstance(outcome, Refused):
        return log_page(request, log, words, status=422)
    if request.POST.get("action") == "share":
        return redirect("logs:share", log.pk)
    messages.success(request, _("Saved. Only you can see it."))
    return redirect("logs:detail", log.pk)


def log_page(
    request: Request, log: SessionLog, words: WordsForm | None, *, reply: ReplyForm | None = None, status: int = 200
) -> HttpResponse:
    versions = open_versions(log, request.user, request.now)
    context: dict[str, Any] = {
        "log": log,
        "versions": versions,
        "reply": reply or ReplyForm(),
        "may_withdraw": LOG_MOVES.allow(log.state, LogState.WITHDRAWN),
        "may_void": LOG_MOVES.allow(log.state, LogState.VOID),
        "reader": _reader(log, request),
        "page_has_errors": status == 422,
    }
    if words:
        context |= {"words": words, "open_fields": _fields(words, OPEN), "folded_fields": _fields(words, FOLDED)}
        context["changed"] = _changed(log, versions, words)
    response = render(request, "supervision/logs/detail.html", context, status=status)
    if any(version.readings for version in versions):
        services.mark_answers_seen(log=log, now=request.now)
    return response


def _fields(words: WordsForm, prompts: Any) -> list[Any]:
    return [words[prompt.key] for prompt in prompts]


def _reader(log: SessionLog, request: Request) -> str:
    """The name of whoever would read it, for the line that says who can; empty when there is nobody."""
    try:
        return services.reader_of(log, request.now).name
    except Refusal:
        return ""


def _changed(log: SessionLog, versions: list[OpenedVersion], words: WordsForm) -> bool:
    """Whether the draft says something else than what was shared last."""
    if not versions:
        return False
    shared = {prompt.key: text for prompt, text in versions[0].answers}
    draft = {key: str(words.initial.get(key, "")) for key in words.fields}
    return words.is_bound or shareable(draft, about_partner=log.share_about_partner) != shared


def _ended(request: Request, log: SessionLog) -> HttpResponse:
    """Withdrawn, void, or without words: to read, no longer to change. Words that come late are shown, not lost."""
    if request.method == "POST":
        stands = open_sealed(log, viewer=request.user, now=request.now)
        if typed := unsaved_parts(request, PARTS, stands):
            return kept_words(
                request, typed, reason=_("This log takes no more words, so what you typed was not saved."),
                url=reverse("logs:detail", args=[log.pk]), link=_("Go to the log"),
            )
        return redirect("logs:detail", log.pk)
    if log.state not in ENDED:
        return log_page(request, log, None)
    words = answers(open_sealed(log, viewer=request.user, now=request.now))
    return render(
        request, "supervision/logs/ended.html",
        {"log": log, "answers": words, "versions": open_versions(log, request.user, request.now)},
    )


@require_POST
def reply(request: Request, pk: UUID, reading_id: UUID) -> HttpResponse:
    log = own_log(request, pk)
    reading = get_object_or_404(Reading.objects.released().filter(version__log=log), pk=reading_id)
    form = ReplyForm(request.POST)
    if form.is_valid():
        try:
            services.reply_to_reading(reading=reading, by=request.user, now=request.now, **form.cleaned_data)
        except Refusal as refusal:
            form.add_error("words", str(refusal))
        else:
            messages.success(request, _("Sent. It stands below what it answers."))
            return redirect("logs:detail", log.pk)
    if log.state in ENDED:
        typed = [(Part("words", form.fields["words"].label or ""), request.POST.get("words", ""))]
        return kept_words(
            request, typed, reason=_("This log was taken back meanwhile, so the reply was not sent."),
            url=reverse("logs:detail", args=[log.pk]), link=_("Go to the log"),
        )
    # Without the editor: it would take this POST for its own, and the draft for emptied.
    return log_page(request, log, None, reply=form, status=422)


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    log = own_log(request, pk)
    if request.method == "GET":
        return render(request, "supervision/logs/withdraw.html", {"log": log, "reader": _last_reader(log)})
    return _do(request, log, _("Withdrawn. Nobody but you can see it now."), services.withdraw_log)


@require_http_methods(["GET", "POST"])
def void(request: Request, pk: UUID) -> HttpResponse:
    log = own_log(request, pk)
    form = VoidForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render(request, "supervision/logs/void.html", {"log": log, "form": form})
    return _do(request, log, _("Done. It no longer counts as a log."), services.void_log, **form.cleaned_data)


@require_http_methods(["GET", "POST"])
def redact(request: Request, pk: UUID) -> HttpResponse:
    log = own_log(request, pk)
    if request.method == "GET":
        return render(request, "supervision/logs/redact.html", {"log": log})
    return _do(request, log, _("The words are destroyed. That there was a log stays."), services.redact_log)


@require_POST
def again(request: Request, pk: UUID) -> HttpResponse:
    log = own_log(request, pk)
    return _do(request, log, _("A new log, with the same words. Only you can see it."), services.start_again)


def _last_reader(log: SessionLog) -> str:
    last = log.versions.select_related("reader").order_by("-number").first()
    return last.reader.name if last else ""


def _do(request: Request, log: SessionLog, said: str, verb: Any, **more: Any) -> HttpResponse:
    """One service call, one message, and back to the log that it leaves behind."""
    try:
        log = verb(log=log, by=request.user, now=request.now, **more)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said)
    return redirect("logs:detail", log.pk)
