"""The letter of a request: shown, and downloaded by the coordinator who sends it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from foundation.http import Request
from groups.protected_time import queries
from groups.protected_time.letters.writing import Letter, draw, letter_of
from groups.protected_time.models import ProtectedTime, Standing
from groups.protected_time.permissions import keeps_register
from groups.protected_time.services import TimeFact


@require_GET
def letter(request: Request, pk: UUID) -> HttpResponseBase:
    fact = _asked(request, pk)
    return render(request, "groups/protected_time/letters/letter.html", {"fact": fact, "letter": _of(fact)})


@require_GET
def pdf(request: Request, pk: UUID) -> HttpResponseBase:
    drawn = draw(_of(_asked(request, pk)))
    if drawn is None:
        messages.error(request, _("The PDF was not made: the site is busy. Try again in a minute, or take the text."))
        return redirect("protected_time:letter", pk)
    return _download(drawn, "application/pdf", "pdf", request)


@require_GET
def text(request: Request, pk: UUID) -> HttpResponseBase:
    written = _of(_asked(request, pk)).as_text
    return _download(written.encode(), "text/plain; charset=utf-8", "txt", request)


def _asked(request: Request, pk: UUID) -> ProtectedTime:
    """The newest fact of a matter, while it is a request that waits. Raises Http404 for who does not keep it."""
    readable = ProtectedTime.objects.visible_to(request.user, request.now).filter(matter=pk)
    fact = queries.facts_of(pk).filter(pk__in=readable.values("pk")).select_related("programme").first()
    if fact is None or fact.standing != Standing.ASKED or not keeps_register(request, fact.programme_id):
        raise Http404
    return fact


def _of(fact: ProtectedTime) -> Letter:
    """In the name of whoever asked, and with their day."""
    return letter_of(fact.programme, fact.group, TimeFact.of(fact), fact.by, now=fact.at)


def _download(content: bytes, kind: str, ending: str, request: Request) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    name = f"protected-time-{request.now:%Y-%m-%d}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
