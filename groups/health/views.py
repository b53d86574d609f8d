"""The board of groups by what they need, the map of programmes and specialties, and the charts."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from foundation.days import local_day
from foundation.http import Request
from foundation.paging import paged, sought
from foundation.spreadsheets import table_response, workbook_response
from groups.health import queries
from groups.health.charts import Figure, sheets_of
from groups.health.counting import counts_of
from groups.health.figures import figures_of
from groups.health.map import map_of
from groups.health.needs import Need
from groups.health.words import lines_of
from groups.protected_time.permissions import keeps_register
from groups.protected_time.queries import ending_for_all
from people.queries import coordinated_programmes, overseen_programmes
from people.scope import chosen_among


@require_GET
def board(request: Request) -> HttpResponse:
    programmes = list(coordinated_programmes(request.user, request.now))
    programme = chosen_among(programmes, request)
    chosen = request.GET.get("need", "")
    listed = paged(request, queries.board(programme, chosen, sought(request), request.now))
    found = queries.as_they_are(listed["page"].object_list, programme, request.now)
    context = {
        "programme": programme,
        "programmes": programmes,
        "rows": [(health, lines_of(health)) for health in found],
        "counts": queries.how_many(programme),
        "chosen": Need(int(chosen)) if chosen.isdecimal() and int(chosen) in Need.values else None,
        "for_all": ending_for_all(programme, request.now),
    }
    return render(request, "groups/health/board.html", listed | context)


@require_GET
def gaps(request: Request) -> HttpResponse:
    """Of all programmes that the reader coordinates."""
    programmes = list(coordinated_programmes(request.user, request.now))
    chosen_among(programmes, request)
    context = {"programmes": programmes, "rows": map_of(programmes, request.now)}
    return render(request, "groups/health/map.html", context)


@require_GET
def figures(request: Request) -> HttpResponse:
    """For those who run a programme: exact, and for them alone."""
    programmes = list(overseen_programmes(request.user, request.now))
    programme = chosen_among(programmes, request)
    counts = counts_of(programme, request.now)
    found = figures_of(counts, local_day(request.now, programme.zone))
    if kind := request.GET.get("as"):
        return _file(found, kind, request.GET.get("table", ""), f"{programme.slug}-{request.now:%Y-%m-%d}")
    context = {
        "programme": programme,
        "programmes": programmes,
        "figures": found,
        "counted_at": counts.counted_at,
        "files": True,
        "may_see_board": keeps_register(request, programme.pk),
    }
    return render(request, "groups/health/figures.html", context)


def _file(found: list[Figure], kind: str, key: str, name: str) -> HttpResponse:
    """One table as CSV, or all of them as a workbook. Raises Http404 for anything else."""
    if kind == "xlsx":
        return workbook_response(f"groups-{name}.xlsx", sheets_of(found))
    figure = next((drawn for drawn in found if drawn.key == key), None)
    if kind != "csv" or figure is None:
        raise Http404
    return table_response(f"{key}-{name}.csv", figure.heads, figure.rows)
