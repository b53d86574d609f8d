"""One's own logs: the list, the editor, the answers. Nobody else's log is ever found here."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from confidential.forms import Refused, WordsForm, origin_of
from confidential.services import Clash, open_sealed
from foundation.http import Request
from foundation.paging import page_of
from foundation.refusals import Refusal
from groups.models import GroupSession
from supervision.logs import answering, queries, services, sharing
from supervision.logs.asking import asking_of
from supervision.logs.forms import PARTS, REPLY_PARTS, VoidForm
from supervision.logs.models import ENDED, LOG_MOVES, LogState, LogVersion, Reading, SessionLog
from supervision.logs.opening import OpenedVersion, open_version, versions_of
from supervision.logs.prompts import answers, shareable
from supervision.unsaved_words import unsaved_parts, unsaved_words_page

MOST_TO_START = 10


@require_GET
def log_list(request: Request) -> HttpResponse:
    shelf = queries.shelf(request.user, request.now)
    # Those that are begun stand under the drafts.
    to_start = queries.sessions_to_start(request.user)[:MOST_TO_START]
    past = page_of(request, shelf.past)
    return render(request, "supervision/logs/list.html", {"shelf": shelf, "to_start": to_start, "past": past})


@require_POST
def start(request: Request, pk: UUID) -> HttpResponse:
    session = get_object_or_404(GroupSession.objects.of(request.user, request.now), pk=pk)
    try:
        log = services.start_log(session=session, owner=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("groups:session", session.pk)
    # After a death or serious harm that page comes before the log; from there the log opens.
    comes_from_there = "seen" in request.POST
    if not comes_from_there and queries.told_of_a_death(request.user, [session.programme_id]).exists():
        return redirect("logs:first_hours_of", session.pk)
    return redirect("logs:detail", log.pk)


def own_log(request: Request, pk: UUID) -> SessionLog:
    logs = SessionLog.objects.visible_to(request.user, request.now)
    return get_object_or_404(logs.select_related("session__group", "text", "owner", "programme"), pk=pk)


@require_http_methods(["GET", "POST"])
def detail(request: Request, pk: UUID) -> HttpResponse:
    """The draft in its editor; once shared, what came of it, with the draft of the next version under `?draft`."""
    log = own_log(request, pk)
    if log.state in ENDED or log.redacted_at:
        return _takes_no_words(request, log)
    if request.method == "GET" and log.state != LogState.DRAFT and "draft" not in request.GET:
        return shared_page(request, log)
    words = WordsForm(request, log, PARTS)
    if request.method == "GET":
        return _editor(request, log, words)
    outcome = words.save()
    if isinstance(outcome, Clash):
        return redirect(words.choose_url)
    if isinstance(outcome, Refused):
        return _editor(request, log, words, status=422)
    if request.POST.get("action") == "share":
        return redirect("logs:share", log.pk)
    if request.POST.get("action") == "first_hours":
        return redirect("logs:first_hours_of", log.session_id)
    messages.success(request, _("Saved. Only you can see it."))
    return redirect(editor_url(log))


def editor_url(log: SessionLog) -> str:
    url = reverse("logs:detail", args=[log.pk])
    return url if log.state == LogState.DRAFT else f"{url}?draft"


def _editor(request: Request, log: SessionLog, words: WordsForm, *, status: int = 200) -> HttpResponse:
    asking = asking_of(log, request.now)
    context = {
        "log": log,
        "words": words,
        "page_has_errors": status == 422,
        **_readers(log, request),
        "asking": asking,
        "open_fields": [words[prompt.key] for prompt in asking.open],
        "folded_fields": [words[prompt.key] for prompt in asking.folded],
        **_moves(log),
    }
    return render(request, "supervision/logs/draft.html", context, status=status)


def shared_page(
    request: Request, log: SessionLog, *, reply: WordsForm | None = None, status: int = 200
) -> HttpResponse:
    """One version, the newest unless the address names another, and what came of it."""
    versions = versions_of(log)
    chosen = _chosen_version(request, versions)
    context = {
        "log": log,
        **chosen,
        "changed": _changed(log, versions[0], request),
        "reply": reply or _reply_form(request, log, chosen["opened"]),
        "page_has_errors": status == 422,
        **_moves(log),
    }
    return render(request, "supervision/logs/detail.html", context, status=status)


def chosen_of(request: Request, versions: list[LogVersion]) -> LogVersion:
    wanted = request.GET.get("version")
    return next((version for version in versions if str(version.number) == wanted), versions[0])


def _chosen_version(request: Request, versions: list[LogVersion]) -> dict[str, Any]:
    chosen = chosen_of(request, versions)
    return {
        "opened": open_version(chosen, request.user, request.now),
        "others": [version for version in versions if version != chosen],
        "is_newest": chosen == versions[0],
    }


def _moves(log: SessionLog) -> dict[str, bool]:
    return {
        "may_withdraw": LOG_MOVES.allow(log.state, LogState.WITHDRAWN),
        "may_void": LOG_MOVES.allow(log.state, LogState.VOID),
    }


def _readers(log: SessionLog, request: Request) -> dict[str, Any]:
    """For the line that says who can read it: the supervisor's name, empty when there is nobody, and their cover."""
    try:
        reader, window = sharing.reader_and_cover(log, request.now)
    except Refusal:
        return {"reader": "", "cover": None}
    return {"reader": reader.name, "cover": window}


def _changed(log: SessionLog, last: LogVersion, request: Request) -> bool:
    """Whether the draft says something else than what was shared last."""
    if log.redacted_at:
        return False
    draft, shared = (open_sealed(record, viewer=request.user, now=request.now) for record in (log, last))
    return shareable(draft, about_partner=log.share_about_partner) != shared


def _takes_no_words(request: Request, log: SessionLog) -> HttpResponse:
    """Withdrawn, void, or without words: to read, no longer to change. Words that come late are shown, not lost."""
    if request.method == "POST":
        stands = open_sealed(log, viewer=request.user, now=request.now)
        if typed := unsaved_parts(request, PARTS, stands):
            return unsaved_words_page(
                request,
                typed,
                reason=_("This log is closed, so what you typed was not saved."),
                url=reverse("logs:detail", args=[log.pk]),
                link=_("Go to the log"),
            )
        return redirect("logs:detail", log.pk)
    if log.state not in ENDED:
        return shared_page(request, log)
    versions = versions_of(log)
    words = answers(open_sealed(log, viewer=request.user, now=request.now))
    shared = _chosen_version(request, versions) if versions else {}
    return render(request, "supervision/logs/ended.html", {"log": log, "answers": words, **shared})


def _reply_form(request: Request, log: SessionLog, opened: OpenedVersion) -> WordsForm | None:
    """Where a reply is written, and saves itself. None while there is nothing to reply to."""
    if log.redacted_at or log.state in ENDED or not opened.readings:
        return None
    return WordsForm(request, answering.begin_reply(log=log, now=request.now), REPLY_PARTS)


@require_POST
def reply(request: Request, pk: UUID, reading_id: UUID) -> HttpResponse:
    log = own_log(request, pk)
    reading = get_object_or_404(Reading.objects.released().filter(version__log=log), pk=reading_id)
    if log.state in ENDED or log.redacted_at:
        return _came_too_late(request, log)
    form = WordsForm(request, answering.begin_reply(log=log, now=request.now), REPLY_PARTS)
    if form.is_valid():
        try:
            answering.reply_to_reading(
                reading=reading,
                by=request.user,
                words=form.cleaned_data[answering.DRAFTED],
                now=request.now,
                revision=origin_of(request.POST).base,
            )
        except Refusal as refusal:
            if isinstance(form.save(), Clash):
                return redirect(form.choose_url)
            form.add_error(answering.DRAFTED, str(refusal))
        else:
            messages.success(request, _("Sent. It is shown below the answer."))
            return redirect("logs:detail", log.pk)
    return shared_page(request, log, reply=form, status=422)


def _came_too_late(request: Request, log: SessionLog) -> HttpResponse:
    typed = unsaved_parts(request, REPLY_PARTS, {})
    return unsaved_words_page(
        request,
        typed,
        reason=_("This log has been withdrawn, so the reply was not sent."),
        url=reverse("logs:detail", args=[log.pk]),
        link=_("Go to the log"),
    )


@require_http_methods(["GET", "POST"])
def withdraw(request: Request, pk: UUID) -> HttpResponse:
    log = own_log(request, pk)
    if request.method == "GET":
        return render(request, "supervision/logs/withdraw.html", {"log": log, "reader": _last_reader(log)})
    return _do(request, log, _("Withdrawn. Only you can see it now."), services.withdraw_log)


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
    return _do(
        request, log, _("The words have been deleted. We keep a record that there was a log."), services.redact_log
    )


@require_POST
def again(request: Request, pk: UUID) -> HttpResponse:
    log = own_log(request, pk)
    return _do(request, log, _("A new log, with the same words. Only you can see it."), services.start_again)


@require_POST
def share_as_before(request: Request, pk: UUID) -> HttpResponse:
    """From My day: what came back unread goes to the new supervisor as it was."""
    log = own_log(request, pk)
    try:
        version = sharing.share_as_before(log=log, by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("logs:detail", log.pk)
    messages.success(request, _("Shared with %(who)s.") % {"who": version.reader.name})
    return redirect("pages:my_day")


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
