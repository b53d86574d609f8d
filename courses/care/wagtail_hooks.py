"""Care of the course in the Wagtail admin: a panel on its front page, and reports."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from courses.care import views
from courses.care.desk import drafts_of, waiting
from courses.problems.wagtail_hooks import OfEditors


class InHand(Component):
    """What this editor drafted, and what waits for whom."""

    name = "in_hand"
    template_name = "courses/care/in_hand.html"
    order = 40

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        person = parent_context["request"].user
        return {"drafts": drafts_of(person), "waiting": waiting()}


@hooks.register("construct_homepage_panels")
def show_what_is_in_hand(_request: Any, panels: list[Component]) -> None:
    panels.append(InHand())


@hooks.register("register_reports_menu_item")
def offer_the_texts() -> MenuItem:
    return OfEditors(_("Texts of the course"), reverse("care_texts"), name="texts", icon_name="doc-full", order=660)


@hooks.register("register_reports_menu_item")
def offer_where_people_stop() -> MenuItem:
    url = reverse("care_progress")
    return OfEditors(_("Where people stop"), url, name="progress", icon_name="doc-full", order=670)


@hooks.register("register_reports_menu_item")
def offer_the_questions() -> MenuItem:
    url = reverse("care_questions")
    return OfEditors(_("Questions that mislead"), url, name="questions", icon_name="help", order=680)


@hooks.register("register_admin_urls")
def care_own_pages() -> list[URLPattern]:
    return [
        path("reports/texts/", views.texts, name="care_texts"),
        path("reports/progress/", views.progress, name="care_progress"),
        path("reports/questions/", views.questions, name="care_questions"),
    ]
