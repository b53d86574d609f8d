"""Whatever happens, in whatever order: somebody has every open concern, never somebody it is about, and nothing written
is lost. People come and go, cover opens and closes, two write at once, the clock moves, the worker comes when it comes.
"""

from datetime import timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from confidential.services import open_all
from delivery.models import Effect
from delivery.services import deliver_due
from foundation.refusals import Refusal
from people.holds.models import NoticeHold
from people.holds.services import hold_notices, say_telephoned
from people.models import Appointment, CoverWindow, Role, SupervisionAssignment
from people.queries import covers_of
from people.services import appoint, assign_supervisor
from supervision.concerns import services
from supervision.concerns.models import About, Concern, ConcernState, Outcome, Urgency
from supervision.concerns.routing import with_whom
from supervision.cover.services import end_cover, set_cover
from tests.verbs import end_appointment

STAFF = ("sam", "stella", "grace", "clara", "gwen", "dora", "cora")
ROLES = (Role.SUPERVISOR, Role.GOVERNANCE, Role.DEPUTY)
# Concerns at a time: each is looked at after every step.
MOST = 2
STEPS = [timedelta(minutes=20), timedelta(hours=1), timedelta(hours=25), timedelta(days=4), timedelta(days=9)]


class ConcernsAmongPeopleWhoComeAndGo(RuleBasedStateMachine):
    cast = None
    somewhere = st.integers(min_value=0, max_value=1000)
    person = st.sampled_from(STAFF)

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()
        self.now = self.cast.now
        self.said: dict[object, set[str]] = {}
        self.kept: dict[object, set[object]] = {}
        self.count = 0
        # What a refusal left as it was is not looked at again.
        self.changed = False

    def teardown(self):
        try:
            self.what_was_written_stays()
        finally:
            transaction.savepoint_rollback(self.start)

    def what_was_written_stays(self):
        """Nothing takes a word away for a time, so once at the end is enough."""
        for concern in Concern.objects.all():
            opened = open_all([concern, *concern.notes.all()], viewer=self.cast.anna, now=self.now)
            held = {word for parts in opened.values() for words in parts.values() for word in words.split()}
            assert self.said[concern.pk] - held == set()

    # What there is

    def concern_at(self, which: int, *states: str) -> Concern | None:
        standing = Concern.objects.in_bulk()
        found = [standing[pk] for pk in self.said if standing[pk].state in (states or ConcernState.values)]
        return found[which % len(found)] if found else None

    def words(self) -> str:
        self.count += 1
        return f"word{self.count}"

    def has_role(self, role: Role) -> set[object]:
        held = Appointment.objects.current(self.now).filter(role=role, programme=self.cast.thames)
        return set(held.values_list("person", flat=True))

    def ever_had_role(self, role: Role) -> set[object]:
        held = Appointment.objects.filter(role=role, programme=self.cast.thames)
        return set(held.values_list("person", flat=True))

    def free(self, concern: Concern, people: set[object]) -> set[object]:
        away = set(NoticeHold.objects.open().values_list("person", flat=True))
        return people - self.kept[concern.pk] - away - {concern.raised_by_id}

    def meant_by(self, about: str) -> set[object]:
        """Whoever holds or held the role, found without the code that is tried."""
        assignments = SupervisionAssignment.objects.filter(facilitator=self.cast.anna, programme=self.cast.thames)
        supervisors = set(assignments.values_list("supervisor", flat=True))
        windows = CoverWindow.objects.filter(supervisor__in=supervisors, cover__isnull=False)  # a leave may have nobody
        return {
            "": set(),
            "supervisor": supervisors,
            "partner": {self.cast.ben.pk},
            "cover": set(windows.values_list("cover", flat=True)),
            "coordinator": self.ever_had_role(Role.COORDINATOR),
            "governance": self.ever_had_role(Role.GOVERNANCE),
            "deputy": self.ever_had_role(Role.DEPUTY),
        }[about]

    def try_to(self, verb, **arguments) -> bool:
        """A refusal is an answer: it changes nothing."""
        try:
            with transaction.atomic():
                verb(now=self.now, **arguments)
        except Refusal:
            return False
        self.changed = True
        return True

    def said_by(self, concern: Concern, verb, **arguments) -> None:
        words = self.words()
        if self.try_to(verb, concern=concern, words=words, **arguments):
            self.said[concern.pk].add(words)

    # What happens to concerns

    @precondition(lambda self: len(self.said) < MOST)
    @rule(urgency=st.sampled_from(Urgency.values), about=st.sampled_from(About.values), reached=st.booleans())
    def somebody_raises_one(self, urgency, about, reached):
        words, meant = self.words(), self.meant_by(about)
        spoken_to = ["partner"] if reached else ["nobody"]
        said = services.Raising("participant", urgency, about, spoken_to, words, "by phone")
        raised = services.raise_concern(by=self.cast.anna, programme=self.cast.thames, said=said, now=self.now)
        self.changed = True
        self.said[raised.pk], self.kept[raised.pk] = {words}, meant - {self.cast.anna.pk}

    @precondition(lambda self: len(self.said) < MOST)
    @rule(urgency=st.sampled_from(["now", "not_rung"]), about=st.sampled_from(About.values))
    def somebody_presses_now(self, urgency, about):
        meant = self.meant_by(about)
        raised = services.raise_alarm(
            by=self.cast.anna, programme=self.cast.thames, urgency=urgency, about=about, now=self.now
        )
        self.said[raised.pk], self.kept[raised.pk] = set(), meant - {self.cast.anna.pk}
        self.changed = True

    @rule(which=somewhere)
    def the_words_follow(self, which):
        if concern := self.concern_at(which):
            words = self.words()
            said = services.Raising("own", concern.urgency, concern.about, ["partner"], words, "by phone")
            if self.try_to(services.write_concern, concern=concern, by=self.cast.anna, said=said):
                self.said[concern.pk].add(words)

    @rule(which=somewhere, who=person)
    def somebody_acknowledges(self, which, who):
        if concern := self.concern_at(which, "raised"):
            self.try_to(services.acknowledge_concern, concern=concern, by=getattr(self.cast, who))

    @rule(which=somewhere, who=person, days=st.integers(0, 20), seen=st.integers(0, 2))
    def somebody_writes_a_plan(self, which, who, days, seen):
        if concern := self.concern_at(which, "acknowledged", "planned"):
            day = (self.now + timedelta(days=days)).date()
            by = getattr(self.cast, who)
            self.said_by(concern, services.agree_plan, by=by, look_again_on=day, seen=seen)

    @rule(which=somewhere, who=st.tuples(person, person))
    def two_write_a_note_at_once(self, which, who):
        if concern := self.concern_at(which):
            for name in (*who, "anna"):
                self.said_by(concern, services.add_note, by=getattr(self.cast, name))

    @rule(which=somewhere, who=person, outcome=st.sampled_from(Outcome.values))
    def somebody_closes(self, which, who, outcome):
        if concern := self.concern_at(which, "planned", "closed"):
            self.said_by(concern, services.close_concern, by=getattr(self.cast, who), outcome=outcome)

    @rule(which=somewhere, who=st.sampled_from([*STAFF, "anna"]))
    def somebody_opens_it_again(self, which, who):
        if concern := self.concern_at(which, "closed"):
            self.said_by(concern, services.reopen_concern, by=getattr(self.cast, who))

    @rule(which=somewhere, who=person)
    def somebody_hands_it_on(self, which, who):
        if concern := self.concern_at(which):
            self.try_to(services.hand_on, concern=concern, by=getattr(self.cast, who))

    # What happens to people

    @rule(who=person, role=st.sampled_from(ROLES))
    def a_role_begins(self, who, role):
        self.try_to(appoint, person=getattr(self.cast, who), role=role, programme=self.cast.thames)

    @rule(who=person, role=st.sampled_from(ROLES))
    def a_role_ends(self, who, role):
        held = Appointment.objects.current(self.now).filter(
            person=getattr(self.cast, who), role=role, programme=self.cast.thames, starts_at__lt=self.now
        )
        for appointment in held:
            self.try_to(end_appointment, appointment=appointment)

    @rule(who=person)
    def another_supervises(self, who):
        # Nobody begins and ends at one instant.
        self.now += timedelta(minutes=1)
        self.try_to(
            assign_supervisor,
            facilitator=self.cast.anna,
            supervisor=getattr(self.cast, who),
            programme=self.cast.thames,
            by=self.cast.cora,
        )

    @rule(who=st.tuples(person, person), days=st.integers(1, 6))
    def cover_opens(self, who, days):
        away, cover = (getattr(self.cast, name) for name in who)
        self.try_to(
            set_cover,
            supervisor=away,
            cover=cover,
            programme=self.cast.thames,
            starts_at=self.now,
            ends_at=self.now + timedelta(days=days),
        )

    @rule(which=somewhere)
    def cover_closes(self, which):
        open_now = list(CoverWindow.objects.current(self.now).order_by("starts_at", "pk"))
        if open_now:
            window = open_now[which % len(open_now)]
            self.try_to(end_cover, window=window, by=window.supervisor)

    @rule(who=st.sampled_from(["sam", "stella", "clara", "gwen", "dora"]))
    def somebody_is_out_of_reach(self, who):
        self.try_to(
            hold_notices,
            person=getattr(self.cast, who),
            programme=self.cast.thames,
            reason="illness",
            by=self.cast.cora,
        )

    @precondition(lambda self: NoticeHold.objects.open().exists())
    @rule()
    def those_concerned_are_telephoned(self):
        for hold in NoticeHold.objects.open():
            self.try_to(say_telephoned, hold=hold, by=self.cast.cora)

    @rule(step=st.sampled_from(STEPS), worker=st.booleans())
    def time_passes(self, step, worker):
        self.now += step
        self.changed = True
        if worker:
            while deliver_due(self.now):
                pass
            self.everybody_late_was_told()

    def everybody_late_was_told(self):
        for concern in self.all_open().filter(due_at__lte=self.now):
            told = set(Effect.objects.filter(object_id=concern.pk).values_list("recipient", flat=True))
            assert {person.pk for person in with_whom(concern, self.now)} <= told

    # What holds

    def all_open(self):
        return Concern.objects.open().select_related("raised_by", "supervisor", "programme")

    @invariant()
    def each_is_where_it_should_be(self):
        if not self.changed:
            return
        self.changed = False
        leads, deputies = self.has_role(Role.GOVERNANCE), self.has_role(Role.DEPUTY)
        for concern in Concern.objects.select_related("raised_by", "supervisor", "programme"):
            has = {person.pk: person for person in with_whom(concern, self.now)}
            if concern.state != ConcernState.CLOSED:
                self.somebody_has_it(concern, set(has), leads | deputies)
                self.it_goes_further_within_its_time(concern, set(has), leads, deputies)
                for person in has.values():
                    assert Concern.objects.received_by(person, self.now).filter(pk=concern.pk).exists()
            if self.kept[concern.pk]:
                self.never_somebody_it_is_about(concern, set(has))

    def somebody_has_it(self, concern, has, governing):
        assert bool(has) is bool(self.free(concern, governing | self.seat(concern)))

    def it_goes_further_within_its_time(self, concern, has, leads, deputies):
        leads, deputies = self.free(concern, leads), self.free(concern, deputies)
        if concern.due_at <= self.now:
            assert (leads or deputies) <= has
        if concern.urgency in ("now", "not_rung") or concern.deputy_at <= self.now:
            assert leads | deputies <= has

    def never_somebody_it_is_about(self, concern, has):
        kept = self.kept[concern.pk]
        told = set(Effect.objects.filter(object_id=concern.pk).values_list("recipient", flat=True))
        assert kept & (told | has) == set()
        for person in (getattr(self.cast, name) for name in STAFF):
            if person.pk in kept:
                seen = Concern.objects.visible_to(person, self.now) | Concern.objects.known_to_exist(person, self.now)
                assert not seen.filter(pk=concern.pk).exists()

    def seat(self, concern: Concern) -> set[object]:
        held = SupervisionAssignment.objects.current(self.now).filter(
            facilitator=concern.raised_by, supervisor=concern.supervisor, programme=concern.programme
        )
        if concern.supervisor is None or not held.exists():
            return set()
        covers = covers_of(concern.supervisor, concern.programme_id, self.now)
        return {concern.supervisor_id, *(cover.pk for cover in covers)}


def test_concerns_among_people_who_come_and_go(cast, run_machine):
    run_machine(ConcernsAmongPeopleWhoComeAndGo, cast=cast)
