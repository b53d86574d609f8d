"""Open concerns change hands when somebody leaves a role or another supervisor begins: whoever has them now is told.

What was raised with the earlier supervisor does not go to the new one, who was not chosen for it. Whoever was told of a
concern before is not told again (`delivery.mail.notify` tells one person once of one record).
"""

from collections.abc import Sequence
from functools import partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion
from people.models import CoverWindow
from supervision.concerns.escalation import tell_receivers
from supervision.concerns.models import Concern


def find(occasion: Occasion) -> Sequence[Hanging]:
    """Those of the supervisor, of whoever covers for one, or of the raiser, with whom supervision ends."""
    found = Concern.objects.open().filter(_concerned(occasion), programme=occasion.programme)
    named = found.select_related("raised_by", "supervisor", "programme").order_by("pk")
    return [Hanging(concern.pk, _("An open concern"), [_passing(concern, occasion)]) for concern in named]


def _passing(concern: Concern, occasion: Occasion) -> Choice:
    return Choice("pass", _("It is passed on"), partial(tell_receivers, concern, occasion.now), keeps=True)


def _concerned(occasion: Occasion) -> Q:
    if occasion.event == Event.SUPERVISOR_CHANGES:
        return Q(raised_by=occasion.subject.facilitator_id)
    person = occasion.subject.person_id
    covered = CoverWindow.objects.filter(cover=person, programme=occasion.programme)
    return Q(supervisor=person) | Q(raised_by=person) | Q(supervisor__in=covered.values("supervisor"))


ENTRY = Entry(
    _("Open concerns"),
    frozenset({Event.ROLE_ENDS, Event.SUPERVISOR_CHANGES}),
    find,
    unseen=_(
        "Open concerns go to the cover, or to the governance lead or their deputy. People "
        "who raised one can see who has it."
    ),
)
