"""Said before another supervisor is proposed: that a pair would be split between two."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy

from groups.models import Facilitation
from people.endings.models import Event
from people.endings.registry import Occasion, Words
from people.models import SupervisionProposal, User
from people.queries import supervision_in


def pairs_that_split(occasion: Occasion) -> Sequence[Words]:
    """Another supervisor for one of a pair and not for the other: said before it is proposed."""
    to = occasion.successor
    if occasion.event != Event.SUPERVISOR_CHANGES or to is None:
        return ()
    person = occasion.subject.facilitator
    groups = Facilitation.objects.current(occasion.now).filter(person=person).values("group")
    partners = Facilitation.objects.current(occasion.now).filter(group__in=groups, group__programme=occasion.programme)
    return [
        words
        for place in partners.exclude(person=person).select_related("person", "group").order_by("group__code_name")
        if (words := _split(place, person, to, occasion))
    ]


def _split(place: Facilitation, person: User, to: User, occasion: Occasion) -> str:
    partner = place.person
    assignment = supervision_in(occasion.programme, partner, occasion.now)
    proposals = SupervisionProposal.objects.open().filter(facilitator=partner, programme=occasion.programme)
    proposed = proposals.select_related("supervisor").first()
    # Whoever is proposed comes in place of whoever supervises.
    supervision = proposed or assignment
    if supervision is None or supervision.supervisor == to:
        return ""
    words = _WHO_IS_PROPOSED if proposed else _WHO_SUPERVISES
    return str(words) % {
        "who": person.name,
        "group": place.group.code_name,
        "partner": partner.name,
        "old": supervision.supervisor.name,
        "new": to.name,
    }


_WHO_SUPERVISES = gettext_lazy(
    "%(who)s facilitates %(group)s with %(partner)s. %(old)s supervises %(partner)s. With %(new)s"
    " for %(who)s, the pair is split between two supervisors. To keep it together, propose "
    "%(new)s to %(partner)s too."
)
_WHO_IS_PROPOSED = gettext_lazy(
    "%(who)s facilitates %(group)s with %(partner)s. %(old)s is proposed to %(partner)s. With "
    "%(new)s for %(who)s, the pair is split between two supervisors. To keep it together, propose"
    " %(new)s to %(partner)s too."
)
