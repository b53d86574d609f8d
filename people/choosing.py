"""A choice among more people than a page holds: the first of them, or those whom a name finds.

The name travels as `q`, in the address or with a form that holds more than the choice (`FIND` is its button there):
no script is needed. `people/offered.html` shows the box; the choices are the form's.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest

from foundation.paging import sought
from people.models import User
from people.searching import named

OFFERED = 20
FIND = "find"


@dataclass(frozen=True)
class Offered:
    """Whom a page offers, in the order of the query: `asked` is the name that was sought, `more` says of others."""

    people: list[Any]
    asked: str
    more: bool

    @property
    def is_part(self) -> bool:
        """Whether somebody may be sought who is not shown."""
        return self.more or bool(self.asked)


def offered(request: HttpRequest, people: QuerySet[User], *, chosen: str | None) -> Offered:
    """No more than fit; and the one whose key is `chosen`, if they are one of `people`. At most two queries."""
    asked = sought(request)
    found = list((people.filter(named(asked)) if asked else people)[: OFFERED + 1])
    shown = found[:OFFERED]
    return Offered([*shown, *_besides(people, shown, chosen)], asked, more=len(found) > OFFERED)


def _besides(people: QuerySet[User], shown: list[User], chosen: str | None) -> list[User]:
    if not chosen or chosen in {str(person.pk) for person in shown}:
        return []
    try:
        return list(people.filter(pk=UUID(chosen)))
    except ValueError:
        return []


def only_seeks(request: HttpRequest) -> bool:
    """Whether a form that holds more than the choice was sent to find somebody, and is not to be judged yet."""
    return request.method == "POST" and FIND in request.POST
