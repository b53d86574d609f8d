"""What is looked at: chosen from the site's images, described for those who don't see it."""

from pathlib import Path, PurePosixPath
from string import ascii_lowercase, digits
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import BlockGroup, BooleanBlock, ChoiceBlock, StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

from courses.content_entries import Entry
from courses.pictures.kinds import DRAWING, PHOTOGRAPHS, fit, is_drawing
from courses.pictures.renditions import SHAPES, WHOLE, Sized, sized
from courses.reading import Reading, line, lines
from foundation.refusals import Refusal

LETTERS = {*ascii_lowercase, *digits, "-"}
# The field of every block that shows a picture.
PICTURE = "picture"
# The block that shows a photograph, by its name in a step.
PHOTOGRAPH = "image"


class PictureChooserBlock(ImageChooserBlock):
    """A file of the curriculum names a picture by its own file; the database names it by its row."""

    def to_python(self, value: Any) -> Any:
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: list[Any]) -> list[Any]:
        names = [value for value in values if isinstance(value, str)]
        rows = dict(self.model_class.objects.filter(source__in=names).values_list("source", "pk")) if names else {}
        found: list[Any] = super().bulk_to_python([rows.get(value) if value in names else value for value in values])
        return found


class PictureBlock(Reading):
    """What all of them share: which kind of file they show, and how a file of the curriculum says it."""

    # In content/, and which names it takes there.
    folder: ClassVar[str]
    endings: ClassVar[tuple[str, ...]]

    def takes(self, picture: Any) -> bool:
        raise NotImplementedError

    def faults(self, value: Any) -> dict[str, str]:
        """Field -> what is wrong with it, in an editor's words."""
        raise NotImplementedError

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (faults := self.faults(cleaned)):
            raise StructBlockValidationError({name: ValidationError(text) for name, text in faults.items()})
        return cleaned

    def get_preview_value(self) -> Any:
        """One that is there, so that the picker shows what a learner would see."""
        images = self.child_blocks[PICTURE].model_class.objects.order_by("pk")
        chosen = next((image for image in images if self.takes(image)), None)
        return self.normalize({**self.meta.example, PICTURE: chosen})

    @classmethod
    def file_in(cls, entry: Entry) -> str:
        """Its file below content/, such as figures/arrow-map.svg."""
        name = entry.text("file")
        path = PurePosixPath(name)
        plain = path.stem and set(path.stem) <= LETTERS
        if str(path.parent) != cls.folder or path.suffix not in cls.endings or not plain:
            entry.bad(f"file must be {cls.folder}/some-name{cls.endings[0]}, in small letters, digits and dashes")
        elif not (entry.problems.path.parent / name).is_file():
            entry.bad(f"there is no {name}")
        return name


class FigureBlock(PictureBlock):
    picture = PictureChooserBlock(
        label=_("Drawing"),
        help_text=_("An SVG file: lines, shapes and text. Draw it about 360 wide, and it can be read on a phone."),
    )
    alt = lines(
        _("In words"),
        max_length=600,
        help_text=_("All that the drawing says, for people who hear this page or can't load it."),
    )
    caption = line(_("Caption"), required=False, help_text=_("Everyone reads it, below the drawing."))

    folder, endings = "figures", (DRAWING,)

    def takes(self, picture: Any) -> bool:
        return is_drawing(picture.file.name)

    def faults(self, value: Any) -> dict[str, str]:
        if self.takes(value[PICTURE]):
            return {}
        return {PICTURE: gettext("This is a photograph. Choose an SVG drawing here, or use an “Image” block.")}

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        name = cls.file_in(entry)
        _check_drawing(entry, entry.problems.path.parent / name)
        caption = entry.text("caption") if entry.has("caption") else ""
        return {PICTURE: name, "alt": entry.text("alt"), "caption": caption}

    class Meta:
        label = _("Figure")
        icon = "draft"
        template = "courses/blocks/figure.html"
        description = _("A drawing: a map, a sequence, two circles that overlap.")
        example: ClassVar[dict[str, Any]] = {
            "alt": "An arrow leads from the group to the pair, and from the pair to their supervisor.",
            "caption": "Where a worry goes",
        }


class ImageBlock(PictureBlock):
    picture = PictureChooserBlock(
        label=_("Picture"),
        help_text=_("A photograph of nobody who could be recognised. Where and when it was taken is left out for you."),
    )
    alt = lines(
        _("In words"),
        required=False,
        max_length=600,
        help_text=_("What it shows that matters here, for people who hear this page or can't load it."),
    )
    decoration = BooleanBlock(
        label=_("Decoration"), required=False, help_text=_("It says nothing that the text does not say.")
    )
    caption = line(_("Caption"), required=False)
    credit = line(_("Credit"), required=False, help_text=_("Who made it, and under which licence."))
    shape = ChoiceBlock(
        label=_("Shape"),
        choices=SHAPES,
        default=WHOLE,
        help_text=_("A wide strip is cut around the focal point. Set that where you edit the image."),
    )

    folder, endings = "images", PHOTOGRAPHS

    def takes(self, picture: Any) -> bool:
        return not is_drawing(picture.file.name)

    def faults(self, value: Any) -> dict[str, str]:
        found = {}
        if not self.takes(value[PICTURE]):
            found[PICTURE] = gettext("This is a drawing. Choose a photograph here, or use a “Figure” block.")
        if value["decoration"] and value["alt"]:
            found["alt"] = gettext("A decoration is not read out. Empty this, or untick “Decoration”.")
        elif not value["decoration"] and not value["alt"]:
            found["alt"] = gettext("Write what the picture shows, or tick “Decoration”.")
        return found

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        picture: Sized | None = sized(value[PICTURE], value["shape"]) if value[PICTURE] else None
        return {**context, "sized": picture}

    @classmethod
    def from_file(cls, entry: Entry) -> dict[str, Any]:
        said = {name: entry.text(name) if entry.has(name) else "" for name in ("alt", "caption", "credit")}
        decoration = entry.flag("decoration") if entry.has("decoration") else False
        shape = entry.text("shape") if entry.has("shape") else WHOLE
        if shape not in dict(SHAPES):
            entry.bad(f"shape must be one of {', '.join(dict(SHAPES))}")
        return {PICTURE: cls.file_in(entry), **said, "decoration": decoration, "shape": shape}

    class Meta:
        label = _("Image")
        icon = "image"
        template = "courses/blocks/image.html"
        form_layout = BlockGroup(children=[PICTURE, "alt", "decoration", "caption", "credit"], settings=["shape"])
        description = _("A photograph. Only where it shows something that words can't.")
        example: ClassVar[dict[str, Any]] = {
            "alt": "An empty teaching room with eight chairs in a ring.",
            "decoration": False,
            "caption": "Before the first session",
            "credit": "",
            "shape": WHOLE,
        }


def _check_drawing(entry: Entry, path: Path) -> None:
    if not path.is_file():
        return
    try:
        fit(ContentFile(path.read_bytes(), name=path.name))
    except Refusal as refusal:
        entry.bad(str(refusal))
