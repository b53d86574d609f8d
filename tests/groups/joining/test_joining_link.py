"""The room where a group meets: sealed, shown to the pair shortly before a session, and to nobody else."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from confidential.erasures import erasures
from confidential.models import AccessEntry
from confidential.services import open_sealed, open_to_deliver
from foundation.refusals import Refusal
from foundation.seen import seen
from groups.joining.addresses import Room, check_address
from groups.joining.models import GroupLink
from groups.joining.services import set_group_link, take_group_link_away
from groups.joining.window import is_open
from groups.models import GroupSession, SessionFacilitator
from groups.pairs.endings import group_occasion, place_occasion
from people.endings.models import Told
from people.endings.services import end
from tests.groups.joining.making import ADDRESS, PASSCODE, ROOM, about_to_begin, linked, planned_at, soon_needed

LONDON = ZoneInfo("Europe/London")
MINUTE = timedelta(minutes=1)
OTHER = Room("https://video.example/j/9000")
HOSTS = ["zoom.us", "meet.thames.example"]


def opens(link, person, now) -> bool:
    try:
        return open_sealed(link, viewer=person, now=now) == {"address": ADDRESS, "passcode": PASSCODE}
    except PermissionDenied:
        return False


@pytest.mark.parametrize(("minutes", "open_"), [(-31, False), (-30, True), (0, True), (44, True), (45, False)], ids=str)
def test_it_opens_from_half_an_hour_before_until_the_end(cast, minutes, open_):
    link, session = linked(cast), planned_at(cast, cast.now + timedelta(hours=2))
    now = session.starts_at.astimezone(UTC) + minutes * MINUTE
    assert [opens(link, person, now) for person in (cast.anna, cast.ben)] == [open_, open_]


def test_nobody_but_the_pair_opens_it_even_then(cast):
    link = soon_needed(cast)
    others = [person for name, person in cast.by_relation().items() if name not in ("owner", "partner")]
    assert [person.name for person in others if opens(link, person, cast.now)] == []


def test_half_an_hour_is_that_when_the_clocks_change():
    starts = datetime(2027, 3, 28, 2, 15, tzinfo=LONDON)
    assert not is_open(starts, starts + timedelta(hours=1), datetime(2027, 3, 28, 0, 44, tzinfo=UTC))
    assert is_open(starts, starts + timedelta(hours=1), datetime(2027, 3, 28, 0, 46, tzinfo=UTC))


def test_whoever_is_named_for_that_session_sees_it_too(cast):
    link, session = linked(cast), about_to_begin(cast)
    assert not opens(link, cast.farah, cast.now)
    SessionFacilitator.objects.create(session=session, person=cast.farah)
    assert opens(link, cast.farah, cast.now)
    cast.farah.appointments.update(ends_at=cast.now)
    assert not opens(link, cast.farah, cast.now)


@pytest.mark.parametrize("state", ["cancelled", "held"])
def test_a_session_that_does_not_come_opens_nothing(cast, state):
    link, session = linked(cast), about_to_begin(cast)
    more = {"cancel_reason": "rota"} if state == "cancelled" else {"attending": 3, "recorded_by": cast.anna}
    GroupSession.objects.filter(pk=session.pk).update(state=state, **more)
    assert not opens(link, cast.anna, cast.now)


def test_another_link_takes_its_place_and_the_old_words_are_gone(cast):
    old = linked(cast)
    new = linked(cast, by=cast.ben, room=OTHER)
    old.refresh_from_db()
    assert (old.gone_at, open_to_deliver(GroupLink.objects.get(pk=old.pk))) == (cast.now, {})
    assert open_to_deliver(new)["address"] == OTHER.address
    assert [erasure.text_id for erasure in erasures()] == [old.text_id]
    done = AccessEntry.objects.filter(record_model="groups.GroupLink").order_by("pk")
    assert list(done.values_list("action", "actor", "owner")) == [
        ("set", cast.anna.pk, None),
        ("taken away", cast.ben.pk, None),
        ("set", cast.ben.pk, None),
    ]


def test_one_stands_at_a_time(cast):
    linked(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupLink.objects.create(group=cast.alder, programme=cast.thames, set_by=cast.ben, set_at=cast.now)


def test_who_did_not_see_the_others_link_is_told_and_replaces_it_knowingly(cast):
    before = seen(None)
    linked(cast)
    with pytest.raises(Refusal, match="Anna Okoye set a link since you opened the page"):
        set_group_link(group=cast.alder, room=OTHER, by=cast.ben, now=cast.now, seen=before)
    assert GroupLink.objects.count() == 1


@pytest.mark.parametrize("person", ["farah", "sam", "cora"])
def test_only_the_pair_sets_it_or_takes_it_away(cast, person):
    other = getattr(cast, person)
    with pytest.raises(Refusal, match="Only the pair of this group"):
        linked(cast, by=other)
    linked(cast)
    with pytest.raises(Refusal, match="Only the pair of this group"):
        take_group_link_away(group=cast.alder, by=other, now=cast.now)


@pytest.mark.parametrize(
    "typed",
    ["http://video.example/1", "javascript:alert(1)", "https://me:pw@video.example/", "https://localhost/", "room 7",
     "https://[oops/", "https://a.example/x y"],
)  # fmt: skip
def test_what_a_browser_would_not_open_safely_is_refused(typed):
    with pytest.raises(ValidationError, match="from https:// on"):
        check_address(typed, [])


@pytest.mark.parametrize(
    "typed",
    ["https://zoom.us/j/1", "https://us02web.zoom.us/j/1?pwd=x", "https://US02web.ZOOM.us/j/1", "https://zoom.us:443/j/1",
     "https://meet.thames.example/alder"],
)  # fmt: skip
def test_where_hosts_are_named_their_rooms_are_taken(typed):
    assert check_address(typed, HOSTS) == typed


@pytest.mark.parametrize(
    "typed",
    ["https://video.example/j/1", "https://evilzoom.us/j/1", "https://zoom.us.evil.example/j/1", "https://zoom.us./j/1",
     "https://evil.example#.zoom.us", "https://evil.example?.zoom.us", "https://evil.example\\.zoom.us/j/1",
     "https://thames.example/alder", "https://evil.example/zoom.us"],
)  # fmt: skip
def test_and_no_other_room_is(typed):
    with pytest.raises(ValidationError) as refused:
        check_address(typed, HOSTS)
    said = "Video rooms here are on zoom.us or meet.thames.example. Make one there, and enter its address."
    assert refused.value.messages == [said]


def test_the_named_hosts_ask_for_https_too():
    for typed in ("http://zoom.us/j/1", "https://me@zoom.us/j/1"):
        with pytest.raises(ValidationError, match="from https:// on"):
            check_address(typed, HOSTS)


def test_a_room_elsewhere_stays_in_the_box_and_is_set_by_no_other_way(cast, sign_in, settings):
    settings.VIDEO_HOSTS = ["zoom.us"]
    page = sign_in(cast.anna).post(reverse("groups:link", args=[cast.alder.pk]), {"address": ADDRESS})
    assert (page.status_code, GroupLink.objects.count()) == (422, 0)
    assert page.context["form"].errors["address"] == [
        "Video rooms here are on zoom.us. Make one there, and enter its address."
    ]
    assert page.context["form"]["address"].value() == ADDRESS
    with pytest.raises(Refusal, match=r"Video rooms here are on zoom\.us\."):
        linked(cast)


def test_it_goes_with_the_group_and_with_whoever_knows_it(cast):
    link = linked(cast)
    place = cast.anna.facilitations.select_related("group__programme", "person").get()
    end(occasion=place_occasion(place, by=cast.cora, at=cast.now, now=cast.now))
    assert open_to_deliver(GroupLink.objects.get(pk=link.pk)) == {}
    words = "The joining link of Alder was taken away. Set a new one."
    assert [told.person for told in Told.objects.filter(words=words)] == [cast.ben]
    again = linked(cast, by=cast.ben)
    cast.alder.state = "ending"
    cast.alder.save()
    end(occasion=group_occasion(cast.alder, by=cast.cora, at=cast.now + MINUTE, now=cast.now + MINUTE))
    assert open_to_deliver(GroupLink.objects.get(pk=again.pk)) == {}


def test_it_may_stay_where_somebody_says_so(cast):
    link = linked(cast)
    place = cast.anna.facilitations.select_related("group__programme", "person").get()
    occasion = place_occasion(place, by=cast.cora, at=cast.now, now=cast.now)
    end(occasion=occasion, choices={f"groups.link:{link.pk}": "keep"})
    assert open_to_deliver(GroupLink.objects.get(pk=link.pk))["address"] == ADDRESS


def test_from_the_pages(cast, sign_in):
    anna, ben, session = sign_in(cast.anna), sign_in(cast.ben), about_to_begin(cast)
    page, join = f"/groups/{cast.alder.pk}/link/", reverse("groups:join", args=[session.pk])
    assert ben.post(join).status_code == 404
    refused = anna.post(page, {"address": "video.example", "passcode": PASSCODE})
    assert (refused.status_code, f'value="{PASSCODE}"' in refused.content.decode()) == (422, True)
    assert anna.post(page, {"address": ADDRESS, "passcode": PASSCODE, "seen": seen(None)}).status_code == 302
    assert ADDRESS not in anna.get(page).content.decode() + ben.get(f"/sessions/{session.pk}/").content.decode()
    shown = ben.post(join)
    assert (ADDRESS in shown.content.decode(), "no-store" in shown["Cache-Control"]) == (True, True)
    assert ben.get(join).status_code == 405
    assert sign_in(cast.cora).post(join).status_code == 404
    late = ben.post(page, {"address": OTHER.address, "seen": seen(None)})
    assert (late.status_code, OTHER.address in late.content.decode()) == (422, True)
    anna.post(f"{page}away/")
    assert ben.post(join).status_code == 404


def test_the_pages_say_from_when_it_is_there(cast, sign_in):
    session, anna = planned_at(cast, cast.now + timedelta(days=1)), sign_in(cast.anna)
    assert "Set the joining link" in anna.get(f"/sessions/{session.pk}/").content.decode()
    linked(cast, room=ROOM)
    assert "The joining link is here from" in anna.get(f"/sessions/{session.pk}/").content.decode()
    assert "oining link" not in sign_in(cast.cora).get(f"/sessions/{session.pk}/").content.decode()
