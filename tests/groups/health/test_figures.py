"""The charts of a programme's groups: what is counted, who sees them, and the files."""

import io
from datetime import date, time, timedelta

import pytest
from django.utils import translation
from openpyxl import load_workbook

from groups.health.counting import Month, count, counts_of
from groups.health.models import SessionCounts
from groups.health.services import count_sessions
from groups.health.survival import Life
from groups.models import GroupSession, PeerGroup
from groups.protected_time.models import Standing
from tests.groups.protected_time.asking import asked

pytestmark = pytest.mark.django_db
PAGE = "/groups/figures/"
THURSDAY, SATURDAY = date(2026, 7, 2), date(2026, 7, 4)


def a_session(cast, group: PeerGroup, day: date, start: time = time(18), attending: int | None = 6, **more):
    held = {"state": "held", "recorded_by": cast.anna, "recorded_at": cast.now, "attending": attending}
    return GroupSession.objects.create(
        programme=group.programme,
        group=group,
        local_date=day,
        local_start=start,
        zone="Europe/London",
        **held | more,
    )


@pytest.fixture
def july(cast) -> None:
    """Three held, one by day in agreed time; one to which nobody came; two cancelled; one taken out by a change."""
    asked(cast, group=cast.alder, standing=Standing.AGREED, starts_on=THURSDAY, ends_on=THURSDAY)
    a_session(cast, cast.alder, THURSDAY, time(12, 30), attending=2, newcomers=1)
    a_session(cast, cast.birch, THURSDAY, time(12, 30), attending=7)
    a_session(cast, cast.alder, SATURDAY, time(10), attending=12)
    a_session(cast, cast.birch, SATURDAY, attending=None, state="nobody_came")
    for group, reason in ((cast.alder, "rota"), (cast.birch, "holiday"), (cast.cedar, "rota")):
        a_session(cast, group, date(2026, 7, 9), attending=None, state="cancelled", cancel_reason=reason)
    a_session(cast, cast.alder, date(2026, 7, 16), attending=None, state="cancelled", cancel_reason="plan")
    a_session(cast, cast.alder, date(2026, 8, 6), attending=None, state="planned")


def test_each_session_is_counted_once(cast, july):
    assert count(cast.thames, cast.now).months == [
        Month(
            2026, 7, held=3, nobody=1, cancelled=2, came=21, newcomers=1, protected=1, daytime=1, other=1,
            reasons={"rota": 1, "holiday": 1}, bands=[1, 0, 1, 1],
        )
    ]  # fmt: skip


def test_a_group_lives_until_its_last_session_or_until_today(cast, july):
    PeerGroup.objects.filter(pk=cast.birch.pk).update(state="ended")
    days = (cast.now.date() - THURSDAY).days
    assert count(cast.thames, cast.now).lives == sorted([Life(0, ended=True), Life(days, ended=False)])


def test_what_the_worker_counted_is_read_as_it_was_counted(cast, july):
    count_sessions(cast.now)
    a_session(cast, cast.alder, date(2026, 7, 23))
    counted = counts_of(cast.thames, cast.now + timedelta(minutes=5))
    assert (counted.counted_at, counted.months[0].held) == (cast.now, 3)
    count_sessions(cast.now + timedelta(hours=1))
    assert counts_of(cast.thames, cast.now).months[0].held == 4
    assert SessionCounts.objects.count() == 2


def test_every_chart_has_its_sentence_and_its_table(cast, july, sign_in):
    page = sign_in(cast.gwen).get(PAGE)
    shown = page.content.decode()
    for figure in page.context["figures"]:
        assert shown.count(f"<p>{figure.sentence}</p>") == 1
        assert shown.count(f'<desc id="{figure.key}-desc">{figure.sentence}</desc>') == bool(figure.rows)
    assert shown.count('<svg class="hf-chart"') == sum(bool(figure.rows) for figure in page.context["figures"])


def test_numbers_in_a_drawing_are_written_for_machines_in_every_language(cast, july, sign_in):
    with translation.override("de"):
        shown = sign_in(cast.cora).get(PAGE, headers={"accept-language": "de"}).content.decode()
    assert ',5"' not in shown


def test_a_table_is_a_file(cast, july, sign_in):
    answer = sign_in(cast.cora).get(f"{PAGE}?table=reasons&as=csv")
    assert answer.content.decode("utf-8-sig").splitlines() == [
        "Reason,Sessions,Share",
        "rota or service pressure,1,50 %",
        "holiday,1,50 %",
    ]


def test_a_workbook_has_all_tables_with_numbers_as_numbers(cast, july, sign_in):
    book = load_workbook(io.BytesIO(sign_in(cast.cora).get(f"{PAGE}?as=xlsx").content))
    assert book.sheetnames == [
        "How many come",
        "Sessions offered and held",
        "Why sessions were cancelled",
        "Whose time sessions are in",
        "How long groups go on",
    ]
    assert [cell.value for cell in book["Why sessions were cancelled"][2]] == ["rota or service pressure", 1, "50 %"]


@pytest.mark.parametrize("wrong", ["as=csv", "as=csv&table=people", "as=pdf", "programme=dales"])
def test_there_is_no_other_file_and_no_other_programme(cast, july, sign_in, wrong):
    assert sign_in(cast.cora).get(f"{PAGE}?{wrong}").status_code == 404
