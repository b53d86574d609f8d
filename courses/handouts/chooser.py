"""How an editor picks a handout for a step: Wagtail's own chooser, over those that stand."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks import ChooserBlock


class WithPurpose:
    """Beside each title, what it is for."""

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("purpose", label=_("What it is for"))]  # type: ignore[misc]


class ChooseHandout(WithPurpose, ChooseView):
    pass


class ChooseHandoutResults(WithPurpose, ChooseResultsView):
    pass


class BaseHandoutBlock(ChooserBlock):
    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        """Stored bodies hold keys as text; Wagtail looks them up by what the database gives, which is UUIDs."""
        keys = [UUID(str(value)) if value else None for value in values]
        found: list[Any] = super().bulk_to_python(keys)
        return found

    def clean(self, value: Any) -> Any:
        handout = super().clean(value)
        if handout and handout.removed_at:
            raise ValidationError(gettext("This handout has been removed. Choose another one."))
        return handout


class HandoutChooser(ChooserViewSet):
    name = "choose_handout"
    url_prefix = "choose-handout"
    model = "courses.Handout"
    icon = "download"
    choose_one_text = _("Choose a handout")
    choose_another_text = _("Choose another handout")
    edit_item_text = _("Rename it, or replace its file")
    choose_view_class = ChooseHandout
    choose_results_view_class = ChooseHandoutResults
    base_block_class = BaseHandoutBlock

    def get_object_list(self) -> Any:
        from courses.handouts.models import Handout  # noqa: PLC0415 -- blocks are defined before models

        return Handout.objects.standing()


handout_chooser = HandoutChooser()
