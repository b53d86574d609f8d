"""What somebody still has to do, item by item: plain values that every screen draws alike."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import TextChoices
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from certificates.counting import KINDS, Actor
from certificates.models import AwardRule
from courses.practice.models import PracticeRule
from courses.practice.observing.models import TWICE
from courses.practice.standing import Kind, PracticeStanding
from courses.progress.queries import ModuleStanding
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


def authorisation_list(
    person: User,
    modules: Iterable[ModuleStanding],
    practice: PracticeStanding,
    supervision: Supervision | None,
) -> list[Item]:
    """Each gating module by name, a supervisor, the agreement with them, and what of practice is asked for."""
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
    return [
        *gating,
        supervisor_item(supervision),
        agreement_item(person, supervision),
        *practice_items(person, practice, supervision),
    ]


def module_item(person: User, module: ModuleStanding) -> Item:
    if module.complete:
        return Item(label=module.title, done=True, detail=_completed(module), url=module.url)
    if module.redo:
        return _to_redo(person, module)
    detail = ngettext(
        "%(done)s of %(total)s steps, about %(minutes)s minute left",
        "%(done)s of %(total)s steps, about %(minutes)s minutes left",
        module.minutes_left,
    ) % {"done": module.steps_done, "total": module.steps_total, "minutes": module.minutes_left}
    return Item(label=module.title, done=False, detail=detail, who_next=person.name, url=module.url, own=True)


def _completed(module: ModuleStanding) -> str:
    if module.counts_until is None:
        return _("Completed")
    facts = {"step": module.redo[0].title, "day": day(module.counts_until)}
    return _("Completed. It counts until %(day)s: “%(step)s” must be done again") % facts


def _to_redo(person: User, module: ModuleStanding) -> Item:
    """It was finished, and something in it must be done again: why, by when, and straight there."""
    step = module.redo[0]
    detail = _("“%(step)s” has changed and must be done again") % {"step": step.title}
    if step.by:
        detail = _("%(what)s, by %(day)s") % {"what": detail, "day": day(step.by)}
    return Item(label=module.title, done=False, detail=detail, who_next=person.name, url=step.url, own=True)


def practice_items(person: User, practice: PracticeStanding, supervision: Supervision | None) -> list[Item]:
    """The kinds of practice that are asked for; and those that once were, or could be, with why they are not."""
    making = {
        Kind.DAY: day_item(person, practice),
        Kind.SHADOWING: shadowing_item(person, practice),
        Kind.OBSERVED: observed_item(practice, supervision),
    }
    return [
        item if item.done or practice.asks(kind) else not_asked(item.label, practice.rules[kind])
        for kind, item in making.items()
        if practice.asks(kind) or kind in practice.rules
    ]


def not_asked(label: str, rule: PracticeRule) -> Item:
    return Item(label=label, done=True, detail=_("Not asked for here: %(why)s") % {"why": rule.reason})


def day_item(person: User, practice: PracticeStanding) -> Item:
    label, url = _("A practice day"), reverse("practice:list")
    if practice.attended_on:
        return Item(label=label, done=True, detail=day(practice.attended_on), url=url)
    if practice.ahead is None:
        return Item(label=label, done=False, detail=_("Not invited to one yet"), who_next=_("a trainer"), url=url)
    ahead = practice.ahead
    detail = _("Coming on %(day)s") if ahead.answer else _("Invited for %(day)s: are you coming?")
    on = {"day": day(ahead.day.local_date)}
    return Item(
        label=label, done=False, detail=detail % on, who_next=person.name, url=ahead.day.get_absolute_url(), own=True
    )


def shadowing_item(person: User, practice: PracticeStanding) -> Item:
    """Theirs to begin: they ask which group, and somebody else records it."""
    detail = _("%(done)s of %(total)s groups") % {"done": min(practice.shadowed, TWICE), "total": TWICE}
    done = practice.has_shadowed
    who_next = "" if done else person.name
    return Item(
        label=_("Shadowing a group, twice"),
        done=done,
        detail=detail,
        who_next=who_next,
        url=reverse("practice:list"),
        own=not done,
    )


def observed_item(practice: PracticeStanding, supervision: Supervision | None) -> Item:
    label, url = _("An observed practice"), reverse("practice:list")
    if practice.observed_on:
        return Item(label=label, done=True, detail=day(practice.observed_on), url=url)
    who_next = supervision.supervisor.name if supervision else _("a trainer")
    return Item(label=label, done=False, detail=_("None yet"), who_next=who_next, url=url)


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
    own = not done and kind.actor == Actor.THEMSELVES
    label = capfirst(rule.get_kind_display())
    if renewed_since and kind.adds_up:
        label = _("%(what)s since %(day)s") % {"what": label, "day": day(renewed_since)}
    url = reverse(kind.route) if own and kind.route else ""
    who_next = "" if done else name_of(kind.actor, person, supervision)
    return Item(label=label, done=done, detail=detail, who_next=who_next, url=url, own=own)


def name_of(actor: Actor, person: User, supervision: Supervision | None) -> str:
    """Whom an item names as the next to act. Without a supervisor, a coordinator finds one first."""
    if actor == Actor.THEMSELVES:
        return person.name
    if actor == Actor.SUPERVISOR and supervision:
        return supervision.supervisor.name
    return coordinator()


def day(value: date) -> str:
    return date_format(value, "j F Y")
