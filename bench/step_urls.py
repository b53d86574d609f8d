"""Holdfast's own addresses, a bare Django view, and Wagtail's own way of serving the same step.

/bare/<path>    one template of the step page's size, its content from plain lists, for a signed-in user
/stock/<path>   Wagtail's routing and the stock `Page.serve`, through bench/templates/bench/stock_step.html
"""

import os
from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path
from django.utils.safestring import mark_safe
from wagtail import urls as wagtail_urls
from wagtail.models import Page

from config.urls import urlpatterns as product
from courses.models import StepPage
from courses.outline import current_outline
from courses.progress.models import CheckAnswer, StepCompletion
from courses.segments import Prose, body_of

LINKS = [("/me/", "My day"), ("/courses/", "Learning"), ("/logs/", "My logs"), ("/me/account/", "Account")]
# Bytes that bring the bare page to the step page's size: bench/step_page.py measures it.
PADDING = mark_safe(" " * int(os.environ.get("BENCH_PADDING", "0")))


@cache
def content_of(course: str, module: str, step: str) -> dict[str, Any]:
    """The step's content as a bare view would have it: read once, in plain lists."""
    outline = current_outline()
    place = outline.place(course, module, step)
    body = body_of(outline, place.step)
    prose = mark_safe("".join(segment.html for segment in body.segments if isinstance(segment, Prose)))
    return {
        "site": "Holdfast",
        "links": LINKS,
        "title": place.step.title,
        "prose": prose,
        "number": place.number,
        "module": place.module.title,
        "module_url": place.module.url,
        "total": len(place.module.steps),
        "steps": [{"url": other_step.url, "title": other_step.title} for other_step in place.module.steps],
        "questions": [exercise.snapshot() for exercise in body.exercises if exercise.kind == "check"],
        "padding": PADDING,
    }


def bare(request: HttpRequest, course: str, module: str, step: str) -> HttpResponse:
    return render(request, "bench/bare.html", content_of(course, module, step))


def context_of_step(page: StepPage, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
    """What a Wagtail developer would add: the module's steps, which of them are finished, and the answers here."""
    context = Page.get_context(page, request, *args, **kwargs)
    siblings = list(page.get_siblings().live().specific())
    at = next(number for number, sibling in enumerate(siblings) if sibling.pk == page.pk)
    finished = StepCompletion.objects.filter(person=request.user).values_list("step_id", flat=True)
    answers = CheckAnswer.objects.filter(person=request.user, step=page.translation_key)
    return context | {
        "module": page.get_parent(),
        "siblings": siblings,
        "number": at + 1,
        "finished": set(finished),
        "previous": siblings[at - 1] if at else None,
        "answers": list(answers),
    }


StepPage.serve = Page.serve
StepPage.get_context = context_of_step
StepPage.template = "bench/stock_step.html"

urlpatterns = [
    path("bare/<str:course>/<str:module>/<str:step>/", bare),
    path("stock/", include(wagtail_urls)),
    *product,
]
