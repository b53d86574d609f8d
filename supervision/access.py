"""Who may open the app's routes, merged from its nouns."""

from foundation.access import Access
from supervision.agreements.access import ACCESS as AGREEMENTS
from supervision.attendance.access import ACCESS as ATTENDANCE
from supervision.check_ins.access import ACCESS as CHECK_INS
from supervision.concerns.access import ACCESS as CONCERNS
from supervision.cover.access import ACCESS as COVER
from supervision.desk.access import ACCESS as DESK
from supervision.logs.access import ACCESS as LOGS
from supervision.meetings.access import ACCESS as MEETINGS
from supervision.overlooked.access import ACCESS as OVERLOOKED

ACCESS: dict[str, Access] = {
    **LOGS,
    **DESK,
    **MEETINGS,
    **ATTENDANCE,
    **AGREEMENTS,
    **COVER,
    **CONCERNS,
    **CHECK_INS,
    **OVERLOOKED,
}
