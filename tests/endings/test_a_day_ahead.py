"""An ending has its day: rights end then by themselves, the worker does the rest once, and it can be called off."""

from datetime import timedelta

import pytest
from django.utils import timezone

from delivery.services import deliver_due
from foundation.refusals import Refusal
from people.endings.models import Ending, Told
from people.models import Appointment, Role, SupervisionAssignment
from supervision.meetings.models import SupervisionMeeting
from tests.people import appoint
from tests.supervision.world import meeting_in
from tests.verbs import end_appointment


def in_days(cast, days: int):
    return cast.now + timedelta(days=days)


def sams(cast) -> Appointment:
    return cast.sam.appointments.get()


def current(cast, at) -> bool:
    return SupervisionAssignment.objects.current(at).filter(facilitator=cast.anna, supervisor=cast.sam).exists()


def said_to(person) -> list[str]:
    return list(Told.objects.filter(person=person).values_list("words", flat=True))


def deliver(at) -> None:
    while deliver_due(at):
        pass


def test_rights_end_at_the_instant_whether_or_not_the_worker_runs(cast):
    end_appointment(appointment=sams(cast), by=cast.cora, now=cast.now, at=in_days(cast, 5))
    assert (current(cast, in_days(cast, 4)), current(cast, in_days(cast, 5))) == (True, False)


def test_what_hangs_on_it_is_dealt_with_then_and_once(cast):
    before, after = meeting_in(cast, 3), meeting_in(cast, 20)
    end_appointment(appointment=sams(cast), by=cast.cora, now=cast.now, at=in_days(cast, 5))
    deliver(in_days(cast, 4))
    assert SupervisionMeeting.objects.planned().count() == 2
    for _ in range(2):
        deliver(in_days(cast, 6))
    assert {before.refresh_from_db(), after.refresh_from_db()} == {None}
    assert (after.state, SupervisionMeeting.objects.planned().count()) == ("cancelled", 0)
    assert SupervisionAssignment.objects.filter(supervisor=cast.sam, ends_at=None).count() == 0
    assert len([words for words in said_to(cast.anna) if "no longer supervises you" in words]) == 1


def test_everybody_concerned_hears_of_it_as_it_is_decided(cast):
    end_appointment(appointment=sams(cast), by=cast.cora, now=cast.now, at=in_days(cast, 5))
    for person in (cast.anna, cast.ben):
        assert [words.startswith("Sam Reyes supervises you until the end of") for words in said_to(person)] == [True]
    assert len(said_to(cast.sam)) == 1


def test_it_is_called_off_and_goes_on(cast, sign_in):
    meeting_in(cast, 20)
    cora, page = sign_in(cast.cora), f"/people/roles/{sams(cast).pk}/end/"
    last = timezone.localdate(cast.now) + timedelta(days=5)
    cora.post(page, {"last_day": last.isoformat()})
    assert "until the end of" in cora.get("/people/").content.decode()
    assert "Call it off" in cora.get(page).content.decode()
    cora.post(page, {"call_off": "yes"})
    deliver(in_days(cast, 9))
    assert (sams(cast).ends_at, SupervisionMeeting.objects.planned().count()) == (None, 1)
    assert Ending.objects.get().called_off_at is not None
    assert any("now continues" in words for words in said_to(cast.anna))


@pytest.mark.parametrize(("day", "says"), [(-2, "This day has passed"), (900, "more than a year away")])
def test_a_day_that_cannot_be_is_refused_and_nothing_ends(cast, sign_in, day, says):
    last = (timezone.localdate(cast.now) + timedelta(days=day)).isoformat()
    answer = sign_in(cast.cora).post(f"/people/roles/{sams(cast).pk}/end/", {"last_day": last})
    assert (answer.status_code, says in answer.content.decode(), sams(cast).ends_at) == (422, True, None)


def test_a_second_day_replaces_the_first_and_now_replaces_both(cast):
    for days in (5, 9):
        end_appointment(appointment=sams(cast), by=cast.cora, now=cast.now, at=in_days(cast, days))
    assert sams(cast).ends_at == in_days(cast, 9)
    later = cast.now + timedelta(hours=1)
    end_appointment(appointment=sams(cast), by=cast.cora, now=later)
    deliver(in_days(cast, 10))
    assert (sams(cast).ends_at, Ending.objects.count()) == (later, 1)


def test_of_two_coordinators_who_each_leave_on_a_day_one_has_to_stay(cast):
    appoint(cast.carl, Role.COORDINATOR, cast.thames, cast.now - timedelta(days=9))
    coras = cast.cora.appointments.get()
    carls = Appointment.objects.get(person=cast.carl, role=Role.COORDINATOR)
    end_appointment(appointment=coras, by=cast.carl, now=cast.now, at=in_days(cast, 10))
    with pytest.raises(Refusal, match="only coordinator"):
        end_appointment(appointment=carls, by=cast.cora, now=cast.now, at=in_days(cast, 5))


def test_a_person_leaves_with_every_role_they_hold_here(cast, sign_in):
    appoint(cast.sam, Role.TRAINER, cast.thames, cast.now - timedelta(days=9))
    held = cast.sam.appointments.get(role=Role.SUPERVISOR)
    cora = sign_in(cast.cora)
    page = cora.get(f"/people/roles/{held.pk}/leave/").content.decode()
    assert "Sam Reyes leaves the programme?" in page
    assert page.count("put notices on hold first") == 1
    assert cora.post(f"/people/roles/{held.pk}/leave/").status_code == 302
    assert cast.sam.appointments.filter(ends_at=None).count() == 0
    assert any("no longer supervises you" in words for words in said_to(cast.anna))
