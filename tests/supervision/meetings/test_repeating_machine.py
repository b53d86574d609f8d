"""Any order of plan, change, move, cancel, record and change of supervisor, for meetings with several pairs."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from foundation.refusals import Refusal
from groups.series.bank_holidays import bank_holidays
from groups.series.planning import Plan
from people.models import CoverWindow, SupervisionAssignment
from supervision.meetings.coming.models import MeetingLine
from supervision.meetings.coming.queries import to_note
from supervision.meetings.coming.services import say_can_come, say_cannot_come, write_line
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.moves.services import move_meeting
from supervision.meetings.repeating import services
from supervision.meetings.repeating.models import MeetingSeries
from supervision.meetings.services import cancel_meeting, record_meeting
from tests.people import Cast

# The clocks go back on 25 October 2026 and forward on 28 March 2027: a walk of a year meets both.
BEGIN = datetime(2026, 9, 7, 9, tzinfo=UTC)
STARTS = (time(12), time(16, 30))
which = st.integers(0, 11)
names = st.sampled_from(["anna", "ben", "farah"])


class RepeatingMachine(RuleBasedStateMachine):
    """Sam supervises two pairs: Anna and Ben, and Farah with whoever joins her."""

    cast: Cast

    def __init__(self) -> None:
        super().__init__()
        self.start = transaction.savepoint()

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.start)

    @initialize()
    def nothing_yet(self) -> None:
        CoverWindow.objects.all().delete()
        SupervisionAssignment.objects.filter(ends_at=None).update(starts_at=BEGIN - timedelta(days=400))
        SupervisionAssignment.objects.filter(facilitator=self.cast.farah).update(supervisor=self.cast.sam)
        self.now = BEGIN
        self.touched: dict[object, tuple[date, time, str]] = {}
        self.lines = 0

    def ahead(self) -> list[SupervisionMeeting]:
        rows = SupervisionMeeting.objects.planned().filter(local_date__gt=self.now.date())
        return list(rows.order_by("local_date", "local_start", "pk"))

    def meeting_at(self, number: int) -> SupervisionMeeting:
        rows = self.ahead()
        return rows[number % len(rows)]

    def remember(self, row: SupervisionMeeting) -> None:
        row.refresh_from_db()
        self.touched[row.pk] = (row.local_date, row.local_start, row.state)

    @rule(
        people=st.sets(names, min_size=1),
        weeks=st.sampled_from([2, 4]),
        in_days=st.integers(1, 40),
        start=st.sampled_from(STARTS),
    )
    def begin(self, people, weeks, in_days, start) -> None:
        plan = Plan(weeks, self.now.date() + timedelta(days=in_days), start, 60)
        asked = [getattr(self.cast, name) for name in sorted(people)]
        try:
            services.begin_series(
                supervisor=self.cast.sam, programme=self.cast.thames, people=asked, plan=plan, now=self.now
            )
        except Refusal:
            assert set(asked) - set(self.supervised())

    def supervised(self):
        current = SupervisionAssignment.objects.current(self.now).filter(supervisor=self.cast.sam)
        return [one.facilitator for one in current.select_related("facilitator")]

    @precondition(lambda self: MeetingSeries.objects.exists())
    @rule(number=which, weeks=st.sampled_from([2, 4]), in_days=st.integers(1, 40), start=st.sampled_from(STARTS))
    def change(self, number, weeks, in_days, start) -> None:
        rows = list(MeetingSeries.objects.order_by("changed_at", "pk"))
        series = rows[number % len(rows)]
        plan = Plan(weeks, self.now.date() + timedelta(days=in_days), start, 60)
        try:
            services.save_series(series=series, by=self.cast.sam, plan=plan, now=self.now)
        except Refusal:
            assert services.still_theirs(series, self.now) == []

    @precondition(lambda self: self.ahead())
    @rule(number=which, by_days=st.integers(1, 3), hour=st.sampled_from([8, 19]))
    def move_by_hand(self, number, by_days, hour) -> None:
        row = self.meeting_at(number)
        day = row.local_date + timedelta(days=by_days)
        before = row.moves.count()
        try:
            move_meeting(meeting=row, by=self.cast.sam, day=day, start=time(hour), now=self.now)
        except Refusal:
            return
        assert row.moves.count() == before + 1
        self.remember(row)

    @precondition(lambda self: self.ahead())
    @rule(number=which)
    def cancel_by_hand(self, number) -> None:
        row = self.meeting_at(number)
        try:
            cancel_meeting(meeting=row, by=self.cast.sam, reason="other", now=self.now)
        except Refusal:
            return
        self.remember(row)

    @precondition(lambda self: self.ahead())
    @rule(number=which, back=st.booleans(), line=st.booleans())
    def somebody_speaks_before(self, number, back, line) -> None:
        row = self.meeting_at(number)
        person = row.attendees.order_by("person__email").first().person
        try:
            say_cannot_come(meeting=row, by=person, now=self.now)
            if back:
                say_can_come(meeting=row, by=person, now=self.now)
            if line and not row.lines.filter(author=person).exists():
                write_line(meeting=row, by=person, words="Can we talk?", now=self.now)
                self.lines += 1
        except Refusal:
            assert person not in self.supervised()

    @rule(days=st.integers(1, 45))
    def time_goes_by(self, days) -> None:
        self.now += timedelta(days=days)
        services.continue_all(self.now)

    @precondition(lambda self: SupervisionMeeting.objects.planned().exists())
    @rule()
    def the_first_that_has_begun_is_recorded(self) -> None:
        over = [row for row in SupervisionMeeting.objects.planned() if row.starts_at <= self.now]
        for row in sorted(over, key=lambda row: (row.starts_at, str(row.pk)))[:1]:
            came = [place.person for place in row.attendees.select_related("person")]
            try:
                record_meeting(meeting=row, by=self.cast.sam, came=came, minutes=50, agreed="", now=self.now)
            except Refusal:
                continue
            self.remember(row)

    @rule()
    def continuing_twice_is_once(self) -> None:
        services.continue_all(self.now)
        fields = ("pk", "calendar_revision", "local_date", "series_day")
        before = list(SupervisionMeeting.objects.order_by("pk").values_list(*fields))
        services.continue_all(self.now)
        assert list(SupervisionMeeting.objects.order_by("pk").values_list(*fields)) == before

    @rule(name=names)
    def supervision_ends(self, name) -> None:
        theirs = SupervisionAssignment.objects.filter(facilitator=getattr(self.cast, name), supervisor=self.cast.sam)
        theirs.filter(ends_at=None).update(ends_at=self.now)

    @invariant()
    def what_was_touched_stays(self) -> None:
        rows = SupervisionMeeting.objects.filter(pk__in=self.touched)
        assert {
            row.pk: (row.local_date, row.local_start, row.state)
            for row in rows
            if not (self.touched[row.pk][2] == "planned" and row.state == "held")
        }.items() <= self.touched.items()
        assert len(rows) == len(self.touched)

    @invariant()
    def nobody_is_in_two_of_sams_meetings_at_once_and_none_is_on_a_bank_holiday(self) -> None:
        planned = list(SupervisionMeeting.objects.planned())
        assert len({(row.local_date, row.local_start) for row in planned}) == len(planned)
        made = {row.local_date for row in planned if row.touched_at is None}
        assert made & bank_holidays("England") == set()
        for row in planned:
            assert row.starts_at.astimezone(UTC).hour - row.local_start.hour in (0, -1)

    @invariant()
    def no_line_is_lost_and_only_sam_has_anything_to_note(self) -> None:
        assert MeetingLine.objects.count() == self.lines
        assert list(to_note(self.cast.stella, self.now)) == []


def test_repeating_meetings_in_any_order(cast, run_machine):
    run_machine(RepeatingMachine, cast=cast)
