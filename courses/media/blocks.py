"""What is heard and watched: chosen from the site's recordings. And what is on other sites, as a link that says so."""

from pathlib import PurePosixPath
from string import ascii_lowercase, digits
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.blocks import StructBlockValidationError

from courses.choosers import KeyedChooserBlock
from courses.content_entries import Entry, fixed_id
from courses.media.outside import host_of, linked
from courses.media.playing import played
from courses.reading import Reading, line
from foundation.refusals import Refusal

LETTERS = {*ascii_lowercase, *digits, "-"}
# The field of every block that plays one, and the folder of their files in content/.
RECORDING, FOLDER = "recording", "recordings"
AUDIO, VIDEO = "audio", "video"


class WithKind:
    """Beside each title, whether it is heard or watched."""

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, Column("get_kind_display", label=_("Kind"))]  # type: ignore[misc]


class ChooseRecording(WithKind, ChooseView):
    pass


class ChooseRecordingResults(WithKind, ChooseResultsView):
    pass


class RecordingChooser(ChooserViewSet):
    name = "choose_recording"
    url_prefix = "choose-recording"
    model = "courses.Recording"
    icon = "media"
    choose_one_text = _("Choose a recording")
    choose_another_text = _("Choose another recording")
    edit_item_text = _("Change its captions or transcript")
    choose_view_class = ChooseRecording
    choose_results_view_class = ChooseRecordingResults


recording_chooser = RecordingChooser()


class RecordingChooserBlock(KeyedChooserBlock):
    target_model = recording_chooser.model
    widget = recording_chooser.widget_class()


class PlayedBlock(Reading):
    """What both share. Nothing plays by itself, and nothing is loaded before somebody presses play."""

    kind: ClassVar[str]
    endings: ClassVar[tuple[str, ...]]

    recording = RecordingChooserBlock(
        label=_("Recording"), help_text=_('Add it under "Recordings" first, with its transcript, then choose it here.')
    )
    intro = line(_("What to look or listen for"), required=False)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (faults := self.faults(cleaned[RECORDING])):
            raise StructBlockValidationError({RECORDING: ValidationError([ValidationError(text) for text in faults])})
        return cleaned

    def faults(self, recording: Any) -> list[str]:
        """All that keeps it from being published, in an editor's words."""
        found = []
        if recording.kind != self.kind:
            found.append(self.meta.other_kind)
        said = {"title": recording.title}
        if recording.needs_captions and not recording.captions:
            found.append(gettext("“%(title)s” has no captions. Add them under Recordings.") % said)
        if not recording.transcript:
            found.append(gettext("“%(title)s” has no transcript. Add it under Recordings.") % said)
        return found

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        recording = value[RECORDING]
        return {**context, "recording": played(recording, value["intro"]) if recording else None}

    def get_searchable_content(self, value: Any) -> list[str]:
        """What is said in it is found as what is written is."""
        recording = value[RECORDING]
        return [value["intro"], *((recording.title, recording.transcript) if recording else ())]

    def get_preview_value(self) -> Any:
        """One that is there, so that the picker shows what a learner would see."""
        rows = self.child_blocks[RECORDING].model_class.objects.filter(kind=self.kind)
        return self.normalize({RECORDING: rows.first(), "intro": ""})

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        """Its raw value: what is in the recording itself is read by `courses.media.files`."""
        name = file_in(entry, "file", cls.endings)
        intro = entry.text("intro") if entry.has("intro") else ""
        if entry.problems.exported:
            # What is said in it is in the list of files.
            return {RECORDING: name, "intro": intro}
        for needed in ("title", "transcript"):
            entry.text(needed)
        if cls.kind == VIDEO or entry.has("captions"):
            file_in(entry, "captions", (".vtt",))
        return {RECORDING: key_of(name), "intro": intro}

    class Meta:
        template = "courses/blocks/recording.html"


class AudioBlock(PlayedBlock):
    kind, endings = AUDIO, (".mp3", ".m4a", ".ogg", ".weba")

    class Meta:
        label = _("Audio")
        icon = "media"
        description = _("Something to listen to, with its words as a transcript.")
        other_kind = _("This is a video. Choose a sound here, or use a “Video” block.")


class VideoBlock(PlayedBlock):
    kind, endings = VIDEO, (".mp4", ".webm")

    class Meta:
        label = _("Video")
        icon = "media"
        description = _("A film of our own, with captions and a transcript. Only where it shows what words can't.")
        other_kind = _("This is a sound. Choose a video here, or use an “Audio” block.")


class OutsideBlock(Reading):
    title = line(_("What it is called there"), max_length=160)
    address = line(
        _("Address"), max_length=1000, help_text=_("It begins with https://. Learners see a link and nothing else.")
    )
    about = line(_("What it is, and how long"), required=False, help_text=_("For example: a talk of 12 minutes."))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        try:
            cleaned["address"] = linked(cleaned["address"])
        except Refusal as refusal:
            raise StructBlockValidationError({"address": ValidationError(str(refusal))}) from refusal
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """A draft may hold any address: one that could not be published is no link."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        try:
            address = linked(value["address"] or "")
        except Refusal:
            address = ""
        return {**context, "address": address, "host": host_of(address)}

    def get_searchable_content(self, value: Any) -> list[str]:
        return [value["title"], value["about"]]

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        address = entry.text("address")
        try:
            address = linked(address)
        except Refusal as refusal:
            entry.bad(str(refusal))
        about = entry.text("about") if entry.has("about") else ""
        return {"title": entry.text("title"), "address": address, "about": about}

    class Meta:
        label = _("Video or page elsewhere")
        icon = "link-external"
        template = "courses/blocks/outside.html"
        description = _("A link to another site that says where it leads. Nothing is fetched from there.")
        preview_value: ClassVar[dict[str, str]] = {
            "title": "Schwartz Rounds",
            "address": "https://www.youtube.com/watch?v=example",
            "about": "A talk of 12 minutes.",
        }


def key_of(file: str) -> str:
    """The key of the recording that is made of a file in content/."""
    return fixed_id("recording", file)


def file_in(entry: Entry, field: str, endings: tuple[str, ...]) -> str:
    """A file below content/, such as recordings/opening.mp3."""
    name = entry.text(field)
    path = PurePosixPath(name)
    plain = path.stem and set(path.stem) <= LETTERS
    if str(path.parent) != FOLDER or path.suffix not in endings or not plain:
        entry.bad(f"{field} must be {FOLDER}/some-name{endings[0]}, in small letters, digits and dashes")
    elif not (entry.problems.path.parent / name).is_file():
        entry.bad(f"there is no {name}")
    return name
