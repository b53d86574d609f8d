"""For content editors: which of the questions that come back mislead, in the admin's reports."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.boosters.figures import FEWEST, item_table
from courses.problems.wagtail_hooks import OfEditors, reads_problems
from foundation.http import Request


@require_GET
def items(request: Request) -> HttpResponse:
    if not reads_problems(request):
        raise Http404
    context: dict[str, Any] = {"rows": item_table(), "fewest": FEWEST}
    return render(request, "courses/boosters/admin_items.html", context)


@hooks.register("register_reports_menu_item")
def offer_the_table() -> MenuItem:
    url = reverse("booster_items")
    return OfEditors(gettext_lazy("Questions that come back"), url, name="boosters", icon_name="tick", order=660)


@hooks.register("register_admin_urls")
def boosters_own_pages() -> list[URLPattern]:
    return [path("reports/questions-that-come-back/", items, name="booster_items")]
