"""All who are ready for a certificate: what will be printed, and one press for those who are ticked."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from certificates.several import queries
from certificates.several.services import issue_several
from foundation.http import Request
from foundation.paging import A_PAGE, paged, sought
from people.models import Role


@require_http_methods(["GET", "POST"])
def issue_many(request: Request) -> HttpResponse:
    if Role.COORDINATOR not in request.roles:
        raise Http404
    is_sent = request.method == "POST"
    keys = request.POST.getlist("certificate")[:A_PAGE] if is_sent else []
    chosen = queries.chosen_by(keys, request.user, request.now) if keys else []
    outcomes = issue_several(chosen=chosen, by=request.user, now=request.now)
    context = paged(request, queries.ready(request.user, sought(request), request.now))
    lines = queries.lines_of(context["page"].object_list, request.user, request.now)
    refused = [outcome for outcome in outcomes if outcome.refused]
    context |= {
        "lines": lines,
        "issued": [outcome for outcome in outcomes if outcome.certificate],
        "refused": refused,
        "nothing_ticked": is_sent and not chosen,
        # On the way in all that can be issued are ticked; afterwards those that were refused.
        "ticked": {outcome.chosen.key for outcome in refused} if is_sent else {line.key for line in lines},
        "can_issue": any(not line.why_not for line in lines),
    }
    status = 422 if refused or context["nothing_ticked"] else 200
    return render(request, "certificates/issue_many.html", context, status=status)
