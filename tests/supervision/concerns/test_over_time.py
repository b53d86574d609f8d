"""The governance lead and the deputy see how concerns go over time: days, states and figures, never whom or what."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from openpyxl import load_workbook

from people.models import Role
from supervision.concerns.models import Concern
from supervision.concerns.over_time.queries import Speed, in_words, speed_of
from supervision.concerns.services import acknowledge_concern, agree_plan, close_concern, reopen_concern
from tests.people import appoint
from tests.supervision import world

PAGE = "/concerns/over-time/"
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def clock_stands(cast, monkeypatch) -> None:
    monkeypatch.setattr("config.middleware.timezone.now", lambda: cast.now)


@pytest.fixture
def now() -> datetime:
    """A Wednesday at noon, far from a change of the clocks: working days and days are counted here."""
    return datetime(2026, 7, 15, 12, tzinfo=UTC)


def raised(cast, days_ago: float, by=None, **said) -> Concern:
    """By Ben, whom Sam has supervised all year."""
    return world.concern(cast, by or cast.ben, now=cast.now - days_ago * DAY, **said)


def met(cast, concern: Concern, after: timedelta, by=None) -> Concern:
    return acknowledge_concern(concern=concern, by=by or cast.sam, now=concern.raised_at + after)


def closed(cast, concern: Concern, after: timedelta) -> Concern:
    at: datetime = concern.raised_at + after
    agree_plan(concern=concern, by=cast.sam, words="we talk", look_again_on=(at + DAY).date(), seen=0, now=at)
    concern.refresh_from_db()
    return close_concern(concern=concern, by=cast.sam, outcome="supported", now=at)


def soup(page) -> BeautifulSoup:
    return BeautifulSoup(page.content, "html.parser")


def rows(page) -> list[str]:
    """Each row of the list, without the headings that are for small screens."""
    found = soup(page)
    for heading in found.select(".nhsuk-table-responsive__heading"):
        heading.decompose()
    return [" ".join(row.get_text(" ").split()).replace(" ,", ",") for row in found.select("tbody tr")]


def figures(page) -> list[str]:
    return [" ".join(item.get_text(" ").split()) for item in soup(page).select("dl dd")]


def written(day: datetime) -> str:
    return f"{day.day} {day:%B %Y}"


def test_open_ones_are_listed_the_oldest_first(cast, sign_in):
    new, old = raised(cast, 1), raised(cast, 9, urgency="today")
    agree_plan(
        concern=met(cast, new, HOUR),
        by=cast.sam,
        words="we talk",
        look_again_on=(cast.now + 8 * DAY).date(),
        seen=0,
        now=cast.now,
    )
    page = sign_in(cast.gwen).get(PAGE)
    assert rows(page) == [
        f"{written(old.raised_at)} 9 days Raised To be acknowledged by {written(old.due_at)}, late",
        f"{written(new.raised_at)} 1 day Plan agreed To be looked at again on {written(cast.now + 8 * DAY)}",
    ]


def test_or_by_the_next_date(cast, sign_in):
    """The older of the two is to be looked at later."""
    old, new = met(cast, raised(cast, 9), HOUR), raised(cast, 2, urgency="today")
    later = (cast.now + 20 * DAY).date()
    agree_plan(concern=old, by=cast.sam, words="we talk", look_again_on=later, seen=0, now=cast.now)
    client = sign_in(cast.dora)
    days = [[row.split(" ")[0] for row in rows(client.get(f"{PAGE}?order={order}"))] for order in ("age", "next")]
    assert days == [
        [str(old.raised_at.day), str(new.raised_at.day)],
        [str(new.raised_at.day), str(old.raised_at.day)],
    ]


def test_closed_ones_are_listed_by_themselves(cast, sign_in):
    over = closed(cast, met(cast, raised(cast, 30), HOUR), 10 * DAY)
    client = sign_in(cast.gwen)
    assert rows(client.get(PAGE)) == []
    assert rows(client.get(f"{PAGE}?state=closed")) == [
        f"{written(over.raised_at)} 10 days Closed {written(over.closed_at)}"
    ]


def test_only_those_with_the_reader_lead_on(cast, sign_in):
    """Sam's is days and a state to her; the one that is late is with her too."""
    with_sam, late = raised(cast, 0.5), raised(cast, 9, urgency="today")
    page = sign_in(cast.gwen).get(PAGE)
    links = {link["href"] for link in soup(page).select("tbody a")}
    assert links == {reverse("concerns:detail", args=[late.pk])}
    assert sign_in(cast.gwen).get(reverse("concerns:detail", args=[with_sam.pk])).status_code == 404


def test_the_page_says_neither_kind_nor_person(cast, sign_in):
    raised(cast, 2, urgency="today", category="own", about="partner", done="a heron on the roof")
    main = soup(sign_in(cast.gwen).get(PAGE)).select_one("main").get_text(" ")
    hits = [word for word in ("Anna", "Ben Walsh", "wellbeing", "co-facilitator", "heron", "07700") if word in main]
    assert hits == []


def test_five_have_a_median_and_four_do_not(cast, sign_in):
    for hours in (1, 2, 3, 40):
        met(cast, raised(cast, 20 - hours / 24), hours * HOUR)
    client = sign_in(cast.gwen)
    assert figures(client.get(PAGE)) == ["Longest: 40 hours. 4 concerns"]
    met(cast, raised(cast, 10), 72 * HOUR)
    assert figures(client.get(PAGE)) == ["Median: 3 hours. Longest: 3 days. 5 concerns"]


def test_how_long_until_closed_stands_beside_it(cast, sign_in):
    closed(cast, met(cast, raised(cast, 30), HOUR), 10 * DAY)
    assert figures(sign_in(cast.gwen).get(PAGE)) == ["Longest: 1 hour. 1 concern", "Longest: 10 days. 1 concern"]


def test_what_was_opened_again_counts_by_the_first_answer(cast, sign_in):
    over = closed(cast, met(cast, raised(cast, 30), 2 * HOUR), DAY)
    again = reopen_concern(concern=over, by=cast.ben, words="it came back", now=cast.now - 5 * DAY)
    acknowledge_concern(concern=again, by=cast.sam, now=cast.now)
    assert figures(sign_in(cast.gwen).get(PAGE)) == ["Longest: 2 hours. 1 concern"]


def test_the_period_is_chosen_by_days(cast, sign_in):
    met(cast, raised(cast, 40), 7 * HOUR)
    met(cast, raised(cast, 5), 3 * HOUR)
    first, last = ((cast.now - days * DAY).date().isoformat() for days in (41, 39))
    page = sign_in(cast.gwen).get(PAGE, {"first": first, "last": last})
    assert figures(page) == ["Longest: 7 hours. 1 concern"]


def test_days_that_are_no_period_are_said_and_a_year_is_shown(cast, sign_in):
    met(cast, raised(cast, 40), 7 * HOUR)
    page = sign_in(cast.gwen).get(PAGE, {"first": "2026-05-02", "last": "2026-05-01"})
    assert "Choose a day that is not before the first." in page.content.decode()
    assert figures(page) == ["Longest: 7 hours. 1 concern"]


def test_the_table_has_days_and_no_names(cast, sign_in):
    over = closed(cast, met(cast, raised(cast, 30, done="a heron"), 2 * HOUR), 10 * DAY)
    raised(cast, 1, urgency="today", by=cast.anna)
    sent = sign_in(cast.gwen).get(reverse("concerns:table"))
    found = list(csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig"))))
    assert found[0] == {
        "Raised on": over.raised_at.date().isoformat(),
        "How soon": "It can wait until we next talk",
        "State": "closed",
        "Next date": "",
        "Late": "",
        "Hours until acknowledged": "2",
        "Closed on": over.closed_at.date().isoformat(),
        "Days until closed": "10",
    }
    assert [row["State"] for row in found] == ["closed", "raised"]
    assert re.search("Anna|Ben|Okoye|Walsh|heron|participant|support is", sent.content.decode()) is None


def test_the_workbook_has_the_same_and_the_figures(cast, sign_in):
    met(cast, raised(cast, 30), 2 * HOUR)
    sent = sign_in(cast.dora).get(reverse("concerns:workbook"))
    book = load_workbook(io.BytesIO(sent.content))
    assert book.sheetnames == ["Concerns", "How fast"]
    assert [row[5] for row in book["Concerns"].iter_rows(values_only=True)] == ["Hours until acknowledged", 2]
    assert list(book["How fast"].iter_rows(min_row=2, values_only=True)) == [
        ("Hours until acknowledged", 1, None, 2),
        ("Days until closed", 0, None, None),
    ]


@pytest.mark.parametrize("route", ["concerns:over_time", "concerns:table", "concerns:workbook"])
def test_it_belongs_to_those_who_lead_that_programme(cast, sign_in, route):
    """Cora coordinates, Sam supervises; Gwen leads in Thames and nowhere else."""
    codes = [sign_in(person).get(reverse(route)).status_code for person in (cast.cora, cast.sam, cast.anna, cast.tara)]
    assert codes == [404, 404, 404, 404]
    assert sign_in(cast.gwen).get(reverse(route), {"programme": cast.dales.slug}).status_code == 404


def test_another_programme_is_not_counted_in(cast, sign_in):
    met(cast, raised(cast, 9, by=cast.olu), HOUR, by=cast.oscar)
    met(cast, raised(cast, 9), 5 * HOUR)
    appoint(cast.gwen, Role.GOVERNANCE, cast.dales, cast.now - DAY)
    client = sign_in(cast.gwen)
    found = {slug: figures(client.get(PAGE, {"programme": slug})) for slug in (cast.thames.slug, cast.dales.slug)}
    assert found == {
        cast.thames.slug: ["Longest: 5 hours. 1 concern"],
        cast.dales.slug: ["Longest: 1 hour. 1 concern"],
    }


@pytest.mark.parametrize("about", ["governance", "deputy"])
def test_one_about_a_lead_is_in_none_of_their_figures(cast, sign_in, about):
    """Four, and a fifth about one of them: to them there is no median, and no fifth; the other has both."""
    for hours in (1, 2, 3, 4):
        met(cast, raised(cast, 20 - hours / 24), hours * HOUR)
    meant, other = (cast.gwen, cast.dora) if about == "governance" else (cast.dora, cast.gwen)
    meant_sees, other_sees = ([sign_in(meant).get(PAGE)], [sign_in(other).get(PAGE)])
    met(cast, raised(cast, 10, about=about), 9 * HOUR)
    meant_sees.append(sign_in(meant).get(PAGE))
    other_sees.append(sign_in(other).get(PAGE))
    assert [figures(page) for page in meant_sees] == [["Longest: 4 hours. 4 concerns"]] * 2
    assert figures(other_sees[1]) == ["Median: 3 hours. Longest: 9 hours. 5 concerns"]
    assert [len(rows(page)) for page in (*meant_sees, *other_sees)] == [4, 4, 4, 5]


def card_lines(client) -> list[str]:
    """What My day says under the two headings about concerns."""
    found = soup(client.get("/me/"))
    titles = ("Concerns with you", "No one has acknowledged a concern")
    headings = [heading for heading in found.select("h2") if heading.get_text() in titles]
    lines = [line for heading in headings for line in heading.parent.select("li")]
    return [" ".join(line.get_text(" ").split()) for line in lines]


def test_what_nobody_acknowledged_is_on_the_day_of_every_lead(cast, sign_in):
    """Gwen has it; Dora reads that there is one, and from when on she has it too."""
    late = raised(cast, 1.5, urgency="today")
    assert late.due_at <= cast.now < late.deputy_at
    (with_gwen,) = card_lines(sign_in(cast.gwen))
    (with_dora,) = card_lines(sign_in(cast.dora))
    assert (with_gwen.startswith("Ben Walsh"), with_gwen.endswith("not acknowledged yet")) == (True, True)
    assert with_dora.startswith(f"Raised on {written(late.raised_at)}, and to be acknowledged by")
    assert ("Ben" in with_dora, with_dora.endswith("unless someone acknowledges it first.")) == (False, True)


def test_whom_it_is_about_reads_nothing_of_it(cast, sign_in):
    raised(cast, 1.5, urgency="today", about="deputy")
    assert card_lines(sign_in(cast.dora)) == []
    assert len(card_lines(sign_in(cast.gwen))) == 1


def test_once_it_is_acknowledged_the_day_says_no_more(cast, sign_in):
    met(cast, raised(cast, 1.5, urgency="today"), 30 * HOUR)
    assert card_lines(sign_in(cast.dora)) == []


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (59 * HOUR / 60, "under an hour"),
        (HOUR, "1 hour"),
        (47.9 * HOUR, "47 hours"),
        (48 * HOUR, "2 days"),
        (9.9 * DAY, "9 days"),
    ],
)
def test_how_long_is_said_in_hours_and_then_in_days(length, words):
    assert in_words(length) == words


def test_an_even_number_has_the_middle_of_two():
    assert speed_of([n * HOUR for n in (1, 2, 4, 6, 8, 40)]) == Speed(6, 5 * HOUR, 40 * HOUR)


@pytest.mark.parametrize("address", [PAGE, "/concerns/over-time/concerns.csv", "/concerns/over-time/concerns.xlsx"])
def test_thirty_take_no_more_queries_than_one(cast, sign_in, address, django_assert_max_num_queries):
    raised(cast, 9)
    client = sign_in(cast.gwen)
    client.get(address)
    for days in range(29):
        raised(cast, days + 0.5)
    with django_assert_max_num_queries(9):
        client.get(address)
