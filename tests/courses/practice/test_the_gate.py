"""A practice day comes before an authorisation, unless the programme has said why not; nobody loses one they have."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from certificates.items import practice_items
from certificates.queries import facilitators, standing_of
from certificates.services import authorise
from certificates.states import with_state
from courses.practice.models import PracticeRule
from courses.practice.recording import Line, correct_record, record_day
from courses.practice.ruling import set_rule
from courses.practice.standing import standings_of
from foundation.refusals import Refusal
from tests.certificates.making import (
    agreed,
    finish_gate,
    newcomer,
    practised,
    publish_course,
    ready_newcomer,
    supervised,
)
from tests.courses.practice.making import a_day, a_record, place_of

WHY = "no trainer until May"


@pytest.fixture
def course(cast):
    publish_course()


def not_practised(cast):
    """Everything but the practice day."""
    nia = newcomer(cast)
    finish_gate(nia, cast.now)
    supervised(cast, nia)
    agreed(cast, nia)
    return nia


def rule(cast, asks=False, reason=WHY, by=None):
    return set_rule(programme=cast.thames, kind="day", asks=asks, reason=reason, by=by or cast.cora, now=cast.now)


def item_of(cast, person):
    standing = standings_of([person.pk], [cast.thames.pk], cast.now).of(person.pk, cast.thames.pk)
    [item] = practice_items(person, standing, None)
    return item.done, item.detail, item.who_next, item.url


def state_of(cast, person):
    """As a list is narrowed by it, and as the person's row is drawn: both say the same."""
    found = with_state(facilitators(cast.now).filter(person=person), cast.now).get()
    lacking = [item.label for item in standing_of(person, cast.thames, cast.now).authorisation if not item.done]
    return found.state, lacking


def test_without_a_practice_day_nobody_is_authorised(cast, course):
    nia = not_practised(cast)
    assert state_of(cast, nia) == ("one_left", ["A practice day"])
    with pytest.raises(Refusal):
        authorise(person=nia, programme=cast.thames, by=cast.cora, now=cast.now)


def test_with_one_they_are(cast, course):
    nia = ready_newcomer(cast)
    assert state_of(cast, nia) == ("ready", [])
    assert authorise(person=nia, programme=cast.thames, by=cast.cora, now=cast.now).person == nia


def test_whoever_was_invited_and_did_not_come_has_not_practised(cast, course):
    nia = not_practised(cast)
    day = a_day(cast, nia, cast.farah, days=-1)
    lines = {place_of(day, who).pk: Line(came=who == cast.farah) for who in (nia, cast.farah)}
    record_day(day=day, lines=lines, by=cast.tess, now=cast.now)
    assert state_of(cast, nia) == ("one_left", ["A practice day"])


def test_a_correction_is_what_counts(cast, course):
    nia = ready_newcomer(cast)
    place = nia.practice_places.select_related("day").get()
    correct_record(place=place, line=Line(came=False), reason="slip", by=cast.tess, now=cast.now)
    assert state_of(cast, nia) == ("one_left", ["A practice day"])


def test_saying_the_question_later_takes_nothing_away(cast, course):
    nia = not_practised(cast)
    a_record(cast, nia, line=Line(came=True, question="later"))
    assert state_of(cast, nia) == ("ready", [])


def test_a_day_in_another_programme_counts(cast, course):
    record = a_record(cast, cast.anna)
    done, _detail, _who, _url = item_of(cast, cast.anna)
    elsewhere = standings_of([cast.anna.pk], [cast.dales.pk], cast.now).of(cast.anna.pk, cast.dales.pk)
    assert (done, elsewhere.attended_on) == (True, record.place.day.local_date)


def test_who_is_authorised_already_stays_so(cast, course):
    standing = standing_of(cast.anna, cast.thames, cast.now)
    assert standing.authorised_on is not None
    assert not item_of(cast, cast.anna)[0]
    found = with_state(facilitators(cast.now).filter(person=cast.anna), cast.now).get()
    assert (found.authorised, found.state) == (True, "nothing_due")


def test_a_programme_may_ask_for_none_and_says_why(cast, course, sign_in):
    nia = not_practised(cast)
    rule(cast)
    assert state_of(cast, nia) == ("ready", [])
    assert item_of(cast, nia) == (True, f"Not asked for here: {WHY}", "", "")
    page = " ".join(sign_in(cast.cora).get("/readiness/").content.decode().split())
    assert f"A practice day: <strong> not asked for: {WHY} (Cora Lind" in page


def test_it_may_ask_again_and_both_lines_stay(cast, course):
    nia = not_practised(cast)
    for asks in (False, True, True):
        rule(cast, asks)
    assert state_of(cast, nia) == ("one_left", ["A practice day"])
    assert list(PracticeRule.objects.order_by("number").values_list("asks", "reason")) == [(False, WHY), (True, "")]


def test_without_a_reason_nothing_is_switched_off(cast):
    with pytest.raises(Refusal, match="Write why"):
        rule(cast, reason="  ")
    assert PracticeRule.objects.count() == 0


def test_trainers_supervisors_and_outside_coordinators_do_not_decide_it(cast):
    for person in (cast.tess, cast.sam, cast.odette, cast.anna):
        with pytest.raises(Refusal, match="Only a coordinator or governance lead"):
            rule(cast, by=person)


def test_the_database_lets_no_rule_be_changed(cast):
    made = rule(cast)
    with pytest.raises(DatabaseError), transaction.atomic():
        PracticeRule.objects.filter(pk=made.pk).update(reason="none")
    made.refresh_from_db()
    assert made.reason == WHY


def test_the_item_says_who_acts_next_and_where(cast):
    nia = newcomer(cast)
    assert item_of(cast, nia) == (False, "Not invited to one yet", "a trainer", "/practice/")
    day = a_day(cast, nia)
    shown = f"{day.local_date:%-d %B %Y}"
    url = f"/practice/{day.pk}/"
    assert item_of(cast, nia) == (False, f"Invited for {shown}: are you coming?", "Nia Evans", url)
    place_of(day, nia).__class__.objects.filter(person=nia).update(answer="yes", answered_at=cast.now)
    assert item_of(cast, nia) == (False, f"Coming on {shown}", "Nia Evans", url)
    nia.practice_places.update(answer="cannot")
    assert item_of(cast, nia) == (False, "Not invited to one yet", "a trainer", "/practice/")


def test_thirty_people_take_as_many_queries_as_one(cast, django_assert_num_queries):
    people = [newcomer(cast, f"P{number} Zed") for number in range(30)]
    practised(cast, *people)
    for some in (people[:1], people):
        with django_assert_num_queries(2):
            found = standings_of([person.pk for person in some], [cast.thames.pk], cast.now)
        assert found.of(some[0].pk, cast.thames.pk).attended_on == (cast.now - timedelta(days=3)).date()
