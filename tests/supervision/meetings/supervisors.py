"""What happens to supervision in a state machine, whatever it is about: it passes on, and somebody covers."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from people.models import CoverWindow
from people.services import assign_supervisor
from supervision.cover.services import end_cover, set_cover
from tests.supervision.meetings.recorded import at

SUPERVISORS = ("sam", "stella", "clara")
supervisors = st.sampled_from(SUPERVISORS)


class AmongSupervisors(RuleBasedStateMachine):
    """A machine has `now`, `person` for a name, and `try_to`, which counts what succeeded and takes a Refusal."""

    cast = None

    def pass_on(self, facilitator: str, supervisor: str) -> None:
        self.now += timedelta(minutes=1)
        self.try_to(
            "assign",
            assign_supervisor,
            facilitator=self.person(facilitator),
            supervisor=self.person(supervisor),
            programme=self.cast.thames,
            by=self.cast.cora,
        )

    @rule(who=supervisors, cover=supervisors, days=st.integers(1, 4))
    def cover_opens(self, who, cover, days):
        self.try_to(
            "cover",
            set_cover,
            supervisor=self.person(who),
            cover=self.person(cover),
            programme=self.cast.thames,
            starts_at=self.now,
            ends_at=self.now + timedelta(days=days),
        )

    @rule()
    def cover_ends(self):
        for window in at(CoverWindow.objects.filter(programme=self.cast.thames), self.now)[:1]:
            self.try_to("end cover", end_cover, window=window, by=window.supervisor)
