"""The problems that learners reported, for content editors: a list in the Wagtail admin, and how many wait."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component

from courses.models import StepPage
from courses.problems.models import ProblemReport
from courses.problems.services import settle_problem
from foundation.http import Request
from foundation.paging import paged
from people.models import Role


def reads_problems(request: Request) -> bool:
    """Content editors of today; clinical leads and others in the admin have no use for them."""
    return Role.EDITOR in request.roles or request.user.is_superuser


@require_GET
def list_problems(request: Request) -> HttpResponse:
    """Those that wait, the oldest first; with `?settled=1` the others, the newest first. Nobody's name."""
    if not reads_problems(request):
        raise Http404
    settled = "settled" in request.GET
    reports = ProblemReport.objects.select_related("step")
    listed = reports.exclude(settled_at=None).order_by("-settled_at", "pk") if settled else _that_wait(reports)
    context = paged(request, listed) | {"settled": settled}
    context["rows"] = with_pages(context["page"].object_list)
    return render(request, "courses/problems/admin_list.html", context)


def _that_wait(reports: Any) -> Any:
    return reports.waiting().order_by("sent_at", "pk")


def with_pages(reports: Iterable[ProblemReport]) -> list[tuple[ProblemReport, StepPage | None]]:
    """Each with the page of its step, if there still is one. One query."""
    listed = list(reports)
    keys = {report.step_id for report in listed}
    pages = {page.translation_key: page for page in StepPage.objects.filter(translation_key__in=keys).defer("body")}
    return [(report, pages.get(report.step_id)) for report in listed]


@require_POST
def settle(request: Request, pk: UUID) -> HttpResponse:
    if not reads_problems(request):
        raise Http404
    settle_problem(report=get_object_or_404(ProblemReport, pk=pk), by=request.user, now=request.now)
    messages.success(request, _("Marked as dealt with."))
    return redirect("problem_reports")


class ProblemsReported(Component):
    """On the editor's front page, while any wait."""

    name = "problems_reported"
    template_name = "courses/problems/admin_panel.html"
    order = 60

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        shown = reads_problems(parent_context["request"])
        return {"waiting": ProblemReport.objects.waiting().count() if shown else 0}


class OfEditors(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return reads_problems(request)


@hooks.register("construct_homepage_panels")
def tell_how_many_wait(_request: Any, panels: list[Component]) -> None:
    panels.append(ProblemsReported())


@hooks.register("register_reports_menu_item")
def offer_the_list() -> MenuItem:
    url = reverse("problem_reports")
    return OfEditors(gettext_lazy("Problems reported"), url, name="problems", icon_name="warning", order=650)


@hooks.register("register_admin_urls")
def problems_own_pages() -> list[URLPattern]:
    return [
        path("reports/problems/", list_problems, name="problem_reports"),
        path("reports/problems/<uuid:pk>/settle/", settle, name="settle_problem"),
    ]
