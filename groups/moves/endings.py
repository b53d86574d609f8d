"""Why a group ends, asked on the page of all endings and kept with what is decided there."""

from collections.abc import Sequence

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from groups.models import PeerGroup
from groups.moves.models import WHY_IT_ENDS, Reason
from people.endings.models import Ending, Event
from people.endings.registry import Choice, Entry, Hanging, Occasion

NAME = "groups.reason"


def name_of(group: PeerGroup) -> str:
    """Under which the reason is kept among the choices of an ending."""
    return f"{NAME}:{group.pk}"


def reason_decided(occasion: Occasion) -> str:
    """What was chosen when the end was decided."""
    group: PeerGroup = occasion.subject
    decided = Ending.objects.ahead().of(Event.GROUP_ENDS, occasion.programme, group.pk).first()
    reason = decided.choices.get(name_of(group), "") if decided else ""
    return str(reason) if reason in Reason else Reason.UNSAID


def find(occasion: Occasion) -> Sequence[Hanging]:
    if PeerGroup.objects.filter(pk=occasion.subject.pk, state=PeerGroup.State.ENDED).exists():
        return []
    choices = [_said(reason, reason.label) for reason in (Reason.UNSAID, *WHY_IT_ENDS)]
    return [Hanging(occasion.subject.pk, _("Why does it end?"), choices, must_choose=True)]


def _said(reason: Reason, label: str | Promise) -> Choice:
    """Written with the move itself: there is nothing more to carry out."""
    return Choice(reason.value, capfirst(str(label)), lambda: None)


WHY = Entry(_("The reason"), frozenset({Event.GROUP_ENDS}), find)
