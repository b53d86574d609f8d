"""The app's tables, one package for each noun."""

from supervision.agreements.models import SupervisionAgreement
from supervision.logs.models import LogReply, LogVersion, SessionLog
from supervision.meetings.models import MeetingAttendee, SupervisionAction, SupervisionMeeting
from supervision.readings.models import Reading

__all__ = [
    "LogReply",
    "LogVersion",
    "MeetingAttendee",
    "Reading",
    "SessionLog",
    "SupervisionAction",
    "SupervisionAgreement",
    "SupervisionMeeting",
]
