"""The directory in the editors' admin: what was checked longest ago comes first."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import CreateView, DeleteView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet

from directory.forms import HelpServiceForm
from directory.models import HelpService
from directory.seed import offered, offers
from foundation.days import local_day
from foundation.refusals import Refusal


def state(service: HelpService) -> str:
    """The clock is read here, at the edge: this is called by the list's own view."""
    stale = service.needs_checking(local_day(timezone.now()))
    return str(_("Ring it and check") if stale else _("Checked"))


def seen(service: HelpService) -> str:
    return str(_("Yes, now") if service.shown else _("No"))


class Listing(IndexView):
    """With what is missing here below: each opens as a form that an editor completes."""

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "offers": offers()}


class Adding(CreateView):
    def get_initial_form_instance(self) -> HelpService | None:
        return offered(self.request.GET.get("offer", "")) or super().get_initial_form_instance()


class Editing(EditView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Its form looks at the row under a lock."""
        with transaction.atomic():
            answer: HttpResponse = super().post(request, *args, **kwargs)
        return answer


class Deleting(DeleteView):
    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            answer: HttpResponse = super().post(request, *args, **kwargs)
        except Refusal as refusal:
            messages.error(request, str(refusal))
            return redirect(self.get_success_url())
        return answer


PANELS = [
    HelpPanel(template="directory/admin/public_now.html", heading=_("What the public sees now")),
    FieldPanel("shown"),
    FieldPanel("name"),
    FieldPanel("what_for"),
    FieldPanel("need"),
    FieldRowPanel([FieldPanel("strength"), FieldPanel("audience"), FieldPanel("position")]),
    MultiFieldPanel([FieldPanel("phone"), FieldPanel("text_number"), FieldPanel("web")], heading=_("How to reach it")),
    FieldRowPanel([FieldPanel("hours"), FieldPanel("nations")]),
    FieldPanel("last_checked", help_text=_("The day someone last rang it. Change this only after ringing.")),
]


class HelpServiceViewSet(ModelViewSet):
    index_view_class = Listing
    add_view_class = Adding
    edit_view_class = Editing
    delete_view_class = Deleting
    index_template_name = "directory/admin/index.html"
    model = HelpService
    name = "help_services"
    url_prefix = "help-services"
    icon = "help"
    menu_label = _("Help services")
    menu_order = 210
    add_to_admin_menu = True
    inspect_view_enabled = True
    ordering = ["last_checked", "position"]
    search_fields = ["name", "what_for"]
    search_backend_name = None
    list_display = [
        "name",
        "strength",
        "phone",
        "nations",
        DateColumn("last_checked", label=_("Last checked"), sort_key="last_checked"),
        Column("shown", label=_("The public sees it"), accessor=seen),
        Column("state", label=_("State"), accessor=state),
    ]
    list_filter = ["need", "strength", "audience", "shown", "last_checked"]
    list_export = [
        "name",
        "shown",
        "need",
        "strength",
        "audience",
        "phone",
        "text_number",
        "web",
        "hours",
        "nations",
        "last_checked",
    ]
    edit_handler = ObjectList(PANELS, base_form_class=HelpServiceForm)


@hooks.register("register_admin_viewset")
def register_help_services() -> HelpServiceViewSet:
    return HelpServiceViewSet()
