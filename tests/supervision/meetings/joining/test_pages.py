"""What the page of a meeting says of its joining link, the page where that is set, and the press that shows it."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse

from confidential.models import AccessEntry
from delivery.calendar.events import Window
from delivery.models import Effect
from foundation.exports import exports
from foundation.seen import seen
from supervision.meetings.dates import meetings_in_calendar
from supervision.meetings.joining.exports import meeting_links_of
from supervision.meetings.joining.models import MeetingLink
from tests.supervision.meetings.joining.making import (
    ADDRESS,
    OTHER_ROOM,
    PASSCODE,
    about_to_begin,
    linked,
    planned_at,
)

MINUTE = timedelta(minutes=1)
TYPED = {"address": ADDRESS, "passcode": PASSCODE}


def text_of(client, url: str) -> str:
    page = client.get(url)
    assert page.status_code == 200
    return " ".join(page.content.decode().split())


def test_from_the_pages(cast, sign_in):
    sam, anna, meeting = sign_in(cast.sam), sign_in(cast.anna), about_to_begin(cast)
    page, join = f"/meetings/{meeting.pk}/link/", f"/meetings/{meeting.pk}/join/"
    assert anna.post(join).status_code == 404
    refused = sam.post(page, TYPED | {"address": "video.example"})
    assert (refused.status_code, f'value="{PASSCODE}"' in refused.content.decode()) == (422, True)
    saved = sam.post(page, TYPED | {"seen": seen(None)})
    assert (saved.status_code, saved["Location"]) == (302, f"/meetings/{meeting.pk}/")
    shown = [client.post(join) for client in (sam, anna)]
    assert [(ADDRESS in item.content.decode(), PASSCODE in item.content.decode()) for item in shown] == [
        (True, True)
    ] * 2
    assert ["no-store" in item["Cache-Control"] for item in shown] == [True, True]
    assert [anna.get(join).status_code, sign_in(cast.cora).post(join).status_code] == [405, 404]
    taken = sam.post(f"{page}away/")
    assert (taken["Location"], anna.post(join).status_code) == (page, 404)


def test_no_page_that_a_link_leads_to_has_it(cast, sign_in):
    meeting = about_to_begin(cast, linked=True)
    for client in (sign_in(cast.sam), sign_in(cast.anna)):
        for url in (meeting.get_absolute_url(), "/meetings/", "/me/"):
            assert [word for word in (ADDRESS, PASSCODE) if word in text_of(client, url)] == []
    assert ADDRESS not in text_of(sign_in(cast.sam), f"/meetings/{meeting.pk}/link/")


def test_a_second_tab_keeps_what_was_typed(cast, sign_in):
    meeting, sam = about_to_begin(cast), sign_in(cast.sam)
    linked(cast, meeting)
    late = sam.post(f"/meetings/{meeting.pk}/link/", {"address": OTHER_ROOM.address, "seen": seen(None)})
    assert (late.status_code, late.context["form"]["address"].value()) == (422, OTHER_ROOM.address)
    assert late.context["form"].non_field_errors() == [
        "You set a link since you opened this page. Press the button again to replace it."
    ]
    again = sam.post(f"/meetings/{meeting.pk}/link/", {"address": OTHER_ROOM.address, "seen": late.context["seen"]})
    assert (again.status_code, MeetingLink.objects.filter(gone_at=None).count()) == (302, 1)


def test_the_page_says_whether_it_is_set_and_from_when_it_is_there(cast, sign_in):
    meeting = planned_at(cast, cast.now + timedelta(days=1))
    page, sam, anna = meeting.get_absolute_url(), sign_in(cast.sam), sign_in(cast.anna)
    assert "No joining link is set." in text_of(sam, page)
    assert "Sam Reyes has not set a joining link yet." in text_of(anna, page)
    linked(cast, meeting)
    assert ["The joining link is set. It is here from" in text_of(client, page) for client in (sam, anna)] == [True] * 2
    assert ["take it away" in text_of(client, page) for client in (sam, anna)] == [True, False]


def test_the_button_is_there_once_it_opens(cast, sign_in):
    meeting = about_to_begin(cast, linked=True)
    page = meeting.get_absolute_url()
    buttons = ["Show the joining link" in text_of(sign_in(person), page) for person in (cast.sam, cast.ben)]
    assert buttons == [True, True]


def test_the_one_for_whom_somebody_covers_reads_nothing_of_it(cast, sign_in):
    meeting = planned_at(cast, cast.now + 10 * MINUTE, supervisor=cast.clara)
    linked(cast, meeting)
    assert "oining link" not in text_of(sign_in(cast.sam), meeting.get_absolute_url())
    assert "Show the joining link" in text_of(sign_in(cast.clara), meeting.get_absolute_url())


def test_the_page_of_a_meeting_that_is_over_says_nothing_of_it(cast, sign_in):
    meeting = planned_at(cast, cast.now - timedelta(hours=2))
    assert "oining link" not in text_of(sign_in(cast.sam), meeting.get_absolute_url())


def test_who_opened_it_is_on_the_trail(cast, sign_in):
    meeting = about_to_begin(cast, linked=True)
    sign_in(cast.anna).post(reverse("meetings:join", args=[meeting.pk]))
    read = AccessEntry.objects.filter(record_model="supervision.MeetingLink", action="read")
    assert [entry.actor for entry in read] == [cast.anna]


def test_setting_it_sends_no_mail_and_it_is_in_no_calendar(cast):
    meeting = about_to_begin(cast)
    before = Effect.objects.count()
    linked(cast, meeting)
    assert (Effect.objects.count(), mail.outbox) == (before, [])
    window = Window(cast.now - timedelta(days=1), cast.now + timedelta(days=1))
    events = list(meetings_in_calendar(cast.anna, window, cast.now))
    assert len(events) == 1
    assert [word for word in (ADDRESS, PASSCODE) if word in repr(events)] == []


def test_what_sam_takes_along_says_when_and_not_where(cast):
    meeting = about_to_begin(cast, linked=True)
    set_then = {"meeting": meeting.local_date.isoformat(), "set": cast.now.isoformat(), "taken_away": None}
    assert meeting_links_of(cast.sam, cast.now) == [set_then]
    assert meeting_links_of(cast.anna, cast.now) == []
    everything = repr([told(person, cast.now) for _name, told in exports for person in (cast.sam, cast.anna)])
    assert [word for word in (ADDRESS, PASSCODE) if word in everything] == []


@pytest.mark.parametrize("person", ["anna", "cora", "stella"])
def test_nobody_else_has_a_page_to_set_it(cast, sign_in, person):
    meeting, client = about_to_begin(cast, linked=True), sign_in(getattr(cast, person))
    page = f"/meetings/{meeting.pk}/link/"
    assert [client.get(page).status_code, client.post(page, TYPED).status_code] == [404, 404]
    assert client.post(f"{page}away/").status_code == 404
    assert MeetingLink.objects.get().gone_at is None
