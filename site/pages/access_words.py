"""The access trail in words that its owner understands."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidential.models import AccessEntry

RECORDS = {
    "supervision.LogVersion": gettext_lazy("a log that you shared"),
    "supervision.SessionLog": gettext_lazy("a log of yours"),
    "supervision.LogReply": gettext_lazy("a reply of yours"),
    "supervision.Reading": gettext_lazy("an answer that you wrote"),
    "supervision.SupervisionMeeting": gettext_lazy("the record of a supervision meeting"),
    "supervision.MeetingAttendee": gettext_lazy("what you said about a meeting's record"),
    "supervision.SupervisionAction": gettext_lazy("an action from a meeting"),
    "supervision.SupervisionAgreement": gettext_lazy("your supervision agreement"),
    "people.Authorisation": gettext_lazy("your authorisation"),
    "certificates.Certificate": gettext_lazy("your certificate"),
}
DEEDS = {
    "read": gettext_lazy("opened"),
}


def sentence(entry: AccessEntry) -> str:
    """For instance "Sam Reyes opened a log that you shared"."""
    record = RECORDS.get(entry.record_model, gettext_lazy("a record of yours"))
    deed = DEEDS.get(entry.action, entry.action.replace("_", " "))
    return _("%(who)s %(did)s %(what)s") % {"who": entry.actor, "did": deed, "what": record}
