"""Of a photograph its pixels are kept: no place, no time, no camera, no words, and nothing that is no photograph."""

import io
import zlib

import pytest
from PIL import Image

from courses.pictures.kinds import MOST_BYTES, fit
from foundation.refusals import Refusal
from tests.courses.pictures.making import svg, upload
from tests.courses.pictures.photographs import GPS, SECRETS, drawn, exif, jpeg, png, saved, webp

pytestmark = pytest.mark.once

REAL = {"room.jpg": jpeg(), "room.png": png(), "room.webp": webp()}


def kept(content: bytes, name: str = "room.jpg") -> tuple[bytes, Image.Image]:
    found = fit(upload(content, name)).read()
    return found, Image.open(io.BytesIO(found))


@pytest.mark.parametrize("name", REAL)
def test_what_a_camera_says_beside_its_pixels_is_gone(name):
    content = REAL[name]
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(GPS)[27] == b"Cardiff"
    assert [secret for secret in SECRETS if secret in content] != []
    found, image = kept(content, name)
    assert [secret for secret in SECRETS if secret in found] == []
    assert (dict(image.getexif()), image.size, image.format) == (
        {},
        (1200, 800),
        Image.open(io.BytesIO(content)).format,
    )


def test_a_picture_that_was_held_upright_stands_upright():
    _, image = kept(jpeg(orientation=6))
    assert image.size == (800, 1200)
    top, bottom = image.getpixel((400, 50)), image.getpixel((400, 1150))
    assert (top[0] > 200, bottom[2] > 200) == (True, True)


def test_what_can_be_seen_through_stays_so():
    clear = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    _, image = kept(saved(clear, "PNG"), "clear.png")
    assert image.getpixel((0, 0))[3] == 0


@pytest.mark.parametrize("mode", ["L", "P", "1", "CMYK"])
def test_grey_indexed_and_printed_pictures_become_plain_ones(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    _, image = kept(saved(drawn(40, 20).convert(mode), kind), f"room.{kind.lower()}")
    assert (image.mode, image.size) == ("RGB", (40, 20))


def test_a_large_one_is_made_as_small_as_a_page_needs_it():
    _, image = kept(jpeg(4000, 3000))
    assert image.size == (2000, 1500)


def test_it_is_called_what_it_is_and_not_what_it_says():
    assert fit(upload(png(), "room.jpg")).name == "room.png"


def test_what_was_judged_is_not_judged_again():
    once = fit(upload(jpeg(), "room.jpg"))
    assert fit(once) is once


def bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few hundred bytes that says it has three and a half thousand million pixels."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(999))) + chunk(b"IEND", b"")


UNREADABLE = {
    "nothing": b"",
    "a web page": b"<html><script>alert(1)</script></html>",
    "half a photograph": jpeg()[:200],
    "a picture that moves": saved(drawn(8, 8), "GIF"),
    "a format that few read": saved(drawn(8, 8), "TIFF"),
    "a drawing that calls itself a photograph": svg("<script/>"),
    "a program": b"\x7fELF" + bytes(100),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_is_no_photograph_is_refused_with_what_to_do(content):
    with pytest.raises(Refusal, match="Save it as a JPEG and choose that file."):
        kept(content)


@pytest.mark.parametrize("content", [bomb(), bytes(MOST_BYTES + 1)], ids=["pixels", "bytes"])
def test_one_that_is_too_large_is_refused_with_what_to_do(content):
    with pytest.raises(Refusal, match="It may have 15.0.MB and 40 million pixels. Make it smaller and try again."):
        kept(content, "bomb.png")


def test_two_files_in_one_are_one_afterwards():
    """A page or an archive behind a photograph, which another program would open."""
    found, _ = kept(jpeg() + b"PK\x03\x04<script>alert(1)</script>")
    assert (b"<script>" in found, b"PK\x03\x04" in found) == (False, False)


def test_the_small_picture_within_is_gone():
    told = exif()
    inner = saved(drawn(8, 8), "JPEG")
    found, _ = kept(saved(drawn(), "JPEG", exif=told.tobytes() + inner))
    assert found.count(b"\xff\xd8\xff") == 1
