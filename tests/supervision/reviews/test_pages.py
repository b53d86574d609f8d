"""What the pages of a review say, how they lead from one to the next, and that a review is due on My day."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Appointment, Role
from supervision.reviews.models import ReviewPart, ReviewState, SupervisionReview
from supervision.reviews.queries import due_of, waiting_for
from supervision.reviews.services import say_final, say_talked
from tests.canary.forms import send
from tests.people import assign, authorise, make_person
from tests.supervision.world import shown_review


def url(name: str, review) -> str:
    return reverse(f"reviews:{name}", args=[review.pk])


def text(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def finish(cast, review):
    say_talked(review=review, by=cast.anna, on=timezone.localdate(cast.now), now=cast.now)
    for side in (cast.anna, cast.sam):
        say_final(review=review, by=side, now=cast.now)


def test_the_two_walk_through_it(cast, sign_in):
    anna, sam = sign_in(cast.anna), sign_in(cast.sam)
    begun = anna.post(reverse("reviews:begin"))
    review = SupervisionReview.objects.get()
    assert begun["Location"] == url("write", review)
    assert "Only you, until you show it; then Sam Reyes too" in text(anna.get(url("write", review)))
    looked = send(anna, url("write", review), "Save, and look", part_frame="on time", action="show")
    assert looked["Location"] == url("show", review)
    send(anna, url("show", review), "Show it to")
    assert "Review of Anna Okoye" in text(sam.get("/me/"))
    page = text(sam.get(url("write", review)))
    assert "Anna Okoye wrote: on time" in page
    send(sam, url("write", review), "Save", part_frame="mostly", part_helps="a clock in view")
    refused = send(sam, url("show", review), "Show it to")
    assert (refused.status_code, "Choose whether they are ready" in text(refused)) == (422, True)
    send(sam, url("show", review), "Show it to", readiness="not_yet")
    assert "Not yet (Sam Reyes)" in text(anna.get(url("detail", review)))
    send(anna, url("detail", review), "We have talked", on=timezone.localdate(cast.now).isoformat())
    send(anna, url("final", review), "It is final", part_differs="I was on time", action="final")
    assert "I was on time" in text(sam.get(url("detail", review)))
    done = sam.post(url("final", review), {"action": "final", "part-differs": ""}, follow=True)
    assert "It is final." in text(done)
    assert SupervisionReview.objects.get().state == ReviewState.FINAL


def test_marked_words_are_weighed_before_they_are_shown(cast, sign_in):
    anna = sign_in(cast.anna)
    anna.post(reverse("reviews:begin"))
    review = SupervisionReview.objects.get()
    send(anna, url("write", review), "Save", part_frame="Dr Smith rang from Ward 7")
    refused = send(anna, url("show", review), "Show it to")
    assert (refused.status_code, "Some words are marked" in text(refused)) == (422, True)
    send(anna, url("show", review), "Show it to", identifies_nobody="on")
    assert ReviewPart.objects.get().shown_at is not None


def test_words_that_come_once_it_is_final_are_shown_to_their_writer(cast, sign_in):
    review = shown_review(cast)
    finish(cast, review)
    late = sign_in(cast.anna).post(url("write", review), {"part-frame": "one more thing", "revision": "0"})
    assert (late.status_code, "one more thing" in late.content.decode()) == (409, True)


def test_a_wrong_day_comes_back_with_what_to_do(cast, sign_in):
    review = shown_review(cast)
    tomorrow = timezone.localdate(cast.now) + timedelta(days=1)
    answer = sign_in(cast.anna).post(url("talked", review), {"on": tomorrow.isoformat()})
    assert (answer.status_code, "Enter a day from when this review was begun until today." in text(answer)) == (
        422,
        True,
    )
    assert f'value="{tomorrow.isoformat()}"' in answer.content.decode()


def test_asking_another_and_taking_it_back(cast, sign_in):
    review = shown_review(cast, ready="not_yet")
    anna, stella = sign_in(cast.anna), sign_in(cast.stella)
    asked = anna.post(url("another", review), {"supervisor": cast.stella.pk}, follow=True)
    assert "Stella Moore can read this review now, and is told." in text(asked)
    assert "Review of Anna Okoye" in text(stella.get("/me/"))
    anna.post(url("another_back", review))
    assert stella.get(url("detail", review)).status_code == 404


def test_one_is_due_half_a_year_after_the_last_and_not_before(cast):
    assert cast.anna.pk in set(due_of(cast.sam, cast.now).values_list("person", flat=True))
    review = shown_review(cast)
    assert [post.person for post in due_of(cast.sam, cast.now)] == [cast.ben]
    finish(cast, review)
    assert [post.person for post in due_of(cast.sam, cast.now)] == [cast.ben]
    later = cast.now + timedelta(days=183)
    assert [post.person for post in due_of(cast.sam, later)] == [cast.anna, cast.ben]


def test_who_is_new_owes_none_and_who_leaves_soon_does(cast):
    for person in (cast.anna, cast.ben):
        person.authorisations.update(starts_at=cast.now - timedelta(days=60))
    assert list(due_of(cast.sam, cast.now)) == []
    Appointment.objects.filter(person=cast.ben).update(ends_at=cast.now + timedelta(days=30))
    assert [post.person for post in due_of(cast.sam, cast.now)] == [cast.ben]


def test_my_day_says_that_one_is_due_until_it_is_begun(cast, sign_in):
    anna = sign_in(cast.anna)
    assert "Time to look back" in text(anna.get("/me/"))
    anna.post(reverse("reviews:begin"))
    page = text(anna.get("/me/"))
    assert ("Time to look back" in page, "A review to go on with" in page) == (False, True)


def test_what_waits_is_whoevers_turn_it_is(cast):
    def waits() -> list[str]:
        return [person.first_name for person in (cast.anna, cast.sam) if waiting_for(person, cast.now).exists()]

    review = shown_review(cast, beside="")
    assert waits() == ["Sam"]
    SupervisionReview.objects.filter(pk=review.pk).update(state="both")
    assert waits() == ["Anna"]
    say_talked(review=review, by=cast.sam, on=timezone.localdate(cast.now), now=cast.now)
    assert waits() == ["Anna", "Sam"]
    say_final(review=review, by=cast.anna, now=cast.now)
    assert waits() == ["Sam"]


def test_my_words_and_my_data_have_all_of_it(cast, sign_in):
    shown_review(cast, own="a heron", beside="a kingfisher")
    anna, sam = sign_in(cast.anna), sign_in(cast.sam)
    assert ("a heron" in text(anna.get("/words/")), "a kingfisher" in text(anna.get("/words/"))) == (True, False)
    assert "a kingfisher" in text(sam.get("/words/"))
    taken = anna.post(reverse("pages:take_my_data")).json()
    said = [(part["by"], part["words"]["frame"]) for part in taken["reviews"][0]["parts"]]
    assert sorted(said) == [("Anna Okoye", "a heron"), ("Sam Reyes", "a kingfisher")]
    of_sam = sam.post(reverse("pages:take_my_data")).json()["what_i_wrote_in_reviews"]
    assert [part["words"]["frame"] for part in of_sam] == ["a kingfisher"]


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_as_much_for_thirty_as_for_one(cast, sign_in, count):
    sam = sign_in(cast.sam)
    for number in range(count):
        person = make_person(f"Person{number} Other")
        Appointment.objects.create(
            person=person, role=Role.FACILITATOR, programme=cast.thames, starts_at=cast.now - timedelta(days=300)
        )
        assign(person, cast.sam, cast.thames, cast.now - timedelta(days=300))
        authorise(person, cast.thames, cast.cora, cast.now - timedelta(days=299))
        SupervisionReview.objects.create(
            programme=cast.thames, facilitator=person, supervisor=cast.sam, state="shown", begun_at=cast.now
        )
    with CaptureQueriesContext(
        connection,
    ) as asked:
        page = sam.get(reverse("reviews:list"))
    assert page.content.decode().count('hf-card"') == count
    assert len(asked) <= MOST_QUERIES


MOST_QUERIES = 12
