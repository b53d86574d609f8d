"""Handing over, leave and leaving in any order: whatever happens, nothing planned or waiting points to who is gone."""

from contextlib import suppress
from datetime import timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from delivery.models import Effect
from foundation.refusals import Refusal
from people.endings.services import DUE, carry_out_when_due, end
from people.models import Appointment, CoverWindow, Role, SupervisionAssignment
from people.services import appoint, assign_supervisor
from supervision.check_ins.models import CheckIn
from supervision.check_ins.services import ask_to_check_in, say_in_touch
from supervision.cover.changes import change_occasion
from supervision.cover.forms import Away
from supervision.cover.leave import LeaveBegins, leave_occasion
from supervision.logs.models import LogState, LogVersion, SessionLog
from supervision.logs.sharing import share_as_before, share_log
from supervision.meetings.models import SupervisionMeeting
from supervision.meetings.services import plan_meeting
from tests.people import Cast
from tests.supervision.world import alder_session, draft_log, shared_log
from tests.verbs import end_appointment

FACILITATORS = ("anna", "ben", "farah")
SUPERVISORS = ("sam", "stella", "grace", "clara")


class HandOverAndCover(RuleBasedStateMachine):
    cast: Cast
    facilitators, supervisors = st.sampled_from(FACILITATORS), st.sampled_from(SUPERVISORS)

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()
        self.now = self.cast.now

    def teardown(self):
        transaction.savepoint_rollback(self.start)

    def person(self, name):
        return getattr(self.cast, name)

    def attempt(self, deed) -> None:
        """A refusal is an answer; a minute passes either way."""
        self.now += timedelta(minutes=1)
        self.the_worker_runs()
        with suppress(Refusal), transaction.atomic():
            deed()

    def supervisor_of(self, facilitator):
        held = SupervisionAssignment.objects.current(self.now).filter(facilitator=facilitator).first()
        return held.supervisor if held else None

    @rule(facilitator=facilitators, supervisor=supervisors)
    def pass_on(self, facilitator, supervisor):
        self.attempt(
            lambda: assign_supervisor(
                facilitator=self.person(facilitator),
                supervisor=self.person(supervisor),
                programme=self.cast.thames,
                by=self.cast.cora,
                now=self.now,
            )
        )

    @rule(supervisor=supervisors, days=st.integers(0, 2))
    def supervisor_leaves(self, supervisor, days):
        held = Appointment.objects.current(self.now).filter(person=self.person(supervisor), role=Role.SUPERVISOR)
        for appointment in held.select_related("person", "programme"):
            self.attempt(
                lambda appointment=appointment: end_appointment(
                    appointment=appointment,
                    by=self.cast.cora,
                    now=self.now,
                    at=self.now + timedelta(days=days),
                )
            )

    @rule(supervisor=supervisors)
    def supervisor_comes(self, supervisor):
        held = Appointment.objects.current(self.now).filter(person=self.person(supervisor), role=Role.SUPERVISOR)
        if not held.exists():
            self.attempt(
                lambda: appoint(
                    person=self.person(supervisor), role=Role.SUPERVISOR, programme=self.cast.thames, now=self.now
                )
            )

    @rule(facilitator=facilitators)
    def ask(self, facilitator):
        self.attempt(lambda: ask_to_check_in(by=self.person(facilitator), now=self.now))

    @rule(facilitator=facilitators)
    def be_in_touch(self, facilitator):
        if (supervisor := self.supervisor_of(self.person(facilitator))) is None:
            return
        for check_in in CheckIn.objects.waiting().filter(person=self.person(facilitator), supervisor=supervisor):
            self.attempt(lambda check_in=check_in: say_in_touch(check_in=check_in, by=supervisor, now=self.now))

    @rule(facilitator=facilitators, days=st.integers(1, 20), hour=st.integers(8, 18))
    def plan(self, facilitator, days, hour):
        person = self.person(facilitator)
        if supervisor := self.supervisor_of(person):
            self.plan_with([person], supervisor, days, hour)

    def plan_with(self, people, supervisor, days, hour):
        when = (self.now + timedelta(days=days)).replace(hour=hour, minute=0, second=0, microsecond=0)
        self.attempt(
            lambda: plan_meeting(
                supervisor=supervisor,
                programme=self.cast.thames,
                people=people,
                local_date=when.date(),
                local_start=when.time(),
                now=self.now,
            )
        )

    @rule(days=st.integers(1, 3))
    def days_pass(self, days):
        self.now += timedelta(days=days)
        self.the_worker_runs()

    @rule()
    def share(self):
        logs = list(SessionLog.objects.filter(owner=self.cast.anna, state=LogState.DRAFT).order_by("pk"))
        for log in logs[:1]:
            verb = share_as_before if log.versions.exists() else share_log
            self.attempt(lambda log=log, verb=verb: verb(log=log, by=self.cast.anna, now=self.now))

    @rule(supervisor=supervisors, cover=st.sampled_from((*SUPERVISORS, None)), first=st.integers(1, 9))
    def go_on_leave(self, supervisor, cover, first):
        begins = self.now + timedelta(days=first)
        away = Away(self.cast.thames, cover and self.person(cover), begins, begins + timedelta(days=7))
        self.attempt(lambda: LeaveBegins().perform(leave_occasion(self.person(supervisor), [away], self.now), {}))

    @rule()
    def end_a_leave(self):
        for window in CoverWindow.objects.filter(ends_at__gt=self.now).order_by("pk")[:1]:
            self.attempt(lambda window=window: end(occasion=change_occasion(window, None, self.now)))

    @rule(cover=st.sampled_from((*SUPERVISORS, None)), days=st.integers(1, 12))
    def change_a_leave(self, cover, days):
        for window in CoverWindow.objects.filter(ends_at__gt=self.now).order_by("pk")[:1]:
            begins = max(window.starts_at, self.now)
            away = Away(window.programme, cover and self.person(cover), window.starts_at, begins + timedelta(days=days))
            self.attempt(lambda window=window, away=away: end(occasion=change_occasion(window, away, self.now)))

    @rule(days=st.integers(0, 9), hour=st.integers(8, 18))
    def plan_as_cover(self, days, hour):
        for window in CoverWindow.objects.current(self.now).filter(programme=self.cast.thames).order_by("pk")[:1]:
            held = SupervisionAssignment.objects.current(self.now).filter(supervisor=window.supervisor)
            people = [assignment.facilitator for assignment in held.exclude(facilitator=window.cover)]
            self.plan_with(people, window.cover, days, hour)

    def in_post(self):
        return Appointment.objects.current(self.now).filter(role=Role.SUPERVISOR, programme=self.cast.thames)

    def carried_out(self, model_rows, field="supervisor"):
        """Rows whose supervisor is gone: not only on a day ahead, but now."""
        return model_rows.exclude(**{f"{field}__in": self.in_post().values("person")})

    def the_worker_runs(self):
        for effect in Effect.objects.filter(kind=DUE, next_at__lte=self.now, state="pending"):
            carry_out_when_due(effect, self.now)
            Effect.objects.filter(pk=effect.pk).update(state="done")

    @invariant()
    def no_planned_meeting_names_a_supervisor_who_is_gone(self):
        assert list(self.carried_out(SupervisionMeeting.objects.planned())) == []

    @invariant()
    def every_attendee_of_a_meeting_ahead_is_looked_after_by_whom_it_names(self):
        for meeting in SupervisionMeeting.objects.planned().prefetch_related("attendees__person"):
            whose = meeting.covered_for or meeting.supervisor
            for place in meeting.attendees.all() if meeting.starts_at > self.now else ():
                assert self.supervisor_of(place.person) == whose

    @invariant()
    def whoever_holds_a_meeting_ahead_as_cover_covers_then(self):
        for meeting in SupervisionMeeting.objects.planned().exclude(covered_for=None):
            windows = CoverWindow.objects.filter(cover=meeting.supervisor, supervisor=meeting.covered_for)
            assert meeting.starts_at <= self.now or any(window.holds(meeting.starts_at) for window in windows)

    @invariant()
    def no_check_in_vanishes(self):
        """It waits with who supervises now; with nobody while nobody does."""
        for check_in in CheckIn.objects.waiting().select_related("person", "supervisor"):
            assert check_in.supervisor == self.supervisor_of(check_in.person)

    @invariant()
    def no_log_waits_for_somebody_who_will_not_read_it(self):
        shared = LogVersion.objects.newest().filter(log__state=LogState.SHARED).select_related("log__owner", "reader")
        for version in shared:
            assert version.reader == self.supervisor_of(version.log.owner)

    @invariant()
    def no_leave_ahead_is_covered_by_somebody_who_is_gone(self):
        ahead = CoverWindow.objects.filter(ends_at__gt=self.now, programme=self.cast.thames)
        assert list(self.carried_out(ahead)) == []
        assert list(self.carried_out(ahead.exclude(cover=None), "cover")) == []


def test_handing_over_and_cover_in_any_order(cast, run_machine):
    shared_log(cast, cast.anna, alder_session(cast, 3))
    draft_log(cast, cast.anna, alder_session(cast, 9))
    run_machine(HandOverAndCover, cast=cast)
