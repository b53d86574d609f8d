"""Steps change in any order while people work in them: nobody goes backwards but by a redo, and nobody is done without
having done what the step asked of them.

What should count is worked out here by a clock of ticks, without the code that is tried: a redo takes back what was
done before it, until it is taken back itself. Versions of the content are the code's own way to the same.
"""

from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.db.models import F
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from courses.blocks import StepBlocks
from courses.enrolment.models import CohortPlace
from courses.enrolment.services import come_back, enrol_in, withdraw
from courses.generation import raise_generation
from courses.models import StepPage
from courses.outline import current_outline
from courses.progress import services
from courses.progress.models import CheckAnswer, LearningStep, ModuleCompletion, StepCompletion
from courses.redoing import take_back
from courses.reshaping.services import merge_steps, split_step
from courses.segments import body_of
from foundation.refusals import Refusal
from tests.courses.enrolment.making import a_cohort
from tests.courses.world import TAKEAWAY, TEXT, block, entry, make_module, make_step

PEOPLE = ("anna", "ben", "farah")


def check(name: str):
    """A question whose options are its own."""
    options = [
        entry(f"{name} right", {"text": "Right", "right": True, "feedback": "Yes."}),
        entry(f"{name} wrong", {"text": "Wrong", "right": False, "feedback": "No."}),
    ]
    return block("check", name, {"question": f"{name}?", "options": options})


def named(kind, name, source):
    return block(kind, name, source["value"])


@dataclass(frozen=True)
class Done:
    """An answer, or a finished step: when, and whether it was right."""

    tick: int
    right: bool = True


@dataclass
class Expected:
    """What counts for whom, by the clock."""

    tick: int = 0
    asks: dict[UUID, list[str]] = field(default_factory=dict)
    redos: dict[UUID, list[int]] = field(default_factory=dict)
    answers: dict[tuple[str, UUID, str], Done] = field(default_factory=dict)
    finished: dict[tuple[str, UUID], Done] = field(default_factory=dict)

    def counts(self, key: UUID, done: Done | None) -> bool:
        return done is not None and done.right and done.tick > max(self.redos[key], default=-1)

    def may_finish(self, person: str, key: UUID) -> bool:
        return all(self.counts(key, self.answers.get((person, key, asked))) for asked in self.asks[key])

    def counting(self) -> set[tuple[str, UUID]]:
        return {(person, key) for (person, key), done in self.finished.items() if self.counts(key, done)}

    def answer(self, person: str, key: UUID, asked: str, right: bool) -> None:
        if not self.counts(key, self.answers.get((person, key, asked))):
            self.answers[person, key, asked] = Done(self.tick, right)

    def split(self, key: UUID, second: UUID, there: list[str]) -> None:
        self.redos[second] = list(self.redos[key])
        self.asks[second] = [asked for asked in self.asks[key] if asked in there]
        self.asks[key] = [asked for asked in self.asks[key] if asked not in there]
        for person in PEOPLE:
            if done := self.finished.get((person, key)):
                self.finished[person, second] = done
            for asked in self.asks[second]:
                if done := self.answers.pop((person, key, asked), None):
                    self.answers[person, second, asked] = done

    def merge(self, stays: UUID, goes: UUID) -> None:
        for person, key, asked in [place for place in self.answers if place[1] == goes]:
            if (person, stays, asked) not in self.answers:
                done = self.answers.pop((person, key, asked))
                self.answers[person, stays, asked] = Done(self.tick, self.counts(goes, done))
        for person in PEOPLE:
            if self.counts(goes, self.finished.get((person, goes))) and (person, stays) not in self.finished:
                self.finished[person, stays] = Done(self.tick)
        self.asks[stays] += self.asks[goes]


def begin(world):
    """Two modules that need no clinical lead, with two steps each of two or three exercises."""
    modules = [make_module(world.course, slug, slug.title(), gates=False) for slug in ("machine", "other")]
    for at, module in enumerate(modules):
        for number in (1, 2):
            name = f"{module.slug}-{number}"
            body = [named("text", f"{name} text", TEXT), check(f"{name} a"), check(f"{name} b")]
            body += [check(f"{name} c")] if at else []
            make_step(module, name, [*body, named("takeaway", f"{name} end", TAKEAWAY)], minutes=3)
    return modules


class ProgressWhileStepsChange(RuleBasedStateMachine):
    cast = None
    modules = None
    cohort = None
    # What succeeded, over all runs: a machine that is refused everything has tried nothing.
    happened: Counter
    people = st.sampled_from(PEOPLE)
    which = st.integers(min_value=0, max_value=11)

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()
        raise_generation()
        self.expected = Expected()
        self.published: dict[UUID, list[int]] = {}
        self.modules_done: set[tuple[UUID, UUID]] = set()
        for page in self.pages():
            self.expected.asks[page.translation_key] = self.asked_in(page)
            self.expected.redos[page.translation_key] = []

    def teardown(self):
        transaction.savepoint_rollback(self.start)

    # Hands

    def pages(self) -> list[StepPage]:
        """Rows have no order of their own that is the same in each run."""
        paths = [module.path for module in self.modules]
        pages = StepPage.objects.filter(depth=self.modules[0].depth + 1).order_by("path")
        return [page for page in pages if page.path[: -page.steplen] in paths]

    def page(self, which: int) -> StepPage:
        found = self.pages()
        self.expected.tick += 1
        return found[which % len(found)]

    def pairs(self) -> list[tuple[StepPage, StepPage]]:
        live = [page for page in self.pages() if page.live]
        return [(one, other) for one, other in pairwise(live) if one.get_parent().pk == other.get_parent().pk]

    def asked_in(self, page: StepPage) -> list[str]:
        return [str(child.id) for child in page.body if child.block_type == "check"]

    def try_to(self, name: str, verb, **arguments):
        """A refusal is an answer, and changes nothing."""
        try:
            with transaction.atomic():
                verb(**arguments)
        except Refusal:
            return False
        self.happened[name] += 1
        return True

    def publish(self, page: StepPage) -> None:
        page.save_revision().publish()
        page = StepPage.objects.get(pk=page.pk)
        self.published.setdefault(page.translation_key, []).append(page.live_revision_id)
        self.expected.asks[page.translation_key] = self.asked_in(page)

    # What learners do

    @rule(person=people, which=which, number=which, right=st.booleans())
    def somebody_answers(self, person, which, number, right):
        self.answer(person, self.page(which), number, right)

    def answer(self, person, page, number, right):
        key, asked = page.translation_key, self.expected.asks[page.translation_key]
        place = current_outline().place_of(key)
        if not (place and asked):
            return
        exercise = body_of(current_outline(), place.step).exercise(asked[number % len(asked)])
        option = next(option.id for option in exercise.options if option.right is right)
        arguments = {"place": place, "exercise": exercise, "person": getattr(self.cast, person), "now": self.cast.now}
        assert self.try_to(
            "pass" if right else "fail", services.answer_exercise, chosen={"options": [option]}, **arguments
        )
        self.expected.answer(person, key, exercise.block_id, right)

    @rule(person=people, which=which, done=st.integers(0, 4))
    def somebody_wants_to_finish(self, person, which, done):
        """Having done all of it, mostly."""
        page = self.page(which)
        for number in range(min(done * 2, len(self.expected.asks[page.translation_key]))):
            self.answer(person, page, number, right=True)
        self.finish(person, page)

    def finish(self, person, page):
        place = current_outline().place_of(page.translation_key)
        if not place:
            return
        may = self.expected.may_finish(person, page.translation_key)
        arguments = {"place": place, "seen_version": place.step.content_version, "now": self.cast.now}
        did = self.try_to("finish", services.complete_step, person=getattr(self.cast, person), **arguments)
        assert did == may
        if did:
            self.expected.finished[person, page.translation_key] = Done(self.expected.tick)

    @rule(person=people, verb=st.sampled_from((enrol_in, withdraw, come_back)))
    def somebody_enrols_withdraws_or_comes_back(self, person, verb):
        """None of it touches what they have done: the invariants below say so."""
        who = getattr(self.cast, person)
        before = set(CohortPlace.objects.kept().filter(person=who))
        self.try_to(verb.__name__, verb, cohort=self.cohort, person=who, now=self.cast.now)
        places = set(CohortPlace.objects.kept().filter(person=who))
        was_there = CohortPlace.objects.filter(person=who).exists()
        assert bool(places) == (verb is not withdraw and was_there)
        self.happened["return"] += bool(places and not before and verb is come_back)

    # What editors do

    @rule(which=which, number=which, how=st.sampled_from(["edit", "tell", "ask more", "republish"]))
    def an_editor_publishes(self, which, number, how):
        page = self.page(which)
        if page.live and (changed := self.changed(page, how, number)):
            self.publish(changed)
            self.happened[how] += 1

    def changed(self, page, how, number) -> StepPage | None:
        raw, kept = page.body.get_prep_value(), self.published.get(page.translation_key)
        if how == "republish":
            return page.revisions.get(pk=kept[number % len(kept)]).as_object() if kept else None
        if how == "ask more" and len(raw) < 7:
            page.body = StepBlocks().to_python([*raw[:-1], check(f"tick {self.expected.tick}"), raw[-1]])
        if how == "tell":
            page.content_version, page.change_note = self.version(page) + 1, "New"
        page.title = f"{page.title[:40]}."
        return page

    def version(self, page) -> int:
        return LearningStep.objects.get(pk=page.translation_key).content_version

    @rule(which=which, to=st.integers(0, 1), down=st.booleans())
    def an_editor_moves_it_or_takes_it_down(self, which, to, down):
        page = self.page(which)
        if not page.live:
            self.publish(page.get_latest_revision_as_object())
            self.happened["put back"] += 1
        elif down:
            page.unpublish()
            self.happened["take down"] += 1
        else:
            module = self.modules[to]
            module.refresh_from_db()
            page.move(module, pos="first-child" if which % 2 else "last-child")
            self.happened["move"] += 1

    @rule(which=which, back=st.booleans())
    def everyone_must_redo_or_need_not(self, which, back):
        pages = [page for page in self.pages() if page.live and bool(self.expected.redos[page.translation_key]) == back]
        if not pages:
            return
        self.expected.tick += 1
        page = pages[which % len(pages)]
        if not back:
            self.ask_again(page)
        elif self.try_to("take back", take_back, page=page, person=self.cast.eddie, now=self.cast.now):
            self.expected.redos[page.translation_key].pop()

    def ask_again(self, page):
        page.content_version = self.version(page) + 1
        page.redo_from_version, page.change_note = page.content_version, "Do it again"
        self.publish(page)
        self.expected.redos[page.translation_key].append(self.expected.tick)
        self.happened["redo"] += 1

    @rule(which=which, number=which)
    def an_editor_splits(self, which, number):
        page = self.page(which)
        ids = [str(block["id"]) for block in page.body.get_prep_value()]
        if len(ids) < 2:
            return
        at = 1 + number % (len(ids) - 1)
        facts = {"at": ids[at], "title": f"half {self.expected.tick}", "minutes": (3, 3), "by": self.cast.eddie}
        if self.try_to("split", split_step, page=page, now=self.cast.now, **facts):
            second = StepPage.objects.get(title=facts["title"])
            self.expected.split(page.translation_key, second.translation_key, ids[at:])

    @rule(person=people, which=which, again=st.booleans())
    def an_editor_merges(self, person, which, again):
        """Mostly two in which somebody is half-way; sometimes in the one that goes they are to begin again."""
        pairs = self.pairs()
        if not pairs:
            return
        self.expected.tick += 1
        page, beside = pairs[which % len(pairs)]
        self.answer(person, beside, which, right=True)
        if again and not any(key == beside.translation_key for _person, key in self.expected.finished):
            self.ask_again(beside)
            beside.refresh_from_db()
            self.expected.tick += 1
        facts = {"title": page.title, "note": "Merged", "by": self.cast.eddie, "now": self.cast.now}
        if self.try_to("merge", merge_steps, stays=page, goes=beside, **facts):
            self.expected.merge(page.translation_key, beside.translation_key)

    # What holds

    @invariant()
    def what_counts_is_what_should(self):
        names = {getattr(self.cast, name).pk: name for name in PEOPLE}
        rows = StepCompletion.objects.counting().filter(step__in=list(self.expected.asks))
        found = {(names[person], step) for person, step in rows.values_list("person", "step")}
        assert found == self.expected.counting()

    @invariant()
    def an_answer_counts_where_it_should_and_nowhere_else(self):
        names = {getattr(self.cast, name).pk: name for name in PEOPLE}
        rows = CheckAnswer.objects.filter(passed=True, content_version__gte=F("step__redo_from_version"))
        found = {(names[row.person_id], row.step_id, str(row.block_id)) for row in rows}
        expected = {place for place, done in self.expected.answers.items() if self.expected.counts(place[1], done)}
        assert found == expected

    @invariant()
    def a_finished_module_stays_so_and_none_is_finished_without_its_steps(self):
        now = set(ModuleCompletion.objects.values_list("module_key", "person"))
        assert now >= self.modules_done
        names = {getattr(self.cast, name).pk: name for name in PEOPLE}
        for module_key, person in now - self.modules_done:
            module = next(module for module in current_outline().modules() if module.key == module_key)
            assert {(names[person], step.key) for step in module.steps} <= self.expected.counting()
        self.modules_done = now


def test_progress_machine(run_machine, cast, world):
    happened = Counter()
    run_machine(ProgressWhileStepsChange, cast=cast, modules=begin(world), cohort=a_cohort(cast), happened=happened)
    tried = {
        "pass",
        "fail",
        "finish",
        "edit",
        "tell",
        "republish",
        "move",
        "take down",
        "put back",
        "redo",
        "take back",
        "enrol_in",
        "withdraw",
        "come_back",
        "return",
    }
    assert tried | {"ask more", "split", "merge"} == set(happened)
