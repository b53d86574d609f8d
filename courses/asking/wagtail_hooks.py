"""Before a page is taken down, moved or deleted its editor reads what that means. Nobody reads it of many.

Publishing is asked by the page's form (`courses.editing`). The ways that Wagtail has to do any of it are listed in
`tests/courses/test_consequences_at_every_door.py`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.models import Page

from courses import consequences
from courses.models import ModulePage
from courses.queries import steps_with_work
from courses.reviewing import LAST_THAT_COUNTS, last_that_counts

# What is done to many pages at once -> what it means for one of them, where it is done to one, and what is said.
Meaning = Callable[[Page], list[str]]
IN_BULK: dict[str, tuple[Meaning, str, str | Promise]] = {
    "publish": (
        consequences.of_publishing,
        "wagtailadmin_pages:edit",
        _("“%(title)s” was not published: it concerns people. Publish it here by itself, under “Before you publish”."),
    ),
    "unpublish": (
        consequences.of_taking_down,
        "wagtailadmin_pages:unpublish",
        _("“%(title)s” was not unpublished: it concerns people. Read what it means, and unpublish it here by itself."),
    ),
    "move": (
        consequences.of_moving,
        "wagtailadmin_pages:move",
        _("“%(title)s” was not moved: it concerns people. Read what it means, and move it here by itself."),
    ),
    "delete": (
        consequences.of_taking_down,
        "wagtailadmin_pages:delete",
        _("“%(title)s” was not deleted: it concerns people. Read what it means, and delete it here by itself."),
    ),
}


@hooks.register("before_delete_page")
def keep_pages_with_work(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A step in which somebody has done something is taken down, not deleted; nor is anything above it."""
    refused = _refused(request, [page]) or _keeps_a_gate_open(request, [page])
    if refused is None:
        _say(request, consequences.of_taking_down(page))
    return refused


@hooks.register("before_unpublish_page")
def keep_what_a_gate_needs(request: HttpRequest, page: Page) -> HttpResponse | None:
    """What it means is said by the page that asks (`templates/wagtailadmin/pages/confirm_unpublish.html`)."""
    return _keeps_a_gate_open(request, [page])


@hooks.register("before_move_page")
def say_what_moving_means(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    if destination.pk == page.get_parent().pk:
        return None
    refused = _keeps_a_gate_open(request, [page])
    if refused is None:
        _say(request, consequences.of_moving(page, destination))
    return refused


@hooks.register("before_bulk_action")
def keep_pages_in_bulk(request: HttpRequest, action_type: str, objects: list[Any], action: Any) -> HttpResponse | None:
    pages = [item for item in objects if isinstance(item, Page)]
    if action_type not in IN_BULK or not pages:
        return None
    refused = _refused(request, pages) if action_type == "delete" else None
    if action_type != "publish":
        refused = refused or _keeps_a_gate_open(request, pages)
    return refused or _one_by_one(request, action_type, [*pages, *_with_them(pages, action)])


def _with_them(pages: Iterable[Page], action: Any) -> Iterable[Page]:
    """The modules below, where "publish all below" is ticked: one that gates is a gate for everybody from then on."""
    below = action.cleaned_form.cleaned_data.get("include_descendants")
    for page in pages if below else ():
        yield from ModulePage.objects.descendant_of(page).filter(live=False)


def _one_by_one(request: HttpRequest, action_type: str, pages: Iterable[Page]) -> HttpResponse | None:
    """The way to the first of these that concerns people."""
    meaning, route, said = IN_BULK[action_type]
    page = next((page for page in pages if meaning(page)), None)
    if page is None:
        return None
    messages.error(request, said % {"title": page.title})
    return redirect(route, page.pk)


def _say(request: HttpRequest, sentences: Iterable[str]) -> None:
    """Above the question whether it is meant."""
    for sentence in sentences if request.method == "GET" else ():
        messages.info(request, sentence)


def _keeps_a_gate_open(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """Back to the list, with the reason, when a live gate would be left with nothing that anybody could finish."""
    if not (title := last_that_counts(pages)):
        return None
    messages.error(request, LAST_THAT_COUNTS % {"title": title})
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def _refused(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """The way to "unpublish" instead, when learners have done something at or below these pages."""
    titles = steps_with_work(pages)
    if not titles:
        return None
    messages.error(
        request,
        ngettext(
            "“%(title)s” was not deleted: learners have done something in it. Unpublish it "
            "instead: everything they did is kept.",
            "“%(title)s” and other steps were not deleted: learners have done something in them. "
            "Unpublish them instead: everything learners did is kept.",
            len(titles),
        )
        % {"title": titles[0]},
    )
    if len(pages) == 1:
        return redirect("wagtailadmin_pages:unpublish", pages[0].pk)
    parent = pages[0].get_parent()
    return redirect("wagtailadmin_explore", parent.pk)
