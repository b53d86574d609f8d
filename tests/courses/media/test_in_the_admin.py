"""Editors of now add recordings, write their words and remove them; what learners have and a lead approved stays."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from wagtail.blocks import StructBlockValidationError
from wagtail.models import ModelLogEntry

from courses.blocks import StepBlocks
from courses.media import services
from courses.media.models import Recording
from courses.signing.document import lines_of_step
from foundation.refusals import Refusal
from tests.courses.media.making import (
    VTT,
    WORDS,
    a_recording,
    a_step_with,
    a_video,
    mp3,
    shown,
    upload,
    webm,
)

LIST, NEW = "/admin/recordings/", "/admin/recordings/new/"


def edit_url(recording: Recording) -> str:
    return f"/admin/recordings/edit/{recording.pk}/"


def rows(client) -> list[list[str]]:
    html = BeautifulSoup(client.get(LIST).content, "html.parser")
    listed = html.select("table.listing tbody tr")
    return [[" ".join(cell.get_text(" ").split()) for cell in row("td")][1:4] for row in listed]


def sent(**facts) -> dict:
    return {"title": "The ring", "captions": "", "transcript": "", **facts}


def told(response) -> list[str]:
    html = BeautifulSoup(response.content, "html.parser")
    return [
        " ".join(error.get_text(" ").split()) for error in html.select(".w-field__errors .error-message, .messages li")
    ]


def test_the_list_says_what_it_is_what_is_missing_and_where(cast, sign_in, world):
    a_video(cast, captions="", transcript="", title="A")
    draft, page = a_recording(cast, title="B"), world.steps["reading"]
    a_step_with(world, shown(a_recording(cast, title="C")))
    page.body = StepBlocks().to_python([shown(draft)])
    page.save_revision()
    assert rows(sign_in(cast.eddie)) == [
        [f"Video, 2 seconds, {len(webm())} bytes", "Captions, Transcript", "Nowhere yet"],
        ["Audio, 2 seconds, 16.3 KB", "Nothing", "Reading"],
        ["Audio, 2 seconds, 16.3 KB", "Nothing", "Hearing"],
    ]


def test_an_editor_adds_a_video_with_its_captions(cast, sign_in, private_root):
    file = upload(webm(), "IMG_1234.MOV", "video/quicktime")
    captions = upload(f"\ufeff{VTT}".encode(), "c.vtt", "text/vtt")
    response = sign_in(cast.eddie).post(NEW, sent(upload=file, captions_file=captions))
    recording = Recording.objects.get()
    assert (response.status_code, recording.kind, recording.captions, recording.transcript) == (
        302,
        "video",
        VTT,
        "You wait. The clock says 19:28.",
    )
    assert [path.name for path in private_root.rglob("*.*")] == [recording.file.name]
    assert list(ModelLogEntry.objects.values_list("action", "user", "object_id")) == [
        ("wagtail.create", cast.eddie.pk, str(recording.pk))
    ]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"upload": upload(b"<html>")}, "This is no MP4, WebM, M4A, MP3 or Ogg file"),
        ({}, "This field is required."),
        ({"upload": upload(mp3()), "captions": "Hello"}, "These captions are no WebVTT file"),
        ({"upload": upload(mp3()), "captions_file": upload(b"\xff\xfe", "c.vtt")}, "These captions are not in UTF-8"),
    ],
)
def test_what_cannot_be_kept_is_said_and_nothing_is_stored(cast, sign_in, private_root, facts, says):
    for file in facts.values():
        if hasattr(file, "seek"):
            file.seek(0)
    response = sign_in(cast.eddie).post(NEW, sent(transcript="Typed for an hour.", **facts))
    assert (response.status_code, says in response.content.decode()) == (200, True)
    assert "Typed for an hour." in response.content.decode()
    assert (Recording.objects.exists(), private_root.exists()) == (False, False)


def test_words_are_corrected_while_a_step_shows_them_and_found_at_once(cast, sign_in, world):
    recording = a_recording(cast)
    a_step_with(world, shown(recording))
    response = sign_in(cast.eddie).post(edit_url(recording), sent(transcript="Corrected."))
    recording.refresh_from_db()
    assert (response.status_code, recording.transcript, recording.title) == (302, "Corrected.", "The ring")


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"transcript": WORDS, "upload": True}, "“Hearing” shows this recording. Add the new file as a recording"),
        ({"transcript": ""}, "so it must keep its transcript"),
    ],
)
def test_learners_keep_what_they_have(cast, sign_in, world, facts, says):
    recording = a_recording(cast)
    a_step_with(world, shown(recording))
    facts = {**facts, **({"upload": upload(mp3(60))} if "upload" in facts else {})}
    response = sign_in(cast.eddie).post(edit_url(recording), sent(**facts))
    recording.refresh_from_db()
    assert (says in response.content.decode(), recording.transcript, recording.seconds) == (True, WORDS, 2)


def test_words_that_a_clinical_lead_approved_are_not_changed(cast, world):
    recording = a_recording(cast)
    a_step_with(world, shown(recording), gates=True)
    with pytest.raises(Refusal, match="A clinical lead approved “Hearing” with these words"):
        services.change_recording(
            recording=recording, title="T", transcript="Other words.", by=cast.eddie, now=cast.now
        )
    services.change_recording(recording=recording, title="T", transcript=WORDS, by=cast.eddie, now=cast.now)


def test_a_clinical_lead_reads_what_is_said_in_it(cast, world):
    recording = a_video(cast)
    page = a_step_with(world, shown(recording, "video"))
    assert [tuple(line) for line in lines_of_step(page)][5:] == [
        ("Video", ""),
        ("Recording", "The ring"),
        ("File", recording.digest),
        ("Captions", "You wait. The clock says 19:28."),
        ("Transcript", WORDS),
        ("Takeaway", ""),
        ("Takeaway", "Watch the faces."),
    ]


def test_a_new_file_takes_the_place_of_the_old_where_no_step_shows_it(
    cast, sign_in, private_root, django_capture_on_commit_callbacks
):
    recording = a_recording(cast)
    with django_capture_on_commit_callbacks(execute=True):
        sign_in(cast.eddie).post(edit_url(recording), sent(upload=upload(mp3(120)), transcript=WORDS))
    before = recording.digest
    recording.refresh_from_db()
    assert (recording.seconds, recording.digest == before) == (4, False)
    assert [path.name for path in private_root.rglob("*.*")] == [recording.file.name]


def test_one_that_a_step_or_a_draft_shows_is_not_removed(cast, sign_in, world):
    live, draft, client = a_recording(cast), a_recording(cast), sign_in(cast.eddie)
    a_step_with(world, shown(live))
    page = world.steps["reading"]
    page.body = StepBlocks().to_python([shown(draft)])
    page.save_revision()
    for recording, step in ((live, "Hearing"), (draft, "Reading")):
        answer = client.post(f"/admin/recordings/delete/{recording.pk}/", follow=True).content.decode()
        assert f"“{step}” shows this recording. Take it out" in answer
    assert Recording.objects.count() == 2


def test_all_that_keeps_it_from_being_published_is_told_in_one_round(cast, world):
    video = a_video(cast, captions="", transcript="")
    assert faults("audio", video) == [
        "This is a video. Choose a sound here, or use a “Video” block.",
        "“The ring” has no captions. Add them under Recordings.",
        "“The ring” has no transcript. Add it under Recordings.",
    ]
    assert faults("video", a_recording(cast)) == ["This is a sound. Choose a video here, or use an “Audio” block."]


def faults(kind: str, recording: Recording) -> list[str]:
    block = StepBlocks().child_blocks[kind]
    with pytest.raises(StructBlockValidationError) as refused:
        block.clean(block.to_python({"recording": str(recording.pk), "intro": ""}))
    return refused.value.block_errors["recording"].messages


def test_the_chooser_says_whether_it_is_heard_or_watched(cast, sign_in, world):
    a_recording(cast)
    a_video(cast)
    html = sign_in(cast.eddie).get("/admin/choose-recording/").json()["html"]
    listed = BeautifulSoup(html, "html.parser").select("table.listing tbody tr")
    assert [" ".join(row.get_text(" ").split()) for row in listed] == ["The ring Video", "The silence Audio"]


def test_nobody_but_an_editor_of_now_gets_there(cast, sign_in):
    recording = a_recording(cast)
    addresses = [
        LIST,
        NEW,
        edit_url(recording),
        f"/admin/recordings/delete/{recording.pk}/",
        "/admin/choose-recording/",
        f"/admin/choose-recording/chosen/{recording.pk}/",
    ]
    editor = sign_in(cast.eddie)
    assert [editor.get(address).status_code for address in addresses] == [200] * len(addresses)
    for person in (cast.anna, cast.sam, cast.cora, cast.lena):
        client = sign_in(person)
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
    cast.eddie.appointments.update(ends_at=cast.now - timedelta(microseconds=1))
    assert editor.post(NEW, sent(upload=upload(mp3()))).status_code == 404
    assert Recording.objects.count() == 1


def test_the_list_costs_the_same_at_one_and_at_fifteen(cast, sign_in, world):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        client = sign_in(cast.eddie)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    first = a_recording(cast)
    a_step_with(world, shown(first))
    at_one = cost()
    more = [
        Recording.objects.create(title=f"Recording {at}", seconds=1, size=1, changed_at=cast.now) for at in range(14)
    ]
    a_step_with(world, *(shown(one, key=f"r{at}") for at, one in enumerate(more)), slug="many")
    assert (cost(), len(rows(sign_in(cast.eddie)))) == (at_one, 15)
