"""The case bank in the Wagtail admin: a plain list and a form."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from courses.cases.forms import CaseMomentForm
from courses.cases.models import CaseMoment


class CaseBankViewSet(ModelViewSet):
    model = CaseMoment
    # "cases" is the page for drawing.
    name = "case_bank"
    icon = "comment"
    menu_label = _("Case bank")
    menu_order = 166
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    ordering = ["moment"]
    list_display = ["__str__", Column("about", label=_("Themes"))]
    search_fields = ["moment", "listen_for"]
    search_backend_name = None

    def get_form_class(self, **_for_update: bool) -> type[CaseMomentForm]:
        return CaseMomentForm


cases = CaseBankViewSet()
