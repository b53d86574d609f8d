""" "Please check in with me": to the supervisor alone, or whoever covers, and no further."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.urls import reverse

from confidential.models import AccessEntry
from delivery.models import Effect
from delivery.services import deliver_due
from foundation.refusals import Refusal
from people.models import CoverWindow
from supervision.check_ins.models import CheckIn
from supervision.check_ins.queries import asked_by, waiting_for
from supervision.check_ins.services import ask_to_check_in, say_in_touch, take_back
from tests.factories import held_session

MICROSECOND = timedelta(microseconds=1)


def test_it_reaches_the_supervisor_and_the_cover_of_now_and_nobody_else(cast):
    asked = ask_to_check_in(by=cast.anna, now=cast.now)
    seeing = {name for name, person in cast.by_relation().items() if waiting_for(person, cast.now) == [asked]}
    assert seeing == {"reader", "cover"}


@pytest.mark.parametrize(("offset", "sees"), [(-MICROSECOND, True), (timedelta(0), False)])
def test_the_cover_sees_it_up_to_the_end_of_the_window(cast, offset, sees):
    ask_to_check_in(by=cast.anna, now=cast.now)
    at = CoverWindow.objects.get(cover=cast.clara).ends_at + offset
    assert bool(waiting_for(cast.clara, at)) is sees
    assert bool(waiting_for(cast.sam, at)) is True


def test_it_never_escalates(cast):
    ask_to_check_in(by=cast.anna, now=cast.now)
    deliver_due(cast.now)
    assert [sent.to for sent in mail.outbox] == [["clara@example.org"]]
    deliver_due(cast.now + timedelta(days=90))
    assert (len(mail.outbox), Effect.objects.count()) == (1, 1)
    for person in (cast.gwen, cast.cora):
        assert waiting_for(person, cast.now + timedelta(days=90)) == []


def test_asking_twice_is_asking_once(cast):
    first, second = (ask_to_check_in(by=cast.anna, now=cast.now) for _ in range(2))
    assert (first, AccessEntry.objects.filter(action="asked").count()) == (second, 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.create(person=cast.anna, supervisor=cast.sam, programme=cast.thames, asked_at=cast.now)


def test_without_a_supervisor_it_says_whom_to_ring(cast):
    cast.anna.supervised_by.update(ends_at=cast.now)
    with pytest.raises(Refusal, match="You have no supervisor at present"):
        ask_to_check_in(by=cast.anna, now=cast.now)


def test_whoever_has_been_in_touch_says_so_and_it_waits_no_more(cast):
    asked = ask_to_check_in(by=cast.anna, now=cast.now)
    for _ in range(2):
        say_in_touch(check_in=asked, by=cast.clara, now=cast.now)
    assert (waiting_for(cast.sam, cast.now), asked_by(cast.anna, cast.now)) == ([], None)
    assert AccessEntry.objects.filter(record_id=asked.pk, action="in_touch", owner=cast.anna).count() == 1
    with pytest.raises(Refusal):
        say_in_touch(check_in=asked, by=cast.stella, now=cast.now)


def test_it_can_be_taken_back_until_then(cast):
    asked = ask_to_check_in(by=cast.anna, now=cast.now)
    take_back(check_in=asked, by=cast.ben, now=cast.now)
    assert waiting_for(cast.sam, cast.now) == [asked]
    for _ in range(2):
        take_back(check_in=asked, by=cast.anna, now=cast.now)
    assert waiting_for(cast.sam, cast.now) == []


def test_the_button_is_on_my_day_and_the_answer_on_the_desk(cast, sign_in):
    anna, sam = sign_in(cast.anna), sign_in(cast.sam)
    assert "Please check in with me" in anna.get("/me/").content.decode()
    anna.post(reverse("check_ins:ask"))
    assert "you asked Sam Reyes to check in with you" in anna.get("/me/").content.decode()
    assert [item.person for item in sam.get("/desk/").context["check_ins"]] == [cast.anna]
    sam.post(reverse("check_ins:in_touch", args=[CheckIn.objects.get().pk]))
    assert sam.get("/desk/").context["check_ins"] == []
    held_session(cast, cast.alder, cast.anna)  # else the coordinator is told that it is long since she met anybody
    for person in (cast.cora, cast.gwen, cast.ben):
        assert "Anna Okoye</strong> asked" not in sign_in(person).get("/me/").content.decode()


def test_it_is_offered_only_where_somebody_receives_it(cast, sign_in):
    cast.anna.supervised_by.update(ends_at=cast.now)
    page = sign_in(cast.anna).get("/me/").content.decode()
    assert ("Does something worry you?" in page, "Please check in with me" in page) == (True, False)
