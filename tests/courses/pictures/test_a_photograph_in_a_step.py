"""A step shows a photograph in two sizes, in a place that is set apart, with words to hear or none."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StructBlockValidationError
from wagtail.images import get_image_model

from courses.blocks import StepBlocks
from tests.courses.pictures.making import a_drawing, a_step_with, streamed, upload
from tests.courses.pictures.photographs import SECRETS, a_photograph, image, jpeg


def shown(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser").select_one("figure")


def test_it_comes_in_two_sizes_when_it_is_reached_and_nothing_jumps(cast, sign_in, world):
    picture = a_photograph()
    page = a_step_with(world, image(picture, caption="The room", credit="Ffion, CC BY"))
    figure = shown(sign_in(cast.anna), page)
    small, large = (picture.renditions.get(width=width).url for width in (480, 960))
    assert dict(figure.img.attrs) == {
        "class": ["hf-figure__photograph"],
        "src": large,
        "srcset": f"{small} 480w, {large} 960w",
        "sizes": "(min-width: 44em) 42rem, 92vw",
        "alt": "An empty room.",
        "width": "960",
        "height": "640",
        "loading": "lazy",
        "decoding": "async",
    }
    assert figure.get_text(" ", strip=True) == "The room Ffion, CC BY"


def test_a_decoration_is_silent_and_has_no_empty_caption(cast, sign_in, world):
    page = a_step_with(world, image(a_photograph(), decoration=True, alt=""))
    figure = shown(sign_in(cast.anna), page)
    assert (figure.img["alt"], figure.figcaption) == ("", None)


def test_a_wide_strip_is_cut_around_its_focal_point(cast, sign_in, world):
    picture = a_photograph()
    picture.focal_point_x, picture.focal_point_y = 100, 100
    picture.focal_point_width = picture.focal_point_height = 50
    picture.save()
    figure = shown(sign_in(cast.anna), a_step_with(world, image(picture, shape="wide")))
    assert (figure.img["width"], figure.img["height"]) == ("960", "540")
    assert picture.renditions.filter(focal_point_key="").count() == 0


def test_its_sizes_are_ready_before_the_first_reader(world):
    picture = a_photograph()
    page = a_step_with(world, image(picture))
    assert sorted(picture.renditions.values_list("width", flat=True)) == [480, 960]
    assert page.live


def test_one_whose_file_is_lost_leaves_nothing(cast, sign_in, world):
    picture = a_photograph()
    picture.file.storage.delete(picture.file.name)
    page = a_step_with(world, image(picture), image(None, "none"))
    assert shown(sign_in(cast.anna), page) is None


def test_pages_cost_the_same_with_one_and_with_ten(cast, sign_in, world):
    def cost(page):
        client = sign_in(cast.anna)
        client.get(page.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(page.url)
        return len(asked)

    picture = a_photograph()
    one = a_step_with(world, image(picture))
    ten = a_step_with(world, *(image(picture, f"image-{at}") for at in range(10)), slug="ten")
    assert cost(one) == cost(ten)


def test_a_learner_gets_what_a_published_step_shows_without_its_place(cast, sign_in, world):
    shown_one, other, client = a_photograph(), a_photograph(), sign_in(cast.anna)
    page = a_step_with(world, image(shown_one))
    bytes_of = streamed(client.get(shown(client, page).img["src"]))
    assert [secret for secret in SECRETS if secret in bytes_of] == []
    assert client.get(other.get_rendition("max-480x960|format-webp").url).status_code == 404


FAULTS = {
    "no words": ({"alt": ""}, "alt", "Write what the picture shows, or tick “Decoration”."),
    "words of a decoration": ({"decoration": True}, "alt", "A decoration is not read out."),
    "a drawing": ({"drawing": True}, "picture", "This is a drawing."),
}


@pytest.mark.parametrize("case", FAULTS)
def test_an_editor_is_told_what_is_missing(db, case):
    change, field, said = FAULTS[case]
    block = StepBlocks().child_blocks["image"]
    picture = a_drawing() if change.pop("drawing", False) else a_photograph()
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({**image(picture)["value"], **change}))
    ((where, error),) = refused.value.block_errors.items()
    assert (where, error.messages[0][: len(said)]) == (field, said)


def test_an_editor_uploads_one_and_its_place_is_never_kept(cast, sign_in):
    data = {"title": "A room", "file": upload(jpeg(), "room.jpg", "image/jpeg"), "collection": 1}
    assert sign_in(cast.eddie).post("/admin/images/add/", data).status_code == 302
    kept = get_image_model().objects.get()
    assert [secret for secret in SECRETS if secret in kept.file.read()] == []
    assert (kept.width, kept.height) == (1200, 800)
