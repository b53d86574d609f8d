"""A check-in that waits is never lost: it goes to the new supervisor, or waits for one, and its owner is told."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from confidential.services import note
from delivery.mail import notify
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import Role, SupervisionAssignment, User
from people.queries import covers_of
from supervision.check_ins.deeds import CheckInDeed
from supervision.check_ins.models import CheckIn


def find(occasion: Occasion) -> Sequence[Hanging]:
    return _of_who_leaves(occasion) if occasion.event == Event.ROLE_ENDS else _of_supervision(occasion)


def _of_who_leaves(occasion: Occasion) -> Sequence[Hanging]:
    """Theirs that waits for a next supervisor, who will not come."""
    if occasion.subject.role != Role.FACILITATOR:
        return []
    person = occasion.subject.person
    waiting = CheckIn.objects.waiting().filter(person=person, supervisor=None, programme=occasion.programme)
    said = _(
        "Your request for a check-in had no answer yet, and it ends with your role. If you "
        "want to talk to someone, the numbers under Help are for you too."
    )
    return [
        Hanging(
            check_in.pk,
            _("A check-in waiting for an answer"),
            [
                Choice(
                    "gone",
                    gettext_lazy("It ends"),
                    partial(_forget, check_in, occasion.now),
                    (Telling(person, said, reverse("directory:help")),),
                )
            ],
            about=person,
        )
        for check_in in waiting.select_related("person").order_by("asked_at", "pk")
    ]


def _of_supervision(occasion: Occasion) -> Sequence[Hanging]:
    assignment: SupervisionAssignment = occasion.subject
    waiting = CheckIn.objects.waiting().filter(
        person=assignment.facilitator_id, supervisor=assignment.supervisor_id, programme=assignment.programme_id
    )
    named = waiting.select_related("person", "supervisor", "programme").order_by("asked_at", "pk")
    return [
        Hanging(
            check_in.pk, _("A check-in waiting for an answer"), [_choice(occasion, check_in)], about=check_in.person
        )
        for check_in in named
    ]


def _choice(occasion: Occasion, check_in: CheckIn) -> Choice:
    assignment: SupervisionAssignment = occasion.subject
    names = {"who": assignment.facilitator.name, "old": assignment.supervisor.name}
    if occasion.gone == assignment.facilitator:
        said = _("%(who)s had asked you to check in with them, and has left. Get in touch with them all the same.")
        return Choice(
            "gone",
            gettext_lazy("It ends"),
            partial(_forget, check_in, occasion.now),
            (Telling(assignment.supervisor, said % names),),
        )
    if occasion.successor:
        names["new"] = occasion.successor.name
        return Choice(
            "pass",
            gettext_lazy("It goes to the new supervisor"),
            partial(pass_on, check_in, occasion.successor, occasion.now),
            (
                Telling(assignment.facilitator, _("Your request for a check-in is with %(new)s now.") % names),
                Telling(occasion.successor, _("%(who)s asks you to check in with them.") % names, reverse("desk:list")),
            ),
        )
    said = _(
        "%(old)s no longer has your request for a check-in. It goes to your next supervisor. "
        "Do not wait for that: ring your coordinator, or one of the numbers under Help."
    )
    return Choice(
        "wait",
        gettext_lazy("It waits for the next supervisor"),
        partial(pass_on, check_in, None, occasion.now),
        (Telling(assignment.facilitator, said % names, reverse("directory:help")),),
    )


def pass_on(check_in: CheckIn, to: User | None, now: datetime) -> None:
    """It is with `to` from now on; with nobody, it waits until somebody supervises the person again."""
    waiting = CheckIn.objects.select_for_update().waiting().filter(pk=check_in.pk).first()
    if waiting is None:
        return
    again = CheckIn.objects.waiting().filter(person=waiting.person_id, programme=waiting.programme_id, supervisor=to)
    if to and again.exists():
        waiting.delete()
        return
    waiting.supervisor = to
    waiting.save(update_fields=["supervisor"])
    note(waiting, actor=waiting.person, deed=CheckInDeed.PASSED_ON, owner_id=waiting.person_id, now=now)


def _forget(check_in: CheckIn, now: datetime) -> None:
    waiting = CheckIn.objects.select_for_update().waiting().filter(pk=check_in.pk).first()
    if waiting:
        note(waiting, actor=waiting.person, deed=CheckInDeed.TAKEN_BACK, owner_id=waiting.person_id, now=now)
        waiting.delete()


def receive(begun: SupervisionAssignment, now: datetime) -> None:
    """What waited for the next supervisor of somebody is with them as supervision begins."""
    waiting = CheckIn.objects.waiting().filter(
        person=begun.facilitator_id, programme=begun.programme_id, supervisor=None
    )
    for check_in in waiting.order_by("asked_at", "pk"):
        pass_on(check_in, begun.supervisor, now)
        for person in covers_of(begun.supervisor, begun.programme_id, now) or [begun.supervisor]:
            notify(person, "something_waiting", about=check_in.pk, now=now, once="passed on")


ENTRY = Entry(
    gettext_lazy("Check-ins"),
    frozenset({Event.SUPERVISOR_CHANGES, Event.ROLE_ENDS}),
    find,
    unseen=gettext_lazy(
        "If they have asked for a check-in, it goes to the new supervisor, or waits for one. They are told."
    ),
)
