"""The app's tables, one package for each noun."""

from supervision.agreements.models import AgreementRevision, SupervisionAgreement
from supervision.check_ins.models import CheckIn
from supervision.concerns.models import Concern, ConcernNote, ExcludedPerson
from supervision.hours.models import EnoughRule
from supervision.logs.models import LogReply, LogVersion, Reading, SessionLog
from supervision.meetings.actions.models import ActionDate
from supervision.meetings.coming.models import MeetingLine
from supervision.meetings.joining.models import MeetingLink
from supervision.meetings.models import AttendanceAddendum, MeetingAttendee, SupervisionAction, SupervisionMeeting
from supervision.meetings.moves.models import MeetingMove
from supervision.meetings.points.models import MeetingPoints
from supervision.meetings.repeating.models import MeetingSeries
from supervision.own.models import OwnSupervision
from supervision.reviews.models import ReviewPart, SupervisionReview

__all__ = [
    "ActionDate",
    "AgreementRevision",
    "AttendanceAddendum",
    "CheckIn",
    "Concern",
    "ConcernNote",
    "EnoughRule",
    "ExcludedPerson",
    "LogReply",
    "LogVersion",
    "MeetingAttendee",
    "MeetingLine",
    "MeetingLink",
    "MeetingMove",
    "MeetingPoints",
    "MeetingSeries",
    "OwnSupervision",
    "Reading",
    "ReviewPart",
    "SessionLog",
    "SupervisionAction",
    "SupervisionAgreement",
    "SupervisionMeeting",
    "SupervisionReview",
]
