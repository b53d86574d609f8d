"""A room for Alder, and a session that begins in a moment."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from groups.joining.addresses import Room
from groups.joining.models import GroupLink
from groups.joining.services import set_group_link
from groups.models import GroupSession
from tests.people import Cast

ADDRESS, PASSCODE = "https://video.example/j/8812", "heather"
ROOM = Room(ADDRESS, PASSCODE)


def linked(cast: Cast, by=None, room: Room = ROOM) -> GroupLink:
    return set_group_link(group=cast.alder, room=room, by=by or cast.anna, now=cast.now)


def planned_at(cast: Cast, at: datetime) -> GroupSession:
    wall = at.astimezone(ZoneInfo(cast.thames.zone))
    return GroupSession.objects.create(
        programme=cast.thames,
        group=cast.alder,
        local_date=wall.date(),
        local_start=wall.time().replace(second=0, microsecond=0),
        zone=cast.thames.zone,
    )


def about_to_begin(cast: Cast, *, linked: bool = False) -> GroupSession:
    if linked:
        set_group_link(group=cast.alder, room=ROOM, by=cast.anna, now=cast.now)
    return planned_at(cast, cast.now + timedelta(minutes=10))


def soon_needed(cast: Cast) -> GroupLink:
    about_to_begin(cast)
    return linked(cast)
