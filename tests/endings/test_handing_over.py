"""Supervision passes from Sam to Stella: nothing vanishes, and Anna chooses what Stella sees."""

from datetime import timedelta

import pytest

from confidential.services import open_sealed
from delivery.models import Effect
from foundation.refusals import IllegalMove
from people.endings.models import Told
from people.models import SupervisionAssignment, SupervisionProposal
from people.proposals.models import Answer
from people.proposals.services import declare
from people.services import assign_supervisor
from supervision.check_ins.models import CheckIn
from supervision.check_ins.queries import asked_by, waiting_for
from supervision.check_ins.services import ask_to_check_in
from supervision.logs.models import LogState
from supervision.logs.queries import waiting as waiting_logs
from supervision.logs.sharing import share_as_before
from supervision.meetings.models import SupervisionMeeting
from tests.supervision.world import alder_session, draft_log, held_meeting, meeting_in, shared_log
from tests.verbs import end_appointment


def pass_on(cast, facilitator=None, to=None, **choices):
    return assign_supervisor(
        facilitator=facilitator or cast.anna,
        supervisor=to or cast.stella,
        programme=cast.thames,
        by=cast.cora,
        now=cast.now,
    )


def said_to(person) -> list[str]:
    return list(Told.objects.filter(person=person).values_list("words", flat=True))


def planned() -> set[tuple[str, str]]:
    """(supervisor, attendee) of every planned meeting."""
    found = SupervisionMeeting.objects.planned().values_list("supervisor__first_name", "attendees__person__first_name")
    return set(found)


def test_a_waiting_check_in_goes_to_the_new_supervisor_and_its_owner_hears(cast):
    asked = ask_to_check_in(by=cast.anna, now=cast.now)
    pass_on(cast)
    assert (waiting_for(cast.stella, cast.now), waiting_for(cast.sam, cast.now)) == ([asked], [])
    assert asked_by(cast.anna, cast.now) == asked
    assert "Your request for a check-in is with Stella Moore now." in said_to(cast.anna)


def test_two_unread_logs_come_back_and_one_press_shares_each_anew(cast, sign_in):
    logs = [shared_log(cast, cast.anna, alder_session(cast, days)).log for days in (3, 10)]
    pass_on(cast)
    anna = sign_in(cast.anna)
    page = anna.get("/me/").content.decode()
    assert page.count("Share it with Stella Moore") == 2
    assert list(waiting_logs(cast.stella, cast.now)) == []
    for _ in range(2):
        assert anna.post(f"/logs/{logs[0].pk}/share/as-before/").status_code == 302
    first, second = logs[0].versions.order_by("number")
    assert (first.reader, second.reader, second.number) == (cast.sam, cast.stella, 2)
    assert open_sealed(first, viewer=cast.anna, now=cast.now) == open_sealed(second, viewer=cast.stella, now=cast.now)
    assert [version.log for version in waiting_logs(cast.stella, cast.now)] == [logs[0]]
    logs[1].refresh_from_db()
    assert (logs[1].state, logs[1].versions.count()) == (LogState.DRAFT, 1)


def test_sharing_as_before_twice_is_once_and_needs_something_that_was_shared(cast):
    log = shared_log(cast, cast.anna).log
    pass_on(cast)
    shared = share_as_before(log=log, by=cast.anna, now=cast.now)
    assert share_as_before(log=log, by=cast.anna, now=cast.now) == shared
    with pytest.raises(IllegalMove):
        share_as_before(log=draft_log(cast, cast.anna, alder_session(cast, 5)), by=cast.anna, now=cast.now)


def test_the_new_supervisor_sees_no_words_of_the_past(cast, sign_in):
    version = shared_log(cast, cast.anna, stirred="a heron")
    meeting = held_meeting(cast, 2, cast.anna, agreed="a kingfisher")
    pass_on(cast)
    stella = sign_in(cast.stella)
    assert stella.get(f"/desk/logs/{version.pk}/").status_code == 404
    assert "a kingfisher" not in stella.get(f"/meetings/{meeting.pk}/").content.decode()
    assert "Anna Okoye" in stella.get("/desk/").content.decode()


def test_a_meeting_of_the_pair_stays_until_both_have_passed_on(cast):
    meeting_in(cast, 3)
    pass_on(cast)
    assert planned() == {("Sam", "Ben"), ("Stella", "Anna")}
    pass_on(cast, cast.ben)
    assert planned() == {("Stella", "Anna"), ("Stella", "Ben")}
    assert SupervisionMeeting.objects.planned().count() == 1


def test_the_new_one_is_asked_for_an_agreement(cast, sign_in):
    pass_on(cast)
    assert "You supervise Anna Okoye now, after Sam Reyes. Offer an agreement." in said_to(cast.stella)
    assert "Anna Okoye" in sign_in(cast.stella).get("/agreements/").content.decode()


def test_the_coordinator_chooses_and_it_happens_once_both_declared(cast, sign_in):
    kept, gone = meeting_in(cast, 3, cast.anna), meeting_in(cast, 10, cast.anna)
    cora = sign_in(cast.cora)
    anna = cast.anna.appointments.get()
    page = f"/people/roles/{anna.pk}/supervisor/{cast.stella.pk}/"
    shown = cora.get(page).content.decode()
    assert "Sam Reyes supervises Ben Walsh" in shown  # the pair would be split
    assert "Hand it on to Stella Moore" in shown
    decided = ((kept, "hand"), (gone, "cancel"))
    choices = {f"supervision.meetings:{meeting.attendees.get().pk}": choice for meeting, choice in decided}
    assert cora.post(page, choices).status_code == 302
    assert planned() == {("Sam", "Anna")}
    proposal = SupervisionProposal.objects.get()
    for person in (cast.anna, cast.stella):
        declare(proposal=proposal, by=person, answer=Answer.NO_CONFLICT, now=cast.now)
    assert planned() == {("Stella", "Anna")}
    assert SupervisionMeeting.objects.planned().get().local_date == kept.local_date


def test_the_page_of_choices_tells_no_check_ins_and_logs_to_a_coordinator(cast, sign_in):
    cora = sign_in(cast.cora)
    page = f"/people/roles/{cast.anna.appointments.get().pk}/supervisor/{cast.stella.pk}/"
    before = cora.get(page).content.decode()
    ask_to_check_in(by=cast.anna, now=cast.now)
    shared_log(cast, cast.anna)
    after = cora.get(page).content.decode()
    assert without_token(after) == without_token(before)


def without_token(page: str) -> list[str]:
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line]


def test_a_supervisors_end_leaves_nothing_planned_and_nobody_untold(cast):
    meeting_in(cast, 3)
    ask_to_check_in(by=cast.ben, now=cast.now)
    shared_log(cast, cast.anna)
    end_appointment(appointment=cast.sam.appointments.get(), by=cast.cora, now=cast.now)
    assert planned() == set()
    assert CheckIn.objects.get().supervisor is None
    for person in (cast.anna, cast.ben):
        assert any("is cancelled" in words for words in said_to(person))
        assert any("Sam Reyes no longer supervises you" in words for words in said_to(person))
        assert Effect.objects.filter(kind="mail:something_ended", recipient=person).count() == 1
    assert any("It goes to your next supervisor" in words for words in said_to(cast.ben))


def test_a_check_in_that_found_nobody_is_with_whoever_supervises_next(cast):
    asked = ask_to_check_in(by=cast.anna, now=cast.now)
    end_appointment(appointment=cast.sam.appointments.get(), by=cast.cora, now=cast.now)
    later = cast.now + timedelta(hours=1)
    assign_supervisor(facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=later)
    assert waiting_for(cast.stella, later) == [asked]
    assert Effect.objects.filter(recipient=cast.stella, object_id=asked.pk).count() == 1


def test_what_was_told_stands_on_my_day_until_it_is_put_away(cast, sign_in):
    pass_on(cast)
    anna = sign_in(cast.anna)
    said = "Stella Moore supervises you now, in place of Sam Reyes."
    assert said in anna.get("/me/").content.decode()
    anna.post("/people/endings/seen/")
    assert said not in anna.get("/me/").content.decode()
    assert said in anna.post("/me/data/download/").content.decode()
    assert SupervisionAssignment.objects.get(facilitator=cast.anna, ends_at=None).supervisor == cast.stella


def test_a_cover_who_takes_over_one_of_two_keeps_the_others_meeting(cast):
    """The time is taken by that very meeting, so the one who passes on is told that theirs is cancelled."""
    meeting = meeting_in(cast, 3, cast.anna, cast.ben, supervisor=cast.clara)
    assign_supervisor(facilitator=cast.ben, supervisor=cast.clara, programme=cast.thames, by=cast.cora, now=cast.now)
    meeting.refresh_from_db()
    assert (meeting.state, [place.person for place in meeting.attendees.all()]) == ("planned", [cast.anna])
    assert SupervisionMeeting.objects.count() == 1
