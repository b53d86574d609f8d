"""Pictures that come with the curriculum's files: made once, and an editor's from then on."""

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images import get_image_model

from courses.content_entries import ContentError
from courses.pictures.kinds import fit
from foundation.refusals import Refusal


@transaction.atomic
def make_pictures(*, folder: Path, names: Iterable[str]) -> int:
    """Make those that never stood. `names` are files below `folder`. Returns how many. Raises ContentError."""
    wanted = sorted(set(names))
    standing = set(get_image_model().objects.filter(source__in=wanted).values_list("source", flat=True))
    missing = [name for name in wanted if name not in standing]
    for name in missing:
        _make(folder, name)
    return len(missing)


def _make(folder: Path, name: str) -> None:
    path = PurePosixPath(name)
    title = path.stem.replace("-", " ").capitalize()
    try:
        file = fit(ContentFile((folder / name).read_bytes(), name=path.name))
    except Refusal as refusal:
        raise ContentError([f"{name}: {refusal}"]) from refusal
    image = get_image_model()(title=title, source=name, file=file)
    image._set_image_file_metadata()
    image.save()
