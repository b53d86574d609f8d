"""An ended group has no next session, no places and nothing to record but what took place before; on every screen.

So has an ended place. The screens are walked as everybody who knew the group.
"""

from datetime import time, timedelta

import pytest
from django.urls import reverse

from foundation.refusals import Refusal
from groups.models import Facilitation, GroupSession, PeerGroup
from groups.services import plan_session
from tests.factories import held_session
from tests.groups.entering import record, typed

NAMES = ("anna", "ben", "sam", "clara", "cora", "gwen")
SCREENS = {
    "My day": "/me/",
    "groups": "/groups/",
    "sessions": "/sessions/",
    "desk": "/desk/",
    "readiness": "/readiness/",
    "people": "/people/",
    "logs": "/logs/",
    "meetings": "/meetings/",
    "new session": "/sessions/new/",
}


@pytest.fixture
def ended(cast) -> PeerGroup:
    """Alder ended two days ago, with rows that nobody tidied: places that are open, a session that is planned."""
    PeerGroup.objects.filter(pk=cast.alder.pk).update(state="ended", ended_at=cast.now - timedelta(days=2))
    ahead = held_session(cast, cast.alder, cast.anna, days_ago=-1)
    GroupSession.objects.filter(pk=ahead.pk).update(state="planned", attending=None)
    held_session(cast, cast.alder, cast.anna, cast.ben, days_ago=9)
    cast.alder.refresh_from_db()
    return cast.alder


def pages(client) -> dict[str, str]:
    """What this person sees; what is not theirs to see is left out."""
    answers = {name: client.get(path) for name, path in SCREENS.items()}
    return {name: answer.content.decode() for name, answer in answers.items() if answer.status_code == 200}


@pytest.mark.parametrize("name", NAMES)
def test_no_screen_offers_anything_of_it(cast, sign_in, ended, name):
    ahead = GroupSession.objects.get(state="planned")
    day = f"{ahead.local_date:%a} {ahead.local_date.day} {ahead.local_date:%b}"
    found = pages(sign_in(getattr(cast, name)))
    assert {screen for screen, page in found.items() if day in page} == set()
    assert {screen for screen, page in found.items() if f"/sessions/{ahead.pk}/edit/" in page} == set()
    assert {screen for screen, page in found.items() if 'href="/sessions/new/"' in page} == set()


def test_while_it_runs_the_same_walk_finds_it(cast, sign_in, ended):
    """The walk above looks where there is something to see."""
    PeerGroup.objects.filter(pk=ended.pk).update(state="running", ended_at=None)
    ahead = GroupSession.objects.get(state="planned")
    day = f"{ahead.local_date:%a} {ahead.local_date.day} {ahead.local_date:%b}"
    found = {name: pages(sign_in(getattr(cast, name))) for name in ("anna", "cora")}
    assert {screen for screen, page in found["anna"].items() if day in page} == {
        "My day",
        "groups",
        "sessions",
        "new session",
    }
    assert {screen for screen, page in found["cora"].items() if day in page} == {"groups", "readiness"}


@pytest.mark.parametrize("name", ["anna", "ben", "sam", "clara"])
def test_its_page_is_for_coordinators_now_and_offers_no_session(cast, sign_in, ended, name):
    path = reverse("groups:detail", args=[ended.pk])
    page = sign_in(cast.cora).get(path).content.decode()
    assert ("It ended on " in page, "Record a session" in page, "No session is planned" in page) == (True, False, False)
    assert sign_in(getattr(cast, name)).get(path).status_code == 404


def test_its_pair_has_no_places_left(cast, sign_in, ended):
    assert not Facilitation.objects.current(cast.now).filter(group=ended).exists()
    page = sign_in(cast.cora).get(reverse("groups:pair", args=[ended.pk])).content.decode()
    assert ("Give them the place" in page, "End this place" in page, "End this group" in page) == (False, False, False)


def test_nobody_plans_a_session_or_records_one_of_after_its_end(cast, ended):
    day = (cast.now + timedelta(days=3)).date()
    with pytest.raises(Refusal):
        plan_session(group=ended, by=cast.anna, local_date=day, local_start=time(18, 30), now=cast.now)
    for days in (1, 0):
        with pytest.raises(Refusal):
            record(cast, days_ago=days, now=cast.now + timedelta(days=1))


def test_what_took_place_before_is_recorded_from_my_sessions(cast, sign_in, ended):
    Facilitation.objects.filter(group=ended).update(ends_at=ended.ended_at)
    anna = sign_in(cast.anna)
    page = anna.get("/sessions/").content.decode()
    link = f"/sessions/new/?group={ended.pk}"
    assert ("You no longer facilitate Alder." in page, link in page) == (True, True)
    form = anna.get(link).context["form"]
    assert form["facilitators"].value() == [str(cast.anna.pk), str(cast.ben.pk)]
    answer = anna.post("/sessions/new/", typed(cast, days_ago=5))
    assert answer.status_code == 302
    assert GroupSession.objects.filter(group=ended, state="held").count() == 2


def test_a_place_that_ended_offers_the_same_while_the_partner_goes_on(cast, sign_in):
    Facilitation.objects.filter(person=cast.anna).update(ends_at=cast.now - timedelta(days=2))
    anna, ben = sign_in(cast.anna), sign_in(cast.ben)
    page = anna.get("/sessions/").content.decode()
    assert ("Plan one" in page, "Record an earlier session" in page) == (False, True)
    assert "Plan one" in ben.get("/sessions/").content.decode()
    assert anna.get(reverse("groups:detail", args=[cast.alder.pk])).status_code == 404
    assert anna.post("/sessions/new/", typed(cast, days_ago=5)).status_code == 302
    late = anna.post("/sessions/new/", typed(cast, days_ago=1))
    assert late.context["form"].non_field_errors()[0].startswith("You were in this pair until ")


def test_after_three_months_it_is_no_longer_offered(cast, sign_in):
    Facilitation.objects.filter(person=cast.anna).update(ends_at=cast.now - timedelta(days=91))
    assert "no longer facilitate" not in sign_in(cast.anna).get("/sessions/").content.decode()
    assert sign_in(cast.anna).get(f"/sessions/new/?group={cast.alder.pk}").status_code == 404
