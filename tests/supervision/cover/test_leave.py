"""Leave: the meetings inside it are listed and decided, everybody is told, and who is left without cover is named."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people.endings.models import Told
from people.models import Appointment, CoverWindow, Role
from people.services import end_appointment
from supervision.meetings.models import SupervisionMeeting
from tests.people import appoint, stand_in
from tests.supervision.world import assignment, meeting_in


def day(cast, days: int) -> str:
    return (timezone.localdate(cast.now) + timedelta(days=days)).isoformat()


def chosen(cast, cover, first: int = 1, last: int = 7, **more) -> dict[str, str]:
    return {"cover": cover, "first_day": day(cast, first), "last_day": day(cast, last), **more}


def post_of(person) -> str:
    return str(person.appointments.get(role=Role.SUPERVISOR, programme__slug="thames").pk)


def said_to(person) -> list[str]:
    return list(Told.objects.filter(person=person).order_by("words").values_list("words", flat=True))


@pytest.fixture
def stellas_meeting(cast) -> SupervisionMeeting:
    return meeting_in(cast, 3, cast.farah, supervisor=cast.stella)


def test_a_meeting_inside_it_is_asked_about_before_anything_is_set(cast, sign_in, stellas_meeting):
    stella = sign_in(cast.stella)
    answer = stella.post("/cover/", chosen(cast, post_of(cast.grace)))
    assert (answer.status_code, CoverWindow.objects.filter(supervisor=cast.stella).count()) == (302, 0)
    page = stella.get(answer["Location"]).content.decode()
    assert [words in page for words in ("Farah Aziz", "Grace Hill holds it", "Cancel it", "It stays")] == [True] * 4


@pytest.mark.parametrize(
    ("choice", "states"),
    [
        ("hand", {("cancelled", "Stella"), ("planned", "Grace")}),
        ("cancel", {("cancelled", "Stella")}),
        ("keep", {("planned", "Stella")}),
    ],
)
def test_each_is_given_to_the_cover_cancelled_or_kept(cast, sign_in, stellas_meeting, choice, states):
    stella = sign_in(cast.stella)
    address = stella.post("/cover/", chosen(cast, post_of(cast.grace)))["Location"]
    done = stella.post(address, {f"supervision.meetings_in_leave:{stellas_meeting.pk}": choice})
    assert (done.status_code, CoverWindow.objects.get(supervisor=cast.stella).cover) == (302, cast.grace)
    found = SupervisionMeeting.objects.values_list("state", "supervisor__first_name")
    assert set(found) == states
    assert len(said_to(cast.farah)) == (1 if choice == "keep" else 2)


def test_a_choice_that_is_missing_is_asked_for_and_nothing_is_set(cast, sign_in, stellas_meeting):
    stella = sign_in(cast.stella)
    address = stella.post("/cover/", chosen(cast, post_of(cast.grace)))["Location"]
    assert stella.post(address, {}).status_code == 422
    assert CoverWindow.objects.filter(supervisor=cast.stella).count() == 0


def test_the_words_that_were_drafted_for_a_meeting_do_not_go_to_the_cover(cast, sign_in, stellas_meeting):
    stella = sign_in(cast.stella)
    address = stella.post("/cover/", chosen(cast, post_of(cast.grace)))["Location"]
    stella.post(address, {f"supervision.meetings_in_leave:{stellas_meeting.pk}": "hand"})
    handed = SupervisionMeeting.objects.planned().get()
    assert (handed.supervisor, handed.covered_for, handed.text_id) == (cast.grace, cast.stella, None)


def test_with_nobody_to_cover_the_coordinator_is_told_and_the_page_says_so(cast, sign_in):
    stella = sign_in(cast.stella)
    stella.post("/cover/", chosen(cast, "nobody"))
    assert CoverWindow.objects.get(supervisor=cast.stella).cover is None
    assert "In Thames Valley peer groups nobody stands in for you." in stella.get("/cover/").content.decode()
    assert [("nobody covers" in words) for words in said_to(cast.cora)] == [True]
    assert [("nobody covers" in words) for words in said_to(cast.farah)] == [True]


def test_cover_is_asked_for_in_each_programme_where_they_work(cast, sign_in):
    appoint(cast.stella, Role.SUPERVISOR, cast.dales, cast.now - timedelta(days=9))
    stella = sign_in(cast.stella)
    page = stella.get("/cover/").content.decode()
    assert "Who covers for you in Dales peer groups" in page and "Who covers for you in Thames" in page
    oscars = str(Appointment.objects.get(person=cast.oscar).pk)
    days = {"first_day": day(cast, 1), "last_day": day(cast, 7)}
    stella.post("/cover/", {"cover_dales": oscars, "cover_thames": "nobody", **days})
    found = CoverWindow.objects.filter(supervisor=cast.stella).values_list("programme__slug", "cover__first_name")
    assert set(found) == {("dales", "Oscar"), ("thames", None)}


def test_the_same_leave_twice_is_one_and_tells_once(cast, sign_in):
    stella = sign_in(cast.stella)
    for _ in range(2):
        stella.post("/cover/", chosen(cast, post_of(cast.grace)))
    assert (CoverWindow.objects.filter(supervisor=cast.stella).count(), len(said_to(cast.farah))) == (1, 1)


def test_the_covers_desk_names_the_meetings_that_exist_and_no_others(cast, sign_in):
    meeting_in(cast, 3)
    page = sign_in(cast.clara).get("/desk/").content.decode()
    assert "Planned by whom you cover for" in page
    assert "Anna Okoye, Ben Walsh, with Sam Reyes" in page
    assert "Planned by whom you cover for" not in sign_in(cast.carl).get("/desk/").content.decode()


def test_a_cover_who_leaves_is_replaced_or_the_supervisor_told_that_nobody_covers(cast):
    window = CoverWindow.objects.get(cover=cast.clara)
    clara = cast.clara.appointments.get()
    until = window.ends_at
    choices = {f"supervision.cover:{window.pk}": f"hand:{cast.stella.pk}"}
    end_appointment(appointment=clara, by=cast.cora, now=cast.now, choices=choices)
    now = CoverWindow.objects.current(cast.now).get(supervisor=cast.sam)
    assert (now.cover, now.ends_at) == (cast.stella, until)
    assert any("Stella Moore covers for you" in words for words in said_to(cast.sam))
    end_appointment(appointment=cast.stella.appointments.get(), by=cast.cora, now=cast.now + timedelta(hours=1))
    left = CoverWindow.objects.get(supervisor=cast.sam, ends_at=until)
    assert (left.cover, any("nobody does until" in words for words in said_to(cast.sam))) == (None, True)


def test_the_leave_of_a_supervisor_who_leaves_ends_with_the_role(cast):
    stand_in(cast.grace, cast.stella, cast.thames, cast.now + timedelta(days=3), cast.now + timedelta(days=9))
    end_appointment(appointment=cast.stella.appointments.get(), by=cast.cora, now=cast.now)
    assert CoverWindow.objects.filter(supervisor=cast.stella).count() == 0
    assert said_to(cast.grace) == ["You do not cover for Stella Moore any more."]
    assert assignment(cast.farah, cast.stella).ends_at == cast.now
