"""What editors meet in the Wagtail admin beside the pages themselves."""

from collections.abc import Callable, Iterator
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
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
from courses.asking import wagtail_hooks as _asking  # noqa: F401 -- an app has one module of hooks
from courses.boosters import wagtail_hooks as _boosters  # noqa: F401 -- the same
from courses.care import wagtail_hooks as care  # noqa: F401 -- the same
from courses.cases.viewsets import CaseBankViewSet, cases
from courses.glossary.viewsets import GlossaryViewSet, glossary
from courses.guide import wagtail_hooks as guide  # noqa: F401 -- the same
from courses.handouts.blocks import HandoutChooser
from courses.handouts.viewsets import HandoutViewSet, handout_chooser, handouts
from courses.media.blocks import RecordingChooser, recording_chooser
from courses.media.viewsets import RecordingViewSet, recordings
from courses.models import ModulePage
from courses.problems import wagtail_hooks as _problems  # noqa: F401 -- the same
from courses.queries import modules_due_for_review, modules_without_review
from courses.reshaping import wagtail_hooks as _reshaping  # noqa: F401 -- the same
from courses.rounds import wagtail_hooks as _rounds  # noqa: F401 -- the same
from courses.signing import wagtail_hooks as signing  # noqa: F401 -- the same
from courses.transfer import wagtail_hooks as transfer  # noqa: F401 -- the same
from foundation.days import local_day


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
    """Every module on one page, with the day by which it must be read again. Who read it: "Clinical sign-off"."""

    name = "modules"
    model = ModulePage
    icon = "doc-full"
    menu_label = _("Modules")
    menu_order = 150
    add_to_admin_menu = True
    columns: ClassVar[list[Column]] = [
        *PageListingViewSet.columns,
        Column("review_by", label=_("Review by"), accessor=day_of("review_by"), sort_key="review_by"),
    ]


@hooks.register("register_admin_viewset")
def list_modules() -> PageListingViewSet:
    return Modules("modules")


@hooks.register("register_admin_viewset")
def list_explained_words() -> GlossaryViewSet:
    return glossary


@hooks.register("register_admin_viewset")
def case_bank() -> CaseBankViewSet:
    return cases


@hooks.register("register_admin_viewset")
def list_and_choose_handouts() -> list[HandoutViewSet | HandoutChooser]:
    return [handouts, handout_chooser]


@hooks.register("register_admin_viewset")
def list_and_choose_recordings() -> list[RecordingViewSet | RecordingChooser]:
    return [recordings, recording_chooser]


@hooks.register("construct_homepage_panels")
def show_what_is_due(_request: HttpRequest, panels: list[Component]) -> None:
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


# Last, after every app has added its count.
@hooks.register("construct_homepage_summary_items", order=1000)
def hide_the_summary(_request: HttpRequest, items: list[Component]) -> None:
    """Counts of pages and images are no work of anybody's."""
    items.clear()
