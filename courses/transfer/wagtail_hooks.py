"""The page "Export and import" in the Wagtail admin."""

from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.transfer import views


@hooks.register("register_admin_urls")
def transfer_own_pages() -> list[URLPattern]:
    return [
        path("transfer/", views.transfer, name="transfer"),
        path("transfer/<int:page>/", views.export, name="transfer_export"),
    ]


@hooks.register("register_admin_menu_item")
def offer_the_page() -> Any:
    return MenuItem(_("Export and import"), reverse("transfer"), name="transfer", icon_name="download", order=170)
