"""People without an account who ask: one of each intent and of each age, some decided, some waiting too long.

In the Dales more people wait for a place than there are places.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial
from typing import NamedTuple
from uuid import uuid4

from demo.world import Happening, World
from groups.enquiries import deciding
from groups.enquiries.models import Enquiry
from groups.enquiries.services import Asked, confirm_enquiry, send_enquiry, take_place
from groups.enquiries.words import Intent
from people.models import Specialty


class Asking(NamedTuple):
    """`then` is what the coordinator does `after` days; without it the enquiry is still to be decided."""

    first_name: str
    intent: str
    days_ago: int
    times: tuple[str, ...] = ()
    company: str = ""
    then: str = ""
    after: int = 1
    practical: str = ""
    confirmed: bool = True
    programme: str = "valley"


ASKING = (
    Asking("Bryn", Intent.JOIN, 0, ("evening", "late"), "either"),
    Asking("Noor", Intent.JOIN, 6, ("early",), "mixed", practical="My rota changes in August."),
    Asking("Elif", Intent.JOIN, 40, ("lunch", "afternoon"), "same", then="wait"),
    Asking("Sean", Intent.JOIN, 12, ("weekend",), "either", then="wait"),
    Asking("Wanjiru", Intent.JOIN, 4, ("evening",), "mixed", then="offer"),
    Asking(
        "Tariq", Intent.JOIN, 5, ("evening", "late"), "mixed", then="take", practical="I lip-read: captions, please."
    ),
    Asking("Agnes", Intent.PROPOSE, 3, ("lunch",)),
    Asking("Kofi", Intent.PROPOSE, 60, ("afternoon",), then="decline"),
    Asking("Mirela", Intent.FACILITATE, 1),
    Asking("Hamish", Intent.FACILITATE, 2, confirmed=False),
    Asking("Ffion", Intent.JOIN, 44, ("evening",), "either", then="wait", programme="dales"),
    Asking("Oskar", Intent.JOIN, 37, ("evening", "late"), "mixed", then="wait", programme="dales"),
    Asking("Layla", Intent.JOIN, 21, ("early", "lunch"), "same", then="wait", programme="dales"),
    Asking("Brendan", Intent.JOIN, 13, ("weekend",), "either", then="wait", programme="dales"),
    Asking("Saoirse", Intent.JOIN, 9, ("lunch",), "either", then="take", programme="dales"),
    Asking("Dewi", Intent.JOIN, 3, ("evening",), "mixed", then="offer", programme="dales"),
    Asking("Amina", Intent.JOIN, 1, ("evening", "late"), "either", programme="dales"),
    Asking("Rory", Intent.PROPOSE, 2, ("afternoon",), programme="dales"),
)
BESIDE = {
    Intent.JOIN: {},
    Intent.PROPOSE: {"colleagues": "some", "asked": "not_yet"},
    Intent.FACILITATE: {"experience": "yes"},
}
# Who offers which group.
OFFERS = {"valley": ("coordinator", "Maple"), "dales": ("coordinator.dales", "Holly")}


def happenings(world: World) -> Iterator[Happening]:
    for asking in ASKING:
        yield Happening(world.clock.at(asking.days_ago, 9), partial(_ask, world, asking))


def _ask(world: World, asking: Asking, now: datetime) -> None:
    """Told with what became of it, a day or so later."""
    parts = {"first_name": asking.first_name, "email": f"{asking.first_name.lower()}.demo@example.org"}
    parts |= {"practical": asking.practical} | BESIDE[Intent(asking.intent)]
    if asking.intent == Intent.FACILITATE:
        parts["specialty"] = str(Specialty.objects.order_by("name")[0].pk)
    asked = Asked(asking.intent, world.programmes[asking.programme], parts, asking.times, asking.company)
    enquiry = send_enquiry(key=uuid4(), asked=asked, now=now)
    if asking.confirmed:
        confirm_enquiry(enquiry=enquiry, now=now)
        _decide(world, enquiry, asking, now + timedelta(days=asking.after))


def _decide(world: World, enquiry: Enquiry, asking: Asking, now: datetime) -> None:
    account, group = OFFERS[asking.programme]
    by = world.everybody[account]
    if asking.then == "wait":
        deciding.let_wait(enquiry=enquiry, by=by, now=now)
    elif asking.then == "decline":
        deciding.decline(enquiry=enquiry, by=by, now=now)
    elif asking.then in ("offer", "take"):
        deciding.offer_place(enquiry=enquiry, group=world.groups[group], by=by, now=now)
        if asking.then == "take":
            take_place(enquiry=enquiry, now=now)
