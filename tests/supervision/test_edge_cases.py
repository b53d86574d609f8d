"""The edge cases of supervision over a year, by their numbers: what holds them, here or in another file.

Those that a test proved before are in `PROVED`; the others are tests below, each with its number. The list that these
come from ends at 16. Three of it have no product yet, and no test here: breaking the glass (9), complaints of
participants (11), and a supervisor's notes of their own supervision (16), which are out of scope for good.
"""

import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.urls import reverse

from delivery.services import deliver_due
from people.models import Appointment, Role, SupervisionAssignment
from supervision.concerns.models import Concern
from supervision.logs.models import LogVersion
from supervision.logs.services import void_log
from tests.certificates.making import annas_certificate
from tests.figures import sessions_cofacilitated
from tests.people import appoint, assign
from tests.supervision.world import alder_session, concern, draft_log, shared_log
from tests.verbs import end_appointment

TESTS = Path(__file__).parents[1]
PROVED = """
1 A supervisor leaves
    endings/test_handing_over.py test_two_unread_logs_come_back_and_one_press_shares_each_anew
    endings/test_handing_over.py test_the_new_supervisor_sees_no_words_of_the_past
    endings/test_handing_over.py test_a_supervisors_end_leaves_nothing_planned_and_nobody_untold
    supervision/logs/test_who_may_read.py test_a_former_supervisor_keeps_nothing_of_what_they_read
    supervision/logs/test_who_may_read.py test_the_right_ends_at_an_instant
    supervision/concerns/test_routing.py test_when_the_supervisor_leaves_it_passes_to_the_lead_at_once
    supervision/overlooked/test_nobody_is_forgotten.py test_a_supervisor_who_has_left_supervises_nobody
2 A supervisor on leave
    supervision/cover/test_what_a_window_allows.py test_every_page_opens_up_to_the_last_microsecond_and_not_at_the_end
    supervision/cover/test_what_a_window_allows.py test_an_answer_of_the_cover_says_so_and_the_supervisor_reads_it_later
    supervision/cover/test_setting_cover.py test_a_supervisor_has_one_cover_at_a_time_and_the_next_may_follow
    supervision/concerns/test_routing.py test_while_the_supervisor_is_on_leave_the_cover_receives_it
    supervision/concerns/test_routing.py test_it_comes_back_to_the_supervisor_when_the_cover_ends
3 Another specialty or region
    standing/test_correcting_accounts.py test_another_specialty_counts_from_now_and_the_earlier_stays
    certificates/test_who_opens_a_certificate.py test_the_holder_keeps_it_after_leaving_the_programme
    groups/protected_time/test_numbers_for_directors.py test_another_programmes_sessions_are_not_in_them
4 Both log the same session
    groups/test_one_row_for_the_pair.py test_the_second_of_the_pair_is_told_and_sent_to_the_row_that_stands
    groups/test_one_row_for_the_pair.py test_two_edits_at_once_show_both_and_lose_nothing
    groups/test_i_was_not_there.py test_the_sessions_page_shows_both_statements_to_those_who_see_the_facts
    supervision/logs/test_starting_a_log.py test_each_of_the_pair_starts_their_own
5 Alone
    groups/stand_ins/test_stand_ins.py test_whoever_is_left_decides_from_a_day_before
    groups/stand_ins/test_stand_ins.py test_where_it_is_repeated_the_coordinators_hear_of_it
6 A conflict of interest
    standing/test_proposing_supervisors.py test_nothing_begins_before_both_have_declared
    standing/test_proposing_supervisors.py test_the_coordinator_sees_that_and_not_by_whom
    standing/test_assigning_supervisors.py test_two_people_do_not_supervise_each_other
    standing/test_assigning_supervisors.py test_the_database_refuses_self_supervision_too
7 A director who also supervises
    groups/protected_time/test_numbers_for_directors.py test_a_director_who_facilitates_there_sees_none
    groups/protected_time/test_numbers_for_directors.py test_who_would_know_the_people_behind_the_numbers
8 Words taken back while a concern is open
    supervision/concerns/test_states.py test_its_words_can_be_destroyed_once_it_is_closed
10 A death in service
    standing/test_holding_notices.py test_nobody_is_told_until_somebody_says_that_they_telephoned
    standing/test_holding_notices.py test_afterwards_the_person_gets_theirs_unless_they_have_died
    standing/test_holding_notices.py test_open_concerns_pass_on_at_once_and_never_to_whom_they_are_about
12 Somebody may not facilitate for a time
    groups/test_who_sees_groups_and_sessions.py test_whoever_has_left_the_programme_records_no_session
    supervision/overlooked/test_nobody_is_forgotten.py test_a_pair_with_one_person_and_a_group_that_meets_with_nobody
13 The wrong group, or twice
    supervision/logs/test_states_of_a_log.py test_a_void_log_says_why
    supervision/logs/test_states_of_a_log.py test_a_log_in_the_database_cannot_be_void_without_a_reason
    groups/test_one_row_for_the_pair.py test_a_double_submit_is_one_session_and_one_message
14 A question is changed after it was answered
    courses/test_a_question_that_changed.py test_who_answered_right_sees_the_old_feedback_and_that_it_changed
    courses/test_a_question_that_changed.py test_who_had_not_passed_meets_the_new_question_without_a_verdict
15 Reading from a mail
    supervision/logs/test_drafts_stay_hidden.py test_the_mail_holds_no_content
    supervision/logs/test_who_may_read.py test_for_everybody_else_it_does_not_exist
"""
WHERE = re.findall(r"^    (\S+) (\S+)$", PROVED, re.MULTILINE)


@pytest.mark.once
@pytest.mark.parametrize(("file", "name"), WHERE)
def test_what_proves_a_case_elsewhere_is_there(file, name):
    assert f"\ndef {name}(" in (TESTS / file).read_text()


@pytest.mark.once
def test_every_case_is_proved_somewhere():
    here = re.findall(r'"""Case (\d+):', Path(__file__).read_text())
    elsewhere = re.findall(r"^(\d+) ", PROVED, re.MULTILINE)
    assert set(here) | set(elsewhere) == {str(number) for number in range(1, 17)} - {"9", "11", "16"}


def goes_to_dales(cast) -> None:
    """Anna leaves Thames, and facilitates in Dales with Oscar as her supervisor."""
    end_appointment(appointment=cast.anna.appointments.get(role=Role.FACILITATOR), by=cast.cora, now=cast.now)
    appoint(cast.anna, Role.FACILITATOR, cast.dales, cast.now)
    assign(cast.anna, cast.oscar, cast.dales, cast.now)


def test_a_supervisors_end_keeps_what_was_answered_with_its_owner(cast, sign_in):
    """Case 1: what was shared stays readable by its owner, and the supervisor before reads it no more."""
    version = shared_log(cast, cast.anna, stirred="a quiet room")
    SupervisionAssignment.objects.filter(facilitator=cast.anna, supervisor=cast.sam).update(ends_at=cast.now)
    own = sign_in(cast.anna).get(reverse("logs:detail", args=[version.log.pk]))
    assert "a quiet room" in own.content.decode()
    assert sign_in(cast.sam).get(reverse("desk:log", args=[version.pk])).status_code == 404


def test_in_another_programme_the_history_is_still_ones_own(cast, sign_in):
    """Case 3: the same account has the logs and the certificate of before."""
    version, certificate = shared_log(cast, cast.anna, stirred="a quiet room"), annas_certificate(cast)
    goes_to_dales(cast)
    client = sign_in(cast.anna)
    assert "a quiet room" in client.get(reverse("logs:detail", args=[version.log.pk])).content.decode()
    assert client.get(reverse("certificates:detail", args=[certificate.pk])).status_code == 200


def test_the_new_programme_sees_nothing_of_the_old_one(cast, sign_in):
    """Case 3: neither its coordinator nor the new supervisor opens group, session, log or certificate of before."""
    session = alder_session(cast)
    version, certificate = shared_log(cast, cast.anna, session), annas_certificate(cast)
    goes_to_dales(cast)
    addresses = [
        reverse("groups:detail", args=[cast.alder.pk]),
        reverse("groups:session", args=[session.pk]),
        reverse("desk:log", args=[version.pk]),
        reverse("certificates:detail", args=[certificate.pk]),
    ]
    for person in (cast.odette, cast.oscar):
        client = sign_in(person)
        assert [client.get(address).status_code for address in addresses] == [404] * len(addresses)
    assert list(LogVersion.objects.readable_by(cast.oscar, cast.now)) == []


def test_the_old_programme_keeps_the_facts_of_its_time(cast, sign_in):
    """Case 3: Cora still reads the session that Anna facilitated there, and not that she facilitates elsewhere."""
    session = alder_session(cast)
    goes_to_dales(cast)
    client = sign_in(cast.cora)
    assert client.get(reverse("groups:session", args=[session.pk])).status_code == 200
    assert "Anna Okoye" not in client.get(reverse("certificates:readiness")).content.decode()


def test_a_session_that_both_log_is_counted_once(cast):
    """Case 4: two logs of one session are one session for each of them."""
    session = alder_session(cast)
    for person in (cast.anna, cast.ben):
        draft_log(cast, person, session)
    counts = [sessions_cofacilitated(person, cast.thames.pk) for person in (cast.anna, cast.ben)]
    assert counts == [1, 1]


def test_a_director_who_supervises_there_reads_no_numbers(cast, sign_in):
    """Case 7: whoever supervises knows the people behind the numbers; two roles in one person do not show them."""
    appoint(cast.tara, Role.SUPERVISOR, cast.thames, cast.now - timedelta(days=9))
    SupervisionAssignment.objects.filter(facilitator=cast.farah).update(ends_at=cast.now)
    assign(cast.farah, cast.tara, cast.thames, cast.now)
    page = sign_in(cast.tara).get(reverse("protected_time:register"))
    assert ("figures" in page.context, page.context["works_there"]) == (False, True)


def test_an_open_concern_keeps_its_words_whoever_asks(cast, sign_in):
    """Case 8: its writer is told why not yet, and nothing of it is gone."""
    raised = concern(cast, cast.anna)
    client = sign_in(cast.anna)
    answer = client.post(reverse("concerns:redact", args=[raised.pk]), follow=True)
    raised.refresh_from_db()
    assert (raised.redacted_at, "closed" in answer.content.decode()) == (None, True)
    assert Concern.objects.filter(pk=raised.pk, text=None).count() == 0


def test_who_may_not_facilitate_takes_their_own_data_along(cast, sign_in):
    """Case 12: the export is theirs as before, and the group is not."""
    shared_log(cast, cast.anna, stirred="a quiet room")
    end_appointment(appointment=cast.anna.appointments.get(role=Role.FACILITATOR), by=cast.cora, now=cast.now)
    client = sign_in(cast.anna)
    taken = json.loads(client.post(reverse("pages:take_my_data")).content)
    assert "a quiet room" in json.dumps(taken)
    assert client.get(reverse("groups:detail", args=[cast.alder.pk])).status_code == 404


def test_their_co_facilitator_hears_that_they_are_not_there(cast, sign_in):
    """Case 12: Ben reads that he is alone, and no reason."""
    end_appointment(appointment=cast.anna.appointments.get(role=Role.FACILITATOR), by=cast.cora, now=cast.now)
    page = sign_in(cast.ben).get(reverse("pages:my_day")).content.decode()
    assert "Alder" in page
    assert Appointment.objects.current(cast.now).filter(person=cast.anna).count() == 0


def test_a_log_of_the_wrong_session_is_void_and_its_readers_lose_it(cast, sign_in):
    """Case 13: its reader finds no word of it any more, and the session counts by who was there and not by logs."""
    version, client = shared_log(cast, cast.anna, stirred="a quiet room"), sign_in(cast.sam)
    address = reverse("desk:log", args=[version.pk])
    before = "a quiet room" in client.get(address).content.decode()
    void_log(log=version.log, by=cast.anna, reason="wrong_group", now=cast.now)
    assert (before, "a quiet room" in client.get(address).content.decode()) == (True, False)
    assert sessions_cofacilitated(cast.anna, cast.thames.pk) == 1


def test_a_mail_about_a_log_leads_to_signing_in_and_to_its_reader_alone(cast, client, sign_in):
    """Case 15: the link asks who one is; to anybody else there is no such page, rather than one that is forbidden."""
    version = shared_log(cast, cast.anna, stirred="a quiet room")
    while deliver_due(cast.now):
        pass
    assert [word for sent in mail.outbox for word in ("quiet", "Anna", "Okoye") if word in sent.body] == []
    address = reverse("desk:log", args=[version.pk])
    assert client.get(address)["Location"].startswith("/accounts/login/")
    assert [sign_in(person).get(address).status_code for person in (cast.sam, cast.stella, cast.ben)] == [200, 404, 404]
