"""Changes with their 95 % interval, from answers as they were given, of twenty people or more; and who answered."""

from datetime import UTC, datetime, timedelta

import pytest

from courses.confidence.figures import figures_of
from courses.confidence.intervals import interval_of, quantile
from courses.confidence.models import ConfidenceSheet, Moment
from tests.courses.confidence.answering import all_at, answered_twice
from tests.people import make_person

SPRING, FIRST_OF_APRIL = datetime(2026, 2, 10, 12, tzinfo=UTC), datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(("degrees", "table"), [(19, 2.093), (24, 2.064), (30, 2.042), (60, 2.0), (120, 1.98)])
def test_the_quantile_is_that_of_the_table(degrees, table):
    assert quantile(degrees) == pytest.approx(table, abs=0.001)


def test_an_interval_by_hand():
    """Ten times 1 and ten times 3: mean 2, spread 1.026, half-width 2.093 x 1.026 / 4.472."""
    found = interval_of([1, 3] * 10)
    assert (found.mean, round(found.sd, 3)) == (2, 1.026)
    assert (round(found.low, 3), round(found.high, 3)) == (1.52, 2.48)


def figures(cast, now=FIRST_OF_APRIL):
    (found,) = figures_of([cast.thames.pk], now)
    return found


def changes(cast, key="suicide"):
    return [
        (row.people, row.change and (row.change.mean, row.change.low, row.change.high))
        for part in figures(cast).changes
        for row in part.items
        if row.item.key == key
    ]


def answered(cast, numbers, before=4, after=7, key="suicide", values=(6, 8)):
    for number in numbers:
        after_answers = all_at(after) | {key: values[number % 2]}
        answered_twice(cast.thames, number, SPRING, all_at(before), after_answers)


def test_nineteen_are_not_shown_and_twenty_are(cast):
    answered(cast, range(19))
    assert changes(cast) == []
    answered(cast, [19])
    assert changes(cast) == [(20, (3.0, 2.5, 3.5))]


def test_a_mean_is_not_rounded_before_it_is_taken_from_another(cast):
    """With means to the nearest half, 3.4 and 3.6 would be 3.5 both, and the change nought."""
    for number in range(20):
        first, second = all_at(3 if number < 12 else 4), all_at(3 if number < 8 else 4)
        answered_twice(cast.thames, number, SPRING, first, second)
    ((_people, (mean, _low, _high)),) = changes(cast)
    assert mean == 0.2


def test_an_interval_never_tells_that_all_said_the_same(cast):
    answered(cast, range(20), values=(7, 7))
    assert changes(cast) == [(20, (3.0, 2.9, 3.1))]


def test_whom_to_ring_is_counted_as_knowledge(cast):
    answered(cast, range(20))
    for moment, knew in ((Moment.BEFORE, 5), (Moment.AFTER, 20)):
        rows = ConfidenceSheet.objects.filter(moment=moment).order_by("person__email").values_list("pk", flat=True)
        for at, pk in enumerate(rows):
            sheet = ConfidenceSheet.objects.get(pk=pk)
            ConfidenceSheet.objects.filter(pk=pk).delete()
            sheet.known = {"whom_first": "999" if at < knew else "contact"}
            sheet.save(force_insert=True)
    # All knew it afterwards: said as 95, so that no one's answer is told.
    assert [part.knew for part in figures(cast).changes] == [(25, 95)]


def test_three_months_later_has_its_own_figures(cast):
    answered(cast, range(20))
    for sheet in ConfidenceSheet.objects.filter(moment=Moment.AFTER):
        ConfidenceSheet.objects.create(
            person=sheet.person,
            programme=cast.thames,
            moment=Moment.MONTH_3,
            answers=all_at(5),
            asked_at=SPRING,
            answered_at=SPRING,
        )
    assert [part.moment for part in figures(cast).changes] == [Moment.AFTER, Moment.MONTH_3]


def test_it_says_how_many_were_asked_and_answered(cast):
    answered(cast, range(22))
    for number in range(100, 112):
        person = make_person(f"Person{number} Smith")
        ConfidenceSheet.objects.create(
            person=person, programme=cast.thames, moment=Moment.BEFORE, asked_at=SPRING, skipped=True
        )
    rows = {row.moment: (row.asked, row.answered, row.share) for row in figures(cast).asked}
    assert rows[Moment.BEFORE] == (35, 20, 57)
    assert (rows[Moment.AFTER], rows[Moment.MONTH_3]) == ((20, 20, 100), (0, 0, None))


def test_what_the_first_version_asked_is_kept_apart(cast):
    old = {"opening": 4, "suicide": 3}
    for number in range(8):
        answered_twice(cast.thames, number, SPRING, old, {"opening": 6, "suicide": 6})
    (span,) = figures(cast).spans
    shown = {row.item.key: (row.before, row.after) for row in span.items if row.before is not None}
    assert shown == {"opening": (4.0, 6.0), "suicide": (3.0, 6.0)}
    assert {row.item.key: row.people for row in span.items}["room"] == 0


def test_the_page_shows_a_change_with_its_interval(cast, sign_in, now):
    for number in range(20):
        answered_twice(cast.thames, number, now - timedelta(days=183), all_at(4), all_at(6 + number % 2))
    page = " ".join(sign_in(cast.cora).get("/programme/confidence/").content.decode().split())
    assert ("95 % interval" in page, "2.3 to 2.7" in page, "about 20 asked, about 20 answered (100 %)" in page) == (
        True,
        True,
        True,
    )
