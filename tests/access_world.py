"""One record of each kind behind a route, all of them Anna's, for the test of the access table.

`kwargs_for(subject, cast)` fills the arguments of a route. A kind is added here together with the route.
"""

from collections.abc import Callable

from tests.factories import held_session
from tests.people import Cast

Builder = Callable[[Cast], dict[str, object]]
SUBJECTS: dict[str, Builder] = {}


def subject(name: str) -> Callable[[Builder], Builder]:
    def register(builder: Builder) -> Builder:
        SUBJECTS[name] = builder
        return builder

    return register


def kwargs_for(name: str, cast: Cast) -> dict[str, object]:
    return SUBJECTS[name](cast) if name else {}


@subject("group")
def group(cast: Cast) -> dict[str, object]:
    return {"pk": cast.alder.pk}


@subject("session")
def session(cast: Cast) -> dict[str, object]:
    return {"pk": held_session(cast, cast.alder, cast.anna, cast.ben).pk}
