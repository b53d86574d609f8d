"""Meetings of several pairs in any order among supervisors who change: each word has its readers and nobody else.

Who may read is worked out here from what was done and from bare rows with their days, without the code that is tried.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule

from confidential.services import open_sealed
from foundation.refusals import Refusal
from people.models import CoverWindow, SupervisionAssignment
from supervision.meetings.models import MeetingAttendee
from supervision.meetings.points.models import MeetingPoints
from supervision.meetings.points.services import NewPoints
from supervision.meetings.services import plan_meeting, record_meeting
from tests.supervision.meetings.recorded import at
from tests.supervision.meetings.several.making import several
from tests.supervision.meetings.supervisors import SUPERVISORS, AmongSupervisors, supervisors

FACILITATORS = ("anna", "ben", "farah", "hana")
PAIRS = ({"anna", "ben"}, {"farah", "hana"})
LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True)
class Kept:
    """What was written, and for whom: one name, or the two of a pair."""

    names: frozenset[str]
    by: str
    covered_for: str
    words: str


class MeetingsOfSeveralPairs(AmongSupervisors):
    both = None
    # What succeeded, over all runs: a machine that is refused everything has tried nothing.
    happened: Counter
    facilitators = st.sampled_from(FACILITATORS)
    some = st.sets(facilitators)

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()
        self.now = self.cast.now
        self.kept: dict[object, Kept] = {}
        self.presented: dict[object, dict[str, bool]] = {}
        self.hours = 0

    def teardown(self):
        try:
            self.every_word_is_opened_by_its_readers_alone()
        finally:
            transaction.savepoint_rollback(self.start)

    def person(self, name: str):
        return self.both.hana if name == "hana" else getattr(self.cast, name)

    def try_to(self, name: str, verb, **arguments):
        """A refusal is an answer, and changes nothing."""
        try:
            with transaction.atomic():
                done = verb(now=self.now, **arguments)
        except Refusal:
            return None
        self.happened[name] += 1
        return done

    def looked_after(self, supervisor: str) -> set[str]:
        """Theirs, and those of whoever they cover for."""
        person = self.person(supervisor)
        windows = at(CoverWindow.objects.filter(cover=person, programme=self.cast.thames), self.now)
        whose = {person.pk, *(window.supervisor_id for window in windows)}
        held = at(SupervisionAssignment.objects.filter(programme=self.cast.thames, supervisor__in=whose), self.now)
        keys = {row.facilitator_id for row in held}
        return {name for name in FACILITATORS if self.person(name).pk in keys}

    @initialize()
    def all_four_meet(self):
        self.somebody_meets("sam", set(FACILITATORS), set(), {"anna", "hana"}, pairs=True)

    @rule(by=supervisors, missing=st.sets(facilitators, max_size=2), presented=some, alone=some, pairs=st.booleans())
    def several_meet(self, by, missing, presented, alone, pairs):
        """With all whom they look after, or with anybody."""
        self.somebody_meets(by, self.looked_after(by) or {"anna", "farah"}, missing, presented, pairs, alone)

    def somebody_meets(self, by, asked, missing, presented, pairs, alone=frozenset(FACILITATORS)):
        self.hours += 1
        day = self.now.astimezone(LONDON).date() - timedelta(days=1)
        start = time(self.hours % 24, self.hours // 24)
        meeting = self.try_to(
            "plan",
            plan_meeting,
            supervisor=self.person(by),
            programme=self.cast.thames,
            people=[self.person(name) for name in sorted(asked)],
            local_date=day,
            local_start=start,
        )
        if meeting:
            texts = [frozenset(pair) for pair in PAIRS if pairs] + [frozenset({name}) for name in sorted(alone)]
            self.record(meeting, by, asked, asked - missing, presented, texts)

    def record(self, meeting, by, asked, came, presented, texts):
        words = {names: f"{'-'.join(sorted(names))}{self.hours}" for names in texts}
        recorded = self.try_to(
            "record",
            record_meeting,
            meeting=meeting,
            by=self.person(by),
            came=[self.person(name) for name in sorted(came)],
            minutes=60,
            agreed="all",
            presented=[self.person(name) for name in sorted(presented)],
            points=[
                NewPoints(tuple(self.person(name) for name in sorted(names)), said) for names, said in words.items()
            ],
        )
        if not recorded:
            return
        assert presented <= came
        assert all(names <= asked and names & came for names in texts)
        covered = next((name for name in SUPERVISORS if self.person(name).pk == recorded.covered_for_id), "")
        by_words = {said: Kept(names, by, covered, said) for names, said in words.items()}
        for row in MeetingPoints.objects.filter(meeting=meeting).select_related("meeting"):
            said = open_sealed(row, viewer=row.person, now=self.now)["points"]
            self.kept[row.pk] = by_words.pop(str(said))
        assert by_words == {}
        self.presented[meeting.pk] = {name: name in presented for name in asked}

    @rule(facilitator=facilitators, supervisor=supervisors)
    def supervision_passes_on(self, facilitator, supervisor):
        self.pass_on(facilitator, supervisor)

    @rule(step=st.sampled_from([timedelta(hours=5), timedelta(days=3)]))
    def time_passes(self, step):
        self.now += step

    # What holds

    def readers(self) -> dict[object, set[str]]:
        """For whom each is; who recorded it, and of a pair's for whom, while they look after one of them."""
        cared_for = {name: self.looked_after(name) for name in SUPERVISORS}
        found = {}
        for pk, kept in self.kept.items():
            who_held = {kept.by} | ({kept.covered_for} if len(kept.names) > 1 and kept.covered_for else set())
            found[pk] = set(kept.names) | {name for name in who_held if cared_for[name] & kept.names}
        return found

    @invariant()
    def each_word_is_open_to_its_readers(self):
        readers = self.readers()
        for name in FACILITATORS + SUPERVISORS:
            open_to = set(MeetingPoints.objects.open_to(self.person(name), self.now).values_list("pk", flat=True))
            assert open_to == {pk for pk in self.kept if name in readers[pk]}

    @invariant()
    def who_presented_stays(self):
        by_key = {self.person(name).pk: name for name in FACILITATORS}
        found: dict[object, dict[str, bool]] = {}
        places = MeetingAttendee.objects.filter(presented__isnull=False)
        for meeting, person, presented in places.values_list("meeting", "person", "presented"):
            found.setdefault(meeting, {})[by_key[person]] = presented
        assert found == self.presented

    def every_word_is_opened_by_its_readers_alone(self):
        """Nothing takes a word away for a time, so once at the end is enough."""
        readers = self.readers()
        for row in MeetingPoints.objects.filter(pk__in=self.kept).select_related("meeting"):
            kept, opened_by = self.kept[row.pk], set()
            for name in FACILITATORS + SUPERVISORS:
                try:
                    assert open_sealed(row, viewer=self.person(name), now=self.now) == {"points": kept.words}
                except PermissionDenied:
                    continue
                opened_by.add(name)
            assert opened_by == readers[row.pk]


def test_meetings_of_several_pairs(cast, run_machine):
    happened = Counter()
    run_machine(MeetingsOfSeveralPairs, cast=cast, both=several(cast), happened=happened)
    assert {"plan", "record", "assign", "cover"} <= set(happened)
