"""What hangs on the end of supervision: the link of a meeting that goes on with somebody else."""

from collections.abc import Sequence
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion
from supervision.meetings.choices import telling, when
from supervision.meetings.endings import going_on_without
from supervision.meetings.joining.models import MeetingLink
from supervision.meetings.joining.services import take_away_with
from supervision.meetings.models import SupervisionMeeting


def find(occasion: Occasion) -> Sequence[Hanging]:
    """Of a meeting that is cancelled or handed on, the link goes with it."""
    links = MeetingLink.objects.filter(gone_at=None, meeting__in=going_on_without(occasion))
    links = links.select_related("meeting__supervisor", "set_by")
    in_order = links.order_by("meeting__local_date", "meeting__local_start", "pk")
    return [_of_a_meeting(occasion, link) for link in in_order]


def _of_a_meeting(occasion: Occasion, link: MeetingLink) -> Hanging:
    """Whoever leaves could see it: whoever holds the meeting sets another."""
    names = {"when": when(link.meeting), "who": link.meeting.supervisor.name}
    words = _("The joining link of your meeting on %(when)s was taken away. Set a new one.") % names
    gone = Choice(
        "gone",
        _("It is taken away, and %(who)s sets a new link") % names,
        partial(_away, occasion, link),
        [telling(link.meeting.supervisor, words)],
    )
    return Hanging(
        link.pk, _("The joining link of the meeting on %(when)s") % names, [gone], occasion.subject.facilitator
    )


@transaction.atomic
def _away(occasion: Occasion, link: MeetingLink) -> None:
    meeting = SupervisionMeeting.objects.select_for_update().get(pk=link.meeting_id)
    take_away_with(meeting, by=occasion.by or link.set_by, now=occasion.now)


LINKS = Entry(gettext_lazy("Joining links of meetings"), frozenset({Event.SUPERVISOR_CHANGES}), find)
