"""What should come next, an acknowledgement, a plan, another look, has its time; after it the concern goes further."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from confidential.models import AccessEntry
from delivery.models import Effect
from delivery.services import deliver_due
from foundation.refusals import Refusal
from supervision.concerns.models import Concern
from supervision.concerns.routing import with_whom
from supervision.concerns.services import acknowledge_concern, agree_plan, close_concern
from tests.supervision.world import concern, day

MICROSECOND, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)


def raised(cast) -> Concern:
    return concern(cast, cast.anna, urgency="today")


def acknowledged(cast) -> Concern:
    return acknowledge_concern(concern=raised(cast), by=cast.clara, now=cast.now)


def planned(cast) -> Concern:
    return agree_plan(
        concern=acknowledged(cast), by=cast.clara, words="we ring each other", look_again_on=day(cast, 3), now=cast.now
    )


STATES = [raised, acknowledged, planned]


def has(cast, which: Concern, at: datetime) -> set[str]:
    return {
        name
        for name in ("gwen", "dora")
        if Concern.objects.received_by(getattr(cast, name), at).filter(pk=which.pk).exists()
    }


@pytest.mark.parametrize("made", STATES)
def test_it_goes_to_the_lead_at_its_time_and_later_to_the_deputy(cast, made):
    one = made(cast)
    moments = (one.due_at - MICROSECOND, one.due_at, one.due_at + DAY - MICROSECOND, one.due_at + DAY)
    assert [has(cast, one, at) for at in moments] == [set(), {"gwen"}, {"gwen"}, {"gwen", "dora"}]


@pytest.mark.parametrize("made", STATES)
def test_each_who_has_it_is_told_once_each_time(cast, made):
    one = made(cast)
    for at in (one.due_at, one.due_at + HOUR, one.due_at + DAY, one.due_at + 9 * DAY):
        deliver_due(at)
        deliver_due(at)
    told = Effect.objects.filter(kind="mail:something_waiting", object_id=one.pk, key__contains="unanswered")
    assert sorted(told.values_list("recipient__first_name", flat=True)) == ["Clara", "Dora", "Gwen", "Sam"]
    assert AccessEntry.objects.filter(record_id=one.pk, action="escalated").count() == 1


def test_a_plan_has_the_whole_of_its_day_where_the_programme_is(cast):
    one = planned(cast)
    midnight = datetime.combine(day(cast, 4), datetime.min.time(), tzinfo=ZoneInfo("Europe/London"))
    assert one.due_at == midnight


def test_what_went_further_stays_there(cast):
    one = raised(cast)
    late = one.due_at + HOUR
    acknowledge_concern(concern=one, by=cast.gwen, now=late)
    agree_plan(concern=one, by=cast.gwen, words="we ring", look_again_on=day(cast, 9), now=late)
    close_concern(concern=one, by=cast.gwen, outcome="supported", now=late)
    assert has(cast, one, late + 30 * DAY) == {"gwen"}


def test_what_is_closed_in_time_goes_no_further(cast):
    one = close_concern(concern=planned(cast), by=cast.clara, outcome="supported", now=cast.now)
    deliver_due(cast.now + 90 * DAY)
    assert has(cast, one, cast.now + 90 * DAY) == set()
    assert not Effect.objects.filter(recipient__in=[cast.gwen, cast.dora]).exists()


def test_a_new_plan_gives_it_a_new_day(cast):
    one = planned(cast)
    agree_plan(concern=one, by=cast.sam, words="again next week", look_again_on=day(cast, 8), now=cast.now)
    deliver_due(one.due_at)
    assert has(cast, one, one.due_at) == set()


def test_where_the_lead_is_gone_the_deputy_has_it_at_once(cast):
    one = raised(cast)
    cast.gwen.appointments.update(ends_at=cast.now)
    assert has(cast, one, one.due_at) == {"dora"}


def test_where_it_is_about_the_lead_it_goes_to_the_deputy_alone(cast):
    one = concern(cast, cast.anna, urgency="today", about="governance")
    deliver_due(one.due_at)
    assert has(cast, one, one.due_at + 9 * DAY) == {"dora"}
    assert [person.first_name for person in with_whom(one, one.due_at)] == ["Clara", "Dora"]
    assert not Effect.objects.filter(recipient=cast.gwen).exists()


@pytest.mark.parametrize(("days", "why"), [(-1, "This day has passed"), (63, "This is too far ahead")])
def test_a_plan_is_looked_at_again_within_two_months(cast, days, why):
    with pytest.raises(Refusal, match=why):
        agree_plan(
            concern=acknowledged(cast), by=cast.sam, words="we ring", look_again_on=day(cast, days), now=cast.now
        )


def test_the_page_says_that_it_has_gone_further(cast, sign_in, monkeypatch):
    one = planned(cast)
    monkeypatch.setattr("config.middleware.timezone.now", lambda: one.due_at)
    drawn = sign_in(cast.clara).get(f"/concerns/{one.pk}/").content.decode()
    assert "The day to look at it again has passed. The governance lead has it too" in drawn
