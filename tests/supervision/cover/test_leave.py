"""Leave: the meetings inside it are listed and decided, everybody is told, and who is left without cover is named."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from confidential.services import open_sealed
from people.endings.models import Told
from people.holds.services import hold_notices
from people.models import Appointment, CoverWindow, Role
from supervision.meetings.models import SupervisionMeeting
from tests.people import appoint, stand_in
from tests.supervision.world import assignment, meeting_in, write
from tests.verbs import end_appointment


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
    assert [
        words in page
        for words in ("Farah Aziz", "Grace Hill holds it", "Cancel it", "Keep it: I will come all the same")
    ] == [True] * 4


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
    assert "You have no cover in Thames Valley peer groups." in stella.get("/cover/").content.decode()
    assert [("no cover" in words) for words in said_to(cast.cora)] == [True]
    assert [("no cover" in words) for words in said_to(cast.farah)] == [True]


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
    assert "Planned by the colleagues you cover for" in page
    assert "Anna Okoye, Ben Walsh, with Sam Reyes" in page
    assert "Planned by the colleagues you cover for" not in sign_in(cast.carl).get("/desk/").content.decode()


def test_a_cover_who_leaves_is_replaced_or_the_supervisor_is_told(cast):
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
    assert (left.cover, any("no cover until" in words for words in said_to(cast.sam))) == (None, True)


def test_the_leave_of_a_supervisor_who_leaves_ends_with_the_role(cast):
    stand_in(cast.grace, cast.stella, cast.thames, cast.now + timedelta(days=3), cast.now + timedelta(days=9))
    end_appointment(appointment=cast.stella.appointments.get(), by=cast.cora, now=cast.now)
    assert CoverWindow.objects.filter(supervisor=cast.stella).count() == 0
    assert said_to(cast.grace) == ["You no longer cover for Stella Moore."]
    assert assignment(cast.farah, cast.stella).ends_at == cast.now


# A meeting moves ------------------------------------------------------------------------------------------------------


def leave_page(stella, cast) -> str:
    return stella.post("/cover/", chosen(cast, post_of(cast.grace)))["Location"]


def moving(meeting, days, cast, start="17:00", entry="meetings_in_leave", **more) -> dict[str, str]:
    name = f"supervision.{entry}:{meeting.pk}"
    return {name: "move", f"{name}:day": day(cast, days), f"{name}:start": start} | {
        f"{name}:{key}": value for key, value in more.items()
    }


def test_it_moves_to_another_day_on_the_same_page_and_everybody_is_told(cast, sign_in, stellas_meeting):
    write(stellas_meeting, {"agreed": "notes for it"}, cast.now)
    stella = sign_in(cast.stella)
    address = leave_page(stella, cast)
    assert "New date" in stella.get(address).content.decode()
    assert stella.post(address, moving(stellas_meeting, 9, cast)).status_code == 302
    moved = SupervisionMeeting.objects.get()
    assert (moved.pk, moved.state, moved.local_date.isoformat(), moved.local_start) == (
        stellas_meeting.pk,
        "planned",
        day(cast, 9),
        time(17, 0),
    )
    assert open_sealed(moved, viewer=cast.stella, now=cast.now) == {"agreed": "notes for it"}
    assert [f"is moved to {moved.local_date:%-d %B %Y} at 17:00." in words for words in said_to(cast.farah)] == [
        False,
        True,
    ]
    assert CoverWindow.objects.filter(supervisor=cast.stella).count() == 1


@pytest.mark.parametrize(
    ("days", "more", "says"),
    [
        (5, {}, "You are on leave then too. Choose a day outside your leave."),
        (-1, {}, "This time has passed. Choose a later one."),
        (500, {}, "This date is more than a year away. Check the year."),
        (9, {"day": ""}, "Choose the new date."),
        (9, {"start": ""}, "Enter the new time."),
        (9, {"day": "soon"}, "Enter the date as day, month and year"),
        (9, {"start": "25:99"}, "Enter the time in hours and minutes"),
    ],
)
def test_a_time_to_which_it_cannot_move_is_refused_and_nothing_is_set(cast, sign_in, stellas_meeting, days, more, says):
    stella = sign_in(cast.stella)
    answer = stella.post(leave_page(stella, cast), moving(stellas_meeting, days, cast, **more))
    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert CoverWindow.objects.filter(supervisor=cast.stella).count() == 0
    assert SupervisionMeeting.objects.get().local_date == stellas_meeting.local_date


def test_what_overlaps_is_told_and_it_may_move_there_all_the_same(cast, sign_in, stellas_meeting):
    other = meeting_in(cast, 9, cast.farah, supervisor=cast.stella)
    stella = sign_in(cast.stella)
    address = leave_page(stella, cast)
    asked = stella.post(address, moving(stellas_meeting, 9, cast, "18:00"))
    assert (asked.status_code, "You meet Farah Aziz at" in asked.content.decode()) == (422, True)
    assert stella.post(address, moving(stellas_meeting, 9, cast, "18:00", all_the_same="on")).status_code == 302
    stellas_meeting.refresh_from_db()
    assert (stellas_meeting.local_date, stellas_meeting.local_start) == (other.local_date, time(18, 0))


def test_two_that_would_move_to_the_same_time_are_refused_in_words(cast, sign_in, stellas_meeting):
    second = meeting_in(cast, 4, cast.farah, supervisor=cast.stella)
    stella = sign_in(cast.stella)
    both = moving(stellas_meeting, 9, cast) | moving(second, 9, cast)
    answer = stella.post(leave_page(stella, cast), both)
    assert (answer.status_code, "You are meeting someone else at that time." in answer.content.decode()) == (422, True)
    assert {meeting.local_date for meeting in SupervisionMeeting.objects.all()} == {
        stellas_meeting.local_date,
        second.local_date,
    }


def test_a_cover_who_is_busy_then_is_not_offered(cast, sign_in, stellas_meeting):
    stand_in(cast.carl, cast.grace, cast.dales, cast.now, cast.now + timedelta(days=20))
    stella = sign_in(cast.stella)
    assert "Grace Hill holds it" not in stella.get(leave_page(stella, cast)).content.decode()


# A leave changes or ends ----------------------------------------------------------------------------------------------


@pytest.fixture
def sams_leave(cast) -> CoverWindow:
    """Clara covers for Sam, for two weeks from yesterday."""
    return CoverWindow.objects.get(cover=cast.clara)


def changed(cast, window, last: int, cover=None) -> dict[str, str]:
    return {"cover": post_of(cover or window.cover), "last_day": day(cast, last)}


def test_a_longer_leave_asks_about_each_meeting_that_newly_lies_inside(cast, sign_in, sams_leave):
    before, after = meeting_in(cast, 3), meeting_in(cast, 16)
    sam = sign_in(cast.sam)
    answer = sam.post(f"/cover/{sams_leave.pk}/", changed(cast, sams_leave, 20))
    page = sam.get(answer["Location"]).content.decode()
    assert [f"changed_leave:{item.pk}" in page for item in (before, after)] == [False, True]
    assert CoverWindow.objects.get(pk=sams_leave.pk).ends_at == sams_leave.ends_at
    done = sam.post(answer["Location"], moving(after, 30, cast, entry="meetings_in_changed_leave"))
    after.refresh_from_db()
    assert (done.status_code, after.local_date.isoformat()) == (302, day(cast, 30))
    sams_leave.refresh_from_db()
    assert timezone.localdate(sams_leave.ends_at).isoformat() == day(cast, 21)
    assert len(said_to(cast.anna)) == len(said_to(cast.ben)) == 2


def test_a_leave_without_meetings_changes_at_once_and_people_are_told(cast, sign_in, sams_leave):
    answer = sign_in(cast.sam).post(f"/cover/{sams_leave.pk}/", changed(cast, sams_leave, 20))
    assert answer["Location"] == "/cover/"
    assert [len(said_to(person)) for person in (cast.anna, cast.ben, cast.clara, cast.farah)] == [1, 1, 1, 0]


def test_the_same_again_changes_nothing_and_tells_nobody(cast, sign_in, sams_leave):
    last = (timezone.localdate(sams_leave.ends_at) - timezone.localdate(cast.now)).days
    sign_in(cast.sam).post(f"/cover/{sams_leave.pk}/", changed(cast, sams_leave, last))
    again = CoverWindow.objects.get(pk=sams_leave.pk)
    assert (again.ends_at, said_to(cast.anna)) == (sams_leave.ends_at, [])


@pytest.mark.parametrize(("choice", "planned"), [("hand", {("Sam", None)}), ("cancel", set())])
def test_a_leave_that_ends_early_asks_what_becomes_of_the_covers_meetings(cast, sign_in, sams_leave, choice, planned):
    meeting = meeting_in(cast, 3, supervisor=cast.clara)
    sam = sign_in(cast.sam)
    answer = sam.post(f"/cover/{sams_leave.pk}/end/")
    assert (answer["Location"], CoverWindow.objects.get(pk=sams_leave.pk).ends_at) == (
        f"/cover/{sams_leave.pk}/ends/",
        sams_leave.ends_at,
    )
    page = sam.get(answer["Location"]).content.decode()
    assert ["Clara Voss" in page, "It is yours again" in page] == [True, True]
    assert sam.post(answer["Location"], {}).status_code == 422
    sam.post(answer["Location"], {f"supervision.meetings_of_changed_cover:{meeting.pk}": choice})
    found = SupervisionMeeting.objects.planned().values_list("supervisor__first_name", "covered_for")
    assert set(found) == planned
    assert CoverWindow.objects.current(timezone.now()).filter(supervisor=cast.sam).count() == 0
    assert "Sam Reyes is back from leave. Ring them as before." in said_to(cast.anna)
    assert "You no longer cover for Sam Reyes." in said_to(cast.clara)
    assert len(said_to(cast.clara)) == len(said_to(cast.ben)) == 2


def test_with_another_cover_the_meetings_of_the_old_one_go_to_the_new(cast, sign_in, sams_leave):
    meeting = meeting_in(cast, 3, supervisor=cast.clara)
    sam = sign_in(cast.sam)
    answer = sam.post(f"/cover/{sams_leave.pk}/", changed(cast, sams_leave, 13, cast.grace))
    assert "Grace Hill holds it" in sam.get(answer["Location"]).content.decode()
    sam.post(answer["Location"], {f"supervision.meetings_of_changed_cover:{meeting.pk}": "hand"})
    handed = SupervisionMeeting.objects.planned().get()
    assert (handed.supervisor, handed.covered_for) == (cast.grace, cast.sam)
    sams_leave.refresh_from_db()
    assert (sams_leave.cover, sams_leave.ends_at <= timezone.now()) == (cast.clara, True)
    assert CoverWindow.objects.current(timezone.now()).get(supervisor=cast.sam).cover == cast.grace
    assert "You no longer cover for Sam Reyes." in said_to(cast.clara)
    assert any(words.startswith("You cover for Sam Reyes from") for words in said_to(cast.grace))


def test_a_shorter_leave_gives_back_what_then_lies_outside_it(cast, sign_in, sams_leave):
    inside, outside = (meeting_in(cast, days, supervisor=cast.clara) for days in (2, 8))
    sam = sign_in(cast.sam)
    answer = sam.post(f"/cover/{sams_leave.pk}/", changed(cast, sams_leave, 5))
    page = sam.get(answer["Location"]).content.decode()
    assert [str(item.pk) in page for item in (inside, outside)] == [False, True]


def test_a_leave_that_has_not_begun_moves_as_a_whole(cast, sign_in):
    window = stand_in(cast.grace, cast.stella, cast.thames, cast.now + timedelta(days=3), cast.now + timedelta(days=5))
    posted = changed(cast, window, 12) | {"first_day": day(cast, 10)}
    sign_in(cast.stella).post(f"/cover/{window.pk}/", posted)
    window.refresh_from_db()
    assert timezone.localdate(window.starts_at).isoformat() == day(cast, 10)
    assert len(said_to(cast.farah)) == 1


def test_a_leave_that_changes_into_another_is_refused_in_words(cast, sign_in, sams_leave):
    stand_in(cast.grace, cast.sam, cast.thames, cast.now + timedelta(days=20), cast.now + timedelta(days=25))
    answer = sign_in(cast.sam).post(f"/cover/{sams_leave.pk}/", changed(cast, sams_leave, 22))
    assert (answer.status_code, "Grace Hill covers for you within that time already" in answer.content.decode()) == (
        422,
        True,
    )


def test_my_day_opens_for_whoever_was_told_of_a_leave_while_notices_are_held(cast, sign_in, sams_leave):
    sams_page = f"/cover/{sams_leave.pk}/"
    sam = sign_in(cast.sam)
    sam.post(sams_page, changed(cast, sams_leave, 20))
    sign_in(cast.stella).post("/cover/", chosen(cast, post_of(cast.grace)))
    hold_notices(person=cast.ben, programme=cast.thames, reason="illness", by=cast.gwen, now=cast.now)
    for person in (cast.anna, cast.farah):
        assert "What has changed for you" in sign_in(person).get("/me/").content.decode()
