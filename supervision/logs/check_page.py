"""The page between a draft and its reader: the exact words, what may identify somebody, and who reads them."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from confidential.audience import audience
from confidential.identifiers import Screened
from confidential.models import SealedText
from confidential.services import Parts, open_sealed, text_of
from foundation.http import Request
from foundation.refusals import Refusal
from supervision.check_ins.queries import asks
from supervision.logs import permissions, sharing
from supervision.logs.forms import ShareForm
from supervision.logs.models import LOG_MOVES, LogState, SessionLog
from supervision.logs.prompts import PARTNER, Prompt, answers, shareable
from supervision.logs.screening import screened
from supervision.logs.views import editor_url, own_log
from supervision.screening import NotWeighed

# No draft has this version: a post that does not say what its page showed is a stale one.
NOT_DRAWN = -1


@dataclass(frozen=True)
class Line:
    """One answer as the reader would get it; `marks` holds at most this answer's own."""

    prompt: Prompt
    words: str
    marks: list[Screened]


@dataclass(frozen=True)
class Draft:
    """What the check page shows: everything that could be shared, screened."""

    text: SealedText
    parts: Parts
    session_day: date

    @cached_property
    def marks(self) -> list[Screened]:
        """Found as the page is drawn: what is shared at once is screened by the verb alone."""
        return screened(self.parts, [self.session_day])

    @property
    def lines(self) -> list[Line]:
        return [
            Line(prompt, words, [mark for mark in self.marks if mark.key == prompt.key])
            for prompt, words in answers(self.parts)
        ]

    @property
    def has_partner(self) -> bool:
        return PARTNER in self.parts


def draft_of(log: SessionLog, request: Request) -> Draft:
    # Version and words from one reading of the row: the page shows the version that it names.
    text = text_of(log)
    parts = shareable(open_sealed(log, viewer=request.user, now=request.now), about_partner=True)
    return Draft(text, parts, log.session.local_date)


@require_http_methods(["GET", "POST"])
def share(request: Request, pk: UUID) -> HttpResponse:
    log = own_log(request, pk)
    if not permissions.can_write(request.user, log):
        messages.error(
            request, _("This log has been withdrawn, so it cannot be shared. Start a new one with its words.")
        )
        return redirect("logs:detail", log.pk)
    draft = draft_of(log, request)
    if draft.text.kept_copies.exists():
        messages.info(request, _("There are also words from another tab or device. Choose which to keep, then share."))
        return redirect(reverse("words:choose", args=[draft.text.pk]))
    if request.method == "GET":
        asked = asks(request.user, log.programme, request.now)
        ticks = {"check_in_please": log.check_in_please and asked, "about_partner": log.share_about_partner}
        return _page(request, log, draft, _form(draft, initial=ticks))
    return _share(request, log, draft)


def _form(draft: Draft, data: Any = None, initial: dict[str, Any] | None = None) -> ShareForm:
    return ShareForm(
        data,
        partner=draft.has_partner,
        initial={**(initial or {}), "drawn": draft.text.version},
    )


def _share(request: Request, log: SessionLog, draft: Draft) -> HttpResponse:
    form = _form(draft, request.POST)
    if not form.is_valid():
        return _page(request, log, draft, form)
    ticked = form.cleaned_data
    about_partner = ticked.get("about_partner", False)
    drawn = NOT_DRAWN if ticked["drawn"] is None else ticked["drawn"]
    try:
        version = sharing.share_log(
            log=log,
            by=request.user,
            about_partner=about_partner,
            check_in_please=ticked["check_in_please"],
            drawn=drawn,
            weighed=ticked["identifies_nobody"],
            now=request.now,
        )
    except sharing.DraftMoved as moved:
        draft = draft_of(log, request)
        ticks = {"about_partner": about_partner, "check_in_please": ticked["check_in_please"]}
        return _page(request, log, draft, _form(draft, initial=ticks), moved=moved)
    except Refusal as refusal:
        form.add_error("identifies_nobody" if isinstance(refusal, NotWeighed) else None, str(refusal))
        return _page(request, log, draft, form)
    readers = audience(version, request.now)
    names = _(" and ").join(person.name for person in readers)
    messages.success(request, _("Shared with %(who)s only.") % {"who": names})
    return redirect("logs:detail", log.pk)


def _page(
    request: Request, log: SessionLog, draft: Draft, form: ShareForm, moved: sharing.DraftMoved | None = None
) -> HttpResponse:
    refusal, reader, window = "", None, None
    try:
        reader, window = sharing.reader_and_cover(log, request.now)
    except Refusal as nobody:
        refusal = str(nobody)
    context = {
        "log": log,
        "draft": draft,
        "form": form,
        "moved": moved,
        "reader": reader,
        "refusal": refusal,
        "cover": window,
        "readers": [person for person in (reader, window and window.cover) if person],
        "back": editor_url(log),
        "may_withdraw": LOG_MOVES.allow(log.state, LogState.WITHDRAWN),
    }
    return render(request, "supervision/logs/share.html", context, status=422 if form.errors or moved else 200)
