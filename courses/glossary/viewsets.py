"""The glossary in the Wagtail admin: a plain list and a form."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.model import ModelViewSet

from courses.glossary.forms import GlossaryTermForm
from courses.glossary.models import GlossaryTerm


class GlossaryViewSet(ModelViewSet):
    model = GlossaryTerm
    name = "glossary"
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 165
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    ordering = ["term"]
    list_display = ["term", "meaning"]
    search_fields = ["term", "meaning"]
    search_backend_name = None

    def get_form_class(self, **_for_update: bool) -> type[GlossaryTermForm]:
        return GlossaryTermForm


glossary = GlossaryViewSet()
