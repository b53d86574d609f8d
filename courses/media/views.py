"""The one way to a recording's bytes and captions: for learners, those of a published step.

Whoever asks for a part, as every player does, gets at most a mebibyte at a time and comes back for the next: no process
waits for somebody who listens.
"""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from courses.media.models import Recording
from courses.media.permissions import reads_drafts
from courses.media.queries import is_shown
from foundation.http import Request
from foundation.ranges import NotThere, Part, asked_part

PARTIAL, NOT_THERE = 206, 416
ONE_HOUR = 3600


@require_safe
def file(request: Request, recording: UUID) -> HttpResponseBase:
    found = _readable(request, recording)
    try:
        part = asked_part(_range(request, found), found.size)
    except NotThere:
        response: HttpResponseBase = HttpResponse(status=NOT_THERE)
        response["Content-Range"] = f"bytes */{found.size}"
        return _dressed(response, found)
    return _dressed(_part_of(found, part) if part else _whole(found), found)


@require_safe
def captions(request: Request, recording: UUID) -> HttpResponse:
    found = _readable(request, recording)
    if not found.captions:
        raise Http404
    response = HttpResponse(found.captions, content_type="text/vtt; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _readable(request: Request, recording: UUID) -> Recording:
    found = get_object_or_404(Recording, pk=recording)
    if not (is_shown(found.pk) or reads_drafts(request.user, request.roles)):
        raise Http404
    return found


def _range(request: Request, recording: Recording) -> str:
    """What part is asked for, unless it is meant to go with a file that was there before."""
    same = request.headers.get("If-Range", _etag(recording)) == _etag(recording)
    return request.headers.get("Range", "") if request.method == "GET" and same else ""


def _etag(recording: Recording) -> str:
    return f'"{recording.digest}"'


def _part_of(recording: Recording, part: Part) -> HttpResponse:
    with _opened(recording) as stored:
        stored.seek(part.first)
        response = HttpResponse(stored.read(part.size), status=PARTIAL)
    response["Content-Range"] = f"bytes {part.first}-{part.last}/{recording.size}"
    response["Content-Length"] = str(part.size)
    return response


def _whole(recording: Recording) -> FileResponse:
    """For what asks for no part, which no player does."""
    return FileResponse(_opened(recording))


def _opened(recording: Recording) -> Any:
    """Raises Http404 where its file is lost."""
    try:
        return recording.file.storage.open(str(recording.file.name))
    except FileNotFoundError:
        raise Http404 from None


def _dressed(response: HttpResponseBase, recording: Recording) -> HttpResponseBase:
    response["Content-Type"] = recording.mime
    response["Accept-Ranges"] = "bytes"
    response["ETag"] = _etag(recording)
    response["Cache-Control"] = f"private, max-age={ONE_HOUR}"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; media-src 'self'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
