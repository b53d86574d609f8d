"""Others than the owner see means of eight people or more, for quarters that have ended, and cannot take them apart."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from courses.confidence.figures import figures_of
from tests.courses.confidence.answering import all_at, answered_twice, give

SPRING, SUMMER = datetime(2026, 2, 10, 12, tzinfo=UTC), datetime(2026, 5, 10, 12, tzinfo=UTC)
FIRST_OF_APRIL, FIRST_OF_JULY = datetime(2026, 4, 1, 12, tzinfo=UTC), datetime(2026, 7, 1, 12, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 1, 12, tzinfo=UTC)
HALF_A_YEAR = timedelta(days=183)


def spans(cast, now):
    (figures,) = figures_of([cast.thames.pk], now)
    return figures.spans


def shown(cast, now, key: str = "suicide"):
    """(last month, people, before, after) of one question in each span, the newest first."""
    return [
        (span.span.last.last_month.month, item.people, item.before, item.after)
        for span in spans(cast, now)
        for item in span.items
        if item.item.key == key
    ]


def answered(cast, numbers, when, before: int = 4, after: int = 7):
    for number in numbers:
        answered_twice(cast.thames, number, when, all_at(before), all_at(after))


def test_seven_are_not_shown_and_eight_are(cast):
    answered(cast, range(7), SPRING)
    assert spans(cast, FIRST_OF_APRIL) == []
    answered(cast, [7], SPRING)
    assert shown(cast, FIRST_OF_APRIL) == [(3, 10, 4.0, 7.0)]


def test_the_page_of_seven_says_why_and_no_number(cast, sign_in, now):
    answered(cast, range(7), now - HALF_A_YEAR, before=3, after=9)
    page = sign_in(cast.cora).get("/programme/confidence/").content.decode()
    assert "No figures yet" in page
    assert "<td" not in page
    answered(cast, [7], now - HALF_A_YEAR, before=3, after=9)
    page = sign_in(cast.cora).get("/programme/confidence/").content.decode()
    assert "about 10 people" in page
    assert page.count("<td") == 8 * 3


def test_a_question_that_seven_answered_is_not_shown_among_eight(cast):
    answered(cast, range(7), SPRING)
    without = {key: value for key, value in all_at(10).items() if key != "suicide"}
    answered_twice(cast.thames, 7, SPRING, all_at(0), without)
    assert shown(cast, FIRST_OF_APRIL) == [(3, None, None, None)]
    assert shown(cast, FIRST_OF_APRIL, "room") == [(3, 10, 3.5, 7.5)]


def test_who_answered_once_is_in_no_figure(cast):
    answered(cast, range(8), SPRING)
    before = shown(cast, FIRST_OF_APRIL)
    give(cast.anna, "before", all_at(0), SPRING)
    assert shown(cast, FIRST_OF_APRIL) == before


def test_the_quarter_that_runs_is_not_shown_day_by_day(cast):
    answered(cast, range(8), SPRING)
    assert spans(cast, datetime(2026, 3, 31, 12, tzinfo=UTC)) == []
    assert len(spans(cast, FIRST_OF_APRIL)) == 1


def test_a_quarter_begins_by_the_programmes_own_clock(cast):
    """Half past eleven at night on 30 June, by UTC, is July in London."""
    answered(cast, range(8), datetime(2026, 6, 30, 23, 30, tzinfo=UTC))
    assert shown(cast, FIRST_OF_JULY) == []
    assert [last for last, *_ in shown(cast, AUTUMN)] == [9]


def test_one_more_person_cannot_be_recovered_by_looking_twice(cast):
    """The attack: eight in spring, one in summer who said 0 and then 10. Neither page, nor both, gives them away."""
    answered(cast, range(8), SPRING)
    in_april = shown(cast, FIRST_OF_APRIL)
    answered(cast, [8], SUMMER, before=0, after=10)
    assert shown(cast, FIRST_OF_JULY) == in_april
    answered(cast, range(9, 16), SUMMER, before=5, after=5)
    in_july = shown(cast, FIRST_OF_JULY)
    assert in_july[1:] == in_april
    assert in_july[:1] == [(6, 10, 4.5, 5.5)]


def test_another_programmes_people_are_in_no_figure_of_ours(cast, sign_in, now):
    answered(cast, range(8), SPRING)
    for number in range(20, 29):
        answered_twice(cast.dales, number, SPRING, all_at(10), all_at(0))
    assert shown(cast, FIRST_OF_APRIL) == [(3, 10, 4.0, 7.0)]
    page = sign_in(cast.odette).get("/programme/confidence/")
    assert [figures.programme for figures in page.context["programmes"]] == [cast.dales]


@pytest.mark.parametrize("setting", [{"SMALLEST_COUNT_SHOWN": 9}, {"SMALLEST_COUNT_SHOWN": 20}])
def test_an_installation_may_be_stricter(cast, settings, setting):
    answered(cast, range(8), SPRING)
    for name, value in setting.items():
        setattr(settings, name, value)
    assert spans(cast, FIRST_OF_APRIL) == []


def test_an_installation_cannot_be_laxer(cast, settings):
    settings.SMALLEST_COUNT_SHOWN = 3
    answered(cast, range(7), SPRING)
    with pytest.raises(ValueError, match="8 people or more"):
        spans(cast, FIRST_OF_APRIL)


def test_no_name_is_on_the_page(cast, sign_in, now):
    answered(cast, range(8), now - HALF_A_YEAR)
    page = sign_in(cast.tara).get("/programme/confidence/").content.decode()
    assert [word for word in ("Person", "Smith", "@example.org") if word in page] == []


def test_the_page_asks_the_same_of_the_database_for_8_and_for_30(cast, sign_in, now):
    half_a_year_ago, client = now - HALF_A_YEAR, sign_in(cast.cora)
    counts = []
    for numbers in (range(8), range(8, 38)):
        answered(cast, numbers, half_a_year_ago)
        client.get("/programme/confidence/")
        with CaptureQueriesContext(connection) as asked:
            client.get("/programme/confidence/")
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12
