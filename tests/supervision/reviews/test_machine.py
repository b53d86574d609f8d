"""Reviews in any order, while supervision passes on: final when both say so, and nobody reads what is not for them.

Where each review stands and who may read which words is worked out here, from what was done alone.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from confidential.services import open_all
from foundation.refusals import Refusal
from people.services import assign_supervisor
from supervision.reviews.models import Kind, ReviewPart, ReviewState, SupervisionReview
from supervision.reviews.permissions import kind_of
from supervision.reviews.second import ask_another, take_back
from supervision.reviews.services import begin_review, destroy_own_words, draft_of, say_final, say_talked, show_part
from tests.supervision.world import write

OWNERS, SUPERVISORS, OUTSIDERS = ("anna", "ben"), ("sam", "stella"), ("farah", "clara", "cora", "grace")
TWO_SIDES = (*OWNERS, *SUPERVISORS)
UNTIL = ["shown", "both", "talked", "final"]
A_MINUTE = timedelta(minutes=1)


@dataclass
class Said:
    """One part, as whoever wrote and showed it would tell. `reader` is empty while it is a draft."""

    kind: str
    author: str
    words: str
    reader: str = ""
    shown: int = 0
    destroyed: bool = False


@dataclass
class Review:
    owner: str
    state: str = ReviewState.OWN
    supervisor: str = ""
    second: str = ""
    said_final: set[str] = field(default_factory=set)
    parts: dict[object, Said] = field(default_factory=dict)
    # The row as it was once it was final.
    kept: dict[str, object] = field(default_factory=dict)

    @property
    def written_by_both(self) -> bool:
        return self.state in ("both", "talked", "final")


class ReviewsWhileSupervisionPassesOn(RuleBasedStateMachine):
    cast = None
    # What succeeded, over all runs: a machine that is refused everything has tried nothing.
    happened: Counter
    owners, supervisors = st.sampled_from(OWNERS), st.sampled_from(SUPERVISORS)
    people, which = st.sampled_from(OWNERS + SUPERVISORS), st.integers(0, 5)

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()
        self.now = self.cast.now
        self.made: dict[object, Review] = {}
        self.supervised_by = dict.fromkeys(OWNERS, "sam")
        self.count = self.asked = 0
        self.changed = False

    def teardown(self):
        try:
            self.every_word_is_read_by_those_it_is_for_alone()
        finally:
            transaction.savepoint_rollback(self.start)

    def person(self, name: str):
        return getattr(self.cast, name)

    def review_at(self, which: int):
        """Often the latest. The row as it is now, and what is known of it here; None while there is none."""
        if not self.made:
            return None
        key = list(self.made)[-1 - which % len(self.made)]
        return SupervisionReview.objects.select_related("facilitator").get(pk=key), self.made[key]

    def try_to(self, name: str, verb) -> object:
        """A refusal is an answer, and changes nothing: None then."""
        self.now += A_MINUTE
        try:
            with transaction.atomic():
                done = verb()
        except Refusal:
            self.happened[f"no {name}"] += 1
            return None
        self.happened[name] += 1
        self.changed = True
        return done

    # What happens

    @rule(owner=owners)
    def somebody_begins(self, owner):
        review = self.try_to("begin", lambda: begin_review(by=self.person(owner), now=self.now))
        if review.pk not in self.made:
            self.made[review.pk] = Review(owner, parts={review.parts.get().pk: Said(Kind.SELF, owner, "")})

    @rule(which=which, who=people, shows=st.booleans())
    def somebody_writes(self, which, who, shows):
        if found := self.review_at(which):
            self.writes(*found, who, shows)

    def writes(self, review, known: Review, who: str, shows: bool) -> None:
        kind = kind_of(self.person(who), review)
        if not kind:
            return
        self.count += 1
        words = f"word{self.count}"
        part = self.try_to("write", lambda: self.written(review, who, kind, words))
        known.parts[part.pk] = Said(kind, who, words)
        if shows and self.try_to("show", lambda: self.shown(part, who)):
            self.was_shown(known, known.parts[part.pk])

    def written(self, review, who: str, kind: str, words: str) -> ReviewPart:
        part = draft_of(review=review, by=self.person(who), kind=kind, now=self.now)
        write(part, {"frame": words}, self.now)
        return part

    def shown(self, part: ReviewPart, who: str) -> ReviewPart:
        readiness = "" if part.kind == Kind.SELF else "ready"
        return show_part(part=part, by=self.person(who), readiness=readiness, weighed=True, now=self.now)

    def was_shown(self, known: Review, said: Said) -> None:
        said.shown = self.count
        said.reader = self.supervised_by[known.owner] if said.kind == Kind.SELF else known.owner
        if said.kind == Kind.SECOND:
            self.happened["another view"] += 1
            return
        known.said_final.clear()
        if said.kind == Kind.SELF and known.state == ReviewState.OWN:
            known.state, known.supervisor = ReviewState.SHOWN, said.reader
        if said.kind == Kind.SUPERVISOR and known.state == ReviewState.SHOWN:
            known.state = ReviewState.BOTH

    @rule(which=which, who=people)
    def somebody_says_that_they_talked(self, which, who):
        if found := self.review_at(which):
            self.talked(*found, who)

    def talked(self, review, known: Review, who: str) -> None:
        today = timezone.localdate(self.now)
        said = self.try_to("talk", lambda: say_talked(review=review, by=self.person(who), on=today, now=self.now))
        if said and known.state == ReviewState.BOTH:
            known.state = ReviewState.TALKED

    @rule(which=which, who=people, differs=st.booleans())
    def somebody_says_that_it_is_final(self, which, who, differs):
        if found := self.review_at(which):
            self.says_final(*found, who, differs)

    def says_final(self, review, known: Review, who: str, differs: bool) -> None:
        again = who in known.said_final
        differs = differs and not again
        self.count += 1
        words = f"word{self.count}" if differs else ""
        part = self.try_to("say final", lambda: self.final(review, who, words))
        if part is None or again:
            return
        known.said_final.add(who)
        if differs:
            other = known.supervisor if who == known.owner else known.owner
            known.parts[part] = Said(Kind.DIFFERS, who, words, other, self.count)
            self.happened["differ"] += 1
        if known.said_final == {known.owner, known.supervisor}:
            known.state = ReviewState.FINAL
            known.kept = SupervisionReview.objects.values().get(pk=review.pk)
            self.happened["final"] += 1

    def final(self, review, who: str, words: str) -> object:
        """The key of what they see differently, if they wrote something."""
        by = self.person(who)
        part = self.written(review, who, Kind.DIFFERS, words) if words else None
        say_final(review=review, by=by, weighed=True, now=self.now)
        return part.pk if part else True

    @rule(owner=owners, differs=st.booleans(), until=st.sampled_from(["final", "final", "final", "talked", "both"]))
    def two_go_on_with_it(self, owner, differs, until):
        """From wherever their review stands; often the whole way."""
        self.somebody_begins(owner)
        [key] = [key for key, known in self.made.items() if known.owner == owner and known.state != "final"]
        known, supervisor = self.made[key], self.supervised_by[owner]
        steps = {
            ReviewState.OWN: lambda review: self.writes(review, known, owner, shows=True),
            ReviewState.SHOWN: lambda review: self.writes(review, known, supervisor, shows=True),
            ReviewState.BOTH: lambda review: self.talked(review, known, owner),
        }
        while known.state not in UNTIL[UNTIL.index(until) :]:
            review = SupervisionReview.objects.select_related("facilitator").get(pk=key)
            if step := steps.get(known.state):
                step(review)
                continue
            for who in sorted({owner, supervisor} - known.said_final):
                self.says_final(review, known, who, differs)

    @rule(owner=owners, until=st.sampled_from(["both", "talked", ""]))
    def supervision_passes_on(self, owner, until):
        """With a review under way, or as it is."""
        if until:
            self.two_go_on_with_it(owner, differs=False, until=until)
        [to] = set(SUPERVISORS) - {self.supervised_by[owner]}
        facilitator, supervisor = self.person(owner), self.person(to)
        self.try_to(
            "hand over",
            lambda: assign_supervisor(
                facilitator=facilitator,
                supervisor=supervisor,
                programme=self.cast.thames,
                by=self.cast.cora,
                now=self.now,
            ),
        )
        self.supervised_by[owner] = to
        for known in self.made.values():
            if known.owner == owner and known.state in ("shown", "both", "talked"):
                known.state, known.supervisor = ReviewState.OWN, ""
                known.said_final.clear()
                self.happened["come back"] += 1

    @rule(which=which, who=supervisors)
    def the_owner_asks_for_another_view(self, which, who):
        if found := self.review_at(which):
            review, known = found
            by, supervisor = review.facilitator, self.person(who)
            asking = self.try_to("ask", lambda: ask_another(review=review, by=by, supervisor=supervisor, now=self.now))
            known.second = who if asking else known.second

    @rule(which=which)
    def another_supervisor_gives_their_view(self, which):
        if found := self.review_at(which):
            review, known = found
            [other] = set(SUPERVISORS) - {self.supervised_by[known.owner]}
            self.the_owner_asks_for_another_view(which, other)
            review.refresh_from_db()
            self.writes(review, known, other, shows=True)

    @rule(which=which)
    def the_owner_needs_no_other_view(self, which):
        if found := self.review_at(which):
            review, known = found
            self.try_to("take back", lambda: take_back(review=review, by=review.facilitator, now=self.now))
            known.second = ""

    @rule(which=which)
    def the_owner_withdraws_their_words(self, which):
        if found := self.review_at(which):
            review, known = found
            self.try_to("destroy", lambda: destroy_own_words(review=review, by=review.facilitator, now=self.now))
            own = {key: said for key, said in known.parts.items() if said.author == known.owner}
            known.parts = {key: said for key, said in known.parts.items() if key not in own or said.reader}
            for key in own.keys() & known.parts.keys():
                known.parts[key] = replace(own[key], destroyed=True)

    @rule(which=which, who=st.sampled_from(OUTSIDERS))
    def somebody_else_tries(self, which, who):
        if found := self.review_at(which):
            review, today = found[0], timezone.localdate(self.now)
            by, of = self.person(who), {"review": review, "now": self.now}
            for verb in (
                lambda: say_talked(by=by, on=today, **of),
                lambda: say_final(by=by, **of),
                lambda: destroy_own_words(by=by, **of),
                lambda: ask_another(by=by, supervisor=self.cast.stella, **of),
                lambda: self.shown(self.written(review, who, Kind.SUPERVISOR, "a word of mine"), who),
            ):
                assert self.try_to("of somebody else", verb) is None

    @precondition(lambda self: any(known.kept for known in self.made.values()))
    @rule(which=which, change=st.sampled_from([{"state": "talked"}, {"final_at": None}, {"talked_on": None}]))
    def somebody_changes_a_final_one_in_the_database(self, which, change):
        final = [key for key, known in self.made.items() if known.kept]
        try:
            with transaction.atomic():
                SupervisionReview.objects.filter(pk=final[which % len(final)]).update(**change)
        except IntegrityError:
            return
        raise AssertionError("a final review was changed")

    # What holds

    @invariant()
    def each_stands_where_it_should(self):
        if not self.changed:
            return
        self.changed = False
        rows = SupervisionReview.objects.in_bulk()
        assert rows.keys() == self.made.keys()
        for key, known in self.made.items():
            self.it_stands(rows[key], known)
        # One after another: everybody after each step would take minutes. At the end everybody is asked.
        self.asked += 1
        self.reads_what_is_for_them(TWO_SIDES[self.asked % len(TWO_SIDES)])

    def it_stands(self, row: SupervisionReview, known: Review) -> None:
        both = {known.owner: row.facilitator_says_final_at, known.supervisor: row.supervisor_says_final_at}
        assert (row.state, {name for name, said in both.items() if said}) == (known.state, known.said_final)
        assert row.supervisor_id == (self.person(known.supervisor).pk if known.supervisor else None)
        assert row.is_final is (len(known.said_final) == 2)
        if known.kept:
            now = SupervisionReview.objects.values().get(pk=row.pk)
            assert now | {"second_id": None} == known.kept | {"second_id": None}

    def reads_what_is_for_them(self, name: str) -> None:
        openable = ReviewPart.objects.open_to(self.person(name), self.now).values_list("pk", flat=True)
        assert set(openable) == set(self.for_them(name))

    def for_them(self, name: str) -> dict[object, Said]:
        return {
            key: said
            for known in self.made.values()
            for key, said in known.parts.items()
            if self.may_read(name, known, said)
        }

    def may_read(self, name: str, known: Review, said: Said) -> bool:
        if name == known.owner:
            return said.author == name or bool(said.reader)
        if name == known.supervisor == self.supervised_by[known.owner] and name in (said.author, said.reader):
            return True
        if name != known.second or not known.written_by_both:
            return False
        later = [part for part in known.parts.values() if part.kind == said.kind and part.shown > said.shown]
        shown_last = said.kind in (Kind.SELF, Kind.SUPERVISOR) and bool(said.reader) and not later
        return said.author == name or shown_last

    def every_word_is_read_by_those_it_is_for_alone(self):
        """Opened once, at the end: nothing takes a word away for a time."""
        for name in (*TWO_SIDES, *OUTSIDERS):
            self.reads_what_is_for_them(name)
            said = {key: part for key, part in self.for_them(name).items() if not part.destroyed and part.words}
            parts = list(ReviewPart.objects.filter(pk__in=said)) if said else []
            opened = open_all(parts, viewer=self.person(name), now=self.now) if parts else {}
            assert {key: words["frame"] for key, words in opened.items()} == {
                key: part.words for key, part in said.items()
            }


def test_reviews_while_supervision_passes_on_machine(cast, run_machine):
    happened = Counter()
    run_machine(ReviewsWhileSupervisionPassesOn, cast=cast, happened=happened)
    assert {"final", "differ", "hand over", "come back", "another view", "take back", "destroy"} <= set(happened)
    assert happened["final"] >= 20
