"""Which blocks name a file, and how it is taken along with a course. A new kind of file is one line here."""

from courses.transfer.carriers import carriers
from courses.transfer.kept_files import DRAWINGS, HANDOUTS, PHOTOGRAPHS
from courses.transfer.recordings import RECORDINGS


def register() -> None:
    carriers.register("figure", DRAWINGS)
    carriers.register("image", PHOTOGRAPHS)
    carriers.register("handout", HANDOUTS)
    carriers.register("audio", RECORDINGS)
    carriers.register("video", RECORDINGS)
