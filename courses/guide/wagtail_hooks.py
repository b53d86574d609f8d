"""The editors' guide, `docs/editing.md`, as a page of the Wagtail admin."""

import markdown
from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from courses.problems.wagtail_hooks import OfEditors, reads_problems
from foundation.http import Request

GUIDE = settings.ROOT / "docs" / "editing.md"


@require_GET
def guide(request: Request) -> HttpResponse:
    if not reads_problems(request):
        raise Http404
    _title, _newline, text = GUIDE.read_text(encoding="utf-8").partition("\n")
    html = mark_safe(markdown.markdown(text))  # noqa: S308 -- our own file
    return render(request, "courses/guide/page.html", {"guide": html})


@hooks.register("register_admin_menu_item")
def offer_the_guide() -> MenuItem:
    return OfEditors(_("Guide"), reverse("editors_guide"), name="guide", icon_name="help", order=50)


@hooks.register("register_admin_urls")
def guide_own_page() -> list[URLPattern]:
    return [path("guide/", guide, name="editors_guide")]
