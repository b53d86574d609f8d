"""A review is between two. Rights to it end with the supervision; a cover has none; its owner may ask another."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from confidential.services import open_sealed
from foundation.refusals import Refusal
from people.endings.models import Told
from people.models import Role
from people.services import assign_supervisor
from supervision.reviews.models import Kind, ReviewPart, ReviewState, SupervisionReview
from supervision.reviews.second import ask_another, take_back
from supervision.reviews.services import draft_of, show_part
from tests.supervision.world import shown_review, write, write_part
from tests.verbs import end_appointment

PAGES = ("detail", "write", "show", "final", "another", "take", "redact")


def seen_by(person, now) -> list[str]:
    parts = ReviewPart.objects.open_to(person, now).order_by("begun_at", "kind")
    return [part.kind for part in parts]


def pass_to_stella(cast):
    assign_supervisor(facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=cast.now)


def everybody_but(cast, *names: str) -> dict[str, object]:
    return {person.first_name: person for person in cast.by_relation().values() if person.first_name not in names}


def test_the_two_read_what_was_shown_and_nobody_else_does(cast):
    shown_review(cast)
    assert [sorted(seen_by(person, cast.now)) for person in (cast.anna, cast.sam)] == [["self", "supervisor"]] * 2
    others = everybody_but(cast, "Anna", "Sam")
    assert {name: seen_by(person, cast.now) for name, person in others.items()} == {name: [] for name in others}


def test_a_draft_is_its_writers(cast):
    review = shown_review(cast, beside="")
    draft = draft_of(review=review, by=cast.sam, kind=Kind.SUPERVISOR, now=cast.now)
    write(draft, {"frame": "not sure yet"}, cast.now)
    assert (seen_by(cast.anna, cast.now), sorted(seen_by(cast.sam, cast.now))) == (["self"], ["self", "supervisor"])
    with pytest.raises(PermissionDenied):
        open_sealed(draft, viewer=cast.anna, now=cast.now)


def test_before_it_is_shown_not_even_its_being_there_is_seen(cast, sign_in):
    sign_in(cast.anna).post("/reviews/begin/")
    review = SupervisionReview.objects.get()
    sam = sign_in(cast.sam)
    assert sam.get(f"/reviews/{review.pk}/").status_code == 404
    assert str(review.pk) not in sam.get("/reviews/").content.decode()


def test_a_change_of_supervisor_gives_it_back_with_all_that_was_said(cast):
    review = shown_review(cast)
    pass_to_stella(cast)
    review.refresh_from_db()
    assert (review.state, review.supervisor) == (ReviewState.OWN, None)
    assert [seen_by(person, cast.now) for person in (cast.sam, cast.stella)] == [[], []]
    assert sorted(seen_by(cast.anna, cast.now)) == ["self", "supervisor"]
    told = Told.objects.filter(person=cast.anna, words__startswith="Your review").get()
    assert (
        told.words
        == "Your review was with Sam Reyes. It has come back to you: show it to Stella Moore, if you want to."
    )


def test_the_new_supervisor_reads_what_is_shown_to_them_and_nothing_before(cast):
    review = shown_review(cast)
    pass_to_stella(cast)
    later = cast.now + timedelta(hours=1)
    write_part(cast, review, cast.anna, now=later, frame="told anew")
    assert seen_by(cast.stella, later) == ["self"]
    own = ReviewPart.objects.open_to(cast.stella, later).get()
    assert open_sealed(own, viewer=cast.stella, now=later)["frame"] == "told anew"


def test_what_the_earlier_supervisor_was_writing_goes_nowhere(cast):
    review = shown_review(cast, beside="")
    draft = draft_of(review=review, by=cast.sam, kind=Kind.SUPERVISOR, now=cast.now)
    write(draft, {"frame": "half a thought"}, cast.now)
    pass_to_stella(cast)
    with pytest.raises(Refusal, match="no longer with you"):
        show_part(part=draft, by=cast.sam, readiness="ready", now=cast.now)


def test_a_cover_sees_none_of_it(cast, sign_in):
    review = shown_review(cast)
    clara = sign_in(cast.clara)
    assert {clara.get(f"/reviews/{review.pk}/{page}/").status_code for page in ("write", "show", "final")} == {404}
    assert clara.get(f"/reviews/{review.pk}/").status_code == 404


def test_another_supervisor_reads_what_both_showed_last_while_asked(cast):
    review = shown_review(cast)
    later = cast.now + timedelta(hours=1)
    write_part(cast, review, cast.anna, now=later, frame="thought over")
    ask_another(review=review, by=cast.anna, supervisor=cast.stella, now=later)
    said = {
        part.kind: open_sealed(part, viewer=cast.stella, now=later)["frame"]
        for part in ReviewPart.objects.open_to(cast.stella, later)
    }
    assert said == {"self": "thought over", "supervisor": "what I saw"}
    take_back(review=review, by=cast.anna, now=later)
    assert seen_by(cast.stella, later) == []


def test_their_view_goes_to_the_owner_alone_and_stays(cast):
    review = shown_review(cast)
    ask_another(review=review, by=cast.anna, supervisor=cast.stella, now=cast.now)
    write_part(cast, review, cast.stella, readiness="ready", frame="I would say yes")
    take_back(review=review, by=cast.anna, now=cast.now)
    seen = [sorted(seen_by(person, cast.now)) for person in (cast.anna, cast.sam, cast.stella)]
    assert seen == [["second", "self", "supervisor"], ["self", "supervisor"], []]
    review.refresh_from_db()
    assert review.state == ReviewState.BOTH


def test_another_is_asked_of_whoever_supervises_there_and_not_oneself(cast):
    review = shown_review(cast)
    for nobody in (cast.sam, cast.anna, cast.tess, cast.oscar):
        with pytest.raises(Refusal, match="Choose a supervisor of your programme"):
            ask_another(review=review, by=cast.anna, supervisor=nobody, now=cast.now)
    with pytest.raises(Refusal, match="once you have both written"):
        ask_another(review=review, by=cast.sam, supervisor=cast.stella, now=cast.now)
    ask_another(review=review, by=cast.anna, supervisor=cast.stella, now=cast.now)
    with pytest.raises(Refusal, match="You have asked Stella Moore already"):
        ask_another(review=review, by=cast.anna, supervisor=cast.grace, now=cast.now)


def test_another_who_leaves_reads_no_more_and_the_owner_hears(cast):
    review = shown_review(cast)
    ask_another(review=review, by=cast.anna, supervisor=cast.grace, now=cast.now)
    end_appointment(appointment=cast.grace.appointments.get(role=Role.SUPERVISOR), now=cast.now)
    review.refresh_from_db()
    assert (review.second, seen_by(cast.grace, cast.now)) == (None, [])
    assert Told.objects.filter(person=cast.anna, words__startswith="Grace Hill has left").exists()


def test_it_is_exported_by_its_owner_alone(cast, sign_in):
    review = shown_review(cast, own="a heron", beside="a kingfisher")
    ask_another(review=review, by=cast.anna, supervisor=cast.stella, now=cast.now)
    took = sign_in(cast.anna).get(f"/reviews/{review.pk}/take/")
    assert took["Content-Disposition"].startswith('attachment; filename="review-')
    assert ("a heron" in took.content.decode(), "a kingfisher" in took.content.decode()) == (True, True)
    others = everybody_but(cast, "Anna")
    answers = {name: sign_in(person).get(f"/reviews/{review.pk}/take/").status_code for name, person in others.items()}
    assert set(answers.values()) == {404}


def test_who_opened_whose_words_is_on_the_trail(cast, sign_in):
    review = shown_review(cast)
    sign_in(cast.sam).get(f"/reviews/{review.pk}/")
    assert "Sam Reyes opened what you wrote in a review" in sign_in(cast.anna).get("/me/data/").content.decode()
