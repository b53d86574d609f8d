"""What editors meet in the Wagtail admin beside the pages themselves."""

from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.models import Page
from wagtail.rich_text.feature_registry import FeatureRegistry

from courses.handouts.blocks import HandoutChooser, handout_chooser
from courses.handouts.viewsets import HandoutViewSet, handouts
from courses.models import ModulePage
from courses.queries import modules_due_for_review, steps_with_work
from foundation.days import local_day


@hooks.register("before_delete_page")
def keep_pages_with_work(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A step in which somebody has done something is taken down, not deleted; nor is anything above it."""
    return _refused(request, [page])


@hooks.register("before_bulk_action")
def keep_pages_with_work_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action: object
) -> HttpResponse | None:
    pages = [one for one in objects if isinstance(one, Page)]
    return _refused(request, pages) if action_type == "delete" and pages else None


def _refused(request: HttpRequest, pages: list[Page]) -> HttpResponse | None:
    """The way to "unpublish" instead, when learners have done something at or below these pages."""
    kept = steps_with_work(pages)
    if not kept:
        return None
    messages.error(request, ngettext(
        "“%(title)s” was not deleted: learners have done something in it. Unpublish it instead; nobody loses anything.",
        "“%(title)s” and other steps were not deleted: learners have done something in them. "
        "Unpublish them instead; nobody loses anything.",
        len(kept),
    ) % {"title": kept[0]})
    if len(pages) == 1:
        return redirect("wagtailadmin_pages:unpublish", pages[0].pk)
    parent = pages[0].get_parent()
    return redirect("wagtailadmin_explore", parent.pk)


class ReviewsDue(Component):
    """The modules that must be read again within 60 days, the soonest first."""

    name = "reviews_due"
    template_name = "courses/admin/reviews_due.html"
    order = 50

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        request = parent_context["request"]
        today = local_day(request.now)
        return {"modules": modules_due_for_review(today), "today": today}


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
        DateColumn("review_by", label=_("Review by"), sort_key="review_by"),
        Column("clinical_lead", label=_("Clinical lead")),
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


# Last, after every app has added its count.
@hooks.register("construct_homepage_summary_items", order=1000)
def hide_the_summary(request: HttpRequest, items: list[Component]) -> None:
    """Counts of pages and images are no work of anybody's."""
    items.clear()
