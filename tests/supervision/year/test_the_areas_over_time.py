"""The ten areas of somebody's reviews side by side: what the two showed each other, and nothing else."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from confidential.models import AccessEntry
from people.models import CoverWindow, SupervisionAssignment
from people.services import assign_supervisor
from supervision.reviews.areas import AREAS
from supervision.reviews.models import Kind, SupervisionReview
from supervision.reviews.second import ask_another
from supervision.reviews.services import begin_review, draft_of, say_final, say_talked
from tests.people import assign
from tests.supervision.world import shown_review, write, write_part


def url(cast) -> str:
    return reverse("year:areas", args=[cast.anna.pk])


def main(response):
    return BeautifulSoup(response.content, "html.parser").main


def words(response) -> str:
    return " ".join(main(response).get_text(" ").split())


def table(response) -> list[list[str]]:
    """Each row, head first; without what only a phone shows."""
    page = main(response)
    for heading in page.select(".nhsuk-table-responsive__heading"):
        heading.decompose()
    return [[" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in page.select("tr")]


def finished_review(cast, days: int, own: str, beside: str) -> SupervisionReview:
    """One that is final, begun so many days ago."""
    review = shown_review(cast, own=own, beside=beside)
    SupervisionReview.objects.filter(pk=review.pk).update(begun_at=cast.now - timedelta(days=days))
    say_talked(review=review, by=cast.anna, on=timezone.localdate(cast.now), now=cast.now)
    for side in (cast.anna, cast.sam):
        say_final(review=review, by=side, now=cast.now)
    review.refresh_from_db()
    return review


def head(*reviews: SupervisionReview) -> list[str]:
    return ["Area", *(date_format(timezone.localtime(review.begun_at), "j F Y") for review in reviews)]


def test_each_area_is_a_row_and_each_review_a_column_by_its_day(cast, sign_in):
    newer = finished_review(cast, 10, "a heron", "a kingfisher")
    older = finished_review(cast, 190, "an egret", "a dipper")
    shown = table(sign_in(cast.sam).get(url(cast)))
    assert shown[0] == head(older, newer)
    assert shown[1][1:] == ["Anna Okoye an egret Sam Reyes a dipper", "Anna Okoye a heron Sam Reyes a kingfisher"]
    assert [row[0] for row in shown[1:]] == [str(label) for _key, label in AREAS]
    assert {cell for row in shown[2:] for cell in row[1:]} == {"Nothing was written."}


def test_the_two_of_them_read_the_same_words(cast, sign_in):
    finished_review(cast, 190, "a heron", "a kingfisher")
    review = shown_review(cast, own="an egret", beside="")
    write(draft_of(review=review, by=cast.sam, kind=Kind.SUPERVISOR, now=cast.now), {"frame": "wolverine"}, cast.now)
    ask = SupervisionReview.objects.exclude(pk=review.pk).get()
    ask_another(review=ask, by=cast.anna, supervisor=cast.stella, now=cast.now)
    write_part(cast, ask, cast.stella, readiness="ready", frame="otter")
    anna, sam = (words(sign_in(person).get(url(cast))) for person in (cast.anna, cast.sam))
    assert anna == sam
    assert [word for word in ("a heron", "a kingfisher", "an egret") if word not in sam] == []
    assert [word for word in ("wolverine", "otter") if word in sam] == []


def test_what_was_shown_last_counts(cast, sign_in):
    review = shown_review(cast, own="a heron", beside="a kingfisher")
    write_part(cast, review, cast.anna, now=cast.now + timedelta(seconds=1), frame="thought over")
    shown = table(sign_in(cast.anna).get(url(cast)))
    assert shown[1][1] == "Anna Okoye thought over Sam Reyes a kingfisher"


@pytest.mark.parametrize("who", ["ben", "farah", "stella", "grace", "clara", "cora", "gwen", "tess", "olu", "oscar"])
def test_nobody_else_has_it(cast, sign_in, who):
    shown_review(cast)
    assert sign_in(getattr(cast, who)).get(url(cast)).status_code == 404


def test_another_who_is_asked_for_one_review_does_not_have_it(cast, sign_in):
    ask_another(review=shown_review(cast), by=cast.anna, supervisor=cast.stella, now=cast.now)
    assert sign_in(cast.stella).get(url(cast)).status_code == 404


def test_after_a_hand_over_the_next_supervisor_has_what_is_shown_to_them(cast, sign_in):
    finished_review(cast, 190, "a heron", "a kingfisher")
    review = shown_review(cast, own="an egret", beside="a dipper")
    assign_supervisor(facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=cast.now)
    assert sign_in(cast.sam).get(url(cast)).status_code == 404
    assert "No review was shown yet." in words(sign_in(cast.stella).get(url(cast)))
    write_part(cast, review, cast.anna, now=cast.now, frame="told anew")
    anna, stella = (table(sign_in(person).get(url(cast))) for person in (cast.anna, cast.stella))
    assert anna == stella
    assert (stella[0], stella[1][1]) == (head(review), "Anna Okoye told anew")


def test_it_stays_with_whose_it_is_once_supervision_has_ended(cast, sign_in):
    shown_review(cast, own="a heron")
    CoverWindow.objects.all().delete()
    SupervisionAssignment.objects.filter(facilitator=cast.anna, supervisor=cast.sam).update(ends_at=cast.now)
    assert "a heron" in words(sign_in(cast.anna).get(url(cast)))
    assign(cast.anna, cast.stella, cast.thames, cast.now)
    assert "a heron" not in words(sign_in(cast.stella).get(url(cast)))


def test_a_review_that_she_has_to_herself_is_not_on_it(cast, sign_in):
    begin_review(by=cast.anna, now=cast.now)
    assert {"No review was shown yet." in words(sign_in(who).get(url(cast))) for who in (cast.anna, cast.sam)} == {True}


def test_words_that_were_deleted_are_not_on_it(cast, sign_in):
    review = finished_review(cast, 10, "a heron", "a kingfisher")
    sign_in(cast.anna).post(reverse("reviews:redact", args=[review.pk]))
    assert table(sign_in(cast.sam).get(url(cast)))[1][1] == "Sam Reyes a kingfisher"


def test_opening_it_is_on_the_trail_of_whoever_wrote(cast, sign_in):
    shown_review(cast)
    for person in (cast.anna, cast.sam):
        sign_in(person).get(url(cast))
    read = AccessEntry.objects.filter(action="read").order_by("actor__first_name")
    assert [(entry.actor.first_name, entry.owner.first_name) for entry in read] == [("Anna", "Sam"), ("Sam", "Anna")]


def test_only_what_is_on_the_page_is_opened(cast, sign_in):
    for days in range(10, 70, 10):
        finished_review(cast, days, f"day {days}", "seen")
    sam = sign_in(cast.sam)
    newest, before = table(sam.get(url(cast))), table(sam.get(url(cast), {"page": 2}))
    assert [cell.split(" Sam")[0] for cell in newest[1][1:]] == [f"Anna Okoye day {days}" for days in (40, 30, 20, 10)]
    assert [cell.split(" Sam")[0] for cell in before[1][1:]] == [f"Anna Okoye day {days}" for days in (60, 50)]


def test_the_persons_page_leads_to_it_once_there_is_one(cast, sign_in):
    sam, link = sign_in(cast.sam), "The ten areas side by side, over time"
    page = reverse("year:person", args=[cast.anna.pk])
    assert link not in words(sam.get(page))
    shown_review(cast)
    there = main(sam.get(page)).find("a", string=link)
    assert there["href"] == f"{url(cast)}?in={cast.thames.slug}"


def test_it_asks_as_often_for_one_review_as_for_four(cast, sign_in):
    sam = sign_in(cast.sam)

    def asked() -> int:
        sam.get(url(cast))
        with CaptureQueriesContext(connection) as queries:
            assert sam.get(url(cast)).status_code == 200
        return len(queries)

    finished_review(cast, 10, "a heron", "a kingfisher")
    few = asked()
    for days in range(20, 50, 10):
        finished_review(cast, days, "an egret", "a dipper")
    assert asked() == few
