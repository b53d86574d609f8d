"""A review is written in turn: the facilitator, the supervisor beside it; then they talk; then both say: final."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from confidential.services import open_sealed, save_words
from delivery.models import Effect
from foundation.refusals import IllegalMove, Refusal
from supervision.reviews.models import Kind, ReviewPart, ReviewState, SupervisionReview
from supervision.reviews.services import begin_review, destroy_own_words, draft_of, say_final, say_talked, show_part
from supervision.screening import Identifies, NotWeighed
from supervision.words import WrittenTwice
from tests.supervision.world import shown_review, write, write_part

NHS_NUMBER = "943 476 5919"


def today(cast):
    return timezone.localdate(cast.now)


def talked_review(cast) -> SupervisionReview:
    return say_talked(review=shown_review(cast), by=cast.anna, on=today(cast), now=cast.now)


def mails() -> list[tuple[str, str]]:
    found = Effect.objects.filter(kind__startswith="mail:review").order_by("created_at", "pk")
    return [(effect.kind, effect.recipient.first_name) for effect in found]


def test_it_goes_its_way(cast):
    review = begin_review(by=cast.anna, now=cast.now)
    assert (review.state, review.supervisor) == (ReviewState.OWN, None)
    write_part(cast, review, cast.anna, frame="on time")
    review.refresh_from_db()
    assert (review.state, review.supervisor) == (ReviewState.SHOWN, cast.sam)
    write_part(cast, review, cast.sam, readiness="ready", frame="on time, indeed")
    review.refresh_from_db()
    assert review.state == ReviewState.BOTH
    say_talked(review=review, by=cast.sam, on=today(cast), now=cast.now)
    assert say_final(review=review, by=cast.anna, now=cast.now).state == ReviewState.TALKED
    done = say_final(review=review, by=cast.sam, now=cast.now)
    assert (done.state, done.final_at) == (ReviewState.FINAL, cast.now)


def test_each_is_told_of_what_the_other_did(cast):
    review = talked_review(cast)
    say_final(review=review, by=cast.anna, now=cast.now)
    assert sorted(mails()) == [
        ("mail:review_final", "Sam"),
        ("mail:review_shown", "Anna"),
        ("mail:review_shown", "Sam"),
    ]


def test_whoever_begins_twice_has_one(cast):
    first = begin_review(by=cast.anna, now=cast.now)
    assert begin_review(by=cast.anna, now=cast.now) == first
    assert ReviewPart.objects.count() == 1


def test_it_takes_a_supervisor(cast):
    cast.anna.supervised_by.update(ends_at=cast.now)
    with pytest.raises(Refusal, match="You have no supervisor at present"):
        begin_review(by=cast.anna, now=cast.now)


def test_the_supervisor_writes_after_the_facilitator_and_not_before(cast):
    review = begin_review(by=cast.anna, now=cast.now)
    draft = draft_of(review=review, by=cast.sam, kind=Kind.SUPERVISOR, now=cast.now)
    with pytest.raises(Refusal, match="no longer with you"):
        show_part(part=draft, by=cast.sam, readiness="ready", now=cast.now)


def test_nothing_is_shown_without_a_word(cast):
    review = begin_review(by=cast.anna, now=cast.now)
    with pytest.raises(Refusal, match="There is nothing to show yet"):
        show_part(part=review.parts.get(), by=cast.anna, now=cast.now)


def test_not_yet_says_what_would_help(cast):
    review = shown_review(cast, beside="")
    draft = draft_of(review=review, by=cast.sam, kind=Kind.SUPERVISOR, now=cast.now)
    write(draft, {"frame": "late, three times"}, cast.now)
    with pytest.raises(Refusal, match="needs a word on what would help"):
        show_part(part=draft, by=cast.sam, readiness="not_yet", now=cast.now)
    with pytest.raises(Refusal, match="Choose whether they are ready"):
        show_part(part=draft, by=cast.sam, now=cast.now)
    write(draft, {"helps": "a clock in view"}, cast.now)
    shown = show_part(part=draft, by=cast.sam, readiness="not_yet", now=cast.now)
    assert (shown.readiness, shown.reader) == ("not_yet", cast.anna)


def test_what_points_to_a_person_is_not_shown(cast):
    review = begin_review(by=cast.anna, now=cast.now)
    part = review.parts.get()
    write(part, {"frame": f"number {NHS_NUMBER}"}, cast.now)
    with pytest.raises(Identifies):
        show_part(part=part, by=cast.anna, weighed=True, now=cast.now)
    write(part, {"frame": "Dr Smith rang on Ward 7"}, cast.now)
    with pytest.raises(NotWeighed):
        show_part(part=part, by=cast.anna, now=cast.now)
    assert show_part(part=part, by=cast.anna, weighed=True, now=cast.now).shown_at == cast.now


def test_words_of_two_tabs_are_both_kept_and_neither_is_shown_until_chosen(cast):
    part = begin_review(by=cast.anna, now=cast.now).parts.get()
    write(part, {"frame": "from the desk"}, cast.now)
    save_words(part, {"frame": "from the phone"}, base=0, tab="phone", now=cast.now)
    with pytest.raises(WrittenTwice):
        show_part(part=part, by=cast.anna, now=cast.now)


def test_words_written_meanwhile_are_not_shown_unseen(cast):
    part = begin_review(by=cast.anna, now=cast.now).parts.get()
    write(part, {"frame": "one"}, cast.now)
    with pytest.raises(Refusal, match="These words have changed"):
        show_part(part=part, by=cast.anna, drawn=0, now=cast.now)


def test_what_is_written_after_showing_stands_beside_the_first(cast):
    review = talked_review(cast)
    say_final(review=review, by=cast.sam, now=cast.now)
    later = cast.now + timedelta(hours=1)
    write_part(cast, review, cast.anna, now=later, frame="what I did, thought over")
    review.refresh_from_db()
    own = review.parts.filter(kind=Kind.SELF).order_by("shown_at")
    said = [open_sealed(part, viewer=cast.sam, now=later)["frame"] for part in own]
    assert said == ["what I did", "what I did, thought over"]
    # Sam had said "final" of something else.
    assert (review.state, review.supervisor_says_final_at) == (ReviewState.TALKED, None)


def test_the_day_lies_within_the_review(cast):
    review = shown_review(cast)
    for wrong in (today(cast) + timedelta(days=1), today(cast) - timedelta(days=1)):
        with pytest.raises(Refusal, match="until today"):
            say_talked(review=review, by=cast.anna, on=wrong, now=cast.now)
    say_talked(review=review, by=cast.anna, on=today(cast), now=cast.now)
    again = say_talked(review=review, by=cast.sam, on=today(cast), now=cast.now + timedelta(hours=1))
    assert again.talked_on == today(cast)


def test_it_is_not_final_before_they_have_talked(cast):
    with pytest.raises(IllegalMove):
        say_final(review=shown_review(cast), by=cast.anna, now=cast.now)


def test_one_word_twice_is_not_both(cast):
    review = talked_review(cast)
    for _press in range(2):
        review = say_final(review=review, by=cast.anna, now=cast.now)
    assert review.state == ReviewState.TALKED
    assert len([mail for mail in mails() if mail[0] == "mail:review_final"]) == 1


def test_a_disagreement_is_kept_and_stops_nothing(cast):
    review = talked_review(cast)
    differs = draft_of(review=review, by=cast.anna, kind=Kind.DIFFERS, now=cast.now)
    write(differs, {"differs": "I was not late"}, cast.now)
    say_final(review=review, by=cast.anna, now=cast.now)
    differs.refresh_from_db()
    assert open_sealed(differs, viewer=cast.sam, now=cast.now) == {"differs": "I was not late"}
    assert say_final(review=review, by=cast.sam, now=cast.now).is_final


def test_what_is_final_stays_in_the_database_itself(cast):
    review = talked_review(cast)
    for side in (cast.anna, cast.sam):
        say_final(review=review, by=side, now=cast.now)
    for change in (
        lambda: SupervisionReview.objects.update(talked_on=today(cast) - timedelta(days=9)),
        lambda: SupervisionReview.objects.update(state="own", supervisor=None),
        lambda: ReviewPart.objects.update(readiness="not_yet"),
        lambda: ReviewPart.objects.all().delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_the_next_review_begins_once_the_last_is_final(cast):
    first = talked_review(cast)
    for side in (cast.anna, cast.sam):
        say_final(review=first, by=side, now=cast.now)
    later = cast.now + timedelta(days=180)
    assert begin_review(by=cast.anna, now=later) != first
    assert SupervisionReview.objects.filter(facilitator=cast.anna).count() == 2


def test_the_owner_deletes_their_words_and_the_others_stay(cast):
    review = shown_review(cast)
    draft_of(review=review, by=cast.anna, kind=Kind.SELF, now=cast.now)
    destroy_own_words(review=review, by=cast.anna, now=cast.now)
    words = {
        part.kind: open_sealed(part, viewer=cast.anna, now=cast.now).get("frame", "")
        for part in ReviewPart.objects.filter(review=review)
    }
    assert words == {Kind.SELF: "", Kind.SUPERVISOR: "what I saw"}
    with pytest.raises(Refusal, match="Only the person whose review this is"):
        destroy_own_words(review=review, by=cast.sam, now=cast.now)
    # They can write again, and show it.
    assert draft_of(review=review, by=cast.anna, kind=Kind.SELF, now=cast.now).shown_at is None
