"""What is no course, or would do harm, is refused whole, and everything that is wrong with it is told at once."""

import io
import stat
import zipfile
from typing import Any

import pytest

from courses.content_entries import ContentError
from courses.models import CoursePage
from courses.plain_yaml import read_yaml, write_yaml
from courses.transfer.archive import MOST_FILES
from courses.transfer.incoming import import_course, read_course
from tests.courses.transfer.carrying import changed, imported, zipped

OPTIONS = [
    {"key": "a", "text": "This", "right": True, "feedback": "Yes."},
    {"key": "b", "text": "That", "feedback": "No."},
]
STEP = {
    "key": "only",
    "slug": "only",
    "title": "The only step",
    "minutes": 4,
    "blocks": [{"text": "Words."}, {"check": {"key": "one", "question": "Which?", "options": OPTIONS}}],
}
MODULE = {
    "key": "small",
    "slug": "small",
    "title": "Small",
    "summary": "It.",
    "outcomes": ["Say"],
    "gates_authorisation": False,
    "order": 1,
}
FILES = {
    "manifest.yaml": {"format": "holdfast-course", "version": 1, "modules": ["01-small.yaml"]},
    "course.yaml": {"key": "course", "slug": "course", "title": "A course", "summary": "About it."},
    "01-small.yaml": {"module": MODULE, "steps": [STEP]},
}
GOOD = zipped({name: write_yaml(content) for name, content in FILES.items()})


def refused(content: bytes) -> list[str]:
    with pytest.raises(ContentError) as told:
        read_course(io.BytesIO(content))
    return told.value.problems


def with_entry(name: str, content: bytes = b"x", attributes: int = 0, times: int = 1) -> bytes:
    """The good zip and one entry more, as a program would never write it."""
    made = io.BytesIO(GOOD)
    with zipfile.ZipFile(made, "a", zipfile.ZIP_DEFLATED) as archive:
        for _time in range(times):
            info = zipfile.ZipInfo(name)
            info.external_attr = attributes
            archive.writestr(info, content, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def with_text(name: str, text: bytes) -> bytes:
    return zipped({**{other: write_yaml(content) for other, content in FILES.items()}, name: text})


def with_block(block: Any) -> bytes:
    return changed(GOOD, "01-small.yaml", lambda file: {**file, "steps": [{**STEP, "blocks": [block]}]})


def test_the_small_course_is_a_good_one():
    assert read_course(io.BytesIO(GOOD)).facts["title"] == "A course"


@pytest.mark.parametrize("content", [b"", b"not a zip", GOOD[:-40], GOOD[: len(GOOD) // 2], GOOD[30:]])
def test_part_of_a_zip_is_refused(content):
    said = "The file is not a zip, or only part of one. Download or copy it again, then choose it again."
    assert refused(content) == [said]


def test_a_zip_whose_bytes_were_changed_is_refused():
    at = GOOD.index(b"01-small.yaml") + 40
    broken = GOOD[:at] + bytes([GOOD[at] ^ 255]) + GOOD[at + 1 :]
    assert refused(broken)[0].startswith("The file is not a zip, or only part of one.")


@pytest.mark.parametrize(
    "name",
    [
        "../evil.yaml",
        "/etc/passwd",
        "C:\\evil.yaml",
        "figures/../../evil.svg",
        "figures\\evil.svg",
        "other/file.svg",
        "run.py",
        "images/a/b.jpg",
        "Images/a.jpg",
    ],
)
def test_a_file_in_another_place_is_refused(name):
    assert refused(with_entry(name)) == [f"{name}: a course has no file of this name or in this place."]


def test_a_link_to_another_file_is_refused():
    link = with_entry("figures/a.svg", b"/etc/passwd", (stat.S_IFLNK | 0o777) << 16)
    assert refused(link) == ["figures/a.svg: this is a link to another file. Put the file itself there."]


def test_what_would_grow_beyond_reason_is_refused():
    bomb = with_entry("figures/a.svg", b"0" * 50_000_000)
    assert refused(bomb) == ["figures/a.svg: it would grow more than a hundred times when it is unpacked."]


def test_more_files_than_a_course_has_are_refused():
    files = {f"figures/a-{number}.svg": b"" for number in range(MOST_FILES + 1)}
    assert refused(zipped(files)) == [f"The zip holds {MOST_FILES + 1} files. A course has {MOST_FILES} at most."]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice_is_refused():
    assert refused(with_entry("figures/a.svg", times=2)) == ["figures/a.svg is in the zip more than once."]


def test_all_that_is_wrong_with_the_names_is_told_at_once():
    made = io.BytesIO(with_entry("../a.yaml"))
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("/b", b"")
    assert len(refused(made.getvalue())) == 2


def test_another_version_is_refused():
    newer = changed(GOOD, "manifest.yaml", lambda manifest: {**manifest, "version": 2})
    assert refused(newer) == ["This course is in version 2 of the format. Here version 1 is read."]


def test_a_zip_of_something_else_is_refused():
    assert refused(zipped({"a.yaml": b"a: 1"})) == [
        "This is not a course: manifest.yaml does not say “format: holdfast-course”."
    ]


def test_a_module_that_is_missing_and_one_too_many_are_both_told():
    listed = changed(GOOD, "manifest.yaml", lambda manifest: {**manifest, "modules": ["02-other.yaml"]})
    assert refused(listed) == [
        "02-other.yaml is missing: manifest.yaml lists it.",
        "01-small.yaml is not listed in manifest.yaml.",
    ]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"a: &a [x]\nb: *a", "it holds an anchor or an alias"),
        (b"a: !!python/object/apply:os.system [ls]", "it holds a tag"),
        (b"[" * 5000, "nested more than 20 levels deep"),
        (b"a: 1\na: 2", "“a” is there twice in one place, on line 1"),
        (b"\xff\xfe", "it is not UTF-8 text"),
        (b"a: [", "did not find"),
        (b"a: 2026-99-99", "month must be in 1..12"),
    ],
)
def test_yaml_that_does_more_than_say_something_is_refused(text, why):
    (problem,) = refused(with_text("course.yaml", text))
    assert problem.startswith("course.yaml: ")
    assert why in problem


def test_a_block_that_there_is_not_is_named():
    (problem,) = refused(with_block({"poll": {"question": "?"}}))
    assert problem.startswith("01-small.yaml: step 1 (only), block 1: there is no block called 'poll'; there are ")


def test_a_file_that_is_missing_is_named():
    missing = {"figure": {"key": "f", "file": "figures/map.svg", "alt": "A map"}}
    assert "01-small.yaml: step 1 (only), block 1 (figure): there is no figures/map.svg" in refused(with_block(missing))
    handout = refused(with_block({"handout": "card"}))
    assert handout == ["01-small.yaml: step 1 (only), block 1 (handout): there is no file handouts/card"]


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<p>a</p><script>alert(1)</script>", "it holds code"),
        ("<p>a</p><iframe></iframe>", "it holds <iframe>"),
        ('<p onclick="x()">a</p>', "<p> has onclick"),
        ('<a href="javascript:alert(1)">a</a>', "a link leads to “javascript:alert(1)”"),
        ("<!-- a -->", "it holds a comment"),
    ],
)
def test_html_that_an_editor_could_not_write_is_refused(html, why):
    (problem,) = refused(with_block({"text": {"html": html}}))
    assert why in problem


def test_one_key_for_two_things_is_refused():
    one, two = ({**MODULE, "key": key, "slug": key} for key in ("one", "two"))
    again = {**STEP, "key": "11111111-1111-4111-8111-111111111111"}
    files = {
        **FILES,
        "01-small.yaml": {"module": one, "steps": [again]},
        "02-two.yaml": {"module": two, "steps": [again]},
    }
    files["manifest.yaml"] = {**FILES["manifest.yaml"], "modules": ["01-small.yaml", "02-two.yaml"]}
    told = refused(zipped({name: write_yaml(content) for name, content in files.items()}))
    assert told == ["The key 11111111-1111-4111-8111-111111111111 is used twice in this course."]


def test_what_an_editor_could_not_publish_makes_nothing(db, now):
    wrong = [{**option, "right": True} for option in OPTIONS]
    content = with_block({"check": {"key": "one", "question": "Which?", "options": wrong}})
    with pytest.raises(ContentError, match="Every answer is right"):
        imported(content, now)
    assert not CoursePage.objects.exists()


def test_what_is_too_long_for_its_field_makes_nothing(db, now):
    long = changed(GOOD, "course.yaml", lambda course: {**course, "title": "x" * 300})
    with pytest.raises(ContentError, match="course.yaml: title: "):
        imported(long, now)
    assert not CoursePage.objects.exists()


def test_a_course_that_is_here_is_imported_as_a_copy_or_not_at_all(db, now):
    first = imported(GOOD, now)
    with pytest.raises(ContentError, match="“A course” is here already"):
        imported(GOOD, now)
    again = read_course(io.BytesIO(GOOD))
    parent = first.course.get_parent()
    copy = import_course(files=again, parent=parent, by=None, now=now, copy=True)
    assert copy.course.translation_key != first.course.translation_key


def test_what_is_read_is_what_was_written():
    assert read_yaml(write_yaml(FILES["01-small.yaml"])) == FILES["01-small.yaml"]
