"""How a group that was announced to end goes towards it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from groups.about.models import DAYS, TEXTS, GroupChange
from groups.models import GroupSession, PeerGroup
from people.endings.models import Ending, Event


@dataclass(frozen=True)
class Closing:
    """The last day in words, and the last session that is planned."""

    last_day: str
    last_session: GroupSession | None


def closing_of(group: PeerGroup) -> Closing | None:
    """None unless its end was announced. No query for a group that goes on."""
    if group.state != PeerGroup.State.ENDING:
        return None
    ending = Ending.objects.ahead().of(Event.GROUP_ENDS, group.programme, group.pk).select_related("programme").first()
    sessions = GroupSession.objects.planned().filter(group=group)
    ahead = [
        item for item in sessions.order_by("local_date", "local_start") if not ending or item.starts_at < ending.at
    ]
    return Closing(ending.last_day if ending else "", ahead[-1] if ahead else None)


def changes_in_words(group: PeerGroup) -> Iterator[tuple[GroupChange, str, str]]:
    """Each change with a sentence, and the whole text where it is one."""
    for change in GroupChange.objects.filter(group=group).select_related("by").order_by("at", "pk"):
        if change.what in TEXTS:
            yield change, _("%(what)s: there is a new text.") % {"what": change.get_what_display()}, change.after
        else:
            yield change, _in_words(change), ""


def _in_words(change: GroupChange) -> str:
    nothing = _("not said")
    before, after = (_value(change, value) or nothing for value in (change.before, change.after))
    return _("%(what)s: %(after)s. It was: %(before)s.") % {
        "what": change.get_what_display(),
        "before": before,
        "after": after,
    }


def _value(change: GroupChange, stored: str) -> str:
    return date_format(date.fromisoformat(stored), "j F Y") if stored and change.what in DAYS else stored
