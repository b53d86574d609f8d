"""What somebody still has to do, item by item: plain values that every screen draws alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.counting import KINDS
from certificates.models import AwardRule
from courses.queries import ModuleStanding
from people.models import SupervisionAssignment, User
from supervision.agreements.models import SupervisionAgreement


@dataclass(frozen=True)
class Item:
    """One thing that is needed: `label` by name, `detail` with its figure, `who_next` must act (empty once done).

    `own` says that this is for the facilitator themselves to do, at `url`.
    """

    label: str
    done: bool
    detail: str
    who_next: str = ""
    url: str = ""
    own: bool = False


class State(TextChoices):
    """How far somebody is towards the next thing. Absolute: nobody is compared with anybody."""

    READY = "ready", gettext_lazy("Ready")
    ONE_LEFT = "one_left", gettext_lazy("1 thing left")
    IN_PROGRESS = "in_progress", gettext_lazy("In progress")
    NOT_STARTED = "not_started", gettext_lazy("Not started")
    NOTHING_DUE = "nothing_due", gettext_lazy("Nothing due")


def coordinator() -> str:
    return _("a coordinator")


def missing(items: Iterable[Item]) -> list[Item]:
    return [item for item in items if not item.done]


def state_of(items: Sequence[Item], *, begun: bool) -> State:
    left = len(missing(items))
    if left == 0:
        return State.READY
    if left == 1:
        return State.ONE_LEFT
    return State.IN_PROGRESS if begun else State.NOT_STARTED


def no_facilitator() -> list[Item]:
    """The items of somebody who does not facilitate in the programme: never an empty list, which would read as met."""
    return [
        Item(
            label=_("Appointed as a facilitator of this programme"), done=False, detail=_("Not at present"),
            who_next=coordinator(),
        )
    ]


def authorisation_list(
    person: User, modules: Iterable[ModuleStanding], assignment: SupervisionAssignment | None
) -> list[Item]:
    """Each gating module by name, a supervisor, and the agreement with them."""
    gating = [module_item(person, module) for module in modules]
    if not gating:
        # A programme whose course has no gating module has not said yet what it asks for: nobody is let through.
        gating = [
            Item(label=_("The modules needed before facilitating"), done=False, detail=_("None is published yet"),
                 who_next=_("a content editor"))
        ]
    return [*gating, supervisor_item(assignment), agreement_item(person, assignment)]


def module_item(person: User, module: ModuleStanding) -> Item:
    if module.complete:
        return Item(label=module.title, done=True, detail=_("Completed"), url=module.url)
    detail = ngettext(
        "%(done)s of %(total)s steps, about %(minutes)s minute left",
        "%(done)s of %(total)s steps, about %(minutes)s minutes left",
        module.minutes_left,
    ) % {"done": module.steps_done, "total": module.steps_total, "minutes": module.minutes_left}
    return Item(label=module.title, done=False, detail=detail, who_next=person.name, url=module.url, own=True)


def supervisor_item(assignment: SupervisionAssignment | None) -> Item:
    label = _("A supervisor is assigned")
    if assignment is None:
        return Item(label=label, done=False, detail=_("Nobody yet"), who_next=coordinator())
    return Item(label=label, done=True, detail=assignment.supervisor.name)


def agreement_item(person: User, assignment: SupervisionAssignment | None) -> Item:
    label = _("The supervision agreement is acknowledged")
    if assignment is None:
        return Item(label=label, done=False, detail=_("Comes after the supervisor"), who_next=coordinator())
    agreement = agreement_on(assignment)
    if agreement is None:
        return Item(label=label, done=False, detail=_("Not offered yet"), who_next=assignment.supervisor.name)
    if agreement.acknowledged_at is None:
        return Item(
            label=label, done=False, detail=_("Offered, waiting to be read"), who_next=person.name,
            url=reverse("agreements:detail", args=[agreement.pk]), own=True,
        )
    return Item(label=label, done=True, detail=day(timezone.localdate(agreement.acknowledged_at)))


def agreement_on(assignment: SupervisionAssignment) -> SupervisionAgreement | None:
    """The agreement of an assignment that was loaded with it."""
    agreement: SupervisionAgreement | None = getattr(assignment, "agreement", None)
    return agreement


def award_item(
    rule: AwardRule, count: int, *, person: User, authorised_on: date | None,
    assignment: SupervisionAssignment | None, renewed_since: date | None,
) -> Item:
    """`renewed_since` is the day of an earlier certificate: what the label then says was counted after it."""
    kind, done = KINDS[rule.kind], count >= rule.threshold
    since = day(authorised_on) if authorised_on else ""
    detail = str((kind.met if done else kind.lacking) % {"n": rule.threshold, "done": count, "since": since})
    who_next, own = ("", False) if done else next_actor(rule, person, assignment)
    label = str(kind.name)
    if renewed_since and kind.adds_up:
        label = _("%(what)s since %(day)s") % {"what": label, "day": day(renewed_since)}
    url = reverse("groups:sessions") if own else ""
    return Item(label=label, done=done, detail=detail, who_next=who_next, url=url, own=own)


def next_actor(rule: AwardRule, person: User, assignment: SupervisionAssignment | None) -> tuple[str, bool]:
    """Who acts next towards a rule that is not met, and whether that is the facilitator."""
    if rule.kind == AwardRule.Kind.SESSIONS:
        return person.name, True
    if rule.kind == AwardRule.Kind.SUPERVISIONS and assignment:
        return assignment.supervisor.name, False
    return coordinator(), False


def day(value: date) -> str:
    return date_format(value, "j F Y")
