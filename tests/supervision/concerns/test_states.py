"""Raised, acknowledged, plan agreed, closed; handed on; and what happens when nobody answers."""

import uuid
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from confidential.models import AccessEntry
from confidential.services import open_sealed
from delivery.models import Effect
from delivery.services import deliver_due
from foundation.refusals import IllegalMove, Refusal
from supervision.concerns.models import Concern, ConcernNote, ExcludedPerson
from supervision.concerns.services import (
    Raising,
    acknowledge_concern,
    agree_plan,
    close_concern,
    hand_on,
    raise_concern,
    redact_concern,
)
from supervision.concerns.targets import due_at
from supervision.screening import NotWeighed
from tests.supervision.world import concern, day


def refusal(call) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return str(refused.value)


def walked(cast, by=None) -> Concern:
    raised, by = concern(cast, cast.anna), by or cast.sam
    acknowledge_concern(concern=raised, by=by, now=cast.now)
    agree_plan(
        concern=raised, by=by, words="the supervisor rings again on Friday", look_again_on=day(cast, 7), now=cast.now
    )
    return close_concern(concern=raised, by=by, outcome="supported", words="support is there", now=cast.now)


@pytest.mark.parametrize("words", ["Mr Smith rang", "she is at 12 High Street"])
def test_marked_words_are_weighed_before_a_concern_is_raised(cast, words):
    with pytest.raises(NotWeighed):
        concern(cast, cast.anna, done=words, weighed=False)
    assert Concern.objects.count() == 0
    assert concern(cast, cast.anna, done=words, weighed=True).written_at == cast.now


def test_the_words_are_sealed_and_opened_by_those_with_whom_it_is(cast):
    raised = concern(cast, cast.anna, spoken_to=["partner", "helpline"], done="a heron", reach="after six")
    for person in (cast.anna, cast.sam, cast.clara):
        assert open_sealed(raised, viewer=person, now=cast.now) == {
            "spoken_to": "partner,helpline",
            "done": "a heron",
            "reach": "after six",
        }
    for person in (cast.ben, cast.cora, cast.gwen, cast.stella, cast.carl, cast.oscar):
        with pytest.raises(PermissionDenied):
            open_sealed(raised, viewer=person, now=cast.now)
    readers = AccessEntry.objects.filter(record_id=raised.pk, action="read").values_list("actor__first_name", flat=True)
    assert sorted(readers) == ["Clara", "Sam"]


def test_the_same_form_sent_twice_is_one_concern(cast):
    key, said = uuid.uuid4(), Raising("own", "today", "", ["partner"], "", "by phone, any time")
    for _ in range(2):
        raise_concern(by=cast.anna, programme=cast.thames, said=said, now=cast.now, key=key)
    assert (Concern.objects.count(), Effect.objects.filter(kind="mail:something_waiting").count()) == (1, 1)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"spoken_to": []}, "Tick who you have spoken to. If you could not reach anyone, tick that."),
        ({"reach": " "}, "Write your phone number and when you can speak."),
        (
            {"done": "their number is 943 476 5919"},
            (
                "There is a valid NHS number or a date of birth in these words. It points to one "
                "person, so this cannot be shared. Take it out, then share the rest."
            ),
        ),
    ],
)
def test_what_is_missing_or_points_to_a_patient_is_refused(cast, said, why):
    assert refusal(lambda: concern(cast, cast.anna, **said)) == why
    assert Concern.objects.count() == 0


def test_nobody_raises_one_in_a_programme_that_is_not_theirs(cast):
    said = Raising("own", "today", "", ["partner"], "", "by phone")
    for person in (cast.olu, cast.eddie, cast.gwen):
        with pytest.raises(Refusal):
            raise_concern(by=person, programme=cast.thames, said=said, now=cast.now)


def test_it_is_acknowledged_planned_and_closed_by_those_with_whom_it_is(cast):
    closed = walked(cast, by=cast.clara)
    assert (closed.state, closed.outcome, closed.acknowledged_by) == ("closed", "supported", cast.clara)
    assert [note.kind for note in closed.notes.order_by("kind")] == ["closing", "plan"]
    trail = AccessEntry.objects.filter(record_id=closed.pk, record_model="supervision.Concern").order_by("pk")
    assert [entry.action for entry in trail] == ["raised", "acknowledged", "planned", "closed"]
    assert {entry.owner for entry in trail} == {cast.anna}


def test_every_verb_twice_is_once(cast):
    raised = walked(cast)
    assert close_concern(concern=raised, by=cast.sam, outcome="resolved", now=cast.now).outcome == "supported"
    again = concern(cast, cast.ben)
    first = acknowledge_concern(concern=again, by=cast.sam, now=cast.now)
    second = acknowledge_concern(concern=again, by=cast.clara, now=cast.now + timedelta(hours=1))
    assert (first.acknowledged_by, second.acknowledged_by) == (cast.sam, cast.sam)


def test_no_step_is_left_out(cast):
    raised = concern(cast, cast.anna)
    with pytest.raises(IllegalMove):
        agree_plan(concern=raised, by=cast.sam, words="x", look_again_on=day(cast, 1), now=cast.now)
    with pytest.raises(IllegalMove):
        close_concern(concern=raised, by=cast.sam, outcome="resolved", now=cast.now)


@pytest.mark.parametrize("name", ["anna", "ben", "cora", "gwen", "stella", "carl", "oscar"])
def test_nobody_else_acts_on_it(cast, name):
    raised = concern(cast, cast.anna)
    said = refusal(lambda: acknowledge_concern(concern=raised, by=getattr(cast, name), now=cast.now))
    assert said == ("This is no longer with you, so nothing has changed. Go to My day to see what is with you.")


def test_handing_it_on_lets_the_governance_lead_act_too(cast):
    raised = hand_on(concern=concern(cast, cast.anna), by=cast.sam, now=cast.now)
    hand_on(concern=raised, by=cast.sam, now=cast.now)
    assert Effect.objects.filter(kind="mail:something_waiting", recipient=cast.gwen).count() == 1
    assert acknowledge_concern(concern=raised, by=cast.gwen, now=cast.now).acknowledged_by == cast.gwen


def test_it_is_not_handed_on_to_the_person_it_is_about(cast):
    raised = concern(cast, cast.anna, about="governance")
    assert hand_on(concern=raised, by=cast.sam, now=cast.now).handed_on_at == cast.now
    told = Effect.objects.filter(kind="mail:something_waiting", object_id=raised.pk)
    assert set(told.values_list("recipient__first_name", flat=True)) == {"Clara", "Dora"}


def test_nor_where_nobody_else_is_left(cast):
    raised = concern(cast, cast.anna, about="governance")
    cast.dora.appointments.update(ends_at=cast.now)
    said = "Your programme has no governance lead or deputy to hand this on to. Ring your coordinator."
    assert refusal(lambda: hand_on(concern=raised, by=cast.sam, now=cast.now)) == said
    raised.refresh_from_db()
    assert raised.handed_on_at is None


# Nobody answers -------------------------------------------------------------------------------------------------------


FRIDAY = datetime(2026, 3, 27, 16, 0, tzinfo=ZoneInfo("Europe/London"))


@pytest.mark.parametrize(
    ("urgency", "until"),
    [
        ("now", FRIDAY + timedelta(hours=1)),
        ("not_rung", FRIDAY + timedelta(hours=1)),
        ("today", FRIDAY + timedelta(hours=24)),
        # Five working days on, at the same time of day although the clocks change on Sunday.
        ("next", datetime(2026, 4, 3, 16, 0, tzinfo=ZoneInfo("Europe/London"))),
    ],
)
def test_each_has_its_time(urgency, until):
    assert due_at(urgency, FRIDAY, "Europe/London") == until


@pytest.mark.parametrize(("offset", "sees"), [(-timedelta(microseconds=1), False), (timedelta(0), True)])
def test_unacknowledged_it_is_the_governance_leads_too_once_it_is_due(cast, offset, sees):
    raised = concern(cast, cast.anna, urgency="today")
    at = cast.now + timedelta(hours=24) + offset
    assert Concern.objects.received_by(cast.gwen, at).filter(pk=raised.pk).exists() is sees
    if not sees:
        acknowledge_concern(concern=raised, by=cast.sam, now=at)
        assert not Concern.objects.received_by(cast.gwen, at + timedelta(hours=23)).exists()


def test_answered_late_it_stays_with_the_governance_lead(cast):
    raised, late = concern(cast, cast.anna, urgency="today"), cast.now + timedelta(hours=25)
    acknowledge_concern(concern=raised, by=cast.sam, now=late)
    assert Concern.objects.received_by(cast.gwen, late).get() == raised


def test_the_worker_reminds_everybody_who_has_it_once_without_content(cast):
    raised = concern(cast, cast.anna, urgency="today", category="abuse", done="a heron")
    deliver_due(cast.now)
    assert [sent.to for sent in mail.outbox] == [["clara@example.org"]]
    late = cast.now + timedelta(hours=24)
    for _ in range(3):
        deliver_due(late)
    assert sorted(sent.to[0] for sent in mail.outbox[1:]) == ["clara@example.org", "gwen@example.org"]
    hidden = ("concern", "anna", "ben", "heron", "abuse", "risk", str(raised.pk))
    for sent in mail.outbox:
        text = f"{sent.subject} {sent.body}".lower()
        assert [word for word in hidden if word in text] == []
    assert AccessEntry.objects.filter(record_id=raised.pk, action="escalated").count() == 1


def test_acknowledged_in_time_nobody_is_reminded(cast):
    raised = concern(cast, cast.anna, urgency="today")
    acknowledge_concern(concern=raised, by=cast.sam, now=cast.now + timedelta(hours=1))
    deliver_due(cast.now + timedelta(hours=1))
    mail.outbox.clear()
    deliver_due(cast.now + timedelta(hours=24))
    assert mail.outbox == []


# Kept -----------------------------------------------------------------------------------------------------------------


def refused_by_the_database(act):
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        act()


def test_the_database_keeps_what_was_raised(cast):
    raised = walked(cast)
    other = concern(cast, cast.anna, about="supervisor")
    for change in ({"category": "own"}, {"raised_by": cast.ben}, {"about": "cover"}, {"supervisor": None}):
        refused_by_the_database(lambda change=change: Concern.objects.filter(pk=raised.pk).update(**change))
    refused_by_the_database(lambda: ExcludedPerson.objects.filter(concern=other).delete())
    refused_by_the_database(lambda: ConcernNote.objects.filter(concern=raised).update(kind="plan"))


def test_its_words_can_be_destroyed_once_it_is_closed(cast):
    raised = concern(cast, cast.anna)
    said = "The words are needed until the concern is closed. You can delete them then."
    assert refusal(lambda: redact_concern(concern=raised, by=cast.anna, now=cast.now)) == said
    closed = walked(cast)
    for _ in range(2):
        redact_concern(concern=closed, by=cast.anna, now=cast.now)
    closed = Concern.objects.get(pk=closed.pk)
    assert open_sealed(closed, viewer=cast.sam, now=cast.now) == {}
    assert (closed.state, closed.outcome) == ("closed", "supported")


def test_whoever_closes_one_of_a_supervisor_who_has_left_is_led_to_the_list(cast, sign_in):
    """The governance lead stood in for the open one alone; the page of the closed one is not theirs."""
    raised = concern(cast, cast.anna)
    cast.sam.appointments.update(ends_at=cast.now)
    acknowledge_concern(concern=raised, by=cast.gwen, now=cast.now)
    agree_plan(concern=raised, by=cast.gwen, words="ring again on Friday", look_again_on=day(cast, 7), now=cast.now)
    closed = sign_in(cast.gwen).post(f"/concerns/{raised.pk}/close/", {"outcome": "supported"}, follow=True)
    assert (closed.redirect_chain, closed.status_code) == ([("/concerns/", 302)], 200)
    assert closed.content.decode().count("Closed. It is kept") == 1
