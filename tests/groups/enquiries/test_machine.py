"""An enquiry among who asks, coordinators, the pair, the worker and time: contact data is gone when it must be."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from confidential.models import SealedText
from confidential.services import open_to_deliver
from delivery.services import deliver_due
from foundation.refusals import Refusal
from groups.enquiries import deciding, services
from groups.enquiries.forgetting import CLOSING_KEPT, FETCHED_WITHIN, LONGEST, daily_round
from groups.enquiries.models import SETTLED, Enquiry, EnquiryState
from groups.enquiries.passing import pass_on
from groups.models import PeerGroup
from tests.groups.enquiries.making import PARTS, unconfirmed
from tests.people import Cast
from tests.undone import afterwards_as_before

A_DAY = timedelta(days=1)
BY_WHOM_ASKS = ("confirm_enquiry", "withdraw_enquiry", "take_place", "leave_place")
BY_COORDINATORS = ("take_offer_back", "let_wait", "decline", "invite_to_facilitate")
# Gone with the verb itself, not with a mail.
AT_ONCE = {EnquiryState.JOINED, EnquiryState.INVITED, EnquiryState.WITHDRAWN}


class AnEnquiry(RuleBasedStateMachine):
    cast: Cast

    @initialize()
    def send(self):
        self.undo = afterwards_as_before()
        self.undo.__enter__()
        self.now = self.cast.now
        enquiry = unconfirmed(self.cast)
        self.pk, self.text = enquiry.pk, enquiry.text_id
        self.shown = 0

    def teardown(self):
        if hasattr(self, "undo"):
            self.undo.__exit__(None, None, None)

    @property
    def enquiry(self) -> Enquiry | None:
        return Enquiry.objects.select_related("text", "programme", "group").filter(pk=self.pk).first()

    def attempt(self, verb, **more):
        if self.enquiry is None:
            return
        try:
            verb(enquiry=self.enquiry, now=self.now, **more)
        except Refusal:
            return

    @rule(verb=st.sampled_from(BY_WHOM_ASKS))
    def whoever_asks(self, verb):
        self.attempt(getattr(services, verb))

    @rule(verb=st.sampled_from(BY_COORDINATORS), by=st.sampled_from(("cora", "odette")))
    def coordinate(self, verb, by):
        self.attempt(getattr(deciding, verb), by=getattr(self.cast, by))

    @rule(group=st.sampled_from(("alder", "birch", "cedar")), by=st.sampled_from(("cora", "odette")))
    def offer(self, group, by):
        self.attempt(deciding.offer_place, group=getattr(self.cast, group), by=getattr(self.cast, by))

    @rule(to=st.sampled_from(("thames", "dales")), by=st.sampled_from(("cora", "odette")))
    def hand_on(self, to, by):
        self.attempt(deciding.hand_on, to=getattr(self.cast, to), by=getattr(self.cast, by))

    @rule(who=st.sampled_from(("anna", "ben", "farah", "olu")), group=st.sampled_from(("alder", "birch", "cedar")))
    def look_who_comes(self, who, group):
        try:
            self.shown += len(pass_on(group=getattr(self.cast, group), by=getattr(self.cast, who), now=self.now))
        except Refusal:
            return

    @rule(state=st.sampled_from(("running", "ended")))
    def end_or_begin_alder(self, state):
        PeerGroup.objects.filter(pk=self.cast.alder.pk).update(state=state)

    @rule(days=st.sampled_from((1, 3, 8, 60)))
    def days_pass(self, days):
        """The worker does its round on each of them, and sends what there is."""
        for _ in range(min(days, 8)):
            self.now += A_DAY if days < 9 else timedelta(days=days / 8)
            deliver_due(self.now)
            daily_round(self.now)

    @rule()
    def the_worker_sends(self):
        deliver_due(self.now)

    @invariant()
    def names_are_there_while_somebody_decides_and_gone_when_they_must_be(self):
        if not hasattr(self, "pk"):
            return
        text, enquiry = SealedText.objects.get(pk=self.text), self.enquiry
        if enquiry is None or enquiry.state in AT_ONCE:
            assert text.destroyed_at is not None
            return
        age, still = self.now - enquiry.state_at, text.destroyed_at is None
        if enquiry.state in SETTLED:
            assert not (still and age >= CLOSING_KEPT + A_DAY)
            assert (enquiry.times, enquiry.company) == ([], "")
        else:
            assert still
            assert open_to_deliver(enquiry) == PARTS
            assert not (enquiry.state == EnquiryState.UNCONFIRMED and age >= services.UNCONFIRMED_KEPT + A_DAY)
            assert not (enquiry.state == EnquiryState.ACCEPTED and age >= FETCHED_WITHIN + A_DAY * 8)
            assert self.now - self.cast.now < LONGEST + FETCHED_WITHIN + A_DAY * 30

    @invariant()
    def it_is_shown_once_at_most(self):
        if hasattr(self, "pk"):
            joined = self.enquiry is not None and self.enquiry.state == EnquiryState.JOINED
            assert self.shown == int(joined)


def test_an_enquiry_machine(cast, run_machine):
    run_machine(AnEnquiry, cast=cast)
