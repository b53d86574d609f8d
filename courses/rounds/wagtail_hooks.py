"""The page of a step that is to be done again, among those of sign-off, and its line in the page's history."""

from typing import Any

from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from courses.rounds import views
from courses.rounds.services import SAFETY_REASON


@hooks.register("register_admin_urls")
def address() -> list[URLPattern]:
    """Under the address that clinical leads reach."""
    return [path("sign-off/again/<uuid:pk>/", views.asked_again, name="asked_again")]


@hooks.register("register_log_actions")
def tell_of_safety_reasons_in_the_history(actions: Any) -> None:
    @actions.register_action(SAFETY_REASON)
    class Safety(LogFormatter):
        label = _("A safety reason was recorded")

        def format_message(self, log_entry: Any) -> str:
            said = gettext(
                "A safety reason: %(people)d people cannot co-facilitate until they have done it again. %(reason)s"
            )
            words: str = said % log_entry.data
            return words
