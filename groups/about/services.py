"""The one door to what is said about a group: each fact that changes leaves a line with what it was before."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from foundation.days import local_day
from foundation.refusals import Refusal
from foundation.seen import NOT_ASKED, seen, unseen
from groups.about.models import COORDINATORS_ALONE, OF_ITS_END, GroupChange, What
from groups.models import PeerGroup
from groups.permissions import is_in_pair
from people.models import Programme, Role, User
from people.queries import holds_role


def shown(group: PeerGroup) -> str:
    """The mark of what a page showed of it."""
    return seen(*[_stored(getattr(group, what)) for what in What])


@transaction.atomic
def change_group(
    *, group: PeerGroup, by: User, said: Mapping[str, Any], now: datetime, seen: str = NOT_ASKED
) -> list[GroupChange]:
    """Say something else about a group, by column. What is the same changes nothing.

    Raises Refusal where a rule stands in the way, or somebody changed it since the page was `seen`.
    """
    Programme.objects.select_for_update(no_key=True).get(pk=group.programme_id)
    groups = PeerGroup.objects.select_for_update(of=("self",)).select_related("programme", "specialty")
    group = groups.get(pk=group.pk)
    changed = [what for what in What if what in said and getattr(group, what) != said[what]]
    _refuse_unless_theirs(by, group, changed, now)
    if changed and unseen(seen, *[_stored(getattr(group, what)) for what in What]):
        raise Refusal(_meanwhile(group))
    _refuse_wrong(group, {what: said[what] for what in changed}, local_day(now, group.programme.zone))
    lines = [_line(group, what, said[what], by, now) for what in changed]
    for what in changed:
        setattr(group, what, said[what])
    group.save(update_fields=list(changed))
    return GroupChange.objects.bulk_create(lines)


def _stored(value: Any) -> str:
    return "" if value is None else str(value)


def _line(group: PeerGroup, what: What, value: Any, by: User, now: datetime) -> GroupChange:
    before = _stored(getattr(group, what))
    return GroupChange(group=group, what=what, before=before, after=_stored(value), by=by, at=now)


def _refuse_unless_theirs(by: User, group: PeerGroup, changed: list[What], now: datetime) -> None:
    if holds_role(by, Role.COORDINATOR, now=now, programme_id=group.programme_id):
        return
    if not is_in_pair(by, group, now):
        raise Refusal(_("Only the pair of this group and a coordinator can change this."))
    if any(what in COORDINATORS_ALONE for what in changed):
        raise Refusal(_("A coordinator changes the name and the specialty. Ask them."))


def _refuse_wrong(group: PeerGroup, said: Mapping[What, Any], today: date) -> None:
    if What.CODE_NAME in said:
        taken = PeerGroup.objects.filter(programme=group.programme_id, code_name__iexact=said[What.CODE_NAME])
        if taken.exclude(pk=group.pk).exists():
            raise Refusal(_("There is already a group with that name. Choose another name."))
    if any(what in OF_ITS_END for what in said) and group.state != PeerGroup.State.ENDING:
        raise Refusal(_("Announce its end first. Then say how it ends."))
    for what in (What.MADE, What.RESTATED):
        if said.get(what) and said[what] > today:
            raise Refusal(_("An agreement was made on a day that has come. Check the date."))
    made = said.get(What.MADE, group.agreement_made_on)
    restated = said.get(What.RESTATED, group.agreement_restated_on)
    if restated and (made is None or restated < made):
        raise Refusal(_("It is restated after it was made. Check both dates."))


def _meanwhile(group: PeerGroup) -> Any:
    last = GroupChange.objects.filter(group=group).select_related("by").order_by("-at").first()
    words = {"name": last.by.name if last else _("Someone"), "what": last.get_what_display() if last else ""}
    return (
        _(
            "%(name)s changed this group since you opened the page: %(what)s. Your answers are still in the "
            "form. Press the button again to replace theirs."
        )
        % words
    )
