"""A log that one may read as one plain document, to be read aloud. It is opened as on the page where it is answered."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from foundation.http import Request
from supervision.desk.views import out_of_reach
from supervision.logs import opening, queries


@require_GET
def aloud(request: Request, pk: UUID) -> HttpResponse:
    """This log alone, without the other of the pair. Each record opened is a line of its author's trail."""
    version = queries.to_read(request.user, request.now, pk)
    if version is None:
        return out_of_reach(request, pk)
    own = queries.answer_to(version, request.user)
    reading = own if own and own.released_at else None
    opened = opening.open_around(
        version,
        beside=None,
        released=reading,
        others=list(queries.others_answers(version, request.user)),
        viewer=request.user,
        now=request.now,
    )
    context = {"version": version, "reading": reading, "opened": opened}
    return render(request, "supervision/desk/aloud.html", context)
