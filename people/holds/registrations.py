"""What waits, and what an ending's page says first."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from delivery.services import reasons_to_wait
from foundation.cards import cards
from foundation.exports import exports
from people.endings.models import Event
from people.endings.registry import Occasion, Words, warnings
from people.endings.services import NOTICE
from people.holds.cards import holds_card
from people.holds.exports import notices_held
from people.holds.models import NoticeHold
from people.holds.queries import keeps_waiting, whom_a_role_is_of, whom_an_ending_is_about
from people.holds.registry import behind
from people.notices import ROLE_ENDED, ROLE_GIVEN


def register() -> None:
    reasons_to_wait.register("people.holds", keeps_waiting)
    behind.register(NOTICE, whom_an_ending_is_about)
    behind.register(ROLE_ENDED, whom_a_role_is_of)
    behind.register(ROLE_GIVEN, whom_a_role_is_of)
    warnings.register("people.holds", hold_first)
    cards.register("people.holds", holds_card)
    exports.register("notices_held_about_me", notices_held)


def hold_first(occasion: Occasion) -> Sequence[Words]:
    if occasion.event not in (Event.ROLE_ENDS, Event.PERSON_LEAVES) or occasion.gone is None:
        return ()
    name = {"name": occasion.gone.name}
    if NoticeHold.objects.open().filter(person=occasion.gone).exists():
        return (
            _(
                "Notices about %(name)s are on hold: people are told of this only when you "
                "confirm that you have rung them."
            )
            % name,
        )
    return (
        _("After a death, a serious illness or a suspension put notices on hold first: People, then “Hold notices”."),
    )
