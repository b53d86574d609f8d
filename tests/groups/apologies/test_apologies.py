"""Apologies in advance: one press, taken back by another; the other and the supervisor see it."""

from datetime import timedelta

import pytest

from foundation.refusals import Refusal
from groups.apologies.models import Apology
from groups.apologies.services import apologise, come_after_all
from groups.models import GroupSession
from groups.news.models import SessionNews
from groups.services import name_instead
from tests.groups.joining.making import planned_at

A_DAY = timedelta(days=1)


@pytest.fixture
def session(cast) -> GroupSession:
    return planned_at(cast, cast.now + 3 * A_DAY)


def my_day(sign_in, person) -> str:
    return sign_in(person).get("/me/").content.decode()


def test_the_other_and_the_supervisor_see_it_and_nobody_else(cast, session, sign_in):
    apologise(session=session, person=cast.anna, now=cast.now)
    assert "Anna Okoye cannot come to the session of Alder" in my_day(sign_in, cast.ben)
    assert "(your co-facilitator cannot come)" in my_day(sign_in, cast.ben)
    assert "(you cannot come)" in my_day(sign_in, cast.anna)
    assert "Who cannot come to a session" in my_day(sign_in, cast.sam)
    for person in (cast.ben, cast.sam, cast.cora):
        assert "Anna Okoye cannot come." in sign_in(person).get(f"/sessions/{session.pk}/").content.decode()
    for person in (cast.farah, cast.stella, cast.odette):
        assert "cannot come" not in my_day(sign_in, person)


def test_twice_is_once_and_it_is_taken_back_by_a_press(cast, session):
    for _ in range(2):
        apologise(session=session, person=cast.anna, now=cast.now)
    assert list(SessionNews.objects.values_list("person", "kind")) == [(cast.ben.pk, "away")]
    for _ in range(2):
        come_after_all(session=session, person=cast.anna, now=cast.now)
    assert list(SessionNews.objects.values_list("person", "kind")) == [(cast.ben.pk, "comes")]
    assert Apology.objects.count() == 0


def test_a_session_that_moves_asks_anew(cast, session, sign_in):
    apologise(session=session, person=cast.anna, now=cast.now)
    GroupSession.objects.filter(pk=session.pk).update(local_date=session.local_date + A_DAY)
    assert list(Apology.objects.standing()) == []
    session.refresh_from_db()
    apologise(session=session, person=cast.anna, now=cast.now)
    assert Apology.objects.standing().get().for_date == session.local_date


def test_once_it_has_begun_there_is_nothing_to_apologise_for(cast, session):
    with pytest.raises(Refusal, match="has begun"):
        apologise(session=session, person=cast.anna, now=session.starts_at)


def test_whoever_is_not_expected_says_nothing(cast, session):
    name_instead(session=session, people=[cast.ben], by=cast.ben, now=cast.now)
    with pytest.raises(Refusal, match="not expected"):
        apologise(session=session, person=cast.anna, now=cast.now)
    with pytest.raises(Refusal, match="has begun"):
        apologise(session=session, person=cast.farah, now=cast.now)


def test_from_the_page(cast, session, sign_in):
    anna, page = sign_in(cast.anna), f"/sessions/{session.pk}/"
    assert "I cannot come" in anna.get(page).content.decode()
    said = anna.post(f"{page}apology/", follow=True).content.decode()
    assert ("You said that you cannot come." in said, "I can come after all" in said) == (True, True)
    assert "I cannot come" in sign_in(cast.ben).get(page).content.decode()
    assert (
        "You said that you cannot come."
        not in anna.post(f"{page}apology/", {"comes": "yes"}, follow=True).content.decode()
    )
    assert sign_in(cast.cora).post(f"{page}apology/").status_code == 404
