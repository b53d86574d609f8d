"""How a handout gets into a step: a block, and Wagtail's own chooser over those that stand."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet

from courses.choosers import KeyedChooserBlock


class WithPurpose:
    """Beside each title, what it is for."""

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("purpose", label=_("What it is for"))]  # type: ignore[misc]


class ChooseHandout(WithPurpose, ChooseView):
    pass


class ChooseHandoutResults(WithPurpose, ChooseResultsView):
    pass


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

    def get_object_list(self) -> Any:
        from courses.handouts.models import Handout  # noqa: PLC0415 -- blocks are defined before models

        return Handout.objects.standing()


handout_chooser = HandoutChooser()


class HandoutBlock(KeyedChooserBlock):
    """A file to print. Who may have it, and whether it is there yet, is asked each time the page is opened."""

    target_model = handout_chooser.model
    widget = handout_chooser.widget_class()

    def clean(self, value: Any) -> Any:
        handout = super().clean(value)
        if handout and handout.removed_at:
            raise ValidationError(gettext("This handout has been removed. Choose another one."))
        return handout

    def get_preview_value(self) -> Any:
        """One that stands, so that the picker shows what a learner would see."""
        return self.model_class.objects.standing().first()

    class Meta:
        label = _("Handout")
        icon = "download"
        template = "courses/blocks/handout.html"
        description = _('A PDF or Word file to print or to keep. Add it under "Handouts" first, then choose it here.')
        preview_template = "courses/block_preview.html"
