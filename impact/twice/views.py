"""Numbers at two times, with a code of one's own; and taking them back. As everywhere under `/say/`: of nobody."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from foundation.http import Request, as_secret
from foundation.refusals import Refusal
from impact.limits import too_many_words
from impact.queries import page_of
from impact.twice import services
from impact.twice.forms import WaveForm, WithACode, WithdrawForm
from impact.views import answered, refuse_for_now, status_of
from people.models import Programme


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def twice(request: Request, programme: str) -> HttpResponseBase:
    """The same four numbers, before or at the first session and again later."""
    asked = get_object_or_404(Programme, slug=programme)
    form = WaveForm(request.POST if request.method == "POST" else None, now=request.now)

    def keep() -> None:
        assert form.ticket is not None
        services.answer_wave(
            key=form.ticket.key,
            programme=asked,
            wave=form.cleaned_data["wave"],
            answers=form.answers,
            code=form.code,
            now=request.now,
        )

    return _taken(request, form, keep, asked, "impact:said", "impact/twice.html")


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "POST"])
def withdraw(request: Request, programme: str) -> HttpResponseBase:
    """Whoever has the code has the numbers deleted. The answer is the same whether there were any."""
    asked = get_object_or_404(Programme, slug=programme)
    form = WithdrawForm(request.POST if request.method == "POST" else None, now=request.now)

    def take_back() -> None:
        services.withdraw_answers(programme=asked, code=form.code)

    return _taken(request, form, take_back, asked, "impact:withdrawn", "impact/withdraw.html")


def _taken(
    request: Request, form: WithACode, verb: Any, programme: Programme, onward: str, template: str
) -> HttpResponseBase:
    """One service call, for who may still send; then onward. Else the page again, with what was typed."""
    busy = form.is_bound and too_many_words(request, request.now)
    if busy:
        refuse_for_now(form)
    elif form.is_valid():
        try:
            verb()
        except Refusal as refusal:
            form.add_error(None, str(refusal.message))
        else:
            return as_secret(redirect(onward, programme.slug))
    context = {"form": form, "programme": programme, "page": page_of(programme)}
    return answered(render(request, template, context, status=status_of(form, busy=busy)), busy=busy)


@login_not_required
@require_GET
def withdrawn(request: Request, programme: str) -> HttpResponseBase:
    asked = get_object_or_404(Programme, slug=programme)
    return as_secret(render(request, "impact/withdrawn.html", {"programme": asked}))
