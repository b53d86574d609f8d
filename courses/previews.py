"""How the Wagtail admin shows these pages: drafts, through the learners' own templates, for a neutral nobody."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from courses import player, views
from courses.glossary.models import terms_of
from courses.models import CoursePage, LearningPage, ModulePage, StepPage
from courses.outline import (
    Outline,
    OutlineCourse,
    OutlineModule,
    OutlineStep,
    course_shape,
    current_outline,
    module_shape,
)
from courses.progress.queries import Finished, standing_of, step_rows
from courses.segments import compile_body
from courses.turn_maps import maps_of

NOBODY = Finished()


def serve_page(request: Any, page: LearningPage) -> HttpResponseBase:
    """Should Wagtail route a request to the page: the learners' view, behind the same door."""
    view: Any = {CoursePage: views.course, ModulePage: views.module, StepPage: views.step}[type(page)]
    response: HttpResponseBase = login_required(view)(request, **page.address())
    return response


def preview_page(request: Any, page: LearningPage) -> HttpResponse:
    outline = current_outline()
    if isinstance(page, StepPage):
        return _preview_step(request, page, outline)
    if isinstance(page, ModulePage):
        return _preview_module(request, page, outline)
    return _preview_course(request, page, outline)


def _preview_step(request: Any, page: StepPage, outline: Outline) -> HttpResponse:
    draft = OutlineStep(
        key=page.translation_key,
        page_id=page.pk or 0,
        revision_id=None,
        title=page.title,
        slug=page.slug,
        url="",
        minutes=page.minutes,
        required=page.required,
        distressing=page.distressing,
        content_version=page.content_version,
        redo_from_version=page.redo_from_version,
        changes=(),
        one_press=page.one_press,
    )
    place = outline.place_of(page.translation_key)
    body = compile_body(page.body, terms_of(place.course.key if place else None))
    context = player.for_nobody(draft, replace(place, step=draft) if place else None, body)
    return render(request, "courses/admin/preview.html", context | {"maps": maps_of(page.body)})


def _preview_module(request: Any, page: ModulePage, outline: Outline) -> HttpResponse:
    course, live = next(
        (
            (course, module)
            for course in outline.courses
            for module in course.modules
            if module.key == page.translation_key
        ),
        (None, None),
    )
    draft: OutlineModule = module_shape(
        page, url="", steps=live.steps if live else (), review=live.review if live else None
    )
    context = {
        "course": course,
        "module": draft,
        "steps": step_rows(draft, NOBODY),
        "standing": standing_of(draft, NOBODY),
        "inert": True,
    }
    return render(request, "courses/module.html", context)


def _preview_course(request: Any, page: Any, outline: Outline) -> HttpResponse:
    live = next((course for course in outline.courses if course.key == page.translation_key), None)
    draft: OutlineCourse = course_shape(page, modules=live.modules if live else ())
    standings = [(module, standing_of(module, NOBODY)) for module in draft.modules]
    return render(request, "courses/course.html", {"course": draft, "standings": standings, "inert": True})
