"""What counts towards a certificate follows when a meeting's attendance is put right; what was issued stays."""

from datetime import timedelta

from certificates.models import Certificate
from certificates.services import ensure_award, issue_certificate
from supervision.attendance.services import put_attendance_right
from supervision.meetings.models import SupervisionMeeting
from tests.certificates import making
from tests.figures import award_items


def meetings_counted(cast, person) -> str:
    return award_items(ensure_award(cast.thames), person, cast.now)[2].detail


def put_right(cast, there: bool, now=None) -> None:
    latest = SupervisionMeeting.objects.held().order_by("local_date").last()
    put_attendance_right(meeting=latest, person=cast.anna, there=there, reason="slip", by=cast.sam, now=now or cast.now)


def test_a_meeting_counts_by_its_attendance_taken_back_or_added(cast):
    making.meetings(cast, 2)
    assert meetings_counted(cast, cast.anna) == "2 meetings (2 needed)"
    put_right(cast, False)
    assert meetings_counted(cast, cast.anna) == "1 of 2 meetings"
    put_right(cast, True)
    assert meetings_counted(cast, cast.anna) == "2 meetings (2 needed)"


def test_an_issued_certificate_stays_and_the_next_begins_where_it_ended(cast):
    award = making.meet_the_award(cast)
    issued = issue_certificate(award=award, person=cast.anna, by=cast.cora, now=cast.now)
    before = Certificate.objects.filter(pk=issued.pk).values().get()
    put_right(cast, False, now=cast.now + timedelta(hours=1))
    assert Certificate.objects.filter(pk=issued.pk).values().get() == before
    put_right(cast, True, now=cast.now + timedelta(hours=2))
    assert meetings_counted(cast, cast.anna) == "0 of 2 meetings"
