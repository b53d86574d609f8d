"""What editors meet in the Wagtail admin beside the pages themselves."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.admin.widgets.button import Button
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.log_actions import LogFormatter
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from courses import originals, redoing
from courses.handouts.blocks import HandoutChooser, handout_chooser
from courses.handouts.viewsets import HandoutViewSet, handouts
from courses.models import ModulePage
from courses.queries import modules_due_for_review, modules_without_review, steps_with_work
from courses.reviewing import LAST_THAT_COUNTS, last_that_counts
from foundation.days import local_day


@hooks.register("before_delete_page")
def keep_pages_with_work(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A step in which somebody has done something is taken down, not deleted; nor is anything above it."""
    return _refused(request, [page]) or _keeps_a_gate_open(request, [page])


@hooks.register("before_unpublish_page")
def keep_what_a_gate_needs(request: HttpRequest, page: Page) -> HttpResponse | None:
    return _keeps_a_gate_open(request, [page])


@hooks.register("before_move_page")
def keep_what_a_gate_needs_in_its_place(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    return None if destination.pk == page.get_parent().pk else _keeps_a_gate_open(request, [page])


@hooks.register("before_bulk_action")
def keep_pages_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: object
) -> HttpResponse | None:
    pages = [one for one in objects if isinstance(one, Page)]
    if action_type not in ("delete", "unpublish", "move") or not pages:
        return None
    return (_refused(request, pages) if action_type == "delete" else None) or _keeps_a_gate_open(request, pages)


def _keeps_a_gate_open(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """Back to the list, with the reason, when a live gate would be left with nothing that anybody could finish."""
    if not (title := last_that_counts(pages)):
        return None
    messages.error(request, LAST_THAT_COUNTS % {"title": title})
    return redirect("wagtailadmin_explore", pages[0].get_parent().pk)


def _refused(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """The way to "unpublish" instead, when learners have done something at or below these pages."""
    kept = steps_with_work(pages)
    if not kept:
        return None
    messages.error(
        request,
        ngettext(
            "“%(title)s” was not deleted: learners have done something in it. Unpublish it "
            "instead: everything they did is kept.",
            "“%(title)s” and other steps were not deleted: learners have done something in them. "
            "Unpublish them instead: everything learners did is kept.",
            len(kept),
        )
        % {"title": kept[0]},
    )
    if len(pages) == 1:
        return redirect("wagtailadmin_pages:unpublish", pages[0].pk)
    parent = pages[0].get_parent()
    return redirect("wagtailadmin_explore", parent.pk)


class ReviewsDue(Component):
    """The modules that no clinician has read, and those to be read again within 60 days, the soonest first."""

    name = "reviews_due"
    template_name = "courses/admin/reviews_due.html"
    order = 50

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = parent_context["request"]
        today = local_day(request.now)
        return {"modules": modules_due_for_review(today), "without": modules_without_review(), "today": today}


def day_of(field: str) -> Callable[[ModulePage], str]:
    """The day itself: Wagtail's own column says how long ago something was, and a review may lie ahead."""

    def the_day(module: ModulePage) -> str:
        day = getattr(module, field)
        return date_format(day, "j F Y") if day else ""

    return the_day


class Modules(PageListingViewSet):
    """Every module on one page, with who stands for it and when it must be read again."""

    name = "modules"
    model = ModulePage
    icon = "doc-full"
    menu_label = _("Modules")
    menu_order = 150
    add_to_admin_menu = True
    columns: ClassVar[list[Column]] = [
        *PageListingViewSet.columns,
        Column("review_by", label=_("Review by"), accessor=day_of("review_by"), sort_key="review_by"),
        Column("reviewed_by", label=_("Reviewed by")),
        Column("reviewed_on", label=_("Reviewed on"), accessor=day_of("reviewed_on"), sort_key="reviewed_on"),
    ]


@hooks.register("register_admin_viewset")
def list_modules() -> PageListingViewSet:
    return Modules("modules")


@hooks.register("register_admin_viewset")
def list_and_choose_handouts() -> list[HandoutViewSet | HandoutChooser]:
    return [handouts, handout_chooser]


@hooks.register("construct_homepage_panels")
def show_what_is_due(request: HttpRequest, panels: list[Component]) -> None:
    panels.insert(0, ReviewsDue())


class NoFile(DocumentLinkHandler):
    """Wagtail's own documents have no address here (handouts have): a link to one is plain text."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, Any]]) -> list[str]:
        return ["<a>"] * len(attrs_list)


# After Wagtail's own.
@hooks.register("register_rich_text_features", order=1000)
def link_to_no_documents(features: FeatureRegistry) -> None:
    features.register_link_type(NoFile)


@hooks.register("register_log_actions")
def tell_of_redos_in_the_history(actions: Any) -> None:
    @actions.register_action(redoing.REDO)
    class Redo(LogFormatter):
        label = _("Everyone must redo")

        def format_message(self, log_entry: Any) -> str:
            said: str = gettext("Everyone must redo this step: %(people)d people. %(note)s") % log_entry.data
            return said

    @actions.register_action(redoing.TAKEN_BACK)
    class TakenBack(LogFormatter):
        label = _("“Everyone must redo” undone")

        def format_message(self, log_entry: Any) -> str:
            facts = log_entry.data
            said: str = gettext("“Everyone must redo” was undone: it counts again for %(people)d people.") % facts
            return said


@hooks.register("register_admin_urls")
def steps_own_pages() -> list[URLPattern]:
    return [
        path("steps/<int:page>/take-redo-back/", redoing.take_back_in_the_admin, name="take_redo_back"),
        path("steps/<int:page>/original/", originals.original, name="step_original"),
    ]


@hooks.register("register_page_header_buttons")
def offer_to_take_a_redo_back(page: Page, user: Any, **_where: Any) -> Iterator[Button]:
    if page.permissions_for_user(user).can_publish() and redoing.can_be_taken_back(page):
        yield Button(_("Undo “everyone must redo”"), reverse("take_redo_back", args=[page.pk]), priority=63)


@hooks.register("register_page_header_buttons")
def offer_the_original(page: Page, user: Any, **_where: Any) -> Iterator[Button]:
    if page.permissions_for_user(user).can_edit() and originals.may_have_one(page):
        yield Button(_("The original"), reverse("step_original", args=[page.pk]), priority=64)


@hooks.register("before_bulk_action")
def ask_first_in_bulk_too(
    request: HttpRequest, action_type: str, objects: list[Any], action: object
) -> HttpResponse | None:
    """In bulk nobody would be asked whether everybody is to do a step again."""
    asking = [one for one in objects if action_type == "publish" and isinstance(one, Page) and redoing.pending(one)]
    if not asking:
        return None
    said = _("“%(title)s” asks everyone to do it again. Open it and publish it there: you will see who it affects.")
    messages.error(request, said % {"title": asking[0].title})
    return redirect("wagtailadmin_pages:edit", asking[0].pk)


# Last, after every app has added its count.
@hooks.register("construct_homepage_summary_items", order=1000)
def hide_the_summary(request: HttpRequest, items: list[Component]) -> None:
    """Counts of pages and images are no work of anybody's."""
    items.clear()
