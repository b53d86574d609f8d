"""The curriculum's files name a drawing by its own file; it is made once, and is an editor's from then on."""

from datetime import UTC, datetime

import pytest
from wagtail.images import get_image_model
from wagtail.models import Site

from courses.content_entries import ContentError
from courses.content_files import read_folder
from courses.loader import load_content
from courses.models import StepPage
from tests.courses.pictures.making import svg
from tests.courses.pictures.photographs import SECRETS, jpeg

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MODULE = """
module: {key: small, slug: small, title: Small, summary: One step., outcomes: [One], gates_authorisation: false,
  order: 1, review_by_months: 24}
steps:
  - key: only
    slug: only
    title: The only step
    minutes: 4
    blocks:
      - figure: {key: map, file: figures/arrow-map.svg, alt: "An arrow.", caption: "Where it goes"}
      - takeaway: Keep this.
"""


@pytest.fixture
def folder(tmp_path):
    made = tmp_path / "content"
    (made / "figures").mkdir(parents=True)
    (made / "01-small.yaml").write_text(MODULE)
    (made / "figures" / "arrow-map.svg").write_bytes(svg("<g><!-- by Ffion --></g>"))
    return made


def load(folder):
    home = Site.objects.get(is_default_site=True).root_page
    return load_content(folder=folder, parent=home, now=NOW)


def test_a_figure_of_a_file_is_a_row_with_a_clean_drawing(db, folder):
    load(folder)
    (image,) = get_image_model().objects.all()
    assert (image.title, image.source, image.width, image.height) == ("Arrow map", "figures/arrow-map.svg", 360, 240)
    assert image.file.read().endswith(b"<g></g></svg>")
    stored = StepPage.objects.get(slug="only").body.raw_data[0]
    assert stored["value"] == {"picture": image.pk, "alt": "An arrow.", "caption": "Where it goes"}


def test_loading_again_makes_nothing_and_an_editors_words_stay(db, folder):
    load(folder)
    get_image_model().objects.update(title="An editor's title")
    (folder / "figures" / "arrow-map.svg").write_bytes(svg("<path/>"))
    load(folder)
    assert [image.title for image in get_image_model().objects.all()] == ["An editor's title"]


def test_a_figure_has_its_key_for_an_id_wherever_it_stands(db, folder):
    load(folder)
    before = StepPage.objects.get(slug="only").body.raw_data[0]["id"]
    (folder / "01-small.yaml").write_text(MODULE.replace("      - figure", "      - text: More.\n      - figure"))
    ((step,),) = (module.steps for module in read_folder(folder))
    assert [block["id"] == before for block in step.body] == [False, True, False]


@pytest.mark.parametrize(
    ("sound", "fault", "said"),
    [
        ("figures/arrow-map.svg", "figures/none.svg", "there is no figures/none.svg"),
        ("figures/arrow-map.svg", "../secret.svg", "file must be figures/some-name.svg, in small letters"),
        ("figures/arrow-map.svg", "figures/Map.svg", "file must be figures/some-name.svg, in small letters"),
        (', alt: "An arrow."', "", "alt is missing or no text"),
        ("key: map, ", "", "key is missing or no text"),
    ],
)
def test_a_fault_is_named(db, folder, sound, fault, said):
    (folder / "01-small.yaml").write_text(MODULE.replace(sound, fault))
    with pytest.raises(ContentError) as caught:
        load(folder)
    assert caught.value.problems[0].startswith(f"01-small.yaml: step 1 (only), block 1 (figure): {said}")


def test_a_drawing_that_acts_is_named_with_its_place(db, folder):
    (folder / "figures" / "arrow-map.svg").write_bytes(svg("<script/>"))
    with pytest.raises(ContentError) as caught:
        load(folder)
    said = "This drawing has “script”, which does something by itself. Take it out and export it again."
    assert caught.value.problems == [f"01-small.yaml: step 1 (only), block 1 (figure): {said}"]
    assert get_image_model().objects.count() == 0


IMAGE = "image: {key: room, file: images/room.jpg, %s credit: Ffion}"


def with_an_image(folder, said):
    (folder / "images").mkdir()
    (folder / "images" / "room.jpg").write_bytes(jpeg())
    figure = MODULE[MODULE.index("figure:") : MODULE.index("      - takeaway")].strip()
    (folder / "01-small.yaml").write_text(MODULE.replace(figure, IMAGE % said))


def test_an_image_of_a_file_is_a_row_without_what_its_camera_said(db, folder):
    with_an_image(folder, "decoration: true,")
    load(folder)
    (image,) = get_image_model().objects.all()
    assert (image.source, [secret for secret in SECRETS if secret in image.file.read()]) == ("images/room.jpg", [])
    stored = StepPage.objects.get(slug="only").body.raw_data[0]["value"]
    silent = {"alt": "", "caption": "", "credit": "Ffion", "decoration": True, "shape": "whole"}
    assert stored == {"picture": image.pk, **silent}


def test_an_image_of_a_file_has_words_or_is_a_decoration(db, folder):
    with_an_image(folder, "")
    with pytest.raises(ContentError) as caught:
        load(folder)
    said = "Write what the picture shows, or tick “Decoration”."
    assert caught.value.problems == [f"01-small.yaml: step 1 (only): {said}"]


def test_a_file_that_is_no_photograph_is_named(db, folder):
    with_an_image(folder, "decoration: true,")
    (folder / "images" / "room.jpg").write_bytes(b"GIF89a")
    with pytest.raises(ContentError) as caught:
        load(folder)
    said = "This is not a JPEG, PNG or WebP picture that we can read. Save it as a JPEG and choose that file."
    assert caught.value.problems == [f"images/room.jpg: {said}"]
