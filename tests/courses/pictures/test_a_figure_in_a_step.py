"""A step shows a drawing with its words, in a place that is set apart before it has come."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.blocks import StructBlockValidationError
from wagtail.images import get_image_model

from courses.blocks import StepBlocks
from tests.courses.pictures.making import a_drawing, a_step_with, figure, streamed, svg, upload
from tests.pages.making import an_image

ALONE = "See the drawing by itself"


def figures(client, address):
    html = BeautifulSoup(client.get(address).content, "html.parser")
    return [(dict(found.img.attrs), " ".join(found.get_text(" ").split())) for found in html.select("figure")]


def test_it_is_described_captioned_and_sized_and_comes_when_it_is_reached(cast, sign_in, world):
    drawing = a_drawing()
    page = a_step_with(world, figure(drawing))
    ((image, words),) = figures(sign_in(cast.anna), page.url)
    assert image == {
        "class": ["hf-figure__drawing"],
        "src": drawing.file.url,
        "alt": "An arrow from a group to a pair.",
        "width": "360",
        "height": "240",
        "loading": "lazy",
        "decoding": "async",
    }
    assert words == f"A map {ALONE}"


def test_words_are_escaped_and_a_caption_may_be_left_out(cast, sign_in, world):
    page = a_step_with(world, figure(a_drawing(), alt='"><script>', caption=""))
    ((image, words),) = figures(sign_in(cast.anna), page.url)
    assert (image["alt"], words) == ('"><script>', ALONE)


def test_one_that_is_gone_leaves_nothing(cast, sign_in, world):
    drawing = a_drawing()
    page = a_step_with(world, figure(drawing), figure(None, "none"))
    drawing.delete()
    assert figures(sign_in(cast.anna), page.url) == []


def test_pages_cost_the_same_with_one_and_with_ten(cast, sign_in, world):
    def cost(page):
        client = sign_in(cast.anna)
        client.get(page.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(page.url)
        return len(asked)

    one = a_step_with(world, figure(a_drawing()))
    ten = a_step_with(world, *(figure(a_drawing(), f"figure-{at}") for at in range(10)), slug="ten")
    assert cost(one) == cost(ten)


def fetched(client, drawing):
    return client.get(drawing.file.url)


def test_a_learner_gets_it_once_it_is_published_and_no_longer_than_that(cast, sign_in, world):
    drawing, client = a_drawing(), sign_in(cast.anna)
    assert fetched(client, drawing).status_code == 404
    page = a_step_with(world, figure(drawing))
    answer = fetched(client, drawing)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/svg+xml")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    assert streamed(answer).startswith(b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 240"')
    page.unpublish()
    assert fetched(client, drawing).status_code == 404


def test_a_draft_shows_it_to_editors_alone(cast, sign_in, world):
    drawing = a_drawing()
    page = world.steps["reading"]
    page.body = StepBlocks().to_python([figure(drawing)])
    page.save_revision()
    assert [fetched(sign_in(who), drawing).status_code for who in (cast.anna, cast.eddie)] == [404, 200]


def test_who_is_not_signed_in_is_asked_to(client, cast, world):
    drawing = a_drawing()
    a_step_with(world, figure(drawing))
    assert fetched(client, drawing).status_code == 302


def test_an_editor_whose_appointment_has_run_out_gets_what_learners_get(cast, sign_in, world):
    shown, other, client = a_drawing(), a_drawing(), sign_in(cast.eddie)
    a_step_with(world, figure(shown))
    cast.eddie.appointments.update(ends_at=cast.now - timedelta(microseconds=1))
    assert [fetched(client, each).status_code for each in (shown, other)] == [200, 404]


@pytest.mark.parametrize(("field", "said"), [("alt", "This field is required."), ("picture", "This is a photograph.")])
def test_an_editor_is_told_what_is_missing(cast, field, said):
    block = StepBlocks().child_blocks["figure"]
    picture = an_image() if field == "picture" else a_drawing()
    value = block.to_python({"picture": picture.pk, "alt": "" if field == "alt" else "An arrow", "caption": ""})
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(value)
    ((where, error),) = refused.value.block_errors.items()
    assert (where, error.messages[0][: len(said)]) == (field, said)


@pytest.fixture
def choose(cast, sign_in):
    """An editor uploads a file where a step's drawing is chosen."""

    def uploaded(content, name="arrow-map.svg"):
        data = {"image-chooser-upload-title": "Map", "image-chooser-upload-file": upload(content, name)}
        return sign_in(cast.eddie).post("/admin/images/chooser/create/", data).json()

    return uploaded


def test_an_editor_uploads_one_and_what_is_kept_is_clean(choose):
    assert choose(svg("<g><!-- by Ffion --></g>"))["step"] == "chosen"
    kept = get_image_model().objects.get()
    assert kept.file.read().endswith(b'width="360" height="240"><g></g></svg>')
    assert (kept.width, kept.height) == (360, 240)


def test_an_editor_is_told_why_one_is_not_taken(choose):
    said = choose(svg("<script>alert(1)</script>"))["htmlFragment"]
    assert "This drawing has “script”, which does something by itself." in said
    assert get_image_model().objects.count() == 0


def test_a_photograph_that_calls_itself_a_drawing_is_refused(choose):
    assert "not a whole SVG drawing" in choose(b"\x89PNG\r\n\x1a\n")["htmlFragment"]
    assert get_image_model().objects.count() == 0
