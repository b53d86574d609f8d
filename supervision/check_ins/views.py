"""Three buttons: please check in with me; I do not need this now; I have been in touch."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from confidential.templatetags.audience import you_and
from foundation.http import Request
from foundation.refusals import Refusal
from people.models import Role
from supervision.check_ins import queries, services
from supervision.check_ins.models import CheckIn


@require_POST
def ask(request: Request) -> HttpResponse:
    if Role.FACILITATOR not in request.roles:
        raise Http404
    try:
        asked = services.ask_to_check_in(by=request.user, now=request.now)
    except Refusal as refusal:
        messages.error(request, str(refusal))
    else:
        said = _("You asked for a check-in. %(who)s can see that.")
        messages.success(request, said % {"who": you_and(queries.who_sees(asked, request.now))})
    return redirect("pages:my_day")


@require_POST
def take_back(request: Request, pk: UUID) -> HttpResponse:
    check_in = get_object_or_404(CheckIn, pk=pk, person=request.user)
    services.take_back(check_in=check_in, by=request.user, now=request.now)
    messages.success(request, _("Withdrawn."))
    return redirect("pages:my_day")


@require_POST
def in_touch(request: Request, pk: UUID) -> HttpResponse:
    check_in = get_object_or_404(CheckIn.objects.received_by(request.user, request.now), pk=pk)
    services.say_in_touch(check_in=check_in, by=request.user, now=request.now)
    messages.success(request, _("Noted."))
    return redirect("desk:list")
