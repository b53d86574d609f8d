"""The programme's report: the same figures on the page, on paper and in the workbook, and none of a few people."""

import io
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook
from pikepdf import Pdf

from foundation import drawing
from foundation.suppression import Rules, Span
from groups.models import Facilitation, GroupSession, PeerGroup, SessionFacilitator
from groups.moves.models import GroupMove
from groups.moves.services import record_move
from groups.protected_time.models import Standing
from groups.protected_time.queries import figures_of as for_directors
from impact.report.gathering import spans_of
from people.models import Appointment, Membership, Role, Specialty
from supervision.meetings.models import SupervisionMeeting
from tests.groups.protected_time.asking import asked
from tests.people import make_people
from tests.verapdf import broken_rules

pytestmark = pytest.mark.django_db
PAGE, PDF, WORKBOOK = "/programme/report/", "/programme/report/report.pdf", "/programme/report/report.xlsx"
NAMES = ("Ines Aa", "Omar Bb", "Lucy Cc", "Ravi Dd", "Noor Ee", "Jack Ff", "Vera Gg", "Hugo Hh")
JULY, APRIL = date(2026, 7, 2), date(2026, 4, 2)


@pytest.fixture
def now() -> datetime:
    """In the fourth quarter of 2026: the third is closed."""
    return datetime(2026, 11, 26, 12, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def groups(cast) -> list[PeerGroup]:
    """Four groups with eight facilitators, all of one specialty; Anna, Ben and Farah are of others."""
    specialty = Specialty.objects.create(name="Wound care")
    people = list(make_people(*NAMES).values())
    since = cast.now - timedelta(days=300)
    made = [PeerGroup.objects.create(programme=cast.thames, code_name=f"Oak {n}", state="running") for n in range(4)]
    region = cast.thames.region
    for number, person in enumerate(people):
        Appointment.objects.create(person=person, role=Role.FACILITATOR, programme=cast.thames, starts_at=since)
        Membership.objects.create(person=person, specialty=specialty, region=region, starts_at=since)
        Facilitation.objects.create(group=made[number // 2], person=person, place=number % 2 + 1, starts_at=since)
    return made


def meet(group: PeerGroup, day: date, count: int, **more) -> None:
    pair = [place.person for place in group.facilitations.order_by("place")]
    held = {"state": "held", "attending": 5, "recorded_by": pair[0], "recorded_at": datetime.now(tz=ZoneInfo("UTC"))}
    sessions = GroupSession.objects.bulk_create(
        GroupSession(
            group=group,
            programme=group.programme,
            local_date=day + timedelta(weeks=week),
            local_start=time(12, 30),
            zone="Europe/London",
            **held | more,
        )
        for week in range(count)
    )
    SessionFacilitator.objects.bulk_create(
        SessionFacilitator(session=session, person=person) for session in sessions for person in pair
    )


@pytest.fixture
def a_quarter(cast, groups) -> None:
    """Oak 0 in agreed time; Alder too, whose pair is of two other specialties."""
    for group in (groups[0], cast.alder):
        asked(cast, group=group, standing=Standing.AGREED, starts_on=JULY, ends_on=date(2026, 9, 30))
    for group in (*groups, cast.alder):
        meet(group, JULY, 6)
    meet(groups[1], JULY + timedelta(days=1), 9, state="cancelled", cancel_reason="rota", attending=None)
    meet(groups[1], JULY + timedelta(days=2), 3, state="cancelled", cancel_reason="holiday", attending=None)


def tables(answer) -> dict[str, dict[str, str]]:
    return {figure.key: dict(figure.rows) for figure in answer.context["report"].figures}


def test_numbers_are_rounded_and_few_are_not_told(cast, a_quarter, sign_in):
    found = tables(sign_in(cast.cora).get(PAGE))
    assert found["sessions"] == {
        "Groups that met": "too few",
        "Sessions offered": "40",
        "Sessions held": "30",
        "Sessions to which nobody came": "0",
        "Sessions cancelled": "10",
        "Attendances, added up": "150",
    }
    assert found["attendance"] == {
        "1 to 3 people": "0", "4 to 6 people": "30", "7 to 9 people": "0", "10 or more people": "0",
    }  # fmt: skip
    assert found["cancelled"]["rota or service pressure"] == "10"
    assert found["cancelled"]["holiday"] == "too few"
    assert found["time"]["In time agreed for that day"] == "10"


def test_a_specialty_with_few_facilitators_is_not_named(cast, a_quarter, sign_in):
    page = sign_in(cast.gwen).get(PAGE)
    assert tables(page)["specialties"] == {"Wound care": "10", "All other specialties together": "too few"}
    assert cast.anna.memberships.get().specialty.name not in page.content.decode()


def test_of_supervision_meetings_and_hours_are_told(cast, a_quarter, sign_in):
    SupervisionMeeting.objects.bulk_create(
        SupervisionMeeting(
            programme=cast.thames,
            supervisor=cast.sam,
            state="held",
            local_date=JULY + timedelta(days=number),
            local_start=time(8),
            zone="Europe/London",
            recorded_at=cast.now,
        )
        for number in range(12)
    )
    assert tables(sign_in(cast.cora).get(PAGE))["supervision"] == {
        "Supervision meetings held": "10",
        "Hours of supervision": "10",
        "Facilitators who came to supervision": "0",
    }


def end_groups(cast, reasons: dict[str, int], day: date = JULY) -> None:
    """One group ends for each, at noon of `day`, and the group's history says why."""
    at = datetime.combine(day, time(12), tzinfo=ZoneInfo("Europe/London"))
    for reason, count in reasons.items():
        for number in range(count):
            name = f"Elm {reason} {number} {day}"
            group = PeerGroup.objects.create(programme=cast.thames, code_name=name, state="ending", ended_at=at)
            record_move(group=group, to="ended", by=cast.cora, now=at, reason=reason)


def test_why_groups_ended_is_told_where_many_ended_for_one_reason(cast, a_quarter, sign_in):
    end_groups(cast, {"no_time": 11, "not_released": 4, "rotation": 8, "few_came": 3, "": 1})
    end_groups(cast, {"few_came": 9}, date(2026, 6, 30))
    end_groups(cast, {"few_came": 9}, date(2026, 10, 1))
    page = sign_in(cast.cora).get(PAGE)
    assert tables(page)["ended"] == {
        "Groups that ended": "25",
        "Time was not agreed, or was taken away": "10",
        "Its people moved to other posts": "10",
        "All other reasons together": "10",
    }
    assert "Groups that ended: about 25. Because working time was missing: about 15." in page.content.decode()


def test_where_few_groups_ended_no_reason_is_told_not_even_as_none(cast, a_quarter, sign_in):
    end_groups(cast, {"not_released": 7})
    page = sign_in(cast.cora).get(PAGE)
    assert tables(page)["ended"] == {"Groups that ended": "too few"}
    assert "Groups that ended: too few to say." in page.content.decode()
    assert "working time was missing" not in page.content.decode()


def test_a_group_that_ended_before_reasons_were_kept_counts_without_one(cast, a_quarter, sign_in):
    end_groups(cast, {"rotation": 8})
    at = datetime.combine(JULY, time(12), tzinfo=ZoneInfo("Europe/London"))
    for number in range(8):
        facts = {"programme": cast.thames, "code_name": f"Yew {number}", "state": "ended", "ended_at": at}
        GroupMove.objects.create(group=PeerGroup.objects.create(**facts), number=1, state="ended", at=at)
    assert tables(sign_in(cast.cora).get(PAGE))["ended"] == {
        "Groups that ended": "15",
        "Its people moved to other posts": "10",
        "Not said": "10",
        "All other reasons together": "0",
    }


def test_why_groups_of_another_programme_ended_is_not_counted(cast, a_quarter, sign_in):
    end_groups(cast, {"rotation": 8})
    PeerGroup.objects.filter(code_name__startswith="Elm").update(programme=cast.dales)
    assert tables(sign_in(cast.cora).get(PAGE))["ended"] == {"Groups that ended": "0"}


def test_page_paper_and_workbook_say_the_same(cast, a_quarter, sign_in):
    client = sign_in(cast.cora)
    figures = client.get(PAGE).context["report"].figures
    book = load_workbook(io.BytesIO(client.get(WORKBOOK).content))
    assert book.sheetnames == ["About", *(figure.title[:31] for figure in figures)]
    assert book["Groups and sessions"]["B4"].value == 30
    answer = client.get(PDF)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="report-thames-2026-07-2026-09.pdf"'
    with Pdf.open(io.BytesIO(answer.content)) as paper:
        assert (paper.Root.MarkInfo.Marked, str(paper.Root.Lang)) == (True, "en-gb")


@pytest.mark.once
def test_the_paper_keeps_both_profiles_drawings_and_all(cast, a_quarter, sign_in, monkeypatch, tmp_path):
    monkeypatch.setattr(drawing, "MOST_SECONDS", 120)
    answer = sign_in(cast.cora).get(PDF)
    assert sum(bool(figure.chart) for figure in sign_in(cast.cora).get(PAGE).context["report"].figures) == 3
    (tmp_path / "report.pdf").write_bytes(answer.content)
    assert broken_rules(tmp_path / "report.pdf") == {}


def test_nobody_and_no_group_is_named_on_paper_or_page(cast, a_quarter, sign_in):
    shown = sign_in(cast.gwen).get(PAGE).content.decode()
    assert [name for name in ("Oak 0", "Alder", "Anna Okoye", "Ines Aa", "Sam Reyes") if name in shown] == []


# No taking apart ------------------------------------------------------------------------------------------------------


def test_the_spans_are_those_that_directors_see(cast, groups, a_quarter):
    meet(groups[0], APRIL, 5)
    meet(groups[1], date(2026, 10, 1), 8)
    spans = spans_of(cast.thames, Rules(), cast.now)
    assert spans == [figure.span for figure in for_directors(cast.thames, Rules(), cast.now)]
    assert [Span(*span).first for span in spans] == [(2026, 2)]


def test_what_is_chosen_changes_no_figure(cast, groups, a_quarter, sign_in):
    meet(groups[0], APRIL, 9)
    client = sign_in(cast.cora)
    last = client.get(PAGE)
    chosen = client.get(f"{PAGE}?quarter=2026-3")
    assert chosen.context["report"].figures == last.context["report"].figures
    assert tables(client.get(f"{PAGE}?quarter=2026-2"))["sessions"]["Sessions held"] == "10"
    # A quarter that was joined to another is shown with it, and never by itself.
    GroupSession.objects.filter(local_date__lt=date(2026, 4, 20), state="held").delete()
    joined = [client.get(f"{PAGE}?quarter=2026-{number}").context["report"] for number in (2, 3)]
    assert (joined[0].figures, joined[0].span) == (joined[1].figures, joined[1].span)


@pytest.mark.parametrize("quarter", ["2026-4", "2020-1", "2026-3&programme=dales"])
def test_a_quarter_that_runs_and_another_programme_have_no_report(cast, a_quarter, sign_in, quarter):
    assert sign_in(cast.cora).get(f"{PAGE}?quarter={quarter}").status_code == 404


def test_where_there_are_few_there_is_no_report_and_a_file_leads_to_the_page(cast, sign_in):
    client = sign_in(cast.cora)
    assert client.get(PAGE).context["report"].figures == []
    answers = [client.get(address).headers["Location"] for address in (PDF, WORKBOOK)]
    assert answers == [f"{PAGE}?programme=thames"] * 2
