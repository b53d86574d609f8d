"""Any number of tabs and devices over a bad network: requests and answers get lost, come twice and in any order.

Each tab only ever adds words of its own, so the promise can be said exactly: a word that the server has once
acknowledged stands in the current text or in a kept copy, until the writer chooses between those two.
"""

from dataclasses import dataclass, field, replace

from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test

from confidential.models import KeptCopy
from confidential.services import Choice, Saved, begin_words, choose_words, open_sealed, save_words, text_of


@dataclass(frozen=True)
class Request:
    device: int
    tab: str
    base: int
    sequence: int
    words: tuple[str, ...]


@dataclass
class Tab:
    """A page with the script, and what it keeps on its device."""

    name: str
    base: int
    words: tuple[str, ...]
    saved: tuple[str, ...]
    sequence: int = 0
    left_behind: list[Request] = field(default_factory=list)


class TabsOverABadNetwork(RuleBasedStateMachine):
    log = None
    devices = st.integers(min_value=0, max_value=1)
    somewhere = st.integers(min_value=0, max_value=1000)

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()
        self.log.text = None
        begin_words(self.log, now=self.log.started_at)
        self.pages = self.typed = 0
        self.requests: list[Request] = []
        self.answers: list[tuple[Request, object]] = []
        self.acknowledged: set[str] = set()
        self.tabs = [self.opened(), self.opened()]

    def teardown(self):
        transaction.savepoint_rollback(self.start)

    def opened(self):
        self.pages += 1
        version, words = text_of(self.log).version, self.current()
        return Tab(f"tab{self.pages}", version, words, words)

    def current(self):
        text_of(self.log)
        opened = open_sealed(self.log, viewer=self.log.owner, now=self.log.started_at)
        return tuple(opened.get("hard", "").split())

    def copies(self):
        """By their words: their keys are drawn by chance, and a machine that is run again must choose the same."""
        kept = KeptCopy.objects.filter(original=self.log.text_id).select_related("text")
        return sorted(kept, key=self.text_in)

    def text_in(self, copy):
        return str(open_sealed(copy, viewer=self.log.owner, now=self.log.started_at)["hard"])

    def words_in(self, copy):
        return set(self.text_in(copy).split())

    def process(self, request):
        """The server takes one request."""
        outcome = save_words(
            self.log,
            {"hard": " ".join(request.words)},
            base=request.base,
            tab=request.tab,
            sequence=request.sequence,
            now=self.log.started_at,
        )
        self.acknowledged |= set(request.words)
        return outcome

    @rule(device=devices, arrives=st.booleans(), heard=st.booleans())
    def type_and_send(self, device, arrives, heard):
        """A word more, and a request on its way; when all goes well it arrives and its answer is heard."""
        self.typed += 1
        self.tabs[device].words += (f"w{self.typed}",)
        self.send_again(device)
        if arrives:
            self.arrive(-1, again=False)
            if heard:
                self.hear(-1)

    @rule(device=devices)
    def send_again(self, device):
        tab = self.tabs[device]
        tab.sequence += 1
        self.requests.append(Request(device, tab.name, tab.base, tab.sequence, tab.words))

    @precondition(lambda self: self.requests)
    @rule(which=somewhere, again=st.booleans())
    def arrive(self, which, again):
        """Any request on its way arrives, perhaps to arrive once more later."""
        which %= len(self.requests)
        request = self.requests[which] if again else self.requests.pop(which)
        self.answers.append((request, self.process(request)))

    @precondition(lambda self: self.requests)
    @rule(which=somewhere)
    def lose_a_request(self, which):
        self.requests.pop(which % len(self.requests))

    @precondition(lambda self: self.answers)
    @rule(which=somewhere)
    def lose_an_answer(self, which):
        self.answers.pop(which % len(self.answers))

    @precondition(lambda self: self.answers)
    @rule(which=somewhere)
    def hear(self, which):
        """The page hears an answer. It minds only the one to its latest request."""
        request, outcome = self.answers.pop(which % len(self.answers))
        tab = self.tabs[request.device]
        if (tab.name, tab.sequence) == (request.tab, request.sequence):
            tab.saved = request.words
            if isinstance(outcome, Saved):
                tab.base = outcome.version

    @rule(device=devices)
    def open_again(self, device):
        """The tab is killed; the next visit brings what it had not heard to be saved, as static/words.js does."""
        old = self.tabs[device]
        new = self.tabs[device] = self.opened()
        new.left_behind = old.left_behind
        if old.words != old.saved:
            new.left_behind.append(Request(device, old.name, old.base, old.sequence, old.words))
        if new.left_behind and new.left_behind[0].base == new.base:
            new.words = new.left_behind.pop(0).words

    @precondition(lambda self: any(tab.left_behind for tab in self.tabs))
    @rule(device=devices, arrives=st.booleans(), heard=st.booleans())
    def hand_over_what_was_left_behind(self, device, arrives, heard):
        tab = self.tabs[device]
        if tab.left_behind and arrives:
            left = tab.left_behind[0]
            self.process(replace(left, sequence=left.sequence + 1))
            if heard:
                tab.left_behind.pop(0)

    @precondition(lambda self: self.copies())
    @rule(keep=st.sampled_from(Choice.values), which=somewhere)
    def choose(self, keep, which):
        copies = self.copies()
        copy = copies[which % len(copies)]
        current, other = set(self.current()), self.words_in(copy)
        choose_words(
            text=self.log.text,
            copy_id=copy.pk,
            keep=keep,
            revision=text_of(self.log).version,
            copy_revision=copy.text.version,
            now=self.log.started_at,
        )
        dropped = {Choice.CURRENT: other, Choice.COPY: current, Choice.BOTH: set()}[keep]
        self.acknowledged -= dropped - self.standing()

    def standing(self):
        return set(self.current()).union(*map(self.words_in, self.copies()))

    @invariant()
    def every_acknowledged_word_stands(self):
        assert self.acknowledged <= self.standing()


def test_no_acknowledged_word_is_ever_lost(log):
    machine = type("Tabs", (TabsOverABadNetwork,), {"log": log})
    checked = settings(max_examples=40, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(machine, settings=checked)
