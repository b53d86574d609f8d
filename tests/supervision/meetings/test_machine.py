"""Meetings in any order among people who come and go: what counts is what was recorded properly, and nothing is lost.

What should count is worked out here, from what was done and from bare rows with their days, without the code that is
tried.
"""

from collections import Counter
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Value
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, precondition, rule

from certificates.counting import BEFORE_ALL, KINDS, Period, how_many
from certificates.models import AwardRule
from confidential.services import open_all
from foundation.refusals import Refusal
from people.models import Appointment, CoverWindow, Role, SupervisionAssignment
from people.services import appoint
from supervision.attendance.services import put_attendance_right
from supervision.meetings.models import (
    AttendanceAddendum,
    CancelReason,
    MeetingAttendee,
    MeetingState,
    SupervisionMeeting,
)
from supervision.meetings.services import acknowledge_meeting, cancel_meeting, plan_meeting, record_meeting
from tests.figures import dates_and_minutes
from tests.supervision.meetings.recorded import Recorded, at, within
from tests.supervision.meetings.supervisors import SUPERVISORS, AmongSupervisors, supervisors
from tests.verbs import end_appointment

FACILITATORS = ("anna", "ben", "farah")
LONDON = ZoneInfo("Europe/London")


class MeetingsAmongPeopleWhoComeAndGo(AmongSupervisors):
    # What succeeded, over all runs: a machine that is refused everything has tried nothing.
    happened: Counter
    which = st.integers(min_value=0, max_value=5)
    facilitators = st.sampled_from(FACILITATORS)
    several = st.sets(facilitators, min_size=1)
    open_states = (MeetingState.PLANNED, MeetingState.HELD)

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()
        self.now = self.cast.now
        self.recorded: dict[object, Recorded] = {}
        self.made: list[object] = []
        self.count = 0
        self.changed = False

    def teardown(self):
        try:
            self.every_word_can_be_read_by_those_who_were_asked()
        finally:
            transaction.savepoint_rollback(self.start)

    def person(self, name: str):
        return getattr(self.cast, name)

    def meeting_at(self, which: int, *states: str) -> SupervisionMeeting | None:
        """Often the latest that was made: what has just been planned is moved, recorded or put right."""
        rows = SupervisionMeeting.objects.filter(state__in=states or MeetingState.values)
        found = sorted(rows, key=lambda meeting: self.made.index(meeting.pk) if meeting.pk in self.made else -1)
        return found[-1 - which % len(found)] if found else None

    def remember_what_was_made(self):
        """Rows have no order of their own that is the same in each run."""
        rows = SupervisionMeeting.objects.exclude(pk__in=self.made).select_related("supervisor")
        self.made += [
            meeting.pk for meeting in sorted(rows, key=lambda meeting: (meeting.starts_at, meeting.supervisor.email))
        ]

    def try_to(self, name: str, verb, **arguments) -> bool:
        """A refusal is an answer, and changes nothing."""
        try:
            with transaction.atomic():
                verb(now=self.now, **arguments)
        except Refusal:
            return False
        self.happened[name] += 1
        self.changed = True
        self.remember_what_was_made()
        return True

    # Who was what, from bare rows

    def roles(self, person_id: object, role: Role):
        return Appointment.objects.filter(person=person_id, role=role, programme=self.cast.thames)

    def supervised(self, facilitator_id: object, supervisor_id: object):
        return SupervisionAssignment.objects.filter(
            facilitator=facilitator_id, supervisor=supervisor_id, programme=self.cast.thames
        )

    def supervises(self, supervisor_id: object, facilitator_id: object) -> bool:
        rights = (
            self.supervised(facilitator_id, supervisor_id),
            self.roles(supervisor_id, Role.SUPERVISOR),
            self.roles(facilitator_id, Role.FACILITATOR),
        )
        return all(at(rows, self.now) for rows in rights)

    def supervised_on_that_day(self, supervisor_id: object, facilitator_id: object, begins: datetime) -> bool:
        midnight = datetime.combine(begins.astimezone(LONDON).date() + timedelta(days=1), time(), LONDON)
        rights = (
            self.supervised(facilitator_id, supervisor_id),
            self.roles(supervisor_id, Role.SUPERVISOR),
            self.roles(facilitator_id, Role.FACILITATOR),
        )
        return all(within(rows, begins, midnight) for rows in rights)

    def looks_after(self, by: object, facilitator_id: object) -> bool:
        windows = at(CoverWindow.objects.filter(cover=by, programme=self.cast.thames), self.now)
        in_post = bool(at(self.roles(by, Role.SUPERVISOR), self.now))
        whose = (by, *(window.supervisor_id for window in windows))
        return in_post and any(self.supervises(item, facilitator_id) for item in whose)

    # What happens to meetings

    @rule(people=several, days=st.integers(-3, 2), hour=st.sampled_from([9, 18]), stranger=st.none() | supervisors)
    def somebody_plans(self, people, days, hour, stranger):
        """With those whom they look after, or with anybody; and what lies behind is a talk that is entered."""
        asked = [self.person(name) for name in sorted(people)]
        supervisor = self.person(stranger) if stranger else self.one_of_theirs(asked[0])
        if supervisor:
            theirs = [item for item in asked if self.looks_after(supervisor.pk, item.pk)]
            self.plan(supervisor, theirs or asked, days, hour)

    def one_of_theirs(self, facilitator):
        """Their supervisor, or while there is one the cover."""
        found = [self.person(name) for name in SUPERVISORS]
        return next(
            (meeting for meeting in found[self.count % 2 :] if self.looks_after(meeting.pk, facilitator.pk)), None
        )

    def plan(self, supervisor, people, days: int, hour: int) -> None:
        self.try_to(
            "plan",
            plan_meeting,
            supervisor=supervisor,
            programme=self.cast.thames,
            people=people,
            local_date=self.now.astimezone(LONDON).date() + timedelta(days=days),
            local_start=time(hour),
        )

    @precondition(lambda self: self.made)
    @rule(which=which, days=st.integers(0, 3), hour=st.sampled_from([9, 12, 18]))
    def somebody_moves_one(self, which, days, hour):
        """A meeting that is moved is cancelled, and planned anew."""
        meeting = self.meeting_at(which)
        if meeting and self.try_to(
            "cancel", cancel_meeting, meeting=meeting, by=meeting.supervisor, reason=CancelReason.MOVED
        ):
            assert meeting.pk not in self.recorded
            self.plan(meeting.supervisor, [place.person for place in meeting.attendees.all()], days, hour)

    @precondition(lambda self: self.made)
    @rule(which=which, by=supervisors)
    def somebody_cancels(self, which, by):
        meeting = self.meeting_at(which)
        if meeting and self.try_to(
            "cancel", cancel_meeting, meeting=meeting, by=self.person(by), reason=CancelReason.OTHER
        ):
            assert meeting.pk not in self.recorded

    @precondition(lambda self: self.made)
    @rule(which=which, missing=facilitators, minutes=st.sampled_from([45, 60]), other=st.none() | supervisors)
    def somebody_records(self, which, missing, minutes, other):
        meeting = self.meeting_at(which, *self.open_states)
        if meeting:
            self.record(meeting, self.person(other) if other else meeting.supervisor, self.person(missing), minutes)

    @rule(people=several, days=st.integers(-2, 0), hour=st.sampled_from([0, 9, 18]), missing=facilitators)
    def somebody_enters_a_talk(self, people, days, hour, missing):
        """It was not planned, and is recorded at once."""
        before = len(self.made)
        self.somebody_plans(people=people, days=days, hour=hour, stranger=None)
        for meeting in SupervisionMeeting.objects.filter(pk__in=self.made[before:]):
            self.record(meeting, meeting.supervisor, self.person(missing), 60)

    @initialize()
    def two_have_met(self):
        """Ben was there too, or so he says."""
        self.somebody_enters_a_talk(people={"anna", "ben"}, days=-1, hour=18, missing="ben")

    def record(self, meeting, by, missing, minutes) -> None:
        asked = {place.person_id: place.person for place in meeting.attendees.select_related("person")}
        present = [item for item in asked.values() if item != missing] or list(asked.values())
        self.count += 1
        words = f"word{self.count}"
        if self.try_to("record", record_meeting, meeting=meeting, by=by, came=present, minutes=minutes, agreed=words):
            self.it_was_theirs_to_record(meeting, by, present, asked)
            self.recorded[meeting.pk] = Recorded(
                meeting.starts_at.astimezone(UTC),
                meeting.local_date,
                minutes,
                words,
                self.now,
                by.pk,
                {pk: one in present for pk, one in asked.items()},
            )

    def it_was_theirs_to_record(self, meeting, by, present, asked):
        assert meeting.pk not in self.recorded
        assert meeting.starts_at <= self.now
        assert by == meeting.supervisor
        assert any(self.looks_after(by.pk, person_id) for person_id in asked)
        whose = meeting.covered_for_id or meeting.supervisor_id
        assert all(self.supervised_on_that_day(whose, item.pk, meeting.starts_at) for item in present)

    @precondition(lambda self: self.recorded)
    @rule(which=which)
    def the_same_record_is_sent_again(self, which):
        if meeting := self.meeting_at(which, MeetingState.HELD):
            kept = self.recorded[meeting.pk]
            came = [place.person for place in meeting.attendees.all() if kept.came[place.person_id]]
            self.try_to(
                "record again",
                record_meeting,
                meeting=meeting,
                by=meeting.supervisor,
                came=came,
                minutes=kept.minutes,
                agreed=kept.words,
            )

    @precondition(lambda self: self.recorded)
    @rule(which=which, who=facilitators, differs=st.booleans())
    def somebody_answers(self, which, who, differs):
        if meeting := self.meeting_at(which, MeetingState.HELD):
            said = "I see it otherwise" if differs else None
            if self.try_to("answer", acknowledge_meeting, meeting=meeting, by=self.person(who), differs=said):
                assert self.person(who).pk in self.recorded[meeting.pk].came

    @precondition(lambda self: self.recorded)
    @rule(which=which, who=facilitators, there=st.booleans(), other=st.none() | supervisors)
    def somebody_puts_attendance_right(self, which, who, there, other):
        self.put_right(self.meeting_at(which, MeetingState.HELD), self.person(who), there, other)

    @precondition(lambda self: self.recorded)
    @rule(which=which, other=st.none() | supervisors)
    def somebody_was_there_or_was_not_after_all(self, which, other):
        """Whatever the record says now of the first who was asked, the other is right."""
        meeting = self.meeting_at(which, MeetingState.HELD)
        person = meeting.attendees.select_related("person").order_by("person__email").first().person
        self.put_right(meeting, person, not self.recorded[meeting.pk].was_there(person.pk), other)

    def put_right(self, meeting, person, there, other) -> None:
        everybody = [self.person(name) for name in SUPERVISORS]
        present = next((item for item in everybody if self.supervises(item.pk, person.pk)), everybody[0])
        supervisor = self.person(other) if other else present
        kept, theirs = self.recorded[meeting.pk], self.supervises(supervisor.pk, person.pk)
        if self.try_to(
            "put right", put_attendance_right, meeting=meeting, person=person, there=there, reason="slip", by=supervisor
        ):
            assert theirs and person.pk in kept.came
            if kept.was_there(person.pk) != there:
                assert not there or self.it_can_be_their_supervision(meeting, person)
                kept.added.append((person.pk, there))
        elif theirs and person.pk in kept.came and kept.was_there(person.pk) != there:
            assert there and not self.it_can_be_their_supervision(meeting, person)

    def it_can_be_their_supervision(self, meeting, person) -> bool:
        """They were supervised there on that day, and at no other meeting that began then."""
        begins = meeting.starts_at.astimezone(UTC)
        elsewhere = [
            one
            for pk, one in self.recorded.items()
            if pk != meeting.pk and one.begins == begins and one.was_there(person.pk)
        ]
        whose = meeting.covered_for_id or meeting.supervisor_id
        return not elsewhere and self.supervised_on_that_day(whose, person.pk, meeting.starts_at)

    # What happens to people

    @rule(facilitator=facilitators, supervisor=supervisors)
    def supervision_passes_on(self, facilitator, supervisor):
        self.pass_on(facilitator, supervisor)

    @rule(who=st.sampled_from(SUPERVISORS + FACILITATORS), hours=st.sampled_from([0, 30]), whom=supervisors)
    def somebody_leaves_and_comes_back(self, who, hours, whom):
        """After a while, or at once: what hung on the role is given anew, and never comes back by itself."""
        role = Role.SUPERVISOR if who in SUPERVISORS else Role.FACILITATOR
        self.now += timedelta(minutes=1)
        for held in at(self.roles(self.person(who).pk, role), self.now):
            self.try_to("leave", end_appointment, appointment=held)
        self.now += timedelta(hours=hours, minutes=1)
        self.try_to("come", appoint, person=self.person(who), role=role, programme=self.cast.thames)
        for name in FACILITATORS:
            if self.one_of_theirs(self.person(name)) is None:
                self.supervision_passes_on(facilitator=name, supervisor=whom)

    @rule(step=st.sampled_from([timedelta(hours=5), timedelta(hours=26), timedelta(days=3)]))
    def time_passes(self, step):
        self.now += step
        self.changed = True

    # What holds

    @invariant()
    def what_counts_is_what_was_recorded_and_put_right(self):
        if not self.changed:
            return
        self.changed = False
        counted = self.counted_for_a_certificate()
        for person in (self.person(name) for name in FACILITATORS):
            attended = [item for item in self.recorded.values() if item.was_there(person.pk)]
            assert dates_and_minutes(person, self.cast.thames.pk) == [
                (item.day, item.minutes) for item in sorted(attended, key=lambda item: item.begins)
            ]
            assert counted[person.pk] == {len(attended)}
            assert len({item.begins for item in attended}) == len(attended)
            assert all(item.begins <= item.at <= self.now for item in attended)
        self.nothing_recorded_is_lost_or_replaced()

    def counted_for_a_certificate(self) -> dict[object, set[int]]:
        """Person -> what is counted for their time, or times, as a facilitator."""
        rows = KINDS[AwardRule.Kind.SUPERVISIONS].rows(Period(Value(BEFORE_ALL), self.now, "Europe/London"))
        held = Appointment.objects.filter(role=Role.FACILITATOR, programme=self.cast.thames)
        counted: dict[object, set[int]] = {}
        for person_id, number in held.annotate(number=how_many(rows)).values_list("person", "number"):
            counted.setdefault(person_id, set()).add(number)
        return counted

    def nothing_recorded_is_lost_or_replaced(self):
        held = SupervisionMeeting.objects.held().values_list("pk", "minutes", "recorded_at", "supervisor")
        assert {row[0]: row[1:] for row in held} == {
            pk: (one.minutes, one.at, one.by) for pk, one in self.recorded.items()
        }
        places = MeetingAttendee.objects.filter(meeting__in=self.recorded).values_list("meeting", "person", "came")
        assert set(places) == {
            (pk, person, came) for pk, one in self.recorded.items() for person, came in one.came.items()
        }
        added = AttendanceAddendum.objects.order_by("meeting", "number").values_list("meeting", "person", "came")
        kept = {pk: one.added for pk, one in self.recorded.items()}
        assert sorted(map(str, added)) == sorted(str((pk, *meeting)) for pk, rows in kept.items() for meeting in rows)

    def every_word_can_be_read_by_those_who_were_asked(self):
        """Nothing takes a word away for a time, so once at the end is enough."""
        for name in FACILITATORS:
            person = self.person(name)
            meetings = list(SupervisionMeeting.objects.held().filter(attendees__person=person))
            opened = open_all(meetings, viewer=person, now=self.now)
            assert {pk: parts["agreed"] for pk, parts in opened.items()} == {
                pk: one.words for pk, one in self.recorded.items() if person.pk in one.came
            }


def test_meetings_among_people_who_come_and_go(cast, run_machine):
    happened = Counter()
    run_machine(MeetingsAmongPeopleWhoComeAndGo, cast=cast, happened=happened)
    assert {"plan", "record", "answer", "put right", "assign", "leave"} <= set(happened)
