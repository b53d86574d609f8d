"""Views that never end, each in its own way, beside the site's own."""

import re
import time

from django.contrib.auth.decorators import login_not_required
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from delivery.models import Effect

FOR_EVER = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"


def pattern(request: HttpRequest) -> HttpResponse:
    """Holds Python's lock all the while."""
    return HttpResponse(re.match(r"(a+)+$", "a" * 60 + "b"))


def loop(request: HttpRequest) -> HttpResponse:
    while True:
        pass


def query(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute(FOR_EVER)
        return HttpResponse(cursor.fetchone())


def query_by_query(request: HttpRequest) -> HttpResponse:
    """As a page does that asks once for each of very many rows."""
    while True:
        Effect.objects.count()
        time.sleep(0.05)


@transaction.atomic
def write(request: HttpRequest) -> HttpResponse:
    """Waits for whoever writes."""
    Effect.objects.select_for_update().count()
    return HttpResponse(Effect.objects.update(attempts=0))


SLOW = (pattern, loop, query, query_by_query, write)
urlpatterns = [
    *(path(f"slow/{view.__name__}/", login_not_required(view)) for view in SLOW),
    path("", include("config.urls")),
]
handler400, handler500 = "config.faults.bad_request", "config.faults.server_error"
