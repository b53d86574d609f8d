"""Notes and plans are added, never replaced: of two writers both keep theirs. It can be opened again, with a reason."""

import pytest
from django.urls import reverse

from confidential.services import open_sealed
from delivery.models import Effect
from foundation.refusals import Refusal
from supervision.concerns.models import Concern
from supervision.concerns.services import (
    acknowledge_concern,
    add_note,
    agree_plan,
    close_concern,
    redact_concern,
    reopen_concern,
)
from tests.supervision.world import concern, day


def acknowledged(cast) -> Concern:
    return acknowledge_concern(concern=concern(cast, cast.anna), by=cast.sam, now=cast.now)


def closed(cast) -> Concern:
    raised = acknowledged(cast)
    agree_plan(concern=raised, by=cast.sam, words="ring on Friday", look_again_on=day(cast, 5), now=cast.now)
    return close_concern(concern=raised, by=cast.sam, outcome="supported", words="all is well", now=cast.now)


def written(cast, raised) -> list[tuple[str, str, str]]:
    notes = raised.notes.select_related("author").order_by("at", "kind", "pk")
    return [
        (note.kind, note.author.first_name, open_sealed(note, viewer=cast.anna, now=cast.now).get("words", ""))
        for note in notes
    ]


def test_two_plans_from_two_tabs_are_both_kept_and_the_earlier_day_holds(cast, sign_in):
    raised, sam, clara = acknowledged(cast), sign_in(cast.sam), sign_in(cast.clara)
    url = f"/concerns/{raised.pk}/"
    seen = {client: client.get(url).context["plan_form"]["seen"].value() for client in (sam, clara)}
    for client, words, days in ((sam, "sam rings", 3), (clara, "clara rings", 6)):
        sent = {"words": words, "look_again_on": day(cast, days).isoformat(), "seen": seen[client]}
        assert client.post(f"{url}plan/", sent).status_code == 302
    raised.refresh_from_db()
    assert sorted(written(cast, raised)) == [("plan", "Clara", "clara rings"), ("plan", "Sam", "sam rings")]
    assert raised.look_again_on == day(cast, 3)
    drawn = sign_in(cast.anna).get(url).content.decode()
    assert [words in drawn for words in ("sam rings", "clara rings")] == [True, True]


def test_who_has_seen_the_plan_may_set_a_later_day(cast):
    raised = acknowledged(cast)
    agree_plan(concern=raised, by=cast.sam, words="soon", look_again_on=day(cast, 3), seen=0, now=cast.now)
    agree_plan(concern=raised, by=cast.clara, words="later", look_again_on=day(cast, 6), seen=1, now=cast.now)
    raised.refresh_from_db()
    assert raised.look_again_on == day(cast, 6)


def test_the_same_plan_and_the_same_note_twice_are_one(cast):
    raised = acknowledged(cast)
    for _ in range(2):
        agree_plan(concern=raised, by=cast.sam, words="soon", look_again_on=day(cast, 3), now=cast.now)
    for _ in range(2):
        add_note(concern=raised, by=cast.sam, words="they have rung", now=cast.now)
    assert sorted(written(cast, raised)) == [("note", "Sam", "they have rung"), ("plan", "Sam", "soon")]


def test_of_two_who_close_it_at_once_both_keep_their_words(cast):
    raised = closed(cast)
    close_concern(concern=raised, by=cast.clara, outcome="resolved", words="and from me", now=cast.now)
    raised.refresh_from_db()
    assert raised.outcome == "supported"
    assert [item for item in written(cast, raised) if item[0] != "plan"] == [
        ("closing", "Sam", "all is well"),
        ("note", "Clara", "and from me"),
    ]


def test_a_plan_after_the_closing_is_refused_with_its_words_on_the_page(cast, sign_in):
    raised = closed(cast)
    sent = {"words": "ring again", "look_again_on": day(cast, 4).isoformat()}
    answer = sign_in(cast.clara).post(f"/concerns/{raised.pk}/plan/", sent)
    assert answer.status_code == 422
    assert "ring again" in answer.content.decode()


@pytest.mark.parametrize(("who", "told"), [("anna", {"Sam", "Clara"}), ("sam", {"Anna", "Clara"})])
def test_a_note_is_told_to_the_others_who_have_it(cast, sign_in, who, told):
    raised = acknowledged(cast)
    before = Effect.objects.count()
    answer = sign_in(getattr(cast, who)).post(reverse("concerns:note", args=[raised.pk]), {"words": "something more"})
    assert answer.status_code == 302
    new = Effect.objects.filter(key__contains=":note:")
    assert (Effect.objects.count() - before, set(new.values_list("recipient__first_name", flat=True))) == (
        len(told - {"Sam"} if who == "anna" else told),
        told - {"Sam"} if who == "anna" else told,
    )


@pytest.mark.parametrize("name", ["ben", "cora", "gwen", "dora", "stella", "carl"])
def test_nobody_else_adds_one_or_opens_it_again(cast, name):
    raised = closed(cast)
    for verb in (add_note, reopen_concern):
        with pytest.raises(Refusal, match="This is no longer with you"):
            verb(concern=raised, by=getattr(cast, name), words="x", now=cast.now)


# Opened again ---------------------------------------------------------------------------------------------------------


def test_opened_again_by_those_with_whom_it_is_they_have_it(cast):
    raised = reopen_concern(concern=closed(cast), by=cast.clara, words="it has come up again", now=cast.now)
    assert (raised.state, raised.acknowledged_by, raised.closed_at, raised.outcome) == (
        "acknowledged",
        cast.clara,
        None,
        "",
    )
    assert ("reopened", "Clara", "it has come up again") in written(cast, raised)
    assert ("closing", "Sam", "all is well") in written(cast, raised)
    assert raised.notes.get(kind="closing").outcome == "supported"


def test_opened_again_by_whoever_raised_it_somebody_has_to_acknowledge_it(cast, sign_in):
    raised = closed(cast)
    answer = sign_in(cast.anna).post(reverse("concerns:reopen", args=[raised.pk]), {"words": "it is worse"})
    raised.refresh_from_db()
    assert (answer.status_code, raised.state) == (302, "raised")
    assert Concern.objects.received_by(cast.gwen, raised.due_at).filter(pk=raised.pk).exists()


def test_without_a_reason_it_stays_closed(cast, sign_in):
    raised = closed(cast)
    answer = sign_in(cast.anna).post(reverse("concerns:reopen", args=[raised.pk]), {"words": " "})
    assert (answer.status_code, answer.context["reopen_form"].errors["words"]) == (
        422,
        ["Write in a line why you are opening it again."],
    )
    raised.refresh_from_db()
    assert raised.state == "closed"


def test_opening_it_twice_is_once(cast):
    raised = closed(cast)
    for _ in range(2):
        reopen_concern(concern=raised, by=cast.sam, words="again", now=cast.now)
    assert raised.notes.filter(kind="reopened").count() == 1


def test_it_is_opened_again_after_its_words_were_deleted(cast):
    raised = redact_concern(concern=closed(cast), by=cast.anna, now=cast.now)
    assert reopen_concern(concern=raised, by=cast.anna, words="again", now=cast.now).state == "raised"
