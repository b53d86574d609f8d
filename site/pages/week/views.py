"""What changed this week: the page that the weekly mail leads to, on whichever day it is opened."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.views.decorators.http import require_GET

from foundation.http import Request
from pages.week.changes import Kind, changed
from pages.week.window import Row, Window, week_and_since
from people.models import Role
from people.queries import zones_of

# Of each kind: its own page has all of them.
A_FEW = 10


@dataclass(frozen=True)
class Shown:
    title: Promise
    page: str
    number: int
    rows: list[Row]


@require_GET
def week(request: Request) -> HttpResponse:
    """For whoever coordinates or supervises, what concerns them in each of the two."""
    if not {Role.COORDINATOR, Role.SUPERVISOR} & set(request.roles):
        raise Http404
    zone = zones_of([request.user.pk], request.now).get(request.user.pk, "")
    window = week_and_since(request.now, zone)
    return render(request, "pages/week.html", {"window": window, "kinds": list(_shown(request, window))})


def _shown(request: Request, window: Window) -> Iterator[Shown]:
    programmes = request.roles.get(Role.COORDINATOR, [])
    keys = {Role.COORDINATOR: programmes, Role.SUPERVISOR: [request.user.pk]}
    for role, asked in keys.items():
        if role in request.roles:
            yield from (_first_few(kind, rows) for kind, rows in changed(window, role, asked))


def _first_few(kind: Kind, rows: list[Row]) -> Shown:
    return Shown(kind.title, kind.page, len(rows), rows[:A_FEW])
