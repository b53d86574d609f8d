"""What counts towards a certificate follows when a meeting's attendance is put right; what was issued stays."""

from datetime import timedelta

from certificates.models import Certificate
from certificates.queries import award_items
from certificates.services import ensure_award, issue_certificate
from supervision.attendance.services import put_attendance_right
from supervision.meetings.models import SupervisionMeeting
from tests.certificates import making


def meetings_counted(cast, person) -> str:
    return award_items(ensure_award(cast.thames), person, cast.now)[2].detail


def put_right(cast, there: bool, now=None) -> None:
    latest = SupervisionMeeting.objects.held().order_by("local_date").last()
    put_attendance_right(meeting=latest, person=cast.anna, there=there, reason="slip", by=cast.sam, now=now or cast.now)


def test_a_meeting_counts_no_more_once_its_attendance_is_taken_back_and_counts_again_once_it_is_added(cast):
    making.meetings(cast, 2)
    assert meetings_counted(cast, cast.anna) == "2 meetings (2 needed)"
    put_right(cast, False)
    assert meetings_counted(cast, cast.anna) == "1 of 2 meetings"
    put_right(cast, True)
    assert meetings_counted(cast, cast.anna) == "2 meetings (2 needed)"


def test_an_issued_certificate_is_not_changed_and_the_next_one_begins_where_it_ended(cast):
    award = making.meet_the_award(cast)
    issued = issue_certificate(award=award, person=cast.anna, by=cast.cora, now=cast.now)
    before = Certificate.objects.filter(pk=issued.pk).values().get()
    put_right(cast, False, now=cast.now + timedelta(hours=1))
    assert Certificate.objects.filter(pk=issued.pk).values().get() == before
    put_right(cast, True, now=cast.now + timedelta(hours=2))
    assert meetings_counted(cast, cast.anna) == "0 of 2 meetings"
