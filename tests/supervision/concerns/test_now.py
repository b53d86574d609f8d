"""Somebody may be at risk now: all who would read it are told at the press; numbers come next, and then the words."""

from datetime import timedelta

import pytest
from django.core import mail

from confidential.services import open_sealed
from delivery.models import Effect
from delivery.services import deliver_due
from foundation.refusals import Refusal
from supervision.concerns.models import Concern
from supervision.concerns.services import Raising, raise_alarm, write_concern
from tests.factories import help_service
from tests.supervision.world import concern

RAISE = "/concerns/raise/"
SAID = Raising("participant", "now", "", ["emergency"], "they are with a friend", "07700 900123")
WORDS = {"spoken_to": ["emergency"], "category": "participant", "done": "with a friend", "reach": "07700 900123"}
EVERYBODY = {"Sam", "Clara", "Gwen", "Dora"}


def mailed(raised) -> set[str]:
    notices = Effect.objects.filter(kind="mail:something_waiting", object_id=raised.pk)
    return set(notices.values_list("recipient__first_name", flat=True))


def alarm(cast, about: str = "", urgency: str = "now") -> Concern:
    return raise_alarm(by=cast.anna, programme=cast.thames, urgency=urgency, about=about, now=cast.now)


@pytest.mark.parametrize("urgency", ["now", "not_rung"])
def test_everybody_who_would_read_it_is_told_at_the_press_before_words(cast, sign_in, urgency):
    anna = sign_in(cast.anna)
    answer = anna.post(RAISE, {"urgency": urgency, "about": "none"})
    raised = Concern.objects.get()
    assert (answer.headers["Location"], mailed(raised)) == (f"/concerns/{raised.pk}/ring/", EVERYBODY)
    assert (raised.state, raised.text, raised.category, raised.written_at) == ("raised", None, "", None)


@pytest.mark.parametrize(
    ("about", "not_told"),
    [
        ("supervisor", {"Sam", "Clara"}),
        ("cover", {"Clara", "Sam"}),
        ("governance", {"Gwen"}),
        ("deputy", {"Dora"}),
        ("partner", set()),
        ("coordinator", set()),
    ],
)
def test_it_is_told_to_nobody_whom_it_may_be_about(cast, about, not_told):
    assert mailed(alarm(cast, about)) == EVERYBODY - not_told


def test_others_are_told_with_their_words_and_not_before(cast, sign_in):
    answer = sign_in(cast.anna).post(RAISE, {"urgency": "today", "about": "partner"})
    assert (answer.status_code, Concern.objects.count(), answer.context["first"]["about"].value()) == (
        200,
        0,
        "partner",
    )
    with pytest.raises(Refusal, match="only “now” is told without words"):
        alarm(cast, urgency="today")


def test_the_page_after_it_is_numbers_and_who_was_told(cast, sign_in):
    help_service(cast)
    anna = sign_in(cast.anna)
    raised = alarm(cast, urgency="not_rung")
    drawn = anna.get(f"/concerns/{raised.pk}/ring/").content.decode()
    told = "Clara Voss, Sam Reyes, Gwen Hart, Dora Finch"
    marks = ("Ring 999 now", 'href="tel:999"', told, "Then: write a few words")
    order = [drawn.index(mark) for mark in marks]
    assert order == sorted(order)
    assert sign_in(cast.sam).get(f"/concerns/{raised.pk}/ring/").status_code == 404


def test_the_words_follow_and_stay(cast, sign_in):
    raised, anna = alarm(cast), sign_in(cast.anna)
    answer = anna.post(f"/concerns/{raised.pk}/write/", WORDS)
    assert answer.headers["Location"] == f"/concerns/{raised.pk}/"
    raised = Concern.objects.get()
    assert (raised.category, raised.written_at is not None) == ("participant", True)
    assert open_sealed(raised, viewer=cast.dora, now=cast.now)["done"] == "with a friend"


def test_words_that_come_twice_are_one_and_others_are_added(cast):
    raised = alarm(cast)
    for _ in range(2):
        write_concern(concern=raised, by=cast.anna, said=SAID, now=cast.now)
    assert raised.notes.count() == 0
    other = Raising("participant", "now", "", ["partner"], "from the other tab", "by text")
    raised = write_concern(concern=raised, by=cast.anna, said=other, now=cast.now)
    assert open_sealed(raised, viewer=cast.anna, now=cast.now)["done"] == "they are with a friend"
    assert [open_sealed(note, viewer=cast.anna, now=cast.now) for note in raised.notes.all()] == [
        {"words": "from the other tab\nby text"}
    ]


def test_bad_words_are_told_and_the_alarm_stands(cast, sign_in):
    raised, anna = alarm(cast), sign_in(cast.anna)
    answer = anna.post(f"/concerns/{raised.pk}/write/", {**WORDS, "reach": "", "done": "we walked"})
    assert (answer.status_code, answer.context["form"]["done"].value()) == (422, "we walked")
    assert mailed(raised) == EVERYBODY


def test_until_the_words_come_each_page_says_so(cast, sign_in):
    raised = alarm(cast)
    assert "The details are still to come" in sign_in(cast.gwen).get(f"/concerns/{raised.pk}/").content.decode()
    assert f"/concerns/{raised.pk}/write/" in sign_in(cast.anna).get(f"/concerns/{raised.pk}/").content.decode()


def test_pressed_twice_it_is_one_concern(cast, sign_in):
    anna = sign_in(cast.anna)
    key = anna.get(RAISE).context["form"]["key"].value()
    for _ in range(2):
        anna.post(RAISE, {"urgency": "now", "about": "none", "key": key})
    assert (Concern.objects.count(), Effect.objects.filter(kind="mail:something_waiting").count()) == (1, 4)


def test_an_hour_later_all_are_reminded_once(cast):
    alarm(cast)
    deliver_due(cast.now)
    for _ in range(3):
        deliver_due(cast.now + timedelta(hours=1))
    assert sorted(sent.to[0] for sent in mail.outbox) == sorted(
        f"{name.lower()}@example.org" for name in EVERYBODY for _ in range(2)
    )


# Nobody could be reached ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("urgency", ["today", "next"])
def test_who_could_reach_nobody_has_the_lead_told_and_sees_whom_to_ring(cast, sign_in, urgency):
    sent = {"urgency": urgency, "about": "none", **WORDS, "spoken_to": ["nobody"]}
    anna = sign_in(cast.anna)
    answer = anna.post(RAISE, sent)
    raised = Concern.objects.get()
    assert (answer.headers["Location"], mailed(raised)) == (f"/concerns/{raised.pk}/ring/", EVERYBODY)
    assert "Who can you ring in the next ten minutes?" in anna.get(answer.headers["Location"]).content.decode()


def test_whom_it_is_about_is_not_told_then_either(cast):
    raised = concern(cast, cast.anna, about="governance", spoken_to=["nobody"])
    assert mailed(raised) == EVERYBODY - {"Gwen"}


def test_it_cannot_be_ticked_beside_somebody_who_was_reached(cast, sign_in):
    sent = {"urgency": "today", "about": "none", **WORDS, "spoken_to": ["emergency", "nobody"]}
    answer = sign_in(cast.anna).post(RAISE, sent)
    said = "You ticked someone, and also that you could not reach anyone. Untick the one that is wrong."
    assert (answer.status_code, answer.context["form"].errors["spoken_to"]) == (422, [said])
    with pytest.raises(Refusal, match="Untick the one that is wrong"):
        concern(cast, cast.anna, spoken_to=["emergency", "nobody"])
