"""After a death, a serious illness or a suspension nobody hears of it from this site before they were telephoned."""

from datetime import timedelta

import pytest
from django.core import mail

from confidential.models import AccessEntry
from delivery.mail import notify
from delivery.models import Effect
from delivery.queries import given_up, seconds_behind
from delivery.services import deliver_due, forget_settled
from foundation.refusals import Refusal
from people.holds.queries import whom_to_telephone
from people.holds.services import hold_notices, say_telephoned
from people.models import NoticeHold, Role
from supervision.concerns.models import Concern
from supervision.concerns.routing import with_whom
from tests.people import appoint
from tests.supervision.world import concern
from tests.verbs import end_appointment

REASONS = ["death", "illness", "suspension"]
HOUR = timedelta(hours=1)


def held(cast, person, reason: str = "death") -> NoticeHold:
    return hold_notices(person=person, programme=cast.thames, reason=reason, by=cast.cora, now=cast.now)


def sent_to() -> list[str]:
    return sorted({message.to[0].partition("@")[0] for message in mail.outbox})


def sam_is_gone(cast, reason: str) -> NoticeHold:
    hold = held(cast, cast.sam, reason)
    end_appointment(appointment=cast.sam.appointments.get(role=Role.SUPERVISOR), by=cast.cora, now=cast.now)
    deliver_due(cast.now)
    return hold


@pytest.mark.parametrize("reason", REASONS)
def test_nobody_is_told_until_somebody_says_that_they_telephoned(cast, sign_in, reason):
    hold = sam_is_gone(cast, reason)
    anna = sign_in(cast.anna)
    assert (sent_to(), "What has changed for you" in anna.get("/me/").content.decode()) == ([], False)
    anna.post("/people/endings/seen/")
    say_telephoned(hold=hold, by=cast.cora, now=cast.now + HOUR)
    deliver_due(cast.now + HOUR)
    others = {"anna", "ben", "dora", "gwen"}
    assert others - set(sent_to()) == set()
    assert "What has changed for you" in anna.get("/me/").content.decode()


@pytest.mark.parametrize(("reason", "reached"), [("death", False), ("illness", True), ("suspension", True)])
def test_afterwards_the_person_gets_theirs_unless_they_have_died(cast, reason, reached):
    hold = sam_is_gone(cast, reason)
    say_telephoned(hold=hold, by=cast.cora, now=cast.now)
    notify(cast.sam, "something_waiting", about=hold.pk, now=cast.now)
    deliver_due(cast.now)
    assert ("sam" in sent_to()) is reached


def test_what_was_on_its_way_already_waits_too_and_what_is_about_others_goes(cast):
    for person in (cast.sam, cast.stella):
        notify(person, "something_waiting", about=cast.alder.pk, now=cast.now)
    held(cast, cast.sam)
    deliver_due(cast.now)
    assert sent_to() == ["stella"]
    assert Effect.objects.get(recipient=cast.sam).state == Effect.State.ON_HOLD


def test_nothing_of_it_counts_as_behind_or_is_forgotten(cast):
    held(cast, cast.sam, "illness")
    notify(cast.sam, "something_waiting", about=cast.alder.pk, now=cast.now)
    deliver_due(cast.now)
    later = cast.now + timedelta(days=400)
    assert (seconds_behind(later), given_up(), forget_settled(before=later)) == (0, 0, 0)


def test_the_page_names_those_for_whom_a_notice_waits(cast, sign_in):
    hold = sam_is_gone(cast, "death")
    assert {"Anna", "Ben"} - {person.first_name for person in whom_to_telephone(hold, cast.now)} == set()
    page = sign_in(cast.gwen).get(f"/people/roles/{cast.sam.appointments.get().pk}/hold/").content.decode()
    assert [name in page for name in ("Anna Okoye", "Ben Walsh", "a death")] == [True, True, True]


def test_the_whole_of_it_on_the_pages(cast, sign_in):
    cora, role = sign_in(cast.cora), cast.sam.appointments.get()
    assert "put notices on hold first" in cora.get(f"/people/roles/{role.pk}/end/").content.decode()
    refused = cora.post(f"/people/roles/{role.pk}/hold/", {})
    assert (refused.status_code, refused.context["form"].errors["reason"]) == (422, ["Choose what has happened."])
    cora.post(f"/people/roles/{role.pk}/hold/", {"reason": "suspension"})
    assert "Notices about Sam Reyes are on hold" in cora.get(f"/people/roles/{role.pk}/end/").content.decode()
    for person in (cast.cora, cast.gwen, cast.dora):
        assert "Sam Reyes: a suspension." in sign_in(person).get("/me/").content.decode()
    cora.post(f"/people/holds/{NoticeHold.objects.get().pk}/telephoned/")
    assert NoticeHold.objects.get().telephoned_by == cast.cora
    assert "Notices on hold" not in cora.get("/me/").content.decode()
    trail = AccessEntry.objects.filter(owner=cast.sam, record_model="people.NoticeHold").order_by("pk")
    assert [(entry.action, entry.actor) for entry in trail] == [("held_notices", cast.cora), ("telephoned", cast.cora)]


def test_nobody_sees_a_hold_about_themselves_or_lifts_it(cast, sign_in):
    hold = held(cast, cast.gwen, "suspension")
    assert "Notices on hold" not in sign_in(cast.gwen).get("/me/").content.decode()
    for person in (cast.gwen, cast.anna, cast.sam, cast.odette):
        with pytest.raises(Refusal, match="A coordinator, the governance lead or their deputy does this"):
            say_telephoned(hold=hold, by=person, now=cast.now)
    with pytest.raises(Refusal):
        hold_notices(person=cast.cora, programme=cast.thames, reason="illness", by=cast.cora, now=cast.now)


def test_held_twice_and_let_go_twice_is_once(cast):
    hold = held(cast, cast.sam)
    assert held(cast, cast.sam, "illness") == hold
    for _ in range(2):
        say_telephoned(hold=hold, by=cast.dora, now=cast.now)
    assert AccessEntry.objects.filter(record_id=hold.pk).count() == 2


# Concerns -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "about", "then"),
    [
        ("sam", "", {"Clara", "Gwen"}),
        ("clara", "", {"Sam"}),
        ("sam", "cover", {"Gwen"}),
        ("gwen", "supervisor", {"Dora"}),
        ("sam", "governance", {"Clara", "Dora"}),
    ],
)
def test_open_concerns_pass_on_at_once_and_never_to_whom_they_are_about(cast, who, about, then):
    raised = concern(cast, cast.anna, about=about)
    gone = getattr(cast, who)
    Effect.objects.all().delete()
    held(cast, gone)
    assert {person.first_name for person in with_whom(raised, cast.now)} == then
    assert not Concern.objects.received_by(gone, cast.now).filter(pk=raised.pk).exists()
    told = Effect.objects.filter(kind="mail:something_waiting", object_id=raised.pk)
    assert set(told.values_list("recipient__first_name", flat=True)) == then
    deliver_due(cast.now)
    assert sent_to() == sorted(name.lower() for name in then)


def test_who_is_back_has_them_again(cast):
    raised = concern(cast, cast.anna)
    say_telephoned(hold=held(cast, cast.clara, "illness"), by=cast.cora, now=cast.now)
    assert [person.first_name for person in with_whom(raised, cast.now)] == ["Clara"]


def test_a_second_lead_takes_what_the_first_had(cast):
    appoint(cast.farah, Role.GOVERNANCE, cast.thames, cast.now)
    raised = concern(cast, cast.cora)
    held(cast, cast.gwen)
    assert [person.first_name for person in with_whom(raised, cast.now)] == ["Farah"]
