"""The pages for participants: without an account, a cookie or a trace.

`config.middleware.NobodyHere` takes every cookie off before anything below sees the request, so that nothing here knows
who is signed in; without a cookie there is nothing that a forged form could use, and so no token against it.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from foundation.http import Request, as_secret
from foundation.refusals import Refusal
from impact import services
from impact.forms import NumbersForm, WordForm
from impact.limits import SECONDS, too_many_words
from impact.queries import page_of
from people.models import Programme


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def say(request: Request, programme: str) -> HttpResponseBase:
    """Four numbers after a session."""
    asked = get_object_or_404(Programme, slug=programme)
    page = page_of(asked)
    data = request.POST if request.method == "POST" else None
    form = WordForm(data, asks_lonely=bool(page and page.asks_lonely), now=request.now)
    busy = data is not None and too_many_words(request, request.now)
    if busy:
        refuse_for_now(form)
    elif data is not None and form.is_valid() and _taken(form, asked, request):
        return as_secret(redirect("impact:said", programme))
    context = {"form": form, "programme": asked, "page": page}
    return answered(render(request, "impact/say.html", context, status=status_of(form, busy=busy)), busy=busy)


def _taken(form: WordForm, programme: Programme, request: Request) -> bool:
    assert form.ticket is not None
    try:
        services.give_word(
            key=form.ticket.key, programme=programme, answers=form.answers, lonely=form.lonely, now=request.now
        )
    except Refusal as refusal:
        form.add_error(None, str(refusal.message))
    return not form.errors


def refuse_for_now(form: NumbersForm) -> None:
    form.add_error(
        None,
        _("Many answers came from your network just now. Yours are still here: press Send again in ten minutes."),
    )


def status_of(form: NumbersForm, *, busy: bool) -> int:
    return 429 if busy else 422 if form.errors else 200


def answered(response: HttpResponseBase, *, busy: bool) -> HttpResponseBase:
    if busy:
        response["Retry-After"] = str(SECONDS)
    return as_secret(response)


@login_not_required
@require_GET
def said(request: Request, programme: str) -> HttpResponseBase:
    """Thank you, and whom to ring."""
    asked = get_object_or_404(Programme, slug=programme)
    return as_secret(render(request, "impact/said.html", {"programme": asked, "page": page_of(asked)}))


@login_not_required
@require_GET
def about(request: Request, programme: str) -> HttpResponseBase:
    """What a group is, and where confidentiality stops: of the programme, so that it tells nothing of any group."""
    asked = get_object_or_404(Programme, slug=programme)
    return as_secret(render(request, "impact/about.html", {"programme": asked, "page": page_of(asked)}))
