"""One year of somebody's supervision on a page: the two of them read the same words, and nobody else does."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.formats import date_format

from confidential.models import AccessEntry
from people.models import CoverWindow, SupervisionAssignment
from supervision.agreements.services import acknowledge_agreement
from supervision.meetings.rules import NewAction
from supervision.reviews.services import begin_review
from tests.people import assign
from tests.supervision.world import (
    agreement,
    alder_session,
    draft_log,
    held_meeting,
    meeting_in,
    shared_log,
    shown_review,
)


def url(cast) -> str:
    return reverse("year:person", args=[cast.anna.pk])


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text().split())


@pytest.fixture
def lived_in(cast):
    """A year between Anna and Sam in which everything that the page can show is there."""
    acknowledge_agreement(agreement=agreement(cast, cast.anna, cast.sam), by=cast.anna, now=cast.now)
    act = NewAction(cast.anna, "write to the wombat", None)
    bens = NewAction(cast.ben, "ring the badger", None)
    held_meeting(cast, 20, agreed="let silences be", actions=[act, bens])
    held_meeting(cast, 10, cast.anna, agreed="come earlier")
    meeting_in(cast, 5, cast.anna)
    shared_log(cast, cast.anna, alder_session(cast, 6), stirred="wolverine")
    draft_log(cast, cast.anna, alder_session(cast, 4), stirred="otter")
    return cast


def test_the_two_of_them_read_the_same_words(lived_in, sign_in):
    anna, sam = (words(sign_in(person).get(url(lived_in))) for person in (lived_in.anna, lived_in.sam))
    assert anna == sam
    shown = [
        "Supervision of Anna Okoye",
        "let silences be",
        "come earlier",
        "write to the wombat",
        "2 meetings, 100 minutes in all. 100 of them count.",
        "a meeting every 4 weeks",
    ]
    assert [sentence for sentence in shown if sentence not in anna] == []


def test_nothing_of_the_partner_or_of_a_log_is_on_it(lived_in, sign_in):
    shown = words(sign_in(lived_in.sam).get(url(lived_in)))
    assert [word for word in ("badger", "wolverine", "otter") if word in shown] == []
    assert shown.count("Alder,") == 1


@pytest.mark.parametrize("who", ["ben", "farah", "stella", "grace", "clara", "cora", "gwen", "tess", "olu", "oscar"])
def test_nobody_else_has_it(lived_in, sign_in, who):
    assert sign_in(getattr(lived_in, who)).get(url(lived_in)).status_code == 404


def test_after_a_hand_over_it_is_closed_to_the_former_supervisor(lived_in, sign_in):
    cast = lived_in
    CoverWindow.objects.all().delete()
    SupervisionAssignment.objects.filter(facilitator=cast.anna, supervisor=cast.sam).update(ends_at=cast.now)
    assert sign_in(cast.sam).get(url(cast)).status_code == 404
    # To herself it stays as it was, until somebody else supervises her.
    assert "let silences be" in words(sign_in(cast.anna).get(url(cast)))
    assign(cast.anna, cast.stella, cast.thames, cast.now)
    anna, stella = (words(sign_in(person).get(url(cast))) for person in (cast.anna, cast.stella))
    assert anna == stella
    assert "With another supervisor" in stella
    assert [word for word in ("let silences be", "wombat", "Alder,") if word in stella] == []


def test_opening_it_is_on_the_trail_of_whoever_wrote(lived_in, sign_in):
    before = AccessEntry.objects.filter(actor=lived_in.anna, action="read").count()
    sign_in(lived_in.anna).get(url(lived_in))
    assert AccessEntry.objects.filter(actor=lived_in.anna, action="read").count() > before
    assert not AccessEntry.objects.filter(actor=lived_in.sam, action="read").exists()


def test_an_earlier_year_has_none_of_it(lived_in, sign_in):
    then = (lived_in.now - timedelta(days=500)).strftime("%Y-%m")
    shown = words(sign_in(lived_in.sam).get(url(lived_in), {"to": then}))
    assert "No meeting was recorded in these months." in shown
    assert "let silences be" not in shown


def reviews_on(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser").main
    heading = page.find("h2", string="Reviews").find_next_sibling()
    return [" ".join(line.get_text().split()) for line in heading.find_all("li")]


def test_a_review_is_on_it_once_it_is_shown(cast, sign_in):
    review = shown_review(cast, own="wolverine", beside="otter")
    line = f"Begun on {date_format(review.begun_at, 'j F Y')} Both have written. Next: talk about it."
    for person in (cast.anna, cast.sam):
        page = sign_in(person).get(url(cast))
        assert reviews_on(page) == [line]
        assert [word for word in ("wolverine", "otter") if word in words(page)] == []


def test_a_review_that_she_has_to_herself_is_not(cast, sign_in):
    begin_review(by=cast.anna, now=cast.now)
    assert [reviews_on(sign_in(person).get(url(cast))) for person in (cast.anna, cast.sam)] == [[], []]


def test_who_was_never_supervised_is_told_who_acts(cast, sign_in):
    SupervisionAssignment.objects.filter(facilitator=cast.farah).delete()
    shown = words(sign_in(cast.farah).get(reverse("year:person", args=[cast.farah.pk])))
    assert "Your coordinator finds one for you." in shown


def test_it_asks_as_often_for_one_meeting_as_for_ten(cast, sign_in):
    sam = sign_in(cast.sam)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert sam.get(url(cast)).status_code == 200
        return len(queries)

    held_meeting(cast, 1, actions=[NewAction(cast.anna, "one", None)])
    asked()
    few = asked()
    for days in range(2, 12):
        held_meeting(cast, days, actions=[NewAction(cast.anna, f"number {days}", None)])
    asked()
    assert asked() == few
