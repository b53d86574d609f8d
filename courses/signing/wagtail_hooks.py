"""How clinical sign-off hangs in the Wagtail admin: its addresses, its entry in the menu, a button at each page."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from courses.models import ModulePage, StepPage
from courses.signing import views
from courses.trying import views as trying


@hooks.register("register_admin_urls")
def addresses() -> list[URLPattern]:
    return [
        path("sign-off/", views.desk, name="sign_off"),
        path("sign-off/<uuid:module_id>/", views.document, name="sign_off_module"),
        path("sign-off/<uuid:module_id>/send/", views.send, name="sign_off_send"),
        path("sign-off/<uuid:module_id>/publish/", views.publish, name="sign_off_publish"),
        path("sign-off/try/<int:revision>/", trying.try_step, name="try_step"),
        path("sign-off/try/<int:revision>/phone/", trying.on_a_phone, name="try_step_on_a_phone"),
        path("sign-off/try/<int:revision>/answer/<uuid:block>/", trying.try_answer, name="try_answer"),
        path("sign-off/try/<int:revision>/words/<uuid:block>/", trying.try_words, name="try_words"),
        path("sign-off/try/<int:revision>/done/", trying.try_done, name="try_done"),
        path("sign-off/<uuid:pk>/decide/", views.decide, name="sign_off_decide"),
    ]


@hooks.register("register_admin_menu_item")
def entry() -> MenuItem:
    return MenuItem(_("Clinical sign-off"), reverse("sign_off"), name="sign-off", icon_name="clipboard-list", order=160)


@hooks.register("register_page_header_buttons")
def buttons(page: Page, user: Any, **_where: Any) -> Iterator[Button]:
    step = isinstance(page.specific, StepPage)
    module = page.get_parent().specific if step else page.specific
    if not isinstance(module, ModulePage) or not page.permissions_for_user(user).can_edit():
        return
    if step and page.latest_revision_id:
        yield Button(_("Try it as a learner"), reverse("try_step", args=[page.latest_revision_id]), priority=61)
    yield Button(_("Clinical sign-off"), reverse("sign_off_module", args=[module.translation_key]), priority=62)
