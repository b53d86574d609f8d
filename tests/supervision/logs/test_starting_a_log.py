"""A log starts from a session that one facilitated, while one is authorised; each refusal says what to do next."""

import pytest

from confidential.models import AccessEntry
from confidential.services import open_sealed
from foundation.refusals import Refusal
from groups.models import GroupSession
from people.models import Authorisation
from supervision.logs.models import LogState, SessionLog
from supervision.logs.services import start_again, start_log, void_log, withdraw_log
from tests.factories import held_session
from tests.supervision.world import alder_session, draft_log, shared_log


def refusal(call) -> str:
    with pytest.raises(Refusal) as refused:
        call()
    return str(refused.value)


def test_each_of_the_pair_starts_their_own(cast):
    session = alder_session(cast)
    annas, bens = (start_log(session=session, owner=person, now=cast.now) for person in (cast.anna, cast.ben))
    assert {(log.owner, log.state, log.programme) for log in (annas, bens)} == {
        (cast.anna, LogState.DRAFT, cast.thames),
        (cast.ben, LogState.DRAFT, cast.thames),
    }
    assert list(AccessEntry.objects.values_list("actor", "action")) == [
        (cast.anna.pk, "started"),
        (cast.ben.pk, "started"),
    ]


def test_starting_twice_is_starting_once(cast):
    session = alder_session(cast)
    first, second = (start_log(session=session, owner=cast.anna, now=cast.now) for _ in range(2))
    assert (first.pk, SessionLog.objects.count()) == (second.pk, 1)


def test_before_authorisation_it_is_refused_with_the_reason(cast):
    session = alder_session(cast)
    Authorisation.objects.filter(person=cast.anna).update(ends_at=cast.now)
    assert refusal(lambda: start_log(session=session, owner=cast.anna, now=cast.now)) == (
        "You are not authorised to co-facilitate in this programme at present, so you cannot write a log. "
        "My day lists what is still missing and who acts next."
    )
    assert SessionLog.objects.count() == 0


@pytest.mark.parametrize(
    ("state", "more", "said"),
    [
        ("planned", {}, "This session is only planned. Record what happened first, then write your log."),
        (
            "cancelled",
            {"cancel_reason": "rota"},
            "This session was cancelled, so it has no log. If it took place, correct the facts.",
        ),
    ],
)
def test_a_session_that_did_not_take_place_has_no_log(cast, state, more, said):
    session = alder_session(cast)
    GroupSession.objects.update(state=state, **more)
    assert refusal(lambda: start_log(session=session, owner=cast.anna, now=cast.now)) == said


def test_an_empty_room_can_be_written_about(cast):
    session = alder_session(cast)
    GroupSession.objects.update(state="nobody_came", attending=None)
    assert start_log(session=session, owner=cast.anna, now=cast.now).state == LogState.DRAFT


def test_whoever_was_away_writes_none(cast):
    alone = held_session(cast, cast.alder, cast.anna)
    assert refusal(lambda: start_log(session=alone, owner=cast.ben, now=cast.now)) == (
        "You are not named as having facilitated this session. If you did, correct the facts first."
    )


def test_the_button_leads_to_the_editor_and_a_refusal_back_to_the_session(cast, sign_in):
    session = held_session(cast, cast.alder, cast.anna)
    answer = sign_in(cast.anna).post(f"/logs/for/{session.pk}/")
    assert answer.headers["Location"] == f"/logs/{SessionLog.objects.get().pk}/"
    assert sign_in(cast.ben).post(f"/logs/for/{session.pk}/").headers["Location"] == f"/sessions/{session.pk}/"
    assert sign_in(cast.farah).post(f"/logs/for/{session.pk}/").status_code == 404


def test_the_session_page_offers_ones_own_log_alone(cast, sign_in):
    session = alder_session(cast)
    log = draft_log(cast, cast.anna, session)
    pages = {
        who: sign_in(person).get(f"/sessions/{session.pk}/").content.decode()
        for who, person in {
            "anna": cast.anna,
            "ben": cast.ben,
            "sam": cast.sam,
            "cora": cast.cora,
        }.items()
    }
    assert {who: str(log.pk) in page for who, page in pages.items()} == {
        "anna": True,
        "ben": False,
        "sam": False,
        "cora": False,
    }
    assert {who: "Start my log" in page for who, page in pages.items()} == {
        "anna": False,
        "ben": True,
        "sam": False,
        "cora": False,
    }


def test_after_a_withdrawal_a_new_log_starts_with_the_same_words(cast):
    version = shared_log(cast, cast.anna, stirred="a heron")
    withdraw_log(log=version.log, by=cast.anna, now=cast.now)
    new = start_again(log=version.log, by=cast.anna, now=cast.now)
    assert (new.pk == version.log.pk, new.state) == (False, LogState.DRAFT)
    assert open_sealed(new, viewer=cast.anna, now=cast.now) == {"stirred": "a heron"}
    assert start_again(log=version.log, by=cast.anna, now=cast.now).pk == new.pk


def test_words_are_never_poured_over_another_draft(cast):
    session = alder_session(cast)
    old = draft_log(cast, cast.anna, session, stirred="a heron")
    withdraw_log(log=old, by=cast.anna, now=cast.now)
    other = draft_log(cast, cast.anna, session, stirred="something else")
    assert refusal(lambda: start_again(log=old, by=cast.anna, now=cast.now)) == (
        "You have another log of this session already. Copy what you need from here into that one."
    )
    assert open_sealed(other, viewer=cast.anna, now=cast.now) == {"stirred": "something else"}


def test_a_void_log_does_not_start_again(cast):
    log = draft_log(cast, cast.anna, alder_session(cast))
    void_log(log=log, by=cast.anna, reason="duplicate", now=cast.now)
    assert refusal(lambda: start_again(log=log, by=cast.anna, now=cast.now)).startswith("This has changed since")
