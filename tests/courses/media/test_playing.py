"""A recording is played through one view, in parts, by whoever may open the step; and nothing of it plays by itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from courses.blocks import StepBlocks
from courses.media.services import remove_recording
from courses.outline import current_outline
from courses.searching import find_steps
from foundation.ranges import MOST
from tests.courses.media.making import MP3_FRAME, VTT, WORDS, a_recording, a_step_with, a_video, mp3, shown
from tests.courses.pictures.making import streamed

LARGE = mp3(3 * MOST // len(MP3_FRAME))


def url_of(recording) -> str:
    return reverse("recordings:file", args=[recording.pk])


def player(client, page):
    return BeautifulSoup(client.get(page.url).content, "html.parser").select_one(".hf-recording")


@pytest.fixture
def large(cast, world):
    recording = a_recording(cast, LARGE)
    a_step_with(world, shown(recording))
    return recording


def test_it_says_how_long_and_how_large_and_plays_when_it_is_asked(cast, sign_in, world):
    recording = a_recording(cast, mp3(3000))
    found = player(sign_in(cast.anna), a_step_with(world, shown(recording, intro="Count the seconds.")))
    audio = found.select_one("audio")
    assert found.h2.get_text(" ", strip=True).replace("\xa0", " ") == "The silence (1 min 19 s, 1.2 MB)"
    assert (sorted(audio.attrs), audio["preload"]) == (["aria-labelledby", "class", "controls", "preload"], "none")
    assert (audio.source["src"], audio.source["type"]) == (
        f"{url_of(recording)}?v={recording.digest[:8]}",
        "audio/mpeg",
    )
    assert [" ".join(part.get_text().split()) for part in found.select("p")] == ["Audio", "Count the seconds.", WORDS]


def test_a_video_has_its_place_and_its_captions(cast, sign_in, world):
    recording, client = a_video(cast), sign_in(cast.anna)
    video = player(client, a_step_with(world, shown(recording, "video"))).video
    track = video.track
    assert (video["width"], video["height"], video["preload"], "autoplay" in video.attrs) == ("32", "16", "none", False)
    assert (track["kind"], track["srclang"], "default" in track.attrs) == ("captions", "en-gb", True)
    response = client.get(track["src"])
    assert (response["Content-Type"], response.content.decode()) == ("text/vtt; charset=utf-8", VTT)


def test_a_part_comes_and_never_more_than_a_mebibyte(cast, sign_in, large):
    client = sign_in(cast.anna)
    response = client.get(url_of(large), headers={"Range": "bytes=0-"})
    assert (response.status_code, response["Content-Range"], response.content) == (
        206,
        f"bytes 0-{MOST - 1}/{len(LARGE)}",
        LARGE[:MOST],
    )
    parts = [client.get(url_of(large), headers={"Range": f"bytes={at}-"}) for at in range(0, len(LARGE), MOST)]
    assert b"".join(part.content for part in parts) == LARGE
    two = client.get(url_of(large), headers={"Range": "bytes=5-9,20-30"})
    assert (two.content, two["Content-Length"], two["Content-Type"]) == (LARGE[5:10], "5", "audio/mpeg")


def test_what_asks_for_no_part_gets_all_of_it_in_pieces(cast, sign_in, large):
    response = sign_in(cast.anna).get(url_of(large))
    assert (response.status_code, response["Content-Length"], response["Accept-Ranges"]) == (
        200,
        str(len(LARGE)),
        "bytes",
    )
    assert streamed(response) == LARGE


def test_behind_the_end_there_is_nothing(cast, sign_in, large):
    response = sign_in(cast.anna).get(url_of(large), headers={"Range": f"bytes={len(LARGE)}-"})
    assert (response.status_code, response["Content-Range"], response.content) == (416, f"bytes */{len(LARGE)}", b"")


def test_a_part_of_another_file_is_not_put_to_it(cast, sign_in, large):
    client, part = sign_in(cast.anna), {"Range": "bytes=5-9"}
    same = client.get(url_of(large), headers={**part, "If-Range": f'"{large.digest}"'})
    assert (same.status_code, same["ETag"]) == (206, f'"{large.digest}"')
    other = client.get(url_of(large), headers={**part, "If-Range": '"another"'})
    assert (other.status_code, len(streamed(other))) == (200, len(LARGE))


def test_head_says_the_same_without_the_file(cast, sign_in, large):
    response = sign_in(cast.anna).head(url_of(large), headers={"Range": "bytes=5-9"})
    assert (response.status_code, response["Content-Length"], response.getvalue()) == (200, str(len(LARGE)), b"")


def test_a_browser_is_given_nothing_to_run(cast, sign_in, large):
    response = sign_in(cast.anna).get(url_of(large), headers={"Range": "bytes=0-"})
    names = ("Cache-Control", "Content-Security-Policy", "X-Content-Type-Options")
    assert [response[name] for name in names] == [
        "private, max-age=3600",
        "sandbox; default-src 'none'; media-src 'self'",
        "nosniff",
    ]


def test_a_learner_gets_it_once_it_is_published_and_no_longer(cast, sign_in, world):
    recording, client = a_video(cast), sign_in(cast.anna)
    addresses = [url_of(recording), reverse("recordings:captions", args=[recording.pk])]
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    page = a_step_with(world, shown(recording, "video"))
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    page.unpublish()
    assert [client.get(address).status_code for address in addresses] == [404, 404]


def test_a_draft_is_heard_by_editors_and_clinical_leads_of_now(cast, sign_in, world):
    recording, page = a_recording(cast), world.steps["reading"]
    page.body = StepBlocks().to_python([shown(recording)])
    page.save_revision()
    people = (cast.anna, cast.cora, cast.eddie, cast.lena)
    assert [sign_in(who).get(url_of(recording)).status_code for who in people] == [404, 404, 200, 200]
    cast.eddie.appointments.update(ends_at=cast.now - timedelta(microseconds=1))
    assert sign_in(cast.eddie).get(url_of(recording)).status_code == 404


def test_what_is_not_there_and_what_has_no_captions(cast, sign_in, client, large):
    anna = sign_in(cast.anna)
    assert anna.get(reverse("recordings:file", args=[uuid4()])).status_code == 404
    assert anna.get(reverse("recordings:captions", args=[large.pk])).status_code == 404
    large.file.storage.delete(large.file.name)
    assert anna.get(url_of(large), headers={"Range": "bytes=0-"}).status_code == 404
    assert client.get(url_of(large)).status_code == 302


def test_one_that_is_gone_leaves_nothing(cast, sign_in, world):
    recording = a_recording(cast)
    page = a_step_with(world, shown(recording), shown(None, key="none"))
    recording.delete()
    assert player(sign_in(cast.anna), page) is None


def test_on_paper_it_is_what_is_said_in_it(cast, sign_in, world):
    page = a_step_with(world, shown(a_video(cast, transcript="<b>One</b>\n\nTwo"), "video"))
    address = reverse("courses:print", args=["groups", page.get_parent().slug])
    found = BeautifulSoup(sign_in(cast.anna).get(address).content, "html.parser").select_one(".hf-recording")
    assert ([part.get_text() for part in found.select("p")], found.video) == (
        ["Video", "Transcript", "<b>One</b>", "Two"],
        None,
    )


def test_what_is_said_in_it_is_found(cast, world):
    page = a_step_with(world, shown(a_recording(cast, transcript="A kingfisher, she said.")))
    outline = current_outline()
    assert [place.step.page_id for place in find_steps(outline, "kingfisher").places] == [page.pk]


def test_pages_cost_the_same_with_one_and_with_ten(cast, sign_in, world):
    def cost(page):
        client = sign_in(cast.anna)
        client.get(page.url)
        with CaptureQueriesContext(connection) as asked:
            client.get(page.url)
        return len(asked)

    one = a_step_with(world, shown(a_recording(cast)))
    ten = a_step_with(world, *(shown(a_recording(cast), key=f"recording-{at}") for at in range(10)), slug="ten")
    assert cost(one) == cost(ten)


def test_nothing_stays_of_one_that_was_removed(cast, world, private_root, django_capture_on_commit_callbacks):
    removed, deleted = a_recording(cast), a_recording(cast)
    with django_capture_on_commit_callbacks(execute=True):
        remove_recording(recording=removed, by=cast.eddie, now=cast.now)
        deleted.delete()
        # Twice is once.
        remove_recording(recording=removed, by=cast.eddie, now=cast.now)
    assert list(private_root.rglob("*.*")) == []
