"""The app's tables, one package for each noun."""

from supervision.agreements.models import SupervisionAgreement
from supervision.check_ins.models import CheckIn
from supervision.concerns.models import Concern, ConcernNote, KeptFrom
from supervision.logs.models import LogReply, LogVersion, SessionLog
from supervision.meetings.models import AttendanceAddendum, MeetingAttendee, SupervisionAction, SupervisionMeeting
from supervision.readings.models import Reading

__all__ = [
    "AttendanceAddendum",
    "CheckIn",
    "Concern",
    "ConcernNote",
    "KeptFrom",
    "LogReply",
    "LogVersion",
    "MeetingAttendee",
    "Reading",
    "SessionLog",
    "SupervisionAction",
    "SupervisionAgreement",
    "SupervisionMeeting",
]
