"""An editor's images are seen in the Wagtail admin, and by nobody else until a published step shows them."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image as Drawing

from pages.models import CustomImage
from people.models import Appointment
from tests.pages.making import an_image, png


@pytest.fixture
def eddie(cast, sign_in):
    return sign_in(cast.eddie)


def upload(client, name="ward.png"):
    file = SimpleUploadedFile(name, png(), "image/png")
    data = {"title": "A ward", "file": file, "collection": 1}
    answer = client.post(reverse("wagtailimages:add"), data)
    assert answer.status_code == 302
    return CustomImage.objects.get()


def sources(client, address):
    return re.findall(r'<img[^>]* src="(/media/[^"]+)"', client.get(address).content.decode())


def test_a_thumbnail_shows_in_the_list_and_where_the_image_is_edited(eddie):
    image = upload(eddie)
    for address in (reverse("wagtailimages:index"), reverse("wagtailimages:edit", args=[image.pk])):
        (source,) = sources(eddie, address)
        answer = eddie.get(source)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/png")
        assert Drawing.open(BytesIO(b"".join(answer.streaming_content))).format == "PNG"


def test_so_does_the_original(eddie):
    assert eddie.get(upload(eddie).file.url).status_code == 200


def test_a_clinical_lead_sees_what_is_in_a_draft_while_they_have_the_role(cast, sign_in):
    lenas, address = sign_in(cast.lena), an_image().file.url
    assert lenas.get(address).status_code == 200
    Appointment.objects.filter(person=cast.lena).update(ends_at=cast.now - timedelta(minutes=1))
    assert lenas.get(address).status_code == 404


def test_it_is_an_image_and_nothing_that_a_browser_could_run(eddie):
    answer = eddie.get(an_image().get_rendition("max-165x165").url)
    assert {name: answer[name] for name in ("Content-Security-Policy", "X-Content-Type-Options", "Cache-Control")} == {
        "Content-Security-Policy": "sandbox; default-src 'none'; style-src 'unsafe-inline'",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": "private, max-age=3600",
    }


@pytest.mark.parametrize(
    "name",
    [
        "secret.txt",
        "original_images/stray.png",
        "../holdfast.sqlite3",
        "..%2F..%2Fetc%2Fpasswd.png",
        "",
        "images/none.png",
        "/etc/hostname.png",
    ],
)
def test_what_no_row_names_is_not_found(eddie, name):
    for stray in ("secret.txt", "original_images/stray.png"):
        if not default_storage.exists(stray):
            default_storage.save(stray, SimpleUploadedFile("stray", b"what somebody left here"))
    assert eddie.get(f"/media/{name}").status_code == 404


def test_an_image_whose_file_is_lost_is_not_found(eddie):
    image = an_image()
    image.file.storage.delete(image.file.name)
    assert eddie.get(image.file.url).status_code == 404


def test_an_editor_whose_appointment_has_run_out_gets_none(cast, eddie):
    cast.eddie.appointments.update(ends_at=cast.now - timedelta(microseconds=1))
    assert eddie.get(an_image().file.url).status_code == 404


def test_nobody_else_gets_one(cast, sign_in, client):
    address = an_image().get_rendition("max-165x165").url
    assert [sign_in(person).get(address).status_code for person in (cast.anna, cast.sam, cast.cora)] == [404] * 3
    assert client.get(address).status_code == 302
