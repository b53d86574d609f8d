"""The editor's form of a step: whether a change is told to those who had finished, or makes everybody do it again.

The two boxes are no fields of the page. They become the version numbers that this draft will have once it is published:
one above what is published now. So saving a draft twice, publishing it later or by somebody else, or publishing an old
revision again, all come to the same: the published version (LearningStep) only ever rises (`courses.publishing`).
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminPageForm

from courses.reviewing import LAST_THAT_COUNTS, last_that_counts


class StepPageForm(WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail's forms are untyped
    tell_learners = forms.BooleanField(
        label=_("Tell learners what changed"),
        required=False,
        help_text=_("People who had finished stay finished, and see your line."),
    )
    everyone_must_redo = forms.BooleanField(
        label=_("Everyone must redo this step"),
        required=False,
        help_text=_("Takes back every completion of this step. Use it only for a change that everyone must see."),
    )

    redo_confirmed = forms.BooleanField(
        label=_("Yes, they must all do it again"),
        required=False,
        help_text=_("Needed when you publish with the box above ticked. You can undo it later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told, self.redone = self._published_versions()
        pending = self.instance.content_version > self.told
        self.initial["tell_learners"] = pending
        # Each has a version of its own: an older one is in force, or was taken back.
        self.initial["everyone_must_redo"] = self.instance.redo_from_version > self.told
        self.people = self._people_concerned()
        self.fields["redo_confirmed"].label = f"{self._who()} {self.fields['redo_confirmed'].label}"
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
            self.add_error("change_note", _("Write in one line what changed: people who had finished will read it."))
        asks = cleaned.get("everyone_must_redo") and self.people and not self.is_deferred_validation
        if asks and not cleaned.get("redo_confirmed"):
            self.add_error("redo_confirmed", self._ask_first())
        goes = not cleaned.get("required", True) or cleaned.get("expire_at")
        if goes and not self.is_deferred_validation and (title := last_that_counts([self.instance])):
            self.add_error("expire_at" if cleaned.get("expire_at") else "required", LAST_THAT_COUNTS % {"title": title})
        return cleaned

    def _who(self) -> str:
        from courses.redoing import who_it_concerns  # noqa: PLC0415 -- models use this form

        return who_it_concerns(self.people)

    def _people_concerned(self) -> int:
        from courses.redoing import concerned  # noqa: PLC0415 -- models use this form

        return concerned(self.instance.translation_key)

    def _ask_first(self) -> str:
        return ngettext(
            "%(people)d person has finished this step and will have to do it again. Tick this box if you mean that.",
            "%(people)d people have finished this step and will have to do it again. Tick this box if you mean that.",
            self.people,
        ) % {"people": self.people}

    def save(self, commit: bool = True) -> Any:
        redo = self.cleaned_data["everyone_must_redo"]
        next_version = self.told + 1
        announces = redo or self.cleaned_data["tell_learners"]
        self.instance.content_version = next_version if announces else self.told
        self.instance.redo_from_version = next_version if redo else self.redone
        return super().save(commit=commit)
