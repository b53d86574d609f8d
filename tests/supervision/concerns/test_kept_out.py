"""Whoever a concern may be about never learns of it: not those who held the role, nor those who are set to hold it.

Each of them stands where it would reach them: as cover, as supervisor, as governance lead or as coordinator.
"""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from delivery.models import Effect
from delivery.services import deliver_due
from groups.models import Facilitation
from people.models import Appointment, CoverWindow, Role, SupervisionAssignment
from supervision.concerns.models import Concern, ExcludedPerson
from supervision.concerns.routing import with_whom
from tests.people import appoint, assign, stand_in
from tests.supervision.world import alder_session, concern

MICROSECOND, HOUR, DAY = timedelta(microseconds=1), timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _today_is_two_hours(settings):
    """So that nobody's sitting is over before a concern is late."""
    settings.CONCERN_HOURS = {"now": 1, "today": 2}


@pytest.fixture(autouse=True)
def _nobody_covers(cast):
    CoverWindow.objects.all().delete()


def kept(raised) -> set[str]:
    return set(ExcludedPerson.objects.filter(concern=raised).values_list("person__first_name", flat=True))


def told(raised, now) -> list[str]:
    return [person.first_name for person in with_whom(raised, now)]


def mailed(raised) -> set[str]:
    notices = Effect.objects.filter(kind="mail:something_waiting", object_id=raised.pk)
    return set(notices.values_list("recipient__first_name", flat=True))


def knows_nothing(raised, person, client, monkeypatch, at) -> None:
    """Neither list, My day, the page itself nor the data that they take away; and no mail."""
    monkeypatch.setattr("config.middleware.timezone.now", lambda: at)
    assert not Concern.objects.visible_to(person, at).exists()
    assert "You have no concerns to see here." in client.get("/concerns/").content.decode()
    for url in ("/me/", "/desk/"):
        drawn = client.get(url).content.decode()
        assert [mark for mark in (str(raised.pk), "Concerns with you") if mark in drawn] == []
    assert client.get(f"/concerns/{raised.pk}/").status_code == 404
    assert client.post(f"/concerns/{raised.pk}/acknowledge/").status_code == 404
    taken = client.post(reverse("pages:take_my_data")).content.decode()
    held = json.loads(taken)
    assert (held["concerns_i_raised"], held["what_i_wrote_about_concerns"]) == ([], [])
    assert [mark for mark in (str(raised.pk), "a heron", "the pond") if mark in taken] == []
    assert person.first_name not in mailed(raised)


def test_a_cover_who_begins_on_another_day_never_learns_of_it(cast, sign_in, monkeypatch):
    begins = cast.now + HOUR
    stand_in(cast.clara, cast.sam, cast.thames, begins, begins + 7 * DAY)
    raised = concern(cast, cast.anna, about="cover", done="a heron", reach="the pond")
    assert (kept(raised), told(raised, cast.now)) == ({"Clara"}, ["Sam"])
    clara = sign_in(cast.clara)
    for at in (begins - MICROSECOND, begins):
        knows_nothing(raised, cast.clara, clara, monkeypatch, at)
    plain = concern(cast, cast.anna)
    assert list(Concern.objects.visible_to(cast.clara, begins)) == [plain]
    shown = clara.get("/concerns/").context["around"]
    assert (shown.to_act_on, shown.existing) == ([plain], [])


def test_nor_is_she_mailed_when_nobody_answers(cast):
    begins = cast.now + HOUR
    stand_in(cast.clara, cast.sam, cast.thames, begins, begins + 7 * DAY)
    raised, plain = (concern(cast, cast.anna, about=about, urgency="today") for about in ("cover", ""))
    assert raised.due_at > begins
    deliver_due(raised.due_at)
    assert (mailed(raised), mailed(plain)) == ({"Sam", "Gwen"}, {"Sam", "Gwen", "Clara"})


def test_once_that_leave_begins_the_lead_stands_in_and_the_raiser_is_told(cast, sign_in, monkeypatch):
    begins = cast.now + HOUR
    stand_in(cast.clara, cast.sam, cast.thames, begins, begins + 7 * DAY)
    raised = concern(cast, cast.anna, about="cover", urgency="next")
    anna = sign_in(cast.anna)
    for at, said in ((begins - MICROSECOND, "Sam Reyes"), (begins, "Sam Reyes, Gwen Hart")):
        monkeypatch.setattr("config.middleware.timezone.now", lambda at=at: at)
        assert f"It is with {said}." in " ".join(anna.get(f"/concerns/{raised.pk}/").content.decode().split())


def test_whoever_covered_once_is_kept_out_when_they_cover_again(cast, sign_in, monkeypatch):
    stand_in(cast.carl, cast.sam, cast.thames, cast.now - 9 * DAY, cast.now)
    stand_in(cast.clara, cast.grace, cast.thames, cast.now - 9 * DAY, cast.now - 8 * DAY)
    stand_in(cast.stella, cast.oscar, cast.dales, cast.now - 9 * DAY, cast.now + 9 * DAY)
    raised = concern(cast, cast.anna, about="cover", urgency="today", done="a heron", reach="the pond")
    assert (kept(raised), told(raised, cast.now)) == ({"Carl", "Clara"}, ["Sam"])
    stand_in(cast.carl, cast.sam, cast.thames, raised.due_at, cast.now + 2 * DAY)
    deliver_due(raised.due_at)
    knows_nothing(raised, cast.carl, sign_in(cast.carl), monkeypatch, raised.due_at)


def test_a_cover_who_is_named_only_after_it_was_raised_is_not_meant(cast):
    raised = concern(cast, cast.anna, about="cover")
    stand_in(cast.clara, cast.sam, cast.thames, cast.now + DAY, cast.now + 2 * DAY)
    assert (kept(raised), told(raised, cast.now + DAY)) == (set(), ["Clara"])


def test_a_partner_whose_place_has_ended_never_learns_of_it_as_the_cover(cast, sign_in, monkeypatch):
    Facilitation.objects.filter(person=cast.ben).update(ends_at=cast.now)
    SupervisionAssignment.objects.filter(facilitator=cast.ben).update(ends_at=cast.now)
    appoint(cast.ben, Role.SUPERVISOR, cast.thames, cast.now - DAY)
    stand_in(cast.ben, cast.sam, cast.thames, cast.now, cast.now + 7 * DAY)
    raised = concern(cast, cast.anna, about="partner", urgency="today", done="a heron", reach="the pond")
    assert (kept(raised), told(raised, cast.now)) == ({"Ben"}, ["Gwen"])
    for at in (cast.now, raised.due_at):
        deliver_due(at)
        knows_nothing(raised, cast.ben, sign_in(cast.ben), monkeypatch, at)


def test_a_partner_had_a_place_or_a_session_together_with_the_raiser(cast):
    since = Facilitation.objects.get(person=cast.anna).starts_at
    Facilitation.objects.filter(person=cast.ben).update(ends_at=cast.now)
    for person, starts, ends in (
        (cast.grace, since - DAY, since),  # before her time
        (cast.clara, since - DAY, since + MICROSECOND),
        (cast.carl, cast.now + DAY, None),  # is to come
    ):
        Facilitation.objects.create(group=cast.alder, person=person, place=2, starts_at=starts, ends_at=ends)
    assert kept(concern(cast, cast.anna, about="partner")) == {"Ben", "Clara", "Carl"}
    alder_session(cast).session_facilitators.filter(person=cast.ben).update(person=cast.stella)
    assert kept(concern(cast, cast.anna, about="partner")) == {"Ben", "Clara", "Carl", "Stella"}
    assert kept(concern(cast, cast.farah, about="partner")) == set()


def test_every_supervisor_of_the_raiser_is_kept_out_also_as_governance_lead(cast, sign_in, monkeypatch):
    assign(cast.anna, cast.carl, cast.dales, cast.now - DAY)
    appoint(cast.grace, Role.GOVERNANCE, cast.thames, cast.now - DAY)
    raised = concern(cast, cast.anna, about="supervisor", urgency="today", done="a heron", reach="the pond")
    assert (kept(raised), told(raised, cast.now)) == ({"Sam", "Grace"}, ["Gwen"])
    deliver_due(raised.due_at)
    for person in (cast.grace, cast.sam):
        knows_nothing(raised, person, sign_in(person), monkeypatch, raised.due_at)


@pytest.mark.parametrize(
    ("about", "role"),
    [
        ("coordinator", Role.COORDINATOR),
        ("governance", Role.GOVERNANCE),
        ("deputy", Role.DEPUTY),
    ],
)
def test_so_is_whoever_held_the_office_or_is_set_to_hold_it(cast, about, role):
    in_office = {"coordinator": "Cora", "governance": "Gwen", "deputy": "Dora"}[about]
    Appointment.objects.create(
        person=cast.grace, role=role, programme=cast.thames, starts_at=cast.now - DAY, ends_at=cast.now
    )
    appoint(cast.carl, role, cast.thames, cast.now + DAY)
    appoint(cast.stella, role, cast.dales, cast.now - DAY)
    assert kept(concern(cast, cast.anna, about=about)) == {in_office, "Grace", "Carl"}


def test_the_raiser_is_never_kept_from_their_own(cast):
    raised = concern(cast, cast.cora, about="coordinator")
    assert (kept(raised), told(raised, cast.now)) == (set(), ["Gwen"])
