"""A module's file names its recordings and links: they are made once, and are the editors' from then on."""

from pathlib import Path

import pytest
from wagtail.models import Page, Site

from courses.content_entries import ContentError
from courses.loader import load_content
from courses.media.models import Recording
from courses.models import StepPage
from tests.courses.media.making import VTT, mp3, webm

FILE = """
module: {key: m, order: 1, review_by_months: 12, slug: m, title: M, summary: S, outcomes: [O],
  gates_authorisation: false}
steps:
  - key: s
    slug: s
    title: S
    minutes: 3
    blocks:
      - audio: {key: opening, file: recordings/opening.mp3, title: The opening, transcript: You begin.}
      - video:
          {key: ring, file: recordings/ring.webm, title: The ring, captions: recordings/ring.vtt, transcript: They sit.,
           intro: Look.}
      - outside: {key: rounds, title: Rounds, address: "https://www.youtube.com/watch?v=1", about: A talk.}
      - takeaway: Keep it.
"""


@pytest.fixture
def home(db) -> Page:
    return Site.objects.get(is_default_site=True).root_page


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    recordings = tmp_path / "content" / "recordings"
    recordings.mkdir(parents=True)
    (recordings / "opening.mp3").write_bytes(mp3())
    (recordings / "ring.webm").write_bytes(webm())
    (recordings / "ring.vtt").write_text(VTT)
    (tmp_path / "content" / "01-m.yaml").write_text(FILE)
    return tmp_path / "content"


def load(folder: Path, home, now) -> None:
    load_content(folder=folder, parent=home, now=now)


def test_they_are_made_with_their_words_and_once(folder, home, now):
    load(folder, home, now)
    load(folder, home, now)
    rows = Recording.objects.order_by("title").values_list("title", "kind", "captions", "transcript")
    assert list(rows) == [("The opening", "audio", "", "You begin."), ("The ring", "video", VTT, "They sit.")]
    body = StepPage.objects.get().body
    assert [(child.block_type, child.value.get("intro")) for child in body if child.block_type != "takeaway"] == [
        ("audio", ""),
        ("video", "Look."),
        ("outside", None),
    ]
    assert [child.value["recording"].title for child in body[:2]] == ["The opening", "The ring"]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ("file: recordings/opening.mp3", "file: recordings/none.mp3", "there is no recordings/none.mp3"),
        ("file: recordings/opening.mp3", "file: ../opening.mp3", "file must be recordings/some-name.mp3"),
        ("transcript: You begin.", "x: 1", "transcript is missing or no text"),
        ("captions: recordings/ring.vtt", "x: 1", "captions is missing or no text"),
        ("https://www", "http://www", "Only addresses that begin with https:// can be linked."),
    ],
)
def test_what_is_wrong_in_a_file_is_named(folder, home, now, before, after, says):
    (folder / "01-m.yaml").write_text(FILE.replace(before, after))
    with pytest.raises(ContentError, match=says):
        load(folder, home, now)
    assert Recording.objects.count() == 0


def test_a_file_that_cannot_be_played_is_named(folder, home, now):
    (folder / "recordings" / "ring.webm").write_bytes(b"<html>")
    with pytest.raises(ContentError, match=r"recordings/ring\.webm: This is no MP4"):
        load(folder, home, now)
