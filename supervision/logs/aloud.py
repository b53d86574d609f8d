"""One's own log as one plain document, to be read aloud: headings and paragraphs, and nothing to press between them."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from confidential.services import open_sealed
from foundation.http import Request
from supervision.logs.models import ENDED, LogState, SessionLog
from supervision.logs.opening import open_version, versions_of
from supervision.logs.prompts import answers
from supervision.logs.views import chosen_of, own_log


@require_GET
def aloud(request: Request, pk: UUID) -> HttpResponse:
    """A version with what came of it, by its number or the newest; the draft where that is what its page shows."""
    log = own_log(request, pk)
    versions = versions_of(log)
    if not versions or shows_draft(request, log):
        words = open_sealed(log, viewer=request.user, now=request.now)
        return _document(request, log, answers=answers(words))
    opened = open_version(chosen_of(request, versions), request.user, request.now)
    return _document(request, log, opened=opened, answers=opened.answers)


def shows_draft(request: Request, log: SessionLog) -> bool:
    names_a_version = "version" in request.GET
    return not names_a_version and (log.state == LogState.DRAFT or log.state in ENDED or "draft" in request.GET)


def _document(request: Request, log: SessionLog, **context: object) -> HttpResponse:
    return render(request, "supervision/logs/aloud.html", {"log": log, **context})
