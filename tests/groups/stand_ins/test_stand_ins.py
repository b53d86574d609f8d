"""Somebody stands in where one of the pair cannot come; and where nobody does, whoever is left decides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from delivery.models import Effect
from foundation.refusals import Refusal
from groups.apart.services import keep_apart
from groups.apologies.services import apologise, come_after_all
from groups.models import GroupSession, SessionFacilitator
from groups.news.models import SessionNews
from groups.stand_ins.models import AloneDecision, StandInOffer, WhyAlone
from groups.stand_ins.queries import alone_again, needed, sessions_needing
from groups.stand_ins.services import accept_stand_in, decide_to_be_alone, offer_to_stand_in, take_offer_back
from tests.groups.joining.making import planned_at
from tests.groups.stand_ins.making import offered, without_ben
from tests.people import make_person

HOUR = timedelta(hours=1)


def sees(person, now) -> list[GroupSession]:
    return [item.session for item in needed(sessions_needing(person, now), person, now)]


def named(session) -> set[str]:
    return set(SessionFacilitator.objects.filter(session=session).values_list("person__first_name", flat=True))


def told(person) -> list[str]:
    return sorted(SessionNews.objects.filter(person=person).values_list("kind", flat=True))


def alone(cast, session, by=None, **said):
    said = {"reason": WhyAlone.ROTA, "on_call_reached": True} | said
    return decide_to_be_alone(session=session, by=by or cast.anna, now=cast.now, **said)


def test_who_could_stand_in_sees_it_and_nobody_else(cast):
    planned_at(cast, cast.now + 48 * HOUR)
    session = without_ben(cast)
    seen = {name: sees(person, cast.now) for name, person in cast.by_relation().items()}
    assert {name for name, sessions in seen.items() if sessions} == {"peer"}
    assert seen["peer"] == [session]
    cast.farah.authorisations.update(ends_at=cast.now)
    assert sees(cast.farah, cast.now) == []


@pytest.mark.parametrize("who_wishes", ["farah", "anna"])
def test_who_would_rather_not_be_with_the_other_is_not_asked(cast, who_wishes):
    session = without_ben(cast)
    one, other = (cast.farah, cast.anna) if who_wishes == "farah" else (cast.anna, cast.farah)
    keep_apart(person=one, other=other, now=cast.now)
    assert sees(cast.farah, cast.now) == []
    with pytest.raises(Refusal, match="no longer needs anyone"):
        offer_to_stand_in(session=session, person=cast.farah, now=cast.now)


@pytest.mark.parametrize(
    ("days", "urgent", "pressing"), [(3, True, True), (4, False, True), (10, False, True), (11, False, False)]
)
def test_how_urgent_it_is_goes_by_the_days_to_its_start(cast, days, urgent, pressing):
    without_ben(cast, days * 24)
    (item,) = needed(sessions_needing(cast.farah, cast.now), cast.farah, cast.now)
    assert (item.is_urgent, item.is_pressing) == (urgent, pressing)


def test_whoever_is_accepted_is_named_with_the_one_who_is_left(cast):
    offer = offered(cast)
    assert (told(cast.anna), told(cast.ben)) == (["away", "offered"], [])
    for _ in range(2):
        accept_stand_in(offer=offer, by=cast.anna, now=cast.now)
    assert named(offer.session) == {"Anna", "Farah"}
    assert "accepted" in told(cast.farah)
    assert sees(cast.farah, cast.now) == []
    with pytest.raises(Refusal, match="Someone stands in for you"):
        come_after_all(session=offer.session, person=cast.ben, now=cast.now)


def test_the_others_hear_that_it_is_settled(cast):
    offer = offered(cast)
    nia = make_person("Nia New")
    StandInOffer.objects.create(
        session=offer.session, person=nia, offered_at=cast.now,
        for_date=offer.for_date, for_start=offer.for_start,
    )  # fmt: skip
    accept_stand_in(offer=offer, by=cast.ben, now=cast.now)
    assert (told(nia), StandInOffer.objects.get(person=nia).accepted) == (["settled"], False)


def test_an_offer_is_taken_back_until_it_is_accepted(cast):
    offer = offered(cast)
    for _ in range(2):
        take_offer_back(session=offer.session, person=cast.farah)
    assert told(cast.anna) == ["away"]
    with pytest.raises(Refusal, match="no longer stands"):
        accept_stand_in(offer=offer, by=cast.anna, now=cast.now)


def test_nobody_is_needed_once_both_can_come(cast):
    offer = offered(cast)
    come_after_all(session=offer.session, person=cast.ben, now=cast.now)
    with pytest.raises(Refusal, match="no longer needs anyone"):
        accept_stand_in(offer=offer, by=cast.anna, now=cast.now)


def test_only_the_pair_accepts(cast):
    offer = offered(cast)
    with pytest.raises(Refusal, match="Only the pair"):
        accept_stand_in(offer=offer, by=cast.farah, now=cast.now)


def test_whoever_is_left_decides_from_a_day_before(cast):
    early, late = without_ben(cast, 25), without_ben(cast, 23)
    with pytest.raises(Refusal, match="from 24 hours before"):
        alone(cast, early)
    with pytest.raises(Refusal, match="the one who is alone"):
        alone(cast, late, by=cast.ben)
    with pytest.raises(Refusal, match="Ring the person on call first"):
        alone(cast, late, on_call_reached=False)
    for _ in range(2):
        alone(cast, late)
    assert (named(late), AloneDecision.objects.get().on_call_reached) == ({"Anna"}, True)


def test_nobody_is_alone_without_somebody_on_call(cast):
    session = without_ben(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        AloneDecision.objects.create(session=session, person=cast.anna, reason="rota", at=cast.now)


def test_where_it_is_repeated_the_coordinators_hear_of_it(cast, sign_in):
    alone(cast, without_ben(cast, 10))
    assert list(alone_again(cast.cora, cast.now)) == []
    alone(cast, without_ben(cast, 20))
    assert list(alone_again(cast.cora, cast.now)) == [cast.alder]
    assert list(alone_again(cast.odette, cast.now)) == []
    assert [effect.recipient for effect in Effect.objects.filter(kind="mail:alone_again")] == [cast.cora]
    assert "Held alone again and again" in sign_in(cast.cora).get("/me/").content.decode()
    assert list(alone_again(cast.cora, cast.now + timedelta(weeks=13))) == []


def test_from_the_pages(cast, sign_in):
    session, farah, anna = without_ben(cast), sign_in(cast.farah), sign_in(cast.anna)
    assert "Sessions that need someone" in farah.get("/me/").content.decode()
    assert "I can stand in" in farah.get("/sessions/needed/").content.decode()
    assert "You offered to stand in." in farah.post(f"/sessions/{session.pk}/stand-in/", follow=True).content.decode()
    page = f"/sessions/{session.pk}/"
    said = anna.get(page).content.decode()
    assert ("Farah Aziz offers to stand in." in said, "Decide now." in said) == (True, True)
    refused = anna.post(f"{page}alone/", {"reason": "rota"})
    assert (refused.status_code, "Ring the person on call first." in refused.content.decode()) == (422, True)
    assert sign_in(cast.ben).get(f"{page}alone/").status_code == 404
    assert (
        "holds this session alone"
        in anna.post(f"{page}alone/", {"reason": "rota", "on_call_reached": "on"}, follow=True).content.decode()
    )
    assert sign_in(cast.cora).get("/sessions/needed/").status_code == 404


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_costs_the_same_for_one_and_for_thirty(cast, sign_in, count, django_assert_num_queries):
    for number in range(count):
        apologise(session=planned_at(cast, cast.now + (24 + number * 24) * HOUR), person=cast.ben, now=cast.now)
    client = sign_in(cast.farah)
    client.get("/sessions/needed/")
    with django_assert_num_queries(6):
        client.get("/sessions/needed/")
