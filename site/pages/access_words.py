"""The access trail in words that its owner understands."""

from django.utils.translation import gettext_lazy

from confidential.models import AccessEntry

# (record, deed) -> what somebody else did to what is yours.
SENTENCES = {
    ("supervision.LogVersion", "read"): gettext_lazy("%(who)s opened a log that you shared"),
    ("supervision.LogReply", "read"): gettext_lazy("%(who)s opened a reply of yours"),
    ("supervision.SessionLog", "discussed"): gettext_lazy("%(who)s noted that you talked about a log of yours"),
    ("supervision.Reading", "answered"): gettext_lazy("%(who)s answered a log that you shared"),
    ("supervision.LogVersion", "answered"): gettext_lazy("%(who)s answered a log that you shared"),
    ("supervision.Reading", "read"): gettext_lazy("%(who)s opened an answer that you wrote"),
    ("supervision.SupervisionMeeting", "planned"): gettext_lazy("%(who)s planned a supervision meeting with you"),
    ("supervision.SupervisionMeeting", "moved"): gettext_lazy("%(who)s moved a supervision meeting with you"),
    ("supervision.SupervisionMeeting", "cancelled"): gettext_lazy("%(who)s cancelled a supervision meeting with you"),
    ("supervision.SupervisionMeeting", "wrote"): gettext_lazy("%(who)s recorded a supervision meeting with you"),
    ("supervision.SupervisionMeeting", "was there"): gettext_lazy("%(who)s noted that you were at a meeting"),
    ("supervision.SupervisionMeeting", "was not there"): gettext_lazy("%(who)s noted that you were not at a meeting"),
    ("supervision.SupervisionMeeting", "read"): gettext_lazy("%(who)s opened the record of a meeting"),
    ("supervision.MeetingAttendee", "read"): gettext_lazy("%(who)s opened what you said about a meeting's record"),
    ("supervision.SupervisionAction", "read"): gettext_lazy("%(who)s opened an action that you noted"),
    ("supervision.SupervisionAgreement", "offered"): gettext_lazy("%(who)s offered you an agreement on supervision"),
    ("supervision.SupervisionAgreement", "acknowledged"): gettext_lazy("%(who)s agreed to your supervision agreement"),
    ("people.SupervisionAssignment", "assigned_supervisor"): gettext_lazy("%(who)s assigned you a supervisor"),
    ("people.CoverWindow", "set_cover"): gettext_lazy("%(who)s chose who covers for them"),
    ("people.CoverWindow", "moved_cover"): gettext_lazy("%(who)s changed when the cover for them ends"),
    ("people.CoverWindow", "ended_cover"): gettext_lazy("%(who)s ended a colleague's cover"),
    ("people.NoticeHold", "held_notices"): gettext_lazy("%(who)s put all notices about you on hold"),
    ("people.NoticeHold", "telephoned"): gettext_lazy("%(who)s noted that everyone concerned has been rung"),
    ("supervision.Concern", "read"): gettext_lazy("%(who)s opened a concern that you raised"),
    ("supervision.Concern", "acknowledged"): gettext_lazy("%(who)s acknowledged a concern that you raised"),
    ("supervision.Concern", "planned"): gettext_lazy("%(who)s wrote down the plan for a concern that you raised"),
    ("supervision.Concern", "closed"): gettext_lazy("%(who)s closed a concern that you raised"),
    ("supervision.Concern", "added"): gettext_lazy("%(who)s added a note to a concern that you raised"),
    ("supervision.Concern", "reopened"): gettext_lazy("%(who)s reopened a concern that you raised"),
    ("supervision.Concern", "handed_on"): gettext_lazy("%(who)s handed on a concern to the governance lead"),
    ("supervision.ConcernNote", "read"): gettext_lazy("%(who)s opened what you wrote about a concern"),
    ("supervision.CheckIn", "in_touch"): gettext_lazy("%(who)s noted that they have been in touch with you"),
    ("people.SupervisionProposal", "proposed_supervisor"): gettext_lazy("%(who)s proposed a supervisor for you"),
    ("people.SupervisionProposal", "declared"): gettext_lazy("%(who)s answered whether they can supervise you"),
    ("people.Appointment", "appointed"): gettext_lazy("%(who)s invited you, and you took up a role"),
    ("people.Appointment", "ended_role"): gettext_lazy("%(who)s ended a role of yours"),
    ("people.Appointment", "role_goes_on"): gettext_lazy("%(who)s kept a role of yours that was going to end"),
    ("supervision.SupervisionAgreement", "withdrawn"): gettext_lazy("%(who)s's offer of an agreement was withdrawn"),
    ("people.User", "corrected_name"): gettext_lazy("%(who)s corrected your name"),
    ("people.Membership", "corrected_specialty"): gettext_lazy("%(who)s corrected your specialty"),
    ("groups.GroupSession", "facts: planned"): gettext_lazy("%(who)s changed the plan of a session that you recorded"),
    ("groups.GroupSession", "facts: held"): gettext_lazy("%(who)s corrected a session that you recorded"),
    ("groups.GroupSession", "facts: nobody_came"): gettext_lazy("%(who)s corrected a session that you recorded"),
    ("groups.GroupSession", "facts: cancelled"): gettext_lazy("%(who)s recorded a session of yours as cancelled"),
    ("groups.Facilitation", "placed"): gettext_lazy("%(who)s gave you a place in the pair of a group"),
    ("groups.Facilitation", "ended_place"): gettext_lazy("%(who)s ended your place in the pair of a group"),
    ("people.User", "reset_second_factor"): gettext_lazy("%(who)s removed your second step for signing in"),
    ("people.User", "reset_second_factor_by_operator"): gettext_lazy(
        "The people who run this site removed your second step for signing in"
    ),
    ("people.AddressChange", "settled_addresses"): gettext_lazy(
        "%(who)s opened your account again, after it had been stopped"
    ),
    ("people.Authorisation", "confirmed"): gettext_lazy("%(who)s confirmed that you may co-facilitate"),
    ("certificates.Certificate", "issued"): gettext_lazy("%(who)s issued your certificate"),
    ("certificates.Certificate", "replaced"): gettext_lazy("%(who)s replaced a certificate of yours"),
    ("certificates.Certificate", "revoked"): gettext_lazy("%(who)s revoked a certificate of yours"),
}


def sentence(entry: AccessEntry) -> str:
    """For instance "Sam Reyes opened a log that you shared". A deed without words of its own is still told."""
    unknown = gettext_lazy("%(who)s changed a record of yours (%(deed)s)")
    known = SENTENCES.get((entry.record_model, entry.action), unknown)
    return str(known) % {"who": entry.actor, "deed": entry.action.replace("_", " ")}
