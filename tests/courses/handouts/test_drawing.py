"""The site's own handouts: words from content/handouts/, numbers from the directory, drawn when needed."""

import io
import re
from datetime import date, timedelta

import pypdf
import pytest
from django.conf import settings

from courses.content_entries import ContentError, fixed_id
from courses.handouts import services
from courses.handouts.kinds import PDF, fit
from courses.handouts.models import Handout
from courses.handouts.paper import draw_handout, on_the_sheet, paper_of
from courses.handouts.texts import read_handouts
from delivery.models import Effect
from delivery.services import deliver_due
from directory.models import HelpService, Need
from directory.seed import SERVICES, seed_directory
from tests.courses.handouts.making import PDF as A_PDF
from tests.courses.handouts.making import upload
from tests.people import Cast
from tests.verapdf import broken_rules

CONTENT = settings.ROOT / "content"
KEYS = [
    *("debrief-script", "escalation-card", "log-before-and-after", "practice-by-video", "practice-day"),
    *("practice-member-cards", "practice-observer-sheet", "pre-flight-checklist", "running-order"),
    *("trainers-guide-groups", "trainers-guide-listening", "trainers-guide-moral-injury"),
    "trainers-guide-supervision",
]
CHECKED = date(2026, 11, 2)


def directory() -> list[HelpService]:
    return on_the_sheet(HelpService(last_checked=CHECKED, **service) for service in SERVICES)


def drawn(key: str, services_listed: list[HelpService]) -> bytes:
    text = next(text for text in read_handouts(CONTENT) if text.key == key)
    return draw_handout(paper_of(text, services_listed, "en-gb"))


@pytest.fixture(scope="module")
def papers() -> dict[str, bytes]:
    return {key: drawn(key, directory()) for key in KEYS}


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())


def test_there_are_these(papers):
    assert [text.key for text in read_handouts(CONTENT)] == KEYS


@pytest.mark.parametrize("key", KEYS)
def test_each_is_one_sheet_of_a4_with_its_fonts_tags_title_and_language(papers, key):
    document = pypdf.PdfReader(io.BytesIO(papers[key]))
    root = document.trailer["/Root"]
    assert [(round(page.mediabox.width), round(page.mediabox.height)) for page in document.pages] == [(595, 842)]
    assert (root["/MarkInfo"]["/Marked"].value, root["/Lang"]) == (True, "en-gb")
    assert document.metadata.title == next(text.title for text in read_handouts(CONTENT) if text.key == key)
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert re.findall(r'pdfuaid:part="(\d)"', xmp) + re.findall(r'pdfaid:conformance="(\w)"', xmp) == ["1", "A"]


def test_each_keeps_pdf_ua_1_and_pdf_a_3a(papers, tmp_path):
    for key, paper in papers.items():
        (tmp_path / f"{key}.pdf").write_bytes(paper)
    assert broken_rules(*tmp_path.glob("*.pdf")) == {}


@pytest.mark.parametrize("key", KEYS)
def test_each_may_be_uploaded_and_comes_out_the_same_twice(papers, key):
    assert fit(upload(papers[key])).kind == PDF
    assert drawn(key, directory()) == papers[key]


def test_one_that_was_uploaded_keeps_pdf_ua_1_and_its_words(papers, tmp_path):
    for key, paper in papers.items():
        kept = fit(upload(paper)).read()
        assert words_of(kept) == words_of(paper)
        (tmp_path / f"{key}.pdf").write_bytes(kept)
    assert broken_rules(*tmp_path.glob("*.pdf")) == {}


def test_the_card_has_every_number_but_those_for_home_and_when_checked(papers):
    """It is for somebody who may end their life; the help page has the others, and one sheet has no room for them."""
    said = words_of(papers["escalation-card"])
    expected, at_home = (
        {item.get("phone") or f"Text {item['text_number']}" for item in SERVICES if (item["need"] == Need.HOME) is home}
        for home in (False, True)
    )
    assert {number for number in expected | at_home if number in said} == expected
    assert said.count("2 November 2026") == len(directory())


def test_the_card_without_a_directory_says_so():
    assert "In danger now: 999, or the nearest A&E. The list of other services is not filled in yet" in words_of(
        drawn("escalation-card", [])
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Words alone", "must begin with title, purpose and as_of"),
        ("---\ntitle: T\n---\nWords", "must begin with title, purpose and as_of"),
        ("---\ntitle: T\npurpose: P\nas_of: soon\n---\nWords", "must begin with title, purpose and as_of"),
        ("---\ntitle: T\npurpose: P\nas_of: 2026-01-01\n---\n<b>x</b>", "holds HTML"),
        ("---\ntitle: T\npurpose: P\nas_of: 2026-01-01\n---\nRing 999.", "999 looks like a phone number"),
        ("---\ntitle: T\npurpose: P\nas_of: 2026-01-01\n---\nRing 0330 123 1245.", "0330 123 1245 looks like a phone"),
    ],
)
def test_a_fault_in_a_file_is_named(tmp_path, text, fault):
    (tmp_path / "handouts").mkdir()
    (tmp_path / "handouts/card.md").write_text(text)
    with pytest.raises(ContentError, match=f"card.md: {fault}"):
        read_handouts(tmp_path)


@pytest.fixture
def made(cast: Cast) -> Cast:
    """All of them made, and drawn by the worker."""
    seed_directory(cast.now.date())
    services.make_handouts(content=CONTENT, now=cast.now)
    deliver_due(cast.now)
    return cast


def card() -> Handout:
    return Handout.objects.select_related("file").get(pk=fixed_id("handout", "escalation-card"))


def content_of(handout: Handout) -> bytes:
    with handout.file.file.storage.open(handout.file.file.name) as stored:
        return stored.read()


def test_they_are_made_once_under_fixed_ids_and_drawn_by_the_worker(made):
    assert {str(handout.pk) for handout in Handout.objects.all()} == {fixed_id("handout", key) for key in KEYS}
    assert {handout.file.extension for handout in Handout.objects.standing()} == {"pdf"}
    files = dict(Handout.objects.values_list("pk", "file"))
    services.make_handouts(content=CONTENT, now=made.now)
    deliver_due(made.now)
    assert dict(Handout.objects.values_list("pk", "file")) == files
    assert set(Effect.objects.values_list("state", flat=True)) == {Effect.State.DONE}


def test_a_changed_number_draws_the_card_again_and_no_other(made):
    before = dict(Handout.objects.values_list("source", "file"))
    line = HelpService.objects.get(name="Samaritans")
    line.phone, line.last_checked = "116 999", made.now.date()
    line.save()
    later = made.now + timedelta(minutes=5)
    deliver_due(later)
    changed = [key for key, file in Handout.objects.values_list("source", "file") if before[key] != file]
    assert (changed, card().changed_at) == (["escalation-card"], later)
    assert ("116 999" in words_of(content_of(card())), "116 123" in words_of(content_of(card()))) == (True, False)


def test_a_service_taken_off_the_list_leaves_the_card(made):
    HelpService.objects.get(name="Shout").delete()
    deliver_due(made.now + timedelta(minutes=5))
    assert "Shout" not in words_of(content_of(card()))


def test_what_an_editor_put_in_its_place_stays(made):
    services.change_handout(handout=card(), title="Our card", purpose="P", upload=upload(), by=made.eddie, now=made.now)
    HelpService.objects.update(phone="1")
    HelpService.objects.first().save()
    services.make_handouts(content=CONTENT, now=made.now)
    deliver_due(made.now + timedelta(minutes=5))
    assert (card().title, content_of(card())) == ("Our card", A_PDF)


def test_a_new_title_stays_and_the_file_is_still_drawn(made):
    services.change_handout(handout=card(), title="Our card", purpose="P", by=made.eddie, now=made.now)
    HelpService.objects.filter(name="Samaritans").get().delete()
    deliver_due(made.now + timedelta(minutes=5))
    assert (card().title, "Samaritans" in words_of(content_of(card()))) == ("Our card", False)


def test_one_that_an_editor_removed_does_not_come_back(made):
    services.remove_handout(handout=card(), by=made.eddie, now=made.now)
    services.make_handouts(content=CONTENT, now=made.now)
    deliver_due(made.now + timedelta(minutes=5))
    assert (card().file, Handout.objects.standing().count()) == (None, len(KEYS) - 1)
