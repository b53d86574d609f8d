"""Every key to a person: which of its rows plan something ahead, and why the others do not."""

from dataclasses import dataclass

from django.db.models import Q


@dataclass(frozen=True)
class Planned:
    """Which rows are open at `now`; `supervised` leads to the facilitator whom a row of supervision is about."""

    is_open: object
    supervised: str = ""
    group: str = ""


def lasting(now):
    return Q(ends_at=None) | Q(ends_at__gt=now)


def where(**is_so):
    return lambda now: Q(**is_so)


def invited_still(now):
    return Q(accepted_at=None, withdrawn_at=None, expires_at__gt=now)


def under_way(now):
    return ~Q(state__in=("own", "final"))


NOT_ACKNOWLEDGED = where(acknowledged_at=None)

PLANNED = {
    "people.Appointment.person": Planned(lasting),
    "people.Authorisation.person": Planned(lasting),
    "people.SupervisionAssignment.facilitator": Planned(lasting),
    "people.SupervisionAssignment.supervisor": Planned(lasting, supervised="facilitator"),
    "people.SupervisionProposal.facilitator": Planned(where(state="open")),
    "people.SupervisionProposal.supervisor": Planned(where(state="open"), supervised="facilitator"),
    "people.SupervisionProposal.proposed_by": Planned(where(state="open")),
    "people.Invitation.invited_by": Planned(invited_still),
    "people.CoverWindow.supervisor": Planned(lasting),
    "people.CoverWindow.cover": Planned(lasting),
    "people.Ending.successor": Planned(where(done_at=None, called_off_at=None)),
    "groups.Facilitation.person": Planned(lasting, group="group"),
    "groups.SessionFacilitator.person": Planned(where(session__state="planned"), group="session__group"),
    "courses.DayTrainer.person": Planned(where(day__state="planned")),
    "courses.PracticePlace.person": Planned(where(day__state="planned", withdrawn_at=None)),
    "supervision.CheckIn.person": Planned(where(answered_at=None)),
    "supervision.CheckIn.supervisor": Planned(where(answered_at=None), supervised="person"),
    "supervision.LogVersion.reader": Planned(where(log__state="shared"), supervised="log__owner"),
    "supervision.SupervisionMeeting.supervisor": Planned(where(state="planned"), supervised="attendees__person"),
    "supervision.SupervisionMeeting.covered_for": Planned(where(state="planned"), supervised="attendees__person"),
    "supervision.MeetingAttendee.person": Planned(where(meeting__state="planned")),
    "supervision.SupervisionAction.person": Planned(where(state="open")),
    "supervision.SupervisionReview.supervisor": Planned(under_way, supervised="facilitator"),
    "supervision.SupervisionReview.second": Planned(under_way),
    # Through the supervision that it belongs to.
    "supervision.SupervisionAgreement.assignment__supervisor": Planned(
        NOT_ACKNOWLEDGED, supervised="assignment__facilitator"
    ),
    "supervision.SupervisionAgreement.assignment__facilitator": Planned(NOT_ACKNOWLEDGED),
    "supervision.AgreementRevision.agreement__assignment__supervisor": Planned(
        NOT_ACKNOWLEDGED, supervised="agreement__assignment__facilitator"
    ),
    "supervision.AgreementRevision.agreement__assignment__facilitator": Planned(NOT_ACKNOWLEDGED),
}

WHO_DID = "says who did something, which stays true"
THEIRS = "their own words and progress, which stay theirs whatever ends"
OF_SUPERVISION = (
    "AttendanceAddendum.by AttendanceAddendum.person CheckIn.answered_by Concern.acknowledged_by ConcernNote.author "
    "EnoughRule.by MeetingLine.author MeetingLine.reader MeetingLink.set_by MeetingMove.by "
    "MeetingSeries.changed_by ActionDate.by"
)
OF_GROUPS = (
    "AloneDecision.person Apology.person GroupChange.by GroupLink.set_by GroupMove.by GroupSession.recorded_by "
    "GroupSession.changed_by Series.changed_by SessionNews.by StandInOffer.decided_by VideoHosts.by"
)
OF_A_DRAFT = ("PairingRow.first", "PairingRow.second", "PairingRow.accepted_by", "Pairing.asked_by", "NotWith.other")
NOT_PLANNED = {
    "supervision.Concern.supervisor": "whom it was raised with; who has it is worked out anew: `with_whom`, below",
    "supervision.Concern.raised_by": "a concern outlasts its raiser; those who have it act on it all the same",
    "supervision.ExcludedPerson.person": "keeps somebody out, for good",
    "supervision.Reading.reader": "an answer is its writer's: one that was not released goes nowhere",
    "supervision.MeetingSeries.supervisor": "makes meetings with whom they still supervise: test_repeating.py",
    "people.AddressChange.person": "of the account, which stays when a role ends; any overseer settles it",
    "groups.StandInOffer.person": "accepting it asks whether they still may",
    **dict.fromkeys(("supervision.MeetingPoints.person", "supervision.MeetingPoints.partner"), THEIRS),
    "supervision.ReviewPart.reader": "read while they supervise its owner: `open_to`",
    "people.Membership.person": "specialty and region of a doctor, whatever they do here",
    "people.Told.person": "what somebody was told, until they have seen it, often that they are gone",
    "groups.SessionNews.person": "the same of sessions",
    "people.NoticeHold.person": "about somebody who is gone, by its nature; any overseer says when it ends",
    "people.Telephone.person": "shown to those only who work with them now",
    **dict.fromkeys(
        ("groups.Availability.person", "groups.NotWith.person", "supervision.OwnSupervision.person"), THEIRS
    ),
    **dict.fromkeys((f"groups.{key}" for key in OF_A_DRAFT), "plans nothing: a coordinator acts on what still fits"),
    "delivery.Effect.recipient": "a mail on its way: often the one that says so",
    "courses.CohortPlace.person": "in lists and reminders by roles of now alone (tests/courses/enrolment)",
    "courses.ClinicalSignOff.sent_by": "it waits for every clinical lead; any editor may send it again",
    **dict.fromkeys(
        (
            "courses.ClinicalSignOff.decided_by",
            "courses.RedoRound.safety_by",
            "courses.PracticeDay.recorded_by",
            "courses.PracticePlace.invited_by",
            "courses.PracticeRecord.by",
            "courses.PracticeRule.by",
            "courses.Shadowing.recorded_by",
            "courses.ObservedPractice.observer",
            "courses.ProblemReport.settled_by",
            "courses.Refresher.said_to",
            "courses.Handout.put_by",
            "courses.HandoutVersion.put_by",
            "certificates.Certificate.person",
            "certificates.Certificate.issued_by",
            "certificates.CertificateEvent.by",
            *(f"supervision.{key}" for key in OF_SUPERVISION.split()),
            *(f"groups.{key}" for key in OF_GROUPS.split()),
            "people.AddressChange.settled_by",
            "people.Authorisation.confirmed_by",
            "people.Ending.by",
            "people.NoticeHold.placed_by",
            "people.NoticeHold.telephoned_by",
            "people.Invitation.accepted_by",
            "people.ProgrammePlan.written_by",
            "impact.ParticipantPage.written_by",
            "groups.ProtectedTime.by",
            "groups.ProtectedTime.director",
            "confidential.AccessEntry.actor",
            "confidential.AccessEntry.owner",
        ),
        WHO_DID,
    ),
    **dict.fromkeys(
        (
            "supervision.SessionLog.owner",
            "supervision.LogReply.author",
            "supervision.ReviewPart.author",
            "supervision.SupervisionReview.facilitator",
            "courses.ConfidenceSheet.person",
            "courses.BoosterSet.person",
            "courses.Refresher.person",
            "courses.RefresherPause.person",
            "delivery.CalendarAddress.person",
            "delivery.ReminderSettings.person",
            "courses.Enrolment.person",
            "courses.StepCompletion.person",
            "courses.ModuleCompletion.person",
            "courses.CheckAnswer.person",
            "courses.Bookmark.person",
            "courses.SavedHandout.person",
            "courses.Note.person",
            "courses.Shadowing.person",
            "courses.ObservedPractice.person",
            "courses.ObservedAnswer.person",
            "courses.ProblemReport.person",
            "courses.Reflection.person",
            "confidential.SealedText.owner",
        ),
        THEIRS,
    ),
}
