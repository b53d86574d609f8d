"""What can be done to a concern, and to what was written about it, as the access trail says it."""

from django.utils.translation import gettext_lazy as _

from confidential.deeds import Deed


class ConcernDeed(Deed):
    READ = "read", _("%(who)s opened a concern that you raised")
    RAISED = "raised", _("%(who)s raised a concern")
    ACKNOWLEDGED = "acknowledged", _("%(who)s acknowledged a concern that you raised")
    PLANNED = "planned", _("%(who)s wrote down the plan for a concern that you raised")
    CLOSED = "closed", _("%(who)s closed a concern that you raised")
    ADDED = "added", _("%(who)s added a note to a concern that you raised")
    REOPENED = "reopened", _("%(who)s reopened a concern that you raised")
    HANDED_ON = "handed_on", _("%(who)s handed on a concern to the governance lead")
    ESCALATED = "escalated", _("A concern that %(who)s raised went further, because it was late")
    WORDS_DESTROYED = "words destroyed", _("%(who)s deleted the words of a concern")


class NoteDeed(Deed):
    READ = "read", _("%(who)s opened what you wrote about a concern")


DEEDS: dict[str, type[Deed]] = {
    "supervision.Concern": ConcernDeed,
    "supervision.ConcernNote": NoteDeed,
}
