"""The directory in the editors' admin: what was checked longest ago comes first."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.viewsets.model import ModelViewSet

from directory.models import HelpService


def state(service: HelpService) -> str:
    """The clock is read here, at the edge: this is called by the list's own view."""
    stale = service.needs_checking(timezone.localdate())
    return str(_("Ring it and check") if stale else _("Checked"))


class HelpServiceViewSet(ModelViewSet):
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
        Column("state", label=_("State"), accessor=state),
    ]
    list_filter = ["strength", "audience", "last_checked"]
    list_export = ["name", "strength", "audience", "phone", "text_number", "web", "hours", "nations", "last_checked"]
    panels = [
        FieldPanel("name"),
        FieldPanel("what_for"),
        FieldRowPanel([FieldPanel("strength"), FieldPanel("audience"), FieldPanel("position")]),
        MultiFieldPanel(
            [FieldPanel("phone"), FieldPanel("text_number"), FieldPanel("web")], heading=_("How to reach it")
        ),
        FieldRowPanel([FieldPanel("hours"), FieldPanel("nations")]),
        FieldPanel("last_checked", help_text=_("When somebody last rang it. Change this only after ringing.")),
    ]


@hooks.register("register_admin_viewset")
def register_help_services() -> HelpServiceViewSet:
    return HelpServiceViewSet()
