"""Evidence for a portfolio: what somebody did, with its days and hours, and never a word, a person or a group."""

import csv
import io
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader

from certificates.evidence.entries import Category, Period, evidence_of, hours_of
from certificates.evidence.writing import text_of
from courses.progress.models import StepCompletion
from foundation import drawing
from foundation.days import local_day
from groups.models import GroupSession, SessionFacilitator
from tests.certificates.making import annas_certificate, finish_gate, finish_step, meetings, publish_course, sessions
from tests.verapdf import broken_rules

URL = "/evidence/"
DESCRIPTION = "One session of a confidential group for colleagues, in the programme “Thames Valley peer groups”."
# Who was there, in which group, and what was agreed: in the rows behind the page, and not on it.
NOT_SAID = ("Alder", "Ben", "Walsh", "Sam", "Reyes", "Carry on.", "7")


@pytest.fixture
def client(cast, sign_in):
    return sign_in(cast.anna)


def everything(cast):
    publish_course()
    finish_gate(cast.anna, cast.now - timedelta(days=40))
    annas_certificate(cast)


def words_in(pdf: bytes) -> str:
    return " ".join(" ".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages).split())


def of(cast, person=None, period=None):
    return evidence_of(person or cast.anna, period or Period(), cast.now)


def kinds(evidence):
    return [(total.category, total.count, total.hours) for total in evidence.totals]


def test_each_kind_is_counted_with_its_hours(cast):
    everything(cast)
    assert kinds(of(cast)) == [
        (Category.TRAINING, 1, "0.13"),
        (Category.SESSIONS, 6, "4.5"),
        (Category.SUPERVISION, 2, "2"),
        (Category.CERTIFICATES, 1, ""),
    ]


def test_one_entry_has_what_a_portfolio_asks_for(cast):
    sessions(cast, 1, first=3)
    (entry,) = of(cast).entries
    day = (cast.now - timedelta(days=3)).date()
    assert (entry.title, entry.first, entry.last, entry.hours) == ("Facilitated a peer-support group", day, day, "0.75")
    assert entry.description == DESCRIPTION


def test_a_module_is_one_entry_from_its_first_step_to_its_last(cast):
    publish_course()
    finish_step(cast.anna, "one", cast.now - timedelta(days=9))
    (begun,) = of(cast).entries
    assert begun.description == "Online module for facilitators of peer-support groups: 1 step finished."
    finish_step(cast.anna, "two", cast.now - timedelta(days=2))
    (done,) = of(cast).entries
    assert (done.last - done.first, done.minutes) == (timedelta(days=7), 8)
    assert done.description.endswith("2 steps finished, module completed.")
    assert [(line.module, line.step) for line in of(cast).transcript] == [
        ("Your role and its edges", "Step one"),
        ("Your role and its edges", "Step two"),
    ]


def test_what_does_not_count_is_not_evidence(cast):
    """A session that was not held, one at which they say they were not, a step that must be done again."""
    publish_course()
    finish_step(cast.anna, "one", cast.now)
    StepCompletion.objects.get().step.__class__.objects.update(redo_from_version=2, content_version=2)
    sessions(cast, 2)
    first, second = GroupSession.objects.order_by("pk")
    GroupSession.objects.filter(pk=first.pk).update(state=GroupSession.State.NOBODY_CAME)
    SessionFacilitator.objects.filter(session=second, person=cast.anna).update(answer="not_there")
    assert (kinds(of(cast)), kinds(of(cast, cast.ben))) == ([], [(Category.SESSIONS, 1, "0.75")])


def test_days_narrow_it_and_both_ends_are_in(cast):
    sessions(cast, 3, first=10)
    days = sorted(entry.last for entry in of(cast).entries)
    assert [entry.last for entry in of(cast, period=Period(days[1], days[1])).entries] == [days[1]]
    assert (
        len(of(cast, period=Period(first=days[1])).entries) == len(of(cast, period=Period(last=days[1])).entries) == 2
    )


def test_nobody_has_anothers(cast, sign_in):
    sessions(cast, 2, facilitators=(cast.anna,))
    for other in (cast.ben, cast.sam, cast.cora):
        page = sign_in(other).get(URL).content.decode()
        assert ("Facilitated a peer-support group" in page, "Nothing in these days yet" in page) == (False, True)


def test_five_queries_however_much_there_is(cast, django_assert_num_queries):
    everything(cast)
    with django_assert_num_queries(5):
        of(cast)
    sessions(cast, 30, first=60)
    with django_assert_num_queries(5):
        assert len(of(cast).entries) == 40


@pytest.mark.parametrize(
    ("minutes", "hours"), [(0, ""), (45, "0.75"), (60, "1"), (90, "1.5"), (600, "10"), (50, "0.83")]
)
def test_hours_are_written_as_portfolios_take_them(minutes, hours):
    assert hours_of(minutes) == hours


@pytest.fixture
def patient(monkeypatch):
    """A machine that is busy with other tests is slow, not wrong."""
    monkeypatch.setattr(drawing, "MOST_SECONDS", 120)


# Its forms -----------------------------------------------------------------------------------------------------------


def test_the_page_has_no_word_no_name_and_no_group(cast, client):
    everything(cast)
    page = BeautifulSoup(client.get(URL).content, "html.parser").main.get_text(" ")
    assert [said for said in NOT_SAID[:-1] if said in page] == []
    assert "Learning time recorded: 6.63 hours" in " ".join(page.split())


def test_the_page_is_cut_at_thirty_and_keeps_its_days(cast, client):
    sessions(cast, 31)
    first = (cast.now - timedelta(days=400)).date()
    shown = client.get(URL, {"first": first.isoformat()}).content.decode()
    assert (shown.count('<section class="hf-card">'), f"?first={first}&amp;page=2" in shown) == (30, True)
    assert f"evidence.pdf?first={first}&amp;" in shown


def test_days_that_make_no_sense_are_refused_in_words(client):
    answer = client.get(URL, {"first": "2026-08-01", "last": "2026-07-01"})
    assert (answer.status_code, "not before the first" in answer.content.decode()) == (422, True)
    assert client.get(URL, {"first": "soon"}).status_code == 422


def test_the_text_is_blocks_to_paste(cast):
    sessions(cast, 1, first=3)
    day = (cast.now - timedelta(days=3)).date()
    head, block = text_of(of(cast)).strip().split("\n\n")
    assert head == "Learning time recorded: 0.75 hours (self-certified)"
    assert block.splitlines() == [
        "Title: Facilitated a peer-support group",
        f"Date: {day.day} {day:%B %Y}",
        "Hours (credits): 0.75",
        "Category: Peer-support groups facilitated",
        f"Description: {DESCRIPTION}",
    ]


def test_every_download_says_the_same_and_no_more(cast, client, patient):
    everything(cast)
    text = client.get("/evidence/evidence.txt").content.decode()
    table = client.get("/evidence/evidence.csv").content.decode().lstrip("\ufeff")
    paper = words_in(client.get("/evidence/evidence.pdf").content)
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == text.count("Title: ") == 10
    assert sum(float(row["Hours (credits)"] or 0) for row in rows) == pytest.approx(6.63)
    assert [said for said in NOT_SAID[:-1] if said in text or said in table or said in paper] == []
    assert "Learning time recorded: 6.63 hours" in paper


@pytest.mark.once
def test_the_paper_keeps_both_profiles(cast, client, patient, tmp_path):
    everything(cast)
    (tmp_path / "evidence.pdf").write_bytes(client.get(f"{URL}evidence.pdf").content)
    assert broken_rules(tmp_path / "evidence.pdf") == {}


def test_the_transcript_has_each_finished_step_with_its_day(cast, client):
    publish_course()
    finish_gate(cast.anna, cast.now)
    table = client.get("/evidence/transcript.csv").content.decode().lstrip("\ufeff")
    rows = [list(row.values()) for row in csv.DictReader(io.StringIO(table))]
    assert [row[:3] for row in rows] == [["Your role and its edges", f"Step {n}", "4"] for n in ("one", "two")]
    assert {row[3] for row in rows} == {local_day(cast.now).isoformat()}


def test_downloads_are_kept_by_nobody_on_the_way(client, patient):
    for name in ("evidence.pdf", "evidence.txt", "evidence.csv", "transcript.csv"):
        answer = client.get(f"/evidence/{name}")
        assert (answer.status_code, "no-store" in answer["Cache-Control"]) == (200, True)


def test_a_paper_for_which_there_is_no_time_leads_back_with_the_days_kept(client, monkeypatch):
    monkeypatch.setattr(drawing, "MOST_SECONDS", 0.001)
    answer = client.get("/evidence/evidence.pdf", {"first": "2026-01-01"})
    assert (answer.status_code, answer["Location"]) == (302, "/evidence/?first=2026-01-01")
    assert "Try again in a minute, or take the text." in client.get(answer["Location"]).content.decode()


def test_the_certificates_page_leads_there(client):
    assert f'href="{URL}"' in client.get("/certificates/").content.decode()


def test_meetings_count_for_those_who_were_there(cast):
    meetings(cast, 2)
    assert (kinds(of(cast)), kinds(of(cast, cast.ben))) == ([(Category.SUPERVISION, 2, "2")], [])
