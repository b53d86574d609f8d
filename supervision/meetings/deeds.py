"""What can be done to a supervision meeting, an answer to its record or an action, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed
from groups.deeds import LinkDeed


class MeetingDeed(Deed):
    READ = "read", _("%(who)s opened the record of a meeting")
    PLANNED = "planned", _("%(who)s planned a supervision meeting with you")
    MOVED = "moved", _("%(who)s moved a supervision meeting with you")
    CANCELLED = "cancelled", _("%(who)s cancelled a supervision meeting with you")
    RECORDED = "wrote", _("%(who)s recorded a supervision meeting with you")
    WAS_THERE = "was there", _("%(who)s noted that you were at a meeting")
    WAS_NOT_THERE = "was not there", _("%(who)s noted that you were not at a meeting")


class AttendeeDeed(Deed):
    READ = "read", _("%(who)s opened what you said about a meeting's record")
    ACKNOWLEDGED = "acknowledged", _("%(who)s acknowledged the record of a meeting")
    DIFFERS = "differs", _("%(who)s said how they see a meeting")
    CANNOT = "cannot come", _("%(who)s said that they cannot come to a meeting")
    CAN = "can come", _("%(who)s said that they can come to a meeting after all")
    SUGGESTED = "suggested", _("%(who)s suggested another time for a meeting")
    NOTED = "noted", _("%(who)s noted what you said before a meeting")


class LineDeed(Deed):
    READ = "read", _("%(who)s opened the line that you wrote before a meeting")
    WROTE = "wrote", _("%(who)s wrote a line before a meeting")


class PointsDeed(Deed):
    READ = "read", _("%(who)s opened what you wrote for a pair or one person at a meeting")


class ActionDeed(Deed):
    READ = "read", _("%(who)s opened an action that you noted")
    DONE = "done", _("%(who)s did what they had agreed to do")
    DROPPED = "dropped", _("%(who)s dropped an action")
    CHANGED_DATE = "changed date", _("%(who)s will do by another day what they agreed to do")


DEEDS: dict[str, type[Deed]] = {
    "supervision.SupervisionMeeting": MeetingDeed,
    "supervision.MeetingAttendee": AttendeeDeed,
    "supervision.MeetingLine": LineDeed,
    "supervision.MeetingLink": LinkDeed,
    "supervision.MeetingPoints": PointsDeed,
    "supervision.SupervisionAction": ActionDeed,
}
