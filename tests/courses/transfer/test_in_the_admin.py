"""Editors save a course as a file and bring one in, on one page of the admin."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from courses.models import CoursePage
from tests.courses.transfer.carrying import changed, exported


@pytest.fixture
def editor(cast, sign_in):
    return sign_in(cast.eddie)


def bring(editor, content: bytes, **more):
    return editor.post(reverse("transfer"), {"upload": SimpleUploadedFile("course.zip", content), **more})


def test_an_editor_saves_a_course_as_a_file(editor, world, now):
    answer = editor.post(reverse("transfer_export", args=[world.course.pk]))
    assert answer["Content-Disposition"].startswith('attachment; filename="groups-')
    assert b"".join(answer.streaming_content)[:2] == b"PK"


def test_what_comes_in_is_opened_in_the_explorer_as_a_draft(editor, world, now):
    answer = bring(editor, exported(world.course, now), copy="on")
    made = CoursePage.objects.get(slug="groups-2")
    assert (answer["Location"], made.live) == (reverse("wagtailadmin_explore", args=[made.pk]), False)


def test_what_is_wrong_is_listed_and_nothing_is_imported(editor, world, now):
    content = changed(exported(world.course, now), "course.yaml", lambda course: {"title": course["title"]})
    answer = bring(editor, content)
    page = BeautifulSoup(answer.content, "html.parser")
    told = [line.get_text() for line in page.select(".help-critical li")]
    assert answer.status_code == 422
    assert told == [f"course.yaml: course: {name} is missing or no text" for name in ("slug", "summary", "key")]
    assert CoursePage.objects.count() == 1


def test_nothing_chosen_is_told_beside_the_field(editor, world):
    answer = editor.post(reverse("transfer"), {})
    assert (answer.status_code, "Choose a zip that was exported" in answer.content.decode()) == (422, True)


def test_the_commands_write_and_read_the_same_file(world, now, tmp_path: Path, capsys):
    path = tmp_path / "course.zip"
    call_command("export_course", "groups", to=path)
    call_command("import_course", path, as_copy=True)
    assert capsys.readouterr().out.splitlines()[-2:] == [
        f"Wrote {path}.",
        "Made “Facilitating” with 2 modules and 6 steps, as drafts.",
    ]
    with pytest.raises(CommandError, match="Nothing was imported"):
        call_command("import_course", path)
