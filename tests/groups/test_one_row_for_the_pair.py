"""One row for a group and a day, whoever comes first; two who change it at once are told of each other."""

from datetime import time, timedelta

import pytest

from groups.models import GroupSession
from groups.services import AlreadyStarted, FactsMoved, plan_session
from tests.groups.entering import facts_in, record, typed


def test_the_second_of_the_pair_is_told_and_sent_to_the_row_that_stands(cast):
    bens = record(cast, by=cast.ben)
    with pytest.raises(AlreadyStarted) as told:
        record(cast, by=cast.anna, attending=8)
    assert str(told.value) == "Ben Walsh has already started this session: add your own log"
    assert told.value.session == bens
    assert facts_in(bens) == ("held", 7, 1)


def test_the_same_facts_twice_are_once(cast):
    first, second = record(cast, by=cast.ben), record(cast, by=cast.anna)
    assert (first.pk, second.revision, second.recorded_by, GroupSession.objects.count()) == (second.pk, 1, cast.ben, 1)


def test_a_planned_row_is_there_to_be_recorded_by_whoever_comes_first(cast):
    day = (cast.now + timedelta(days=1)).date()
    planned = plan_session(group=cast.alder, by=cast.ben, local_date=day, local_start=time(18), now=cast.now)
    recorded = record(cast, days_ago=-1, now=cast.now + timedelta(days=2))
    assert (recorded.pk, recorded.state, GroupSession.objects.count()) == (planned.pk, "held", 1)


def test_a_change_on_top_of_what_stands_is_saved(cast):
    session = record(cast)
    assert facts_in(record(cast, by=cast.ben, session=session, base_revision=1, attending=8)) == ("held", 8, 2)


def test_a_change_on_top_of_an_older_page_is_told_and_nothing_is_overwritten(cast):
    session = record(cast)
    record(cast, by=cast.ben, session=session, base_revision=1, attending=8)
    with pytest.raises(FactsMoved) as told:
        record(cast, session=session, base_revision=1, attending=9)
    assert str(told.value) == "Ben Walsh has changed these facts since you opened the page"
    assert facts_in(session) == ("held", 8, 2)


def test_the_second_person_sees_both_values_and_keeps_what_they_typed(cast, sign_in):
    bens = record(cast, by=cast.ben)
    page = sign_in(cast.anna).post("/sessions/new/", typed(cast, attending="8", minutes="50"))
    assert page.status_code == 200
    assert [(d.label, d.saved, d.entered) for d in page.context["differing"]] == [
        ("Minutes", "45", "50"),
        ("Number attending", "7", "8"),
    ]
    form = page.context["form"]
    assert (form["attending"].value(), form["revision"].value()) == ("8", "1")
    assert page.context["session"] == bens
    assert b"Ben Walsh has already started this session: add your own log" in page.content
    assert facts_in(bens) == ("held", 7, 1)


def test_they_may_then_save_theirs_knowingly(cast, sign_in):
    bens = record(cast, by=cast.ben)
    answer = sign_in(cast.anna).post(f"/sessions/{bens.pk}/edit/", typed(cast, attending="8", revision="1"))
    assert answer.headers["Location"] == f"/sessions/{bens.pk}/"
    assert facts_in(bens) == ("held", 8, 2)


def test_two_edits_at_once_show_both_and_lose_nothing(cast, sign_in):
    session = record(cast)
    anna, ben = sign_in(cast.anna), sign_in(cast.ben)
    pages = [client.get(f"/sessions/{session.pk}/edit/") for client in (anna, ben)]
    assert [page.context["form"]["revision"].value() for page in pages] == [1, 1]
    ben.post(f"/sessions/{session.pk}/edit/", typed(cast, attending="9", revision="1"))
    clash = anna.post(f"/sessions/{session.pk}/edit/", typed(cast, attending="6", revision="1"))
    assert [(d.label, d.saved, d.entered) for d in clash.context["differing"]] == [("Number attending", "9", "6")]
    assert clash.context["form"]["revision"].value() == "2"
    assert facts_in(session) == ("held", 9, 2)


def test_a_double_submit_is_one_session_and_one_message(cast, sign_in):
    anna = sign_in(cast.anna)
    answers = [anna.post("/sessions/new/", typed(cast)) for _ in range(2)]
    assert GroupSession.objects.count() == 1
    assert {answer.headers["Location"] for answer in answers} == {f"/sessions/{GroupSession.objects.get().pk}/"}
