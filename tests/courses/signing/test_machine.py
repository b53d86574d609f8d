"""Editing, sending, reading and publishing in any order: no learner reads in a gate what nobody approved."""

from contextlib import suppress

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from courses.models import ModulePage, StepPage
from courses.signing import services
from courses.signing.doors import module_digest, needs_sign_off, step_digest
from courses.signing.models import ClinicalSignOff, SignedPage
from foundation.refusals import Refusal
from tests.people import Cast

SLUGS = ("reading", "checking", "placing", "choosing")
TITLES = ("One", "Two", "Three", "Thre")
FLAGS = st.booleans()


class EditorsAndALead(RuleBasedStateMachine):
    cast: Cast
    slugs, modules = st.sampled_from(SLUGS), st.sampled_from(("role", "risk"))

    def __init__(self):
        super().__init__()
        self.start = transaction.savepoint()

    def teardown(self):
        transaction.savepoint_rollback(self.start)

    def attempt(self, deed) -> None:
        with suppress(Refusal), transaction.atomic():
            deed()

    def module(self, slug):
        return ModulePage.objects.get(slug=slug)

    @rule(slug=slugs, title=st.sampled_from(TITLES), distressing=FLAGS)
    def edit_a_step(self, slug, title, distressing):
        step = StepPage.objects.get(slug=slug).get_latest_revision_as_object()
        step.title, step.distressing = title, distressing
        step.save_revision(user=self.cast.eddie)

    @rule(slug=modules, gates=FLAGS)
    def edit_a_module(self, slug, gates):
        module = self.module(slug).get_latest_revision_as_object()
        module.gates_authorisation = gates
        module.save_revision(user=self.cast.eddie)

    @rule(slug=modules)
    def send(self, slug):
        given = {"module": self.module(slug), "by": self.cast.eddie, "kind": "review", "note": ""}
        self.attempt(lambda: services.send(now=self.cast.now, **given))

    @rule(slug=modules, approves=FLAGS)
    def decide(self, slug, approves):
        waiting = ClinicalSignOff.objects.of(self.module(slug).translation_key).waiting().first()
        if waiting is None:
            return
        given = {"sign_off": waiting, "by": self.cast.lena, "comments": {}, "now": self.cast.now}
        if approves:
            self.attempt(lambda: services.approve(post="Consultant", **given))
        else:
            self.attempt(lambda: services.send_back(reason="No", **given))

    @rule(slug=modules)
    def publish_what_was_approved(self, slug):
        self.attempt(lambda: services.publish_approved(module=self.module(slug), by=self.cast.eddie))

    @rule(slug=slugs, newest=FLAGS)
    def publish_a_step(self, slug, newest):
        revisions = StepPage.objects.get(slug=slug).revisions.order_by("pk")
        self.attempt((revisions.last() if newest else revisions.first()).publish)

    @rule(slug=modules)
    def publish_a_module(self, slug):
        self.attempt(lambda: self.module(slug).get_latest_revision().publish())

    @rule(slug=slugs)
    def take_a_step_down(self, slug):
        self.attempt(lambda: StepPage.objects.get(slug=slug).unpublish())

    @rule(slug=modules)
    def take_a_module_down(self, slug):
        self.attempt(lambda: self.module(slug).unpublish())

    @rule(slug=slugs, to=modules)
    def move_a_step(self, slug, to):
        self.attempt(lambda: StepPage.objects.get(slug=slug).move(self.module(to), pos="last-child"))

    @invariant()
    def whatever_gates_or_may_distress_was_approved_as_it_is(self):
        for module in ModulePage.objects.live():
            if not needs_sign_off(module):
                continue
            steps = StepPage.objects.child_of(module).live()
            live = {(module.translation_key, module_digest(module))}
            live |= {(step.translation_key, step_digest(step)) for step in steps}
            signed = SignedPage.objects.filter(
                sign_off__module_key=module.translation_key, sign_off__state=ClinicalSignOff.State.APPROVED
            )
            assert live - set(signed.values_list("page_key", "digest")) == set()


def test_whatever_editors_do_no_gate_says_what_was_not_approved_machine(world, cast, run_machine):
    run_machine(EditorsAndALead, cast=cast)
