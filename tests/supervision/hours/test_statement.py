"""A statement of hours explains every figure; the person and whoever supervises them now read the same."""

import csv
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pypdf import PdfReader

from foundation import drawing
from foundation.refusals import Refusal
from people.models import SupervisionAssignment
from supervision.attendance.services import put_attendance_right
from supervision.hours import exports
from supervision.hours.counting import BACP, Asked, Month, Span
from supervision.hours.models import EnoughRule
from supervision.hours.queries import statement_of
from supervision.hours.services import set_enough_rule
from tests.certificates.test_names_of_the_world import NAMES as WORLD
from tests.supervision.world import held_meeting
from tests.verapdf import broken_rules


def by_bacp(cast, minutes: int = 90, span: str = Span.MONTH) -> EnoughRule:
    return set_enough_rule(programme=cast.thames, asked=Asked(BACP, minutes, span), by=cast.cora, now=cast.now)


def url(cast, name: str = "person") -> str:
    return reverse(f"hours:{name}", args=[cast.anna.pk])


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text().split())


def rows_of(response) -> list[dict[str, str]]:
    return list(csv.DictReader(response.getvalue().decode("utf-8-sig").splitlines()))


def test_a_pair_counts_half_and_alone_counts_all(cast):
    by_bacp(cast)
    held_meeting(cast, 4, cast.anna, cast.ben)
    held_meeting(cast, 2, cast.anna)
    statement = statement_of(cast.anna, cast.thames, None, cast.now)
    assert [(line.meeting.minutes, line.present, line.credit.minutes) for line in statement.lines] == [
        (50, 2, 25),
        (50, 1, 50),
    ]
    assert (statement.minutes, statement.credited) == (100, 75)


def test_who_was_there_counts_as_it_was_put_right(cast):
    by_bacp(cast)
    meeting = held_meeting(cast, 4, cast.anna, cast.ben, came=[cast.anna])
    before = statement_of(cast.anna, cast.thames, None, cast.now).credited
    put_attendance_right(meeting=meeting, person=cast.ben, there=True, reason="slip", by=cast.sam, now=cast.now)
    assert (before, statement_of(cast.anna, cast.thames, None, cast.now).credited) == (50, 25)
    assert statement_of(cast.ben, cast.thames, None, cast.now).credited == 25


def test_both_of_them_read_the_same_words(cast, sign_in):
    by_bacp(cast)
    held_meeting(cast, 4)
    anna, sam = (words(sign_in(person).get(url(cast))) for person in (cast.anna, cast.sam))
    assert anna == sam
    assert "half of 50 minutes: 2 were supervised together" in anna
    assert "1 meeting, 50 minutes in all. 25 of them count." in anna
    assert "Set by Cora Lind" in anna


def test_the_sum_of_the_table_is_the_figure_of_the_page(cast, sign_in):
    by_bacp(cast)
    held_meeting(cast, 4)
    held_meeting(cast, 2, cast.anna)
    response = sign_in(cast.anna).get(url(cast, "table"))
    rows = rows_of(response)
    assert [row["Minutes that count"] for row in rows] == ["25", "50"]
    assert rows[0]["How they count"] == "half of 50 minutes: 2 were supervised together"
    assert {row["Rule"] for row in rows} == {"bacp-1"}


def test_the_pdf_is_drawn(cast, sign_in):
    held_meeting(cast, 4)
    response = sign_in(cast.sam).get(url(cast, "pdf"))
    assert (response["Content-Type"], response.content[:5]) == ("application/pdf", b"%PDF-")
    assert response["Content-Disposition"].startswith('attachment; filename="supervision-hours-')


@pytest.mark.once
def test_the_pdf_keeps_both_profiles_short_or_over_several_sheets(cast, sign_in, monkeypatch, tmp_path):
    monkeypatch.setattr(drawing, "MOST_SECONDS", 120)
    cast.sam.last_name = WORLD["Arabic"]
    cast.sam.save()
    sam = sign_in(cast.sam)
    for name, days in (("empty", ()), ("one", (1,)), ("several sheets", range(2, 22))):
        for ago in days:
            held_meeting(cast, ago)
        (tmp_path / f"{name}.pdf").write_bytes(sam.get(url(cast, "pdf")).content)
    assert len(PdfReader(tmp_path / "several sheets.pdf").pages) > 1
    assert broken_rules(*tmp_path.glob("*.pdf")) == {}


@pytest.mark.parametrize("who", ["ben", "farah", "stella", "grace", "clara", "cora", "gwen", "tess", "olu", "oscar"])
def test_nobody_else_has_it(cast, sign_in, who):
    held_meeting(cast, 4)
    client = sign_in(getattr(cast, who))
    assert {client.get(url(cast, name)).status_code for name in ("person", "table", "pdf")} == {404}


def test_whoever_supervised_until_now_no_longer_has_it(cast, sign_in):
    sam = sign_in(cast.sam)
    assert sam.get(url(cast)).status_code == 200
    SupervisionAssignment.objects.filter(facilitator=cast.anna, supervisor=cast.sam).update(ends_at=cast.now)
    assert sam.get(url(cast)).status_code == 404
    assert sign_in(cast.anna).get(url(cast)).status_code == 200


def test_another_rule_counts_what_was_before_too(cast):
    held_meeting(cast, 4)
    full = statement_of(cast.anna, cast.thames, None, cast.now)
    by_bacp(cast)
    bacp = statement_of(cast.anna, cast.thames, None, cast.now)
    assert (full.credited, bacp.credited, full.minutes == bacp.minutes) == (50, 25, True)


def test_an_earlier_year_is_shown_by_its_address(cast, sign_in):
    held_meeting(cast, 4)
    anna = sign_in(cast.anna)
    then = Month.of((cast.now - timedelta(days=500)).date())
    assert "No meeting was recorded in these months." in words(anna.get(url(cast), {"to": str(then)}))
    for nonsense in ("2026-13", "9999-01", "x", "2026-1"):
        assert "1 meeting" in words(anna.get(url(cast), {"to": nonsense}))


def test_a_month_with_too_little_is_said_and_nothing_follows_by_itself(cast, sign_in):
    by_bacp(cast)
    SupervisionAssignment.objects.filter(facilitator=cast.anna).update(starts_at=cast.now - timedelta(days=70))
    shown = words(sign_in(cast.anna).get(url(cast)))
    assert "had less than your programme asks for" in shown
    assert "Nothing follows from this by itself." in shown


def test_it_asks_as_often_for_one_meeting_as_for_ten(cast, sign_in):
    sam = sign_in(cast.sam)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert sam.get(url(cast)).status_code == 200
        return len(queries)

    held_meeting(cast, 1)
    asked()
    few = asked()
    for days in range(2, 12):
        held_meeting(cast, days)
    assert asked() == few


# The rule of a programme ----------------------------------------------------------------------------------------------


def test_a_coordinator_sets_it_and_the_board_says_so(cast, sign_in):
    cora = sign_in(cast.cora)
    page = reverse("hours:rule", args=[cast.thames.pk])
    seen = BeautifulSoup(cora.get(page).content, "html.parser").find("input", {"name": "seen"})["value"]
    posted = {"rule": BACP, "minutes": 90, "span": "month", "weeks": 6, "sessions": 0, "grace": 7, "seen": seen}
    assert cora.post(page, posted)["Location"] == page
    cora.post(page, posted)
    assert EnoughRule.objects.count() == 1
    board = words(cora.get(reverse("certificates:readiness")))
    assert (
        "Supervision is due every 6 weeks, or as the two people have agreed. It is called overdue 7 days later."
        in board
    )
    assert "90 minutes a month are asked for, in each calendar month." in board


@pytest.mark.parametrize(
    "posted", [{}, {"rule": "bacp-9", "minutes": 90, "span": "month"}, {"rule": BACP, "minutes": -1, "span": "day"}]
)
def test_what_is_not_a_rule_is_shown_again(cast, sign_in, posted):
    response = sign_in(cast.cora).post(reverse("hours:rule", args=[cast.thames.pk]), posted)
    assert (response.status_code, EnoughRule.objects.count()) == (422, 0)


def test_a_supervisor_cannot_set_it(cast):
    with pytest.raises(Refusal, match="Ask one of them"):
        set_enough_rule(programme=cast.thames, asked=Asked(BACP), by=cast.sam, now=cast.now)


def test_my_data_has_the_rules_that_i_set(cast):
    by_bacp(cast)
    assert [row["rule"] for row in exports.export(cast.cora, cast.now)] == ["bacp-1"]
