"""Who reads the demo's modules before they go live, and what waits for whom on the day on which it is opened."""

from datetime import datetime

from courses.blocks import StepBlocks
from courses.models import ModulePage, StepPage
from courses.signing import services
from courses.signing.models import ClinicalSignOff
from courses.signing.queries import newest_of, to_publish
from demo.learning import ADDED
from demo.standing import Everybody
from demo.world import World

POST = "Consultant psychiatrist in medical psychotherapy (invented for this demo)"
NOTES = {
    ClinicalSignOff.Kind.REVIEW: "A title is new. Please read the whole step: it is about people who may not be safe.",
    ClinicalSignOff.Kind.CORRECTION: "One letter, as the other steps spell it.",
}
REASON = "“Ring the crisis team” comes too late. Please say it before the example, and say who rings."
# One letter, in words that any of the steps may have: an editor's house style.
SPELLINGS = (("realise", "realize"), ("organis", "organiz"), ("apologis", "apologiz"), ("recognis", "recogniz"))


def approve_everything(everybody: Everybody, when: datetime) -> None:
    """Each module that is not approved as it is drafted is sent, read and published."""
    for module in ModulePage.objects.order_by("path"):
        sent = send(module, everybody, when)
        services.approve(sign_off=sent, by=everybody["clinical.lead"], post=POST, comments={}, now=when)
        # What needs no approval the loader has published already.
        if to_publish(module, newest_of(module)):
            services.publish_approved(module=module, by=everybody["editor"])


def approve_what_was_added(world: World) -> None:
    """A step that joined a module which learners have."""
    module = StepPage.objects.get(slug=ADDED).get_parent().specific
    sent = send(module, world.everybody, world.clock.now)
    services.approve(sign_off=sent, by=world.everybody["clinical.lead"], post=POST, comments={}, now=world.clock.now)
    services.publish_approved(module=module, by=world.everybody["editor"])


def send(
    module: ModulePage, everybody: Everybody, when: datetime, kind: ClinicalSignOff.Kind = ClinicalSignOff.Kind.REVIEW
) -> ClinicalSignOff:
    return services.send(module=module, by=everybody["editor"], kind=kind, note=NOTES[kind], now=when)


def leave_something_for_each(world: World) -> None:
    """One module waits for the clinical lead, one came back to the editor, one has a spelling for the second editor."""
    waits, came_back, *others = reversed(ModulePage.objects.live().order_by("path"))
    for module, days_ago in ((waits, 1), (came_back, 6)):
        step = StepPage.objects.child_of(module).live().order_by("path").last()
        step.title = f"{step.title}, and whom to ring"
        step.save_revision(user=world.everybody["editor"])
        sent = send(module, world.everybody, world.clock.at(days_ago, 15))
        if module == came_back:
            services.send_back(
                sign_off=sent,
                by=world.everybody["clinical.lead"],
                reason=REASON,
                comments={step.translation_key: "This title promises a number. Is it in the step?"},
                now=world.clock.at(days_ago - 2, 9),
            )
    for module in others:
        if respell(module, world):
            send(module, world.everybody, world.clock.at(1, 17), ClinicalSignOff.Kind.CORRECTION)
            return


def respell(module: ModulePage, world: World) -> bool:
    """A draft of the first step that has such a word, with another letter in it."""
    for step in StepPage.objects.child_of(module).live().order_by("path"):
        body = list(step.body.raw_data)
        for at, block in enumerate(body):
            for before, after in SPELLINGS:
                if block["type"] == "text" and before in block["value"]:
                    body[at] = {**block, "value": block["value"].replace(before, after, 1)}
                    step.body = StepBlocks().to_python(body)
                    step.save_revision(user=world.everybody["editor"])
                    return True
    return False
