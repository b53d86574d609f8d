"""The statements, for a system that has a token. It reads; nothing can be written here."""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses.xapi.asking import Misasked, asked_by
from courses.xapi.models import XapiClient
from courses.xapi.queries import completions_in
from courses.xapi.services import client_of
from courses.xapi.writing import VERSION, statement_of
from foundation.days import stamp
from foundation.http import Request

HEADER = "X-Experience-API-Version"


@login_not_required
@never_cache
@require_safe
def statements(request: Request) -> HttpResponse:
    """Whoever has no token, or a revoked one, is 401; what is not offered is 400, in words."""
    client = client_of(request.headers.get("Authorization", ""), request.now)
    response = _answer(request, client) if client else _who_are_you()
    response[HEADER] = VERSION
    response["X-Experience-API-Consistent-Through"] = stamp(request.now) or ""
    return response


def _who_are_you() -> HttpResponse:
    said = _("Ask with HTTP Basic: the client's id and its token. A client that was revoked needs a new one.")
    response = HttpResponse(said, content_type="text/plain; charset=utf-8", status=401)
    response["WWW-Authenticate"] = 'Basic realm="xAPI", charset="UTF-8"'
    return response


def _answer(request: Request, client: XapiClient) -> HttpResponse:
    try:
        _refuse_other_versions(request.headers.get(HEADER, ""))
        asked = asked_by(request.GET)
    except Misasked as fault:
        return HttpResponse(str(fault), content_type="text/plain; charset=utf-8", status=400)
    found, more = completions_in(client.programme, asked, request.now)
    body: dict[str, Any] = {"statements": [statement_of(done, settings.BASE_URL) for done in found]}
    body["more"] = f"{reverse('xapi:statements')}?more={more}" if more else ""
    return JsonResponse(body)


def _refuse_other_versions(given: str) -> None:
    """1.0 and what begins with "1.0." are one, as the specification has it."""
    if given != "1.0" and not given.startswith("1.0."):
        raise Misasked(_("Send the header X-Experience-API-Version with 1.0.3."))
