"""The one way to a handout's file, for those who may have it. No other address leads to its bytes."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from courses.handouts.kinds import KINDS
from courses.handouts.models import Handout
from courses.handouts.permissions import may_have_handouts
from courses.handouts.queries import handouts_of
from courses.handouts.services import note_saved
from courses.outline import current_outline
from foundation.http import Request


@require_safe
def download(request: Request, course: str, handout: UUID) -> HttpResponseBase:
    """A handout of a published step of this course, to be saved. While it is not drawn yet, the course says so."""
    outline = current_outline()
    found = outline.course(course)
    if found is None or handout not in {shown.id for shown in handouts_of(outline, found)}:
        raise Http404
    if not may_have_handouts(request.user, request.roles, found.key, request.now):
        raise Http404
    standing = get_object_or_404(Handout.objects.standing(), pk=handout)
    if standing.file is None:
        messages.info(request, _("This file is still being made. It takes a few seconds; then try again."))
        return redirect(found.url)
    if request.method == "GET":
        note_saved(handout=standing, person=request.user, now=request.now)
    return handed_out(standing.file, standing.title)


def handed_out(file: Any, title: str) -> FileResponse:
    """The bytes in pieces, always to be saved and never to be shown: a browser is given nothing to interpret."""
    stored, kind = file.file, KINDS[file.extension]
    name = f"{slugify(title) or 'handout'}.{kind.extension}"
    response = FileResponse(stored.storage.open(stored.name), as_attachment=True, filename=name, content_type=kind.mime)
    response["Cache-Control"] = "no-store, private"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response
