"""The page on which attendance is put right, and what the others see of it."""

import pytest
from django.urls import reverse

from people.services import assign_supervisor
from supervision.attendance.services import put_attendance_right
from supervision.meetings.models import AttendanceAddendum
from supervision.meetings.services import acknowledge_meeting
from tests.supervision.world import held_meeting

CARD = "supervision/attendance/card.html"


@pytest.fixture
def meeting(cast):
    return held_meeting(cast, 1, came=[cast.anna], agreed="try silence first")


def url(meeting) -> str:
    return reverse("attendance:put_right", args=[meeting.pk])


def put_right(cast, meeting, there: bool = True):
    return put_attendance_right(meeting=meeting, person=cast.ben, there=there, reason="slip", by=cast.sam, now=cast.now)


def on_my_day(client) -> list[tuple[str, bool]]:
    cards = [card for card in client.get("/me/").context["cards"] if card.template == CARD]
    return [(item.person.first_name, item.came) for card in cards for item in card.context["addenda"]]


def hand_over(cast, person) -> None:
    assign_supervisor(facilitator=person, supervisor=cast.stella, programme=cast.thames, by=cast.cora, now=cast.now)


def test_it_offers_what_the_record_does_not_say(cast, sign_in, meeting):
    form = sign_in(cast.sam).get(url(meeting)).context["form"]
    assert [label for _, label in form["statement"].field.widget.choices] == [
        "Anna Okoye was not there",
        "Ben Walsh was there",
    ]


def test_it_is_added_and_leads_back_to_the_record(cast, sign_in, meeting):
    answer = sign_in(cast.sam).post(url(meeting), {"statement": f"{cast.ben.pk} there", "reason": "slip"})
    assert (answer.status_code, answer.url) == (302, meeting.get_absolute_url())
    added = AttendanceAddendum.objects.get()
    assert (added.person, added.came, added.reason, added.by) == (cast.ben, True, "slip", cast.sam)


def test_sent_twice_it_is_added_once(cast, sign_in, meeting):
    sam = sign_in(cast.sam)
    answers = [sam.post(url(meeting), {"statement": f"{cast.ben.pk} there", "reason": "slip"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert AttendanceAddendum.objects.count() == 1


@pytest.mark.parametrize("said", [{}, {"statement": "nonsense", "reason": "slip"}, {"reason": "slip"}])
def test_an_unfinished_form_comes_back(cast, sign_in, meeting, said):
    answer = sign_in(cast.sam).post(url(meeting), said)
    assert (answer.status_code, AttendanceAddendum.objects.count()) == (422, 0)


def test_a_new_supervisor_sees_their_own_person_and_no_word_of_the_record(cast, sign_in, meeting):
    hand_over(cast, cast.ben)
    stella = sign_in(cast.stella)
    page = stella.get(url(meeting))
    assert [place.person for place in page.context["places"]] == [cast.ben]
    assert ["try silence first" in page.content.decode(), "Anna Okoye" in page.content.decode()] == [False, False]
    refused = stella.post(url(meeting), {"statement": f"{cast.anna.pk} not_there", "reason": "slip"})
    assert (refused.status_code, AttendanceAddendum.objects.count()) == (422, 0)
    added = stella.post(url(meeting), {"statement": f"{cast.ben.pk} there", "reason": "says_so"})
    assert (added.status_code, added.url) == (302, "/meetings/")


def test_their_list_of_meetings_leads_a_new_supervisor_there(cast, sign_in, meeting):
    assert sign_in(cast.stella).get("/meetings/").context["held_by_others"] == []
    assert sign_in(cast.sam).get("/meetings/").context["held_by_others"] == []
    hand_over(cast, cast.ben)
    page = sign_in(cast.stella).get("/meetings/")
    assert [place.person for place in page.context["held_by_others"]] == [cast.ben]
    assert [url(meeting) in page.content.decode(), "Anna" in page.content.decode()] == [True, False]


def test_it_says_what_becomes_of_an_issued_certificate(cast, sign_in, meeting):
    page = sign_in(cast.sam).get(url(meeting)).content.decode()
    assert "A certificate that has already been issued is not changed" in page


@pytest.mark.parametrize("who", ["anna", "ben", "sam"])
def test_all_who_see_the_record_see_what_was_added(cast, sign_in, meeting, who):
    put_right(cast, meeting)
    page = sign_in(getattr(cast, who)).get(meeting.get_absolute_url())
    assert [(item.person, item.came, item.by) for item in page.context["addenda"]] == [(cast.ben, True, cast.sam)]
    assert "Ben Walsh was there." in page.content.decode()
    assert ("Correct who was there" in page.content.decode()) == (who == "sam")


def test_who_has_a_differing_answer_sees_additions_about_its_author_only(cast, sign_in, meeting):
    acknowledge_meeting(meeting=meeting, by=cast.ben, differs="I was there", now=cast.now)
    put_attendance_right(meeting=meeting, person=cast.anna, there=False, reason="slip", by=cast.sam, now=cast.now)
    hand_over(cast, cast.ben)
    page = sign_in(cast.stella).get(meeting.get_absolute_url())
    assert list(page.context["addenda"]) == []
    assert [url(meeting) in page.content.decode(), "Anna" in page.content.decode()] == [True, False]


def test_my_day_tells_all_who_were_asked_until_they_have_seen_it(cast, sign_in, meeting):
    put_right(cast, meeting)
    anna, ben = sign_in(cast.anna), sign_in(cast.ben)
    assert (on_my_day(anna), on_my_day(ben), on_my_day(sign_in(cast.farah))) == ([("Ben", True)], [("Ben", True)], [])
    assert "you were there. It counts for you." in ben.get("/me/").content.decode()
    ben.post(reverse("attendance:seen", args=[meeting.pk]), {"upto": "1"})
    assert (on_my_day(anna), on_my_day(ben)) == ([("Ben", True)], [])
    put_right(cast, meeting, there=False)
    assert on_my_day(ben) == [("Ben", False)]


@pytest.mark.parametrize("upto", ["", "-1", "x", "99999999999999999999"])
def test_what_is_not_there_yet_cannot_be_seen_beforehand(cast, sign_in, meeting, upto):
    ben = sign_in(cast.ben)
    ben.post(reverse("attendance:seen", args=[meeting.pk]), {"upto": upto})
    put_right(cast, meeting)
    assert on_my_day(ben) == [("Ben", True)]


def test_my_data_holds_it_for_both_and_for_nobody_else(cast, sign_in, meeting):
    put_right(cast, meeting)
    parts = {
        who: sign_in(getattr(cast, who)).post("/me/data/download/").json()["attendance_put_right"]
        for who in ("ben", "sam", "anna", "farah")
    }
    assert [(part["person"], part["was_there"], part["by"]) for part in parts["ben"]] == [
        ("Ben Walsh", True, "Sam Reyes")
    ]
    assert (parts["sam"], parts["anna"], parts["farah"]) == (parts["ben"], [], [])


def test_after_one_of_a_pair_left_the_others_supervisor_sees_none_of_it(cast, sign_in, meeting):
    """The record is of the meeting that both had, and stays; answers and logs went with the one who left."""
    acknowledge_meeting(meeting=meeting, by=cast.ben, differs="I was there", now=cast.now)
    hand_over(cast, cast.ben)
    page = sign_in(cast.sam).get(meeting.get_absolute_url())
    assert page.context["agreed"] == "try silence first"
    assert [place.person for place, _ in page.context["answers"]] == [cast.anna]
    assert "I was there" not in page.content.decode()
