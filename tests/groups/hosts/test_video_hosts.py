"""On which hosts a programme's video rooms may be: its own, in versions; else those of the site."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.refusals import Refusal
from groups.hosts.exports import video_hosts_set_by
from groups.hosts.models import VideoHosts
from groups.hosts.queries import hosts_of
from groups.hosts.services import name_hosts
from groups.joining.addresses import Room, read_hosts
from groups.joining.models import GroupLink
from supervision.meetings.joining.models import MeetingLink
from tests.groups.joining.making import ADDRESS, ROOM, linked
from tests.supervision.meetings.joining.making import planned_at

ZOOM = Room("https://us02web.zoom.us/j/1")


def named(cast, *hosts: str, by=None, programme=None, **more) -> VideoHosts | None:
    programme = programme or cast.thames
    return name_hosts(programme=programme, hosts=hosts, by=by or cast.cora, now=cast.now, **more)


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").get_text(" ").split())


def test_without_a_word_of_the_programme_the_sites_hosts_count(cast, settings):
    assert hosts_of(cast.thames.pk) == []
    settings.VIDEO_HOSTS = ["zoom.us"]
    assert hosts_of(cast.thames.pk) == ["zoom.us"]


def test_its_own_take_the_place_of_the_sites_and_there_alone(cast, settings):
    settings.VIDEO_HOSTS = ["zoom.us"]
    named(cast, "video.example")
    assert (hosts_of(cast.thames.pk), hosts_of(cast.dales.pk)) == (["video.example"], ["zoom.us"])
    assert linked(cast).group == cast.alder
    with pytest.raises(Refusal, match=r"Video rooms here are on video\.example\. Make one there"):
        linked(cast, by=cast.ben, room=ZOOM)


def test_of_several_the_last_counts_and_none_leads_back_to_the_site(cast, settings):
    settings.VIDEO_HOSTS = ["zoom.us"]
    versions = [named(cast, "video.example"), named(cast, "whereby.com", by=cast.gwen), named(cast)]
    assert [version.number for version in versions] == [1, 2, 3]
    assert hosts_of(cast.thames.pk) == ["zoom.us"]
    assert [version.hosts for version in VideoHosts.objects.order_by("number")] == ["video.example", "whereby.com", ""]


def test_the_same_twice_is_once(cast):
    assert named(cast) is None
    assert named(cast, "zoom.us", "video.example") == named(cast, "Zoom.us", "video.example", "zoom.us")
    assert VideoHosts.objects.count() == 1


def test_a_version_has_its_number_alone(cast):
    version = named(cast, "zoom.us")
    with pytest.raises(IntegrityError), transaction.atomic():
        VideoHosts.objects.create(programme=cast.thames, number=version.number, by=cast.gwen, at=cast.now)


@pytest.mark.parametrize("person", ["anna", "sam", "lena", "tess"])
def test_nobody_else_names_them(cast, person):
    with pytest.raises(Refusal, match="Ask one of them"):
        named(cast, "zoom.us", by=getattr(cast, person), programme=cast.thames)


def test_what_somebody_did_not_see_is_not_written_over(cast):
    named(cast, "zoom.us")
    with pytest.raises(Refusal, match="Someone else has changed this"):
        named(cast, "video.example", by=cast.gwen, seen="0")
    assert hosts_of(cast.thames.pk) == ["zoom.us"]


def test_a_line_of_hosts_is_read_as_people_type_it():
    typed = " Zoom.us,teams.microsoft.com ,  meet.thames.example zoom.us,"
    assert read_hosts(typed) == ["zoom.us", "teams.microsoft.com", "meet.thames.example"]
    assert read_hosts("") == []


@pytest.mark.parametrize(
    "typed",
    ["https://zoom.us", "zoom.us/j", "zoom", "*.zoom.us", "zoom.us:443", "me@zoom.us", "zoöm.us", "zoom.us\\.x.y"],
)
def test_what_is_no_host_is_named_and_refused(typed):
    with pytest.raises(ValidationError, match="is not the name of a host. Enter names such as zoom.us"):
        read_hosts(f"video.example, {typed}")


def test_a_list_that_is_no_rule_is_refused():
    with pytest.raises(ValidationError, match="more than 10 hosts. Leave some out"):
        read_hosts(" ".join(f"v{number}.example" for number in range(11)))


# On the pages ---------------------------------------------------------------------------------------------------------


def test_a_coordinator_names_them_and_the_page_says_who_did_before(cast, sign_in):
    cora, page = sign_in(cast.cora), reverse("groups:hosts", args=[cast.thames.pk])
    assert "Video rooms of Thames Valley peer groups may be anywhere." in words(cora.get(page))
    assert cora.post(page, {"hosts": "zoom.us, video.example", "seen": seen_on(cora, page)})["Location"] == page
    said = words(cora.get(page))
    assert "Video rooms of Thames Valley peer groups are on zoom.us or video.example. Set by Cora Lind on" in said
    cora.post(page, {"hosts": "", "seen": seen_on(cora, page)})
    after = words(cora.get(page))
    assert "Before zoom.us, video.example Set by Cora Lind on" in after


def test_the_board_leads_to_the_page(cast, sign_in):
    board = sign_in(cast.cora).get(reverse("certificates:readiness"))
    assert reverse("groups:hosts", args=[cast.thames.pk]) in board.content.decode()


def seen_on(client, page: str) -> str:
    return BeautifulSoup(client.get(page).content, "html.parser").find("input", {"name": "seen"})["value"]


def test_what_is_no_host_stays_in_the_box(cast, sign_in):
    page = reverse("groups:hosts", args=[cast.thames.pk])
    answer = sign_in(cast.cora).post(page, {"hosts": "https://zoom.us/"})
    assert (answer.status_code, VideoHosts.objects.count()) == (422, 0)
    assert answer.context["form"]["hosts"].value() == "https://zoom.us/"


def test_a_pair_reads_before_typing_and_in_the_refusal_where_to_make_a_room(cast, sign_in):
    named(cast, "zoom.us")
    anna, page = sign_in(cast.anna), reverse("groups:link", args=[cast.alder.pk])
    assert "It begins with https:// and is on zoom.us." in words(anna.get(page))
    answer = anna.post(page, {"address": ADDRESS})
    assert (answer.status_code, GroupLink.objects.count()) == (422, 0)
    assert answer.context["form"].errors["address"] == [
        "Video rooms here are on zoom.us. Make one there, and enter its address."
    ]
    assert answer.context["form"]["address"].value() == ADDRESS


def test_the_link_of_a_meeting_goes_by_its_programme_too(cast, sign_in):
    named(cast, "zoom.us")
    sam, page = sign_in(cast.sam), reverse("meetings:link", args=[planned_at(cast, cast.now + timedelta(hours=2)).pk])
    answer = sam.post(page, {"address": ROOM.address})
    assert (answer.status_code, MeetingLink.objects.count()) == (422, 0)
    assert answer.context["form"].errors["address"] == [
        "Video rooms here are on zoom.us. Make one there, and enter its address."
    ]
    assert sam.post(page, {"address": ZOOM.address, "seen": seen_on(sam, page)}).status_code == 302


def test_a_link_that_is_set_stays_until_it_is_replaced(cast):
    link = linked(cast)
    named(cast, "zoom.us")
    link.refresh_from_db()
    assert link.gone_at is None


def test_the_page_asks_as_much_with_thirty_versions_as_with_one(cast, sign_in):
    cora, page = sign_in(cast.cora), reverse("groups:hosts", args=[cast.thames.pk])
    asked = []
    for number in range(30):
        named(cast, f"v{number}.example")
        if number in (0, 29):
            cora.get(page)
            with CaptureQueriesContext(connection) as queries:
                cora.get(page)
            asked.append(len(queries))
    assert asked[0] == asked[1]


def test_whoever_set_them_finds_it_in_their_data(cast):
    named(cast, "zoom.us")
    assert [(line["programme"], line["hosts"]) for line in video_hosts_set_by(cast.cora, cast.now)] == [
        ("Thames Valley peer groups", ["zoom.us"])
    ]
    assert video_hosts_set_by(cast.gwen, cast.now) == []
