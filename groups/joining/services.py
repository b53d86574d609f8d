"""The kit's verbs, for links of whatever kind; and those of a group's link."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from confidential.registry import SealedPolicy
from confidential.services import destroy, note, seal_frozen
from foundation.lines import line_or_refusal
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, unseen
from groups.deeds import LinkDeed
from groups.hosts.queries import hosts_of
from groups.joining.addresses import Room, check_address
from groups.joining.models import GroupLink, JoiningLink
from groups.models import PeerGroup
from groups.permissions import is_in_pair
from people.models import User


def policy(
    *,
    openable: Callable[[Any, datetime], QuerySet[Any]],
    might_open: Callable[[Any, datetime], Iterable[Any]],
    editor_url: Callable[[Any], str],
) -> SealedPolicy:
    """Who opens links of one kind. Nobody writes in them: they are put in place once."""
    return SealedPolicy(
        openable=openable,
        might_open=might_open,
        may_write=lambda _writer, _link: False,
        editor_url=editor_url,
        name=_("Joining link"),
    )


def put(new: JoiningLink, standing: JoiningLink | None, room: Room, *, by: User, now: datetime) -> None:
    """`new`, not saved yet, takes the place of the one that stands. Whose link it is, is locked. Raises Refusal."""
    try:
        address = check_address(room.address, hosts_of(new.programme_id))
    except ValidationError as fault:
        raise Refusal(" ".join(fault.messages)) from None
    if standing:
        take_away(standing, by=by, because="replaced by another link", now=now)
    new.set_by, new.set_at = by, now
    seal_frozen(new, {"address": address, "passcode": line_or_refusal(room.passcode)}, now=now)
    new.save(force_insert=True)
    note(new, actor=by, deed=LinkDeed.SET, owner_id=None, now=now)


def take_away(link: JoiningLink, *, by: User, because: str, now: datetime) -> None:
    """Its words are destroyed. Twice is once."""
    if link.gone_at is None:
        destroy(link, because=because, now=now)
        link.gone_at = now
        link.save(update_fields=["gone_at"])
        note(link, actor=by, deed=LinkDeed.TAKEN_AWAY, owner_id=None, now=now)


def standing_link(group: PeerGroup) -> GroupLink | None:
    return GroupLink.objects.filter(group=group, gone_at=None).select_related("set_by", "text").first()


@transaction.atomic
def set_group_link(*, group: PeerGroup, room: Room, by: User, now: datetime, seen: str = NOT_ASKED) -> GroupLink:
    """One of the pair says where the group meets. Raises Refusal where the other set one that they have not seen."""
    group, standing = _locked(group, by, now)
    if unseen(seen, standing and standing.pk):
        raise Refusal(_set_meanwhile(standing))
    link = GroupLink(group=group, programme_id=group.programme_id)
    put(link, standing, room, by=by, now=now)
    return link


def _set_meanwhile(standing: GroupLink | None) -> Any:
    if standing is None:
        return _("The link was taken away since you opened the page. Press the button again to set yours.")
    words = {"name": standing.set_by.name}
    return _("%(name)s set a link since you opened the page. Press the button again to replace theirs.") % words


@transaction.atomic
def take_group_link_away(*, group: PeerGroup, by: User, now: datetime) -> None:
    """One of the pair takes it away: a stranger came, or somebody has it who should not. Twice is once."""
    _group, standing = _locked(group, by, now)
    if standing:
        take_away(standing, by=by, because="taken away by the pair", now=now)


@transaction.atomic
def take_away_with_an_ending(*, link: GroupLink, by: User, now: datetime) -> None:
    """The group has ended, or somebody who knows it has left its pair. Twice is once."""
    standing = GroupLink.objects.select_for_update(of=("self",)).select_related("text").get(pk=link.pk)
    take_away(standing, by=by, because="the group or its pair has ended", now=now)


def _locked(group: PeerGroup, by: User, now: datetime) -> tuple[PeerGroup, GroupLink | None]:
    group = PeerGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    if not is_in_pair(by, group, now):
        raise Refusal(_("Only the pair of this group can set where it meets."))
    return group, standing_link(group)
