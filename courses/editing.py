"""The editor's form of a step: whom a change concerns, and whether it is told, or makes everybody do the step again.

The choice is no field of the page. It becomes the version numbers that this draft will have once it is published:
one above what is published now. So saving a draft twice, publishing it later or by somebody else, or publishing an old
revision again, all come to the same: the published version (LearningStep) only ever rises (`courses.publishing`).
"""

import hashlib
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.forms import WagtailAdminPageForm

from courses.exercises.block import Answering
from courses.progress.models import LearningStep, StepCompletion
from courses.reshaping.doors import why_out_of_turn
from courses.reviewing import LAST_THAT_COUNTS, last_that_counts, why_not_live
from courses.rounds.models import COUNTS_FOR
from courses.signing.doors import why_step_waits
from foundation.days import local_day
from foundation.registry import Registry

# "whom", "words" and "gate": filled at start-up by `courses.consequences`, which stands on the pages.
meanings: Registry[Callable[[Any], list[str]]] = Registry("what a change of a page means for learners")
READ_FIRST = _("Read what this changes, under “Before you publish”. Then publish it again.")
READ = "consequences_read"
SAY_WHAT = _("Write in one line what changed: people who had finished will read it.")
NOT_AHEAD = _("Choose a day after today, and after the day on which it is published.")
TOO_FAR = _("Choose a day up to %(day)s: what they had finished counts towards authorisation for 28 days only.")


class Telling(TextChoices):
    """What people who had finished a step hear of a change."""

    QUIETLY = "quietly", _("Publish quietly: no one is told, and everyone stays finished")
    TELL = "tell", _("Tell learners: everyone stays finished, and people who had finished read your line")
    REDO = "redo", _("Everyone must do it again: no one counts as finished until they have")


def concerned(step: UUID) -> int:
    """How many people have finished this step, in a way that counts."""
    return StepCompletion.objects.filter(step=step).counting().count()


def who_it_concerns(people: int) -> str:
    return ngettext(
        "%(people)d person has finished this step.", "%(people)d people have finished this step.", people
    ) % {"people": people}


def unfolding(body: Iterable[Any]) -> bool:
    """Whether something in the body of a page opens bit by bit."""
    return any(isinstance(child.block, Answering) and child.block.asks.unfolds for child in body)


class ReadsConsequences(WagtailAdminPageForm):  # type: ignore[misc]  # Wagtail's forms are untyped
    """What publishing means is shown before it happens. Where a form as it is sent means more than its editor has been
    shown, it comes back once, with that.
    """

    def consequences(self) -> list[str]:
        """What is different once this form is published, in sentences. Empty where it concerns nobody."""
        raise NotImplementedError

    @property
    def digest(self) -> str:
        """Which sentences its reader has in front of them."""
        return hashlib.sha256("\n".join(self.consequences()).encode()).hexdigest()

    def _ask_to_read(self) -> None:
        if self.consequences() and self.data.get(READ) != self.digest:
            self.add_error(None, READ_FIRST)


class ModulePageForm(ReadsConsequences):
    """Says above the fields what keeps the module from going live. A draft is saved as it is."""

    def consequences(self) -> list[str]:
        return meanings["gate"](self.instance)

    def _post_clean(self) -> None:
        """The page has the form's values from here on."""
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        if reason := why_not_live(self.instance):
            self.add_error(None, reason)
        else:
            self._ask_to_read()


class StepPageForm(ReadsConsequences):
    telling = forms.ChoiceField(
        label=_("People who had finished it"), choices=Telling, required=False, widget=forms.RadioSelect
    )
    redo_confirmed = forms.BooleanField(
        label=_("Yes, they must all do it again"),
        required=False,
        help_text=_("Needed when you publish it so. You can undo it later."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told, self.redone = self._published_versions()
        pending = self.instance.content_version > self.told
        # Each has a version of its own: an older one is in force, or was taken back.
        redo = self.instance.redo_from_version > self.told
        self.initial["telling"] = Telling.REDO if redo else Telling.TELL if pending else Telling.QUIETLY
        self.people = concerned(self.instance.translation_key)
        self.fields["redo_confirmed"].label = f"{who_it_concerns(self.people)} {self.fields['redo_confirmed'].label}"
        self.fields["change_note"].widget.attrs |= COPIED_BELOW
        if not pending:
            # What was told last time has been told.
            self.initial |= {"change_note": "", "redo_by": None}

    def _published_versions(self) -> tuple[int, int]:
        """The version that learners have, and the version from which completions count."""
        published = LearningStep.objects.filter(pk=self.instance.translation_key).first()
        return (published.content_version, published.redo_from_version) if published else (1, 0)

    def consequences(self) -> list[str]:
        return meanings["words"](self.instance)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        cleaned["telling"] = cleaned.get("telling") or Telling.QUIETLY
        if not self.is_deferred_validation:
            self._clean_telling(cleaned)
            self._clean_what_counts(cleaned)
            if cleaned.get("one_press") and unfolding(cleaned.get("body") or ()):
                self.add_error("one_press", _("A scenario or a conversation opens bit by bit, by buttons of its own."))
        return cleaned

    def _clean_telling(self, cleaned: dict[str, Any]) -> None:
        redo = cleaned["telling"] == Telling.REDO
        if cleaned["telling"] != Telling.QUIETLY and not cleaned.get("change_note", "").strip():
            self.add_error("change_note", SAY_WHAT)
        if redo and self.people and not cleaned.get("redo_confirmed"):
            self.add_error("redo_confirmed", self._ask_first())
        if redo and cleaned.get("redo_by") and (why := self._why_not_by(cleaned["redo_by"], cleaned.get("go_live_at"))):
            self.add_error("redo_by", why)

    def _why_not_by(self, by: date, goes_live: Any) -> str:
        begins = max(local_day(goes_live or timezone.now()), local_day(timezone.now()))
        if by <= begins:
            return str(NOT_AHEAD)
        latest = begins + COUNTS_FOR
        return str(TOO_FAR % {"day": date_format(latest, "j F Y")}) if self.gates and by > latest else ""

    @property
    def gates(self) -> bool:
        """Whether this is a step of a module that is needed before authorisation."""
        return bool(getattr(self._module(), "gates_authorisation", False))

    def _module(self) -> Any:
        return (self.parent_page or self.instance.get_parent()).specific

    def _clean_what_counts(self, cleaned: dict[str, Any]) -> None:
        goes = not cleaned.get("required", True) or cleaned.get("expire_at")
        if goes and (title := last_that_counts([self.instance])):
            self.add_error("expire_at" if cleaned.get("expire_at") else "required", LAST_THAT_COUNTS % {"title": title})

    def _post_clean(self) -> None:
        """The page has the form's values from here on."""
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        if reason := why_out_of_turn(self.instance) or why_step_waits(self.instance, self._module()):
            self.add_error(None, reason)
        else:
            self._ask_to_read()

    def _ask_first(self) -> str:
        return ngettext(
            "%(people)d person has finished this step and will have to do it again. Tick this box if you mean that.",
            "%(people)d people have finished this step and will have to do it again. Tick this box if you mean that.",
            self.people,
        ) % {"people": self.people}

    def save(self, commit: bool = True) -> Any:
        telling, next_version = self.cleaned_data["telling"], self.told + 1
        self.instance.content_version = self.told if telling == Telling.QUIETLY else next_version
        self.instance.redo_from_version = next_version if telling == Telling.REDO else self.redone
        return super().save(commit=commit)


# Wagtail's own script: what is typed is shown below as learners will read it. Without script, once it is saved.
COPIED_BELOW = {
    "data-controller": "w-sync",
    "data-action": "input->w-sync#apply",
    "data-w-sync-target-value": "#words-they-will-read",
}
