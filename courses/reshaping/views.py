"""Splitting and merging in the Wagtail admin: choose, read what it means, confirm. Nothing changes by GET."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from courses.models import StepPage
from courses.reshaping import services
from courses.reshaping.bodies import divided, raw_of
from courses.reshaping.forms import MergeForm, SplitForm
from courses.reshaping.queries import (
    module_of,
    neighbours,
    newest,
    of_a_merge,
    of_a_split,
    waits_for_a_lead,
    why_not_merged,
    why_not_split,
)
from foundation.http import Request
from foundation.refusals import Refusal

READ = "read"
READ_AGAIN = _("This has changed since you read it. Read it again below, then confirm.")


def may_reshape(step: StepPage, user: Any) -> bool:
    """Who may publish both, and write a page beside it."""
    return bool(
        step.permissions_for_user(user).can_publish()
        and step.get_parent().permissions_for_user(user).can_publish_subpage()
    )


@require_http_methods(["GET", "POST"])
def split(request: Request, page: int) -> HttpResponse:
    step = _step(request, page)
    if why := why_not_split(step):
        return _back(request, step, why)
    data = request.POST or request.GET
    form = SplitForm(step, data if "at" in data else None)
    context: dict[str, Any] = {"form": form, "step": step}
    if not form.is_valid():
        return render(request, "courses/admin/reshaping/split.html", context, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    second = divided(raw_of(newest(step)), given["at"])[1]
    first_blocks, second_blocks = form.halves()
    context |= {"halves": [(step.title, first_blocks), (given["title"], second_blocks)]}

    def carry_out() -> None:
        minutes = given["first_minutes"], given["second_minutes"]
        services.split_step(
            page=step, at=given["at"], title=given["title"], minutes=minutes, by=request.user, now=request.now
        )

    means = of_a_split(step, second, (step.title, given["title"]))
    return _asked(request, step, means, context, carry_out, "courses/admin/reshaping/split.html")


@require_http_methods(["GET", "POST"])
def merge(request: Request, page: int) -> HttpResponse:
    step = _step(request, page)
    pairs = neighbours(step)
    if not pairs:
        return _back(request, step, _("There is no published step beside this one."))
    data = request.POST or request.GET
    form = MergeForm(pairs, data if "pair" in data else None)
    context: dict[str, Any] = {"form": form, "step": step}
    if not form.is_valid():
        return render(request, "courses/admin/reshaping/merge.html", context, status=422 if form.is_bound else 200)
    (stays, goes), given = form.chosen_pair, form.cleaned_data
    if why := why_not_merged(stays, goes):
        return render(request, "courses/admin/reshaping/merge.html", context | {"trouble": why}, status=422)

    def carry_out() -> None:
        services.merge_steps(
            stays=stays, goes=goes, title=given["title"], note=given["note"], by=request.user, now=request.now
        )

    means = of_a_merge(stays, goes, given["note"])
    return _asked(request, stays, means, context, carry_out, "courses/admin/reshaping/merge.html")


def _step(request: Request, page: int) -> StepPage:
    step = get_object_or_404(StepPage, pk=page)
    if not may_reshape(step, request.user):
        raise Http404
    return step


def _back(request: Request, step: StepPage, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("wagtailadmin_pages:edit", step.pk)


def _asked(
    request: Request,
    step: StepPage,
    means: list[str],
    context: dict[str, Any],
    carry_out: Callable[[], None],
    template: str,
) -> HttpResponse:
    """What it means, until exactly that was read and confirmed."""
    read = hashlib.sha256("\n".join(means).encode()).hexdigest()
    context |= {"means": means, "read": read, "waits": waits_for_a_lead(step)}
    if request.method == "GET":
        return render(request, template, context)
    if request.POST.get(READ) != read:
        return render(request, template, context | {"trouble": READ_AGAIN}, status=422)
    waits = context["waits"]
    try:
        carry_out()
    except Refusal as refusal:
        return render(request, template, context | {"trouble": str(refusal)}, status=422)
    return _done(request, step, waits)


def _done(request: Request, step: StepPage, waits: bool) -> HttpResponse:
    module = module_of(step)
    if waits:
        messages.success(request, _("The drafts are made. Send the module to the clinical lead, then publish it here."))
        return redirect("sign_off_module", module.translation_key)
    messages.success(request, _("Done. What people had finished and answered is where it belongs now."))
    return redirect("wagtailadmin_explore", module.pk)
