"""The page between a draft and its reader: the exact words, what may identify somebody, and who reads them."""

from dataclasses import dataclass
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
from supervision.logs import permissions, services
from supervision.logs.forms import ShareForm
from supervision.logs.models import LOG_MOVES, LogState, SessionLog
from supervision.logs.prompts import PARTNER, Prompt, answers, shareable
from supervision.logs.screening import refuse_more_than_are_marked, screened
from supervision.logs.views import editor_url, own_log

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
    marks: list[Screened]

    @property
    def lines(self) -> list[Line]:
        return [
            Line(prompt, words, [mark for mark in self.marks if mark.key == prompt.key])
            for prompt, words in answers(self.parts)
        ]

    @property
    def has_partner(self) -> bool:
        return PARTNER in self.parts

    def to_weigh(self, about_partner: bool) -> bool:
        """Whether something that would be shared is marked, and nothing of it blocks: then the writer decides."""
        marks = self.marks_of(about_partner)
        return bool(marks) and not any(mark.blocks for mark in marks)

    def marks_of(self, about_partner: bool) -> list[Screened]:
        """In what would be shared."""
        shared = shareable(self.parts, about_partner=about_partner)
        return [mark for mark in self.marks if mark.key in shared]


def draft_of(log: SessionLog, request: Request) -> Draft:
    # Version and words from one reading of the row: the page shows the version that it names.
    text = text_of(log)
    parts = shareable(open_sealed(log, viewer=request.user, now=request.now), about_partner=True)
    return Draft(text, parts, screened(parts, [log.session.local_date]))


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
        marked=bool(draft.marks),
        initial={**(initial or {}), "drawn": draft.text.version},
    )


def _share(request: Request, log: SessionLog, draft: Draft) -> HttpResponse:
    form = _form(draft, request.POST)
    if not form.is_valid():
        return _page(request, log, draft, form)
    ticked = form.cleaned_data
    about_partner = ticked.get("about_partner", False)
    drawn = NOT_DRAWN if ticked["drawn"] is None else ticked["drawn"]
    is_seen = drawn == draft.text.version
    if is_seen and draft.to_weigh(about_partner) and not ticked["identifies_nobody"]:
        said = _("Some words are marked. Go back and change them, or tick that they do not identify anyone.")
        form.add_error("identifies_nobody", said)
        return _page(request, log, draft, form)
    try:
        if is_seen:
            # Marked already. The verb asks again, but under a lock for which others would wait.
            refuse_more_than_are_marked(draft.marks_of(about_partner))
        version = services.share_log(
            log=log,
            by=request.user,
            about_partner=about_partner,
            check_in_please=ticked["check_in_please"],
            drawn=drawn,
            now=request.now,
        )
    except services.DraftMoved as moved:
        draft = draft_of(log, request)
        kept_ticks = {"about_partner": about_partner, "check_in_please": ticked["check_in_please"]}
        return _page(request, log, draft, _form(draft, initial=kept_ticks), moved=moved)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
        return _page(request, log, draft, form)
    readers = audience(version, request.now)
    who = _(" and ").join(person.name for person in readers)
    messages.success(request, _("Shared with %(who)s only.") % {"who": who})
    return redirect("logs:detail", log.pk)


def _page(
    request: Request, log: SessionLog, draft: Draft, form: ShareForm, moved: services.DraftMoved | None = None
) -> HttpResponse:
    refusal, reader, window = "", None, None
    try:
        reader, window = services.reader_and_cover(log, request.now)
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
        "readers": [one for one in (reader, window and window.cover) if one],
        "back": editor_url(log),
        "may_withdraw": LOG_MOVES.allow(log.state, LogState.WITHDRAWN),
    }
    return render(request, "supervision/logs/share.html", context, status=422 if form.errors or moved else 200)
