"""What somebody still has to do, item by item: plain values that every screen draws alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.counting import KINDS
from certificates.models import AwardRule
from courses.queries import ModuleStanding
from people.models import User


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


@dataclass(frozen=True)
class Supervision:
    """Who supervises somebody now, and how far their agreement is."""

    supervisor: User
    agreement_id: UUID | None
    acknowledged_on: date | None


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
            label=_("Appointed as a facilitator of this programme"),
            done=False,
            detail=_("Not at present"),
            who_next=coordinator(),
        )
    ]


def authorisation_list(person: User, modules: Iterable[ModuleStanding], supervision: Supervision | None) -> list[Item]:
    """Each gating module by name, a supervisor, and the agreement with them."""
    gating = [module_item(person, module) for module in modules]
    if not gating:
        # A programme whose course has no gating module has not said yet what it asks for: nobody is let through.
        gating = [
            Item(
                label=_("The modules needed before facilitating"),
                done=False,
                detail=_("None is published yet"),
                who_next=_("a content editor"),
            )
        ]
    return [*gating, supervisor_item(supervision), agreement_item(person, supervision)]


def module_item(person: User, module: ModuleStanding) -> Item:
    if module.complete:
        return Item(label=module.title, done=True, detail=_("Completed"), url=module.url)
    detail = ngettext(
        "%(done)s of %(total)s steps, about %(minutes)s minute left",
        "%(done)s of %(total)s steps, about %(minutes)s minutes left",
        module.minutes_left,
    ) % {"done": module.steps_done, "total": module.steps_total, "minutes": module.minutes_left}
    return Item(label=module.title, done=False, detail=detail, who_next=person.name, url=module.url, own=True)


def supervisor_item(supervision: Supervision | None) -> Item:
    label = _("A supervisor is assigned")
    if supervision is None:
        return Item(label=label, done=False, detail=_("No one yet"), who_next=coordinator())
    return Item(label=label, done=True, detail=supervision.supervisor.name)


def agreement_item(person: User, supervision: Supervision | None) -> Item:
    label = _("The supervision agreement is in place")
    if supervision is None:
        return Item(label=label, done=False, detail=_("Comes once there is a supervisor"), who_next=coordinator())
    if supervision.agreement_id is None:
        return Item(label=label, done=False, detail=_("Not offered yet"), who_next=supervision.supervisor.name)
    if supervision.acknowledged_on is None:
        return Item(
            label=label,
            done=False,
            detail=_("Offered, waiting to be read"),
            who_next=person.name,
            url=reverse("agreements:detail", args=[supervision.agreement_id]),
            own=True,
        )
    return Item(label=label, done=True, detail=day(supervision.acknowledged_on))


def award_item(
    rule: AwardRule,
    count: int,
    *,
    person: User,
    authorised_on: date | None,
    supervision: Supervision | None,
    renewed_since: date | None,
) -> Item:
    """`renewed_since` is the day of an earlier certificate: what the label then says was counted after it."""
    kind, done = KINDS[rule.kind], count >= rule.threshold
    since = day(authorised_on) if authorised_on else ""
    detail = str((kind.met if done else kind.lacking) % {"n": rule.threshold, "done": count, "since": since})
    who_next, own = ("", False) if done else next_actor(rule, person, supervision)
    label = str(kind.name)
    if renewed_since and kind.adds_up:
        label = _("%(what)s since %(day)s") % {"what": label, "day": day(renewed_since)}
    url = reverse("groups:sessions") if own else ""
    return Item(label=label, done=done, detail=detail, who_next=who_next, url=url, own=own)


def next_actor(rule: AwardRule, person: User, supervision: Supervision | None) -> tuple[str, bool]:
    """Who acts next towards a rule that is not met, and whether that is the facilitator."""
    if rule.kind == AwardRule.Kind.SESSIONS:
        return person.name, True
    if rule.kind == AwardRule.Kind.SUPERVISIONS and supervision:
        return supervision.supervisor.name, False
    return coordinator(), False


def day(value: date) -> str:
    return date_format(value, "j F Y")
