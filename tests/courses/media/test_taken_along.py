"""A course that is taken elsewhere takes its recordings along, with every word of them, and its links."""

import pytest

from courses.content_entries import ContentError
from courses.media.models import Recording
from courses.models import StepPage
from tests.courses.media.making import a_recording, a_step_with, a_video, shown
from tests.courses.transfer.carrying import changed, exported, imported
from tests.courses.world import block

LINK = {"title": "Rounds", "address": "https://example.org/a", "about": ""}


@pytest.fixture
def taken(cast, world) -> bytes:
    sound, film = a_recording(cast), a_video(cast)
    a_step_with(world, shown(sound), shown(film, "video", "Look.", key="film"), block("outside", "outside", LINK))
    return exported(world.course, cast.now)


def facts() -> list[tuple[str, ...]]:
    return list(
        Recording.objects.order_by("title").values_list("pk", "title", "kind", "captions", "transcript", "digest")
    )


def test_the_same_recordings_are_there_once(cast, taken):
    before = facts()
    imported(taken, cast.now, by=cast.eddie, copy=True)
    assert facts() == before
    copy = StepPage.objects.filter(title="Hearing").order_by("-pk")[0]
    assert [child.value.get("intro") for child in copy.body if child.block_type in ("audio", "video")] == ["", "Look."]
    assert [dict(child.value) for child in copy.body if child.block_type == "outside"] == [LINK]


def test_where_they_are_not_they_come_in_with_their_words(cast, taken, private_root):
    before = facts()
    Recording.objects.all().delete()
    imported(taken, cast.now, by=cast.eddie, copy=True)
    assert facts() == before
    assert all(row.file.storage.exists(row.file.name) for row in Recording.objects.all())


def test_captions_that_cannot_be_read_are_told_and_nothing_is_made(cast, taken):
    Recording.objects.all().delete()

    def spoil(files):
        return [{**file, "captions": "Hello"} for file in files]

    with pytest.raises(ContentError, match="no WebVTT file"):
        imported(changed(taken, "files.yaml", spoil), cast.now, by=cast.eddie, copy=True)
    assert Recording.objects.count() == 0
