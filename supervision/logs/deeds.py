"""What can be done to a log, its versions, the answers and the replies, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class LogDeed(Deed):
    STARTED = "started", _("%(who)s started a log")
    WITHDRAWN = "withdrawn", _("%(who)s withdrew a log")
    VOID = "void", _("%(who)s said that a log should not be there")
    WORDS_DESTROYED = "words destroyed", _("%(who)s deleted the words of a log")
    RETURNED = "returned", _("A log of %(who)s came back unread")
    DISCUSSED = "discussed", _("%(who)s noted that you talked about a log of yours")


class VersionDeed(Deed):
    READ = "read", _("%(who)s opened a log that you shared")
    SHARED = "shared", _("%(who)s shared a log")
    ANSWERED = "answered", _("%(who)s answered a log that you shared")


class ReadingDeed(Deed):
    READ = "read", _("%(who)s opened an answer that you wrote")
    # Written of the reading once, and of the version today.
    ANSWERED = "answered", _("%(who)s answered a log that you shared")


class ReplyDeed(Deed):
    READ = "read", _("%(who)s opened a reply of yours")
    REPLIED = "replied", _("%(who)s replied to an answer")


DEEDS: dict[str, type[Deed]] = {
    "supervision.SessionLog": LogDeed,
    "supervision.LogVersion": VersionDeed,
    "supervision.Reading": ReadingDeed,
    "supervision.LogReply": ReplyDeed,
}
