"""Sharing: the words that were shown, to the supervisor of now, once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from confidential.models import AccessEntry
from confidential.services import open_sealed
from delivery.models import Effect
from foundation.refusals import Refusal
from groups.models import SessionFacilitator
from people.models import SupervisionAssignment
from supervision.logs import sharing
from supervision.logs.answering import release_reading
from supervision.logs.models import LogState, LogVersion, SessionLog
from supervision.logs.screening import screened
from supervision.logs.sharing import DraftMoved, share_log
from supervision.screening import NotWeighed
from tests.supervision.world import alder_session, draft_log, draft_reading, share_again, shared_log, write


def refusal(call) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return str(refused.value)


def read(version: LogVersion, person, now) -> dict[str, str]:
    return dict(open_sealed(LogVersion.objects.get(pk=version.pk), viewer=person, now=now))


def test_a_version_goes_to_the_present_supervisor_and_cover_alone(cast):
    version = shared_log(cast, cast.anna, stirred="a heron", working_on="  \n")
    assert (version.number, version.reader, version.log.state) == (1, cast.sam, LogState.SHARED)
    assert read(version, cast.sam, cast.now) == {"stirred": "a heron"}
    for who, person in cast.by_relation().items():
        readable = version in LogVersion.objects.readable_by(person, cast.now)
        assert readable is (who in ("reader", "cover")), who
        if who not in ("owner", "reader", "cover"):
            with pytest.raises(PermissionDenied):
                read(version, person, cast.now)


def test_it_leaves_one_trail_line_and_one_mail_to_each_reader(cast):
    version = shared_log(cast, cast.anna, stirred="a heron")
    assert list(AccessEntry.objects.filter(record_id=version.pk).values_list("actor", "action", "reason")) == [
        (cast.anna.pk, "shared", "")
    ]
    assert set(Effect.objects.values_list("kind", "recipient", "object_id")) == {
        ("mail:log_shared", cast.sam.pk, version.pk),
        ("mail:log_shared", cast.clara.pk, version.pk),
    }


@pytest.mark.parametrize(("offset", "sees"), [(-1, True), (0, False), (1, False)])
def test_a_former_supervisor_sees_nothing_once_the_assignment_ends(cast, offset, sees):
    version = shared_log(cast, cast.anna)
    end = cast.now + timedelta(hours=1)
    SupervisionAssignment.objects.filter(facilitator=cast.anna, supervisor=cast.sam).update(ends_at=end)
    at = end + timedelta(microseconds=offset)
    assert LogVersion.objects.readable_by(cast.sam, at).filter(pk=version.pk).exists() is sees
    if sees:
        assert read(version, cast.sam, at) == {"stirred": "what stirred Anna"}
    else:
        with pytest.raises(PermissionDenied):
            read(version, cast.sam, at)


def test_the_next_supervisor_sees_only_what_is_shared_anew(cast):
    version = shared_log(cast, cast.anna)
    SupervisionAssignment.objects.filter(supervisor=cast.sam).update(ends_at=cast.now)
    SupervisionAssignment.objects.create(
        facilitator=cast.anna, supervisor=cast.stella, programme=cast.thames, starts_at=cast.now
    )
    assert list(LogVersion.objects.readable_by(cast.stella, cast.now)) == []
    again = share_log(log=version.log, by=cast.anna, weighed=True, now=cast.now)
    assert (again.number, again.reader) == (2, cast.stella)
    assert list(LogVersion.objects.readable_by(cast.stella, cast.now)) == [again]


def test_without_a_supervisor_it_is_refused_and_stays_private(cast):
    log = draft_log(cast, cast.anna, alder_session(cast))
    SupervisionAssignment.objects.filter(facilitator=cast.anna).update(ends_at=cast.now)
    assert refusal(lambda: share_log(log=log, by=cast.anna, now=cast.now)) == (
        "You have no supervisor in this programme at present, so you cannot share this yet. "
        "Your words are kept here, private. Ask your coordinator to assign you a supervisor."
    )
    assert SessionLog.objects.get().state == LogState.DRAFT


def test_a_supervisor_in_another_programme_is_not_the_reader(cast):
    log = draft_log(cast, cast.anna, alder_session(cast))
    SupervisionAssignment.objects.filter(facilitator=cast.anna, ends_at=None).update(programme=cast.dales)
    assert refusal(lambda: share_log(log=log, by=cast.anna, now=cast.now)).startswith("You have no supervisor")


def test_nobody_reads_about_a_session_that_they_facilitated(cast):
    session = alder_session(cast)
    log = draft_log(cast, cast.anna, session)
    SessionFacilitator.objects.filter(person=cast.ben).update(person=cast.sam)
    assert refusal(lambda: share_log(log=log, by=cast.anna, now=cast.now)) == (
        "Sam Reyes facilitated this session too, so cannot read a log of it. Talk about it in person."
    )


@pytest.mark.parametrize(
    "parts", [{"stirred": ""}, {"stirred": " \n\t"}, {"partner": "only this"}, {"me_now": "tired"}]
)
def test_one_answer_is_enough_and_none_is_refused_kindly(cast, parts):
    log = draft_log(cast, cast.anna, alder_session(cast), **parts)
    assert refusal(lambda: share_log(log=log, by=cast.anna, now=cast.now)) == (
        "There is nothing to share yet. One answer is enough; a single line will do."
    )
    assert LogVersion.objects.count() == 0


@pytest.mark.parametrize(("ticked", "shared"), [(False, {"stirred": "a"}), (True, {"stirred": "a", "partner": "b"})])
def test_what_is_said_of_the_partner_is_shared_only_if_ticked(cast, ticked, shared):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="a", partner="b", me_now="c")
    version = share_log(log=log, by=cast.anna, about_partner=ticked, now=cast.now)
    assert read(version, cast.sam, cast.now) == shared
    assert read(version, cast.anna, cast.now) == shared


def test_how_one_is_now_is_never_shared(cast):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="a", me_now="tired")
    version = share_log(log=log, by=cast.anna, about_partner=True, check_in_please=True, now=cast.now)
    assert read(version, cast.sam, cast.now) == {"stirred": "a"}
    assert version.check_in_please is True


def test_the_same_words_twice_are_one_version(cast):
    version = shared_log(cast, cast.anna)
    assert share_log(log=version.log, by=cast.anna, now=cast.now).pk == version.pk
    assert (LogVersion.objects.count(), Effect.objects.count()) == (1, 2)
    assert AccessEntry.objects.filter(action="shared").count() == 1


def test_other_words_are_the_next_version_and_it_is_unread(cast):
    version = shared_log(cast, cast.anna)
    release_reading(reading=draft_reading(cast, version), by=cast.sam, outcome="read", now=cast.now)
    assert SessionLog.objects.get().state == LogState.READ
    again = share_again(cast, version, stirred="on reflection")
    assert (again.number, SessionLog.objects.get().state) == (2, LogState.SHARED)
    assert read(version, cast.anna, cast.now) == {"stirred": "what stirred Anna"}
    assert list(LogVersion.objects.readable_by(cast.sam, cast.now).newest()) == [again]


def test_asking_for_a_check_in_later_is_a_version_of_its_own(cast):
    version = shared_log(cast, cast.anna)
    asked = share_log(log=version.log, by=cast.anna, check_in_please=True, weighed=True, now=cast.now)
    assert (asked.number, asked.check_in_please) == (2, True)


def test_words_that_the_page_did_not_show_are_not_shared(cast):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="shown")
    drawn = log.text.version
    write(log, {"stirred": "typed in another tab"}, cast.now)
    with pytest.raises(DraftMoved):
        share_log(log=log, by=cast.anna, drawn=drawn, now=cast.now)
    assert (LogVersion.objects.count(), SessionLog.objects.get().state) == (0, LogState.DRAFT)


@pytest.mark.parametrize("words", ["her number 943 476 5919", "DOB 4/11/1981", "born on 4 Nov 1981, she said"])
def test_what_points_to_one_patient_blocks(cast, words):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="fine", difficult=words)
    said = refusal(lambda: share_log(log=log, by=cast.anna, now=cast.now))
    assert said.startswith("There is a valid NHS number or a date of birth in these words.")
    assert words not in said
    assert LogVersion.objects.count() == 0


def test_what_stays_private_does_not_block(cast):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="fine", partner="DOB 4/11/1981")
    assert share_log(log=log, by=cast.anna, now=cast.now).number == 1


def test_marked_words_are_weighed_before_they_are_shared(cast):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="Dr Patel said so")
    with pytest.raises(NotWeighed):
        share_log(log=log, by=cast.anna, now=cast.now)
    assert (LogVersion.objects.count(), SessionLog.objects.get().state) == (0, LogState.DRAFT)
    version = share_log(log=log, by=cast.anna, weighed=True, now=cast.now)
    assert read(version, cast.sam, cast.now) == {"stirred": "Dr Patel said so"}


def test_a_mark_in_what_stays_private_is_nothing_to_weigh(cast):
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="fine", partner="Dr Patel said so")
    assert share_log(log=log, by=cast.anna, now=cast.now).number == 1
    with pytest.raises(NotWeighed):
        share_log(log=log, by=cast.anna, about_partner=True, now=cast.now)


def test_sharing_the_same_twice_weighs_nothing_again(cast):
    version = shared_log(cast, cast.anna, stirred="Dr Patel said so")
    assert share_log(log=version.log, by=cast.anna, now=cast.now) == version


@pytest.mark.django_db(transaction=True)
def test_words_are_screened_once_and_before_anything_is_locked(cast, monkeypatch):
    asked = []

    def watched(parts, own_days):
        asked.append((dict(parts), connection.in_atomic_block))
        return screened(parts, own_days)

    monkeypatch.setattr(sharing, "screened", watched)
    log = draft_log(cast, cast.anna, alder_session(cast), stirred="fine")
    share_log(log=log, by=cast.anna, now=cast.now)
    assert asked == [({"stirred": "fine"}, False)]


def test_nobody_shares_for_somebody_else(cast):
    log = draft_log(cast, cast.anna, alder_session(cast))
    assert (
        refusal(lambda: share_log(log=log, by=cast.ben, now=cast.now))
        == "Only the person who wrote this log can do this."
    )
