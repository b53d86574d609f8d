"""The editor's form of a step: whether a change is told to those who had finished, or makes everybody do it again.

The two boxes are no fields of the page. They become the version numbers that this draft will have once it is published:
one above what is published now. So saving a draft twice, publishing it later or by somebody else, or publishing an old
revision again, all come to the same: the published version (LearningStep) only ever rises (`courses.publishing`).
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class StepPageForm(WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail's forms are untyped
    tell_learners = forms.BooleanField(
        label=_("Tell learners what changed"), required=False,
        help_text=_("Those who had finished stay finished, and see your line."),
    )
    everyone_must_redo = forms.BooleanField(
        label=_("Everyone must redo this step"), required=False,
        help_text=_("Takes back every completion of this step. Only for a change that nobody may miss."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told, self.redone = self._published_versions()
        pending = self.instance.content_version > self.told
        self.initial["tell_learners"] = pending
        self.initial["everyone_must_redo"] = self.instance.redo_from_version > self.redone
        if not pending:
            # What was told last time has been told.
            self.initial["change_note"] = ""

    def _published_versions(self) -> tuple[int, int]:
        """The version that learners have, and the version from which completions count."""
        from courses.models import LearningStep  # noqa: PLC0415 -- models use this form

        published = LearningStep.objects.filter(pk=self.instance.translation_key).first()
        return (published.content_version, published.redo_from_version) if published else (1, 0)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        announces = cleaned.get("tell_learners") or cleaned.get("everyone_must_redo")
        if announces and not cleaned.get("change_note", "").strip() and not self.is_deferred_validation:
            self.add_error("change_note", _("Say in one line what changed: those who had finished will read it."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        redo = self.cleaned_data["everyone_must_redo"]
        next_version = self.told + 1
        announces = redo or self.cleaned_data["tell_learners"]
        self.instance.content_version = next_version if announces else self.told
        self.instance.redo_from_version = next_version if redo else self.redone
        return super().save(commit=commit)
