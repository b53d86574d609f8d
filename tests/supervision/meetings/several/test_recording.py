"""Recording a meeting of several pairs: who presented, what each pair agreed, what each person takes from it."""

import pytest
from django.urls import reverse

from confidential.services import open_sealed
from foundation.refusals import Refusal
from supervision.meetings.handing import take_off
from supervision.meetings.models import CancelReason, SupervisionMeeting
from supervision.meetings.points.models import MeetingPoints
from supervision.meetings.points.services import NewPoints
from supervision.meetings.services import AlreadyRecorded, record_meeting
from tests.supervision.meetings.several.making import ALDER, ALL, ANNAS, FARAHS, several
from tests.supervision.world import meeting_in, write


@pytest.fixture
def both(cast):
    return several(cast)


@pytest.fixture
def meeting(cast, both):
    return meeting_in(cast, -1, *both.four)


def page_of(meeting) -> str:
    return reverse("meetings:record", args=[meeting.pk])


def filled(cast, meeting, people, **changes):
    meeting.refresh_from_db()
    return {
        "revision": meeting.text.version if meeting.text else 0,
        "action": "record",
        "came": [str(person.pk) for person in people],
        "presented": [str(cast.anna.pk)],
        "minutes": "60",
        "part-agreed": ALL,
        f"part-pair_{cast.alder.pk.hex}": ALDER,
        f"part-for_{cast.anna.pk.hex}": ANNAS,
    } | changes


def written(cast, meeting) -> dict[tuple, str]:
    """For whom -> the words."""
    return {
        (row.person.first_name, row.partner and row.partner.first_name): str(
            open_sealed(row, viewer=cast.sam, now=cast.now)["points"]
        )
        for row in MeetingPoints.objects.filter(meeting=meeting).with_names()
    }


def test_it_records_everything_at_once(cast, sign_in, both, meeting):
    sam = sign_in(cast.sam)
    page = sam.get(page_of(meeting)).content.decode()
    for said in (
        "Who presented",
        "Everyone who was asked reads this, of every pair.",
        "Only Anna Okoye and you can read this.",
        "Anna Okoye and Ben Walsh, and you, can read this. No other pair can.",
    ):
        assert said in page
    assert sam.post(page_of(meeting), filled(cast, meeting, both.four)).status_code == 302
    assert written(cast, meeting) == {("Anna", "Ben"): ALDER, ("Anna", None): ANNAS}
    places = SupervisionMeeting.objects.get(pk=meeting.pk).attendees.order_by("person__first_name")
    assert [(place.person.first_name, place.presented) for place in places] == [
        ("Anna", True),
        ("Ben", False),
        ("Farah", False),
        ("Hana", False),
    ]


def test_a_meeting_of_one_pair_is_as_it_was(cast, sign_in):
    meeting = meeting_in(cast, -1)
    sam = sign_in(cast.sam)
    assert "Who presented" not in sam.get(page_of(meeting)).content.decode()
    sam.post(page_of(meeting), filled(cast, meeting, [cast.anna, cast.ben]))
    assert MeetingPoints.objects.count() == 0
    assert set(meeting.attendees.values_list("presented", flat=True)) == {None}


@pytest.mark.parametrize(
    ("missing", "says"),
    [
        ({"presented"}, "Anna Okoye is ticked here and not under who came."),
        ({"came"}, "You wrote for Anna Okoye, who did not come."),
    ],
)
def test_what_is_for_who_did_not_come_is_named_and_kept(cast, sign_in, both, meeting, missing, says):
    changes = {"came": [str(person.pk) for person in both.four[1:]]}
    if missing == {"came"}:
        changes["presented"] = []
    answer = sign_in(cast.sam).post(page_of(meeting), filled(cast, meeting, both.four, **changes))
    page = answer.content.decode()
    assert (answer.status_code, says in page, ANNAS in page, ALDER in page) == (422, True, True, True)
    assert SupervisionMeeting.objects.get().state == "planned"


def test_the_draft_is_the_supervisors_alone(cast, sign_in, both, meeting):
    sign_in(cast.sam).post(page_of(meeting), filled(cast, meeting, both.four, action="save"))
    for person in both.four:
        client = sign_in(person)
        pages = [client.get(url).content.decode() for url in (meeting.get_absolute_url(), "/meetings/", "/me/")]
        pages.append(client.post("/me/data/download/").content.decode())
        assert [word for word in (ALL, ALDER, ANNAS) if any(word in page for page in pages)] == []


def test_what_was_drafted_for_who_is_taken_off_stays_with_its_writer(cast, sign_in, both, meeting):
    write(meeting, {f"for_{cast.farah.pk.hex}": FARAHS}, cast.now)
    take_off(meeting, cast.farah, reason=CancelReason.ENDED, by=cast.cora, now=cast.now)
    sam = sign_in(cast.sam)
    sam.post(page_of(meeting), filled(cast, meeting, [cast.anna, cast.ben]))
    meeting.refresh_from_db()
    assert meeting.state == "held"
    assert FARAHS not in str([*open_sealed(meeting, viewer=cast.anna, now=cast.now).values()])
    assert FARAHS in sam.get(reverse("words:earlier", args=[meeting.text_id])).content.decode()


def test_no_copy_of_what_was_recorded_stays_with_the_draft(cast, sign_in, both, meeting):
    sam = sign_in(cast.sam)
    sam.post(page_of(meeting), filled(cast, meeting, both.four, action="save"))
    sam.post(page_of(meeting), filled(cast, meeting, both.four))
    meeting.refresh_from_db()
    assert meeting.state == "held"
    kept = sam.get(reverse("words:earlier", args=[meeting.text_id])).content.decode()
    assert [word for word in (ALDER, ANNAS) if word in kept] == []


def test_a_double_click_records_once_and_another_record_is_refused(cast, both, meeting):
    told = {
        "meeting": meeting,
        "by": cast.sam,
        "came": both.four,
        "minutes": 60,
        "agreed": ALL,
        "presented": [cast.anna],
        "points": [NewPoints((cast.anna,), ANNAS)],
        "now": cast.now,
    }
    record_meeting(**told)
    record_meeting(**told)
    assert MeetingPoints.objects.count() == 1
    for other in ({"presented": [cast.ben]}, {"points": []}):
        with pytest.raises(AlreadyRecorded):
            record_meeting(**told | other)


def test_words_that_come_too_late_are_shown_to_copy(cast, sign_in, both, meeting):
    posted = filled(cast, meeting, both.four)
    record_meeting(meeting=meeting, by=cast.sam, came=both.four, minutes=60, agreed=ALL, now=cast.now)
    answer = sign_in(cast.sam).post(page_of(meeting), posted)
    page = answer.content.decode()
    assert (answer.status_code, ALDER in page, ANNAS in page) == (409, True, True)


@pytest.mark.parametrize("names", [("anna", "farah"), ("olu",)])
def test_only_pairs_and_people_who_were_asked(cast, both, meeting, names):
    points = [NewPoints(tuple(getattr(cast, name) for name in names), "wombat")]
    with pytest.raises(Refusal, match="or for the two of a pair"):
        record_meeting(
            meeting=meeting, by=cast.sam, came=both.four, minutes=60, agreed=ALL, points=points, now=cast.now
        )
