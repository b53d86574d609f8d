"""Two people with one name are told apart wherever they are named: by specialty, or else by when they joined.

`User.apart` holds it, so that no list has to ask. It is empty for whoever is the only one of their name.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Count
from django.utils.translation import gettext as _

from foundation.days import local_day
from people.models import Membership, User

# What is fit for everybody who reads a name, the first that no namesake shares.
Telling = Callable[[User], str]


def tell_apart(*names: str | None) -> None:
    """Have everybody who is called one of these (`User.same_name`) carry what tells them apart."""
    for name in filter(None, names):
        people = list(User.objects.filter(same_name=name).order_by("date_joined", "pk"))
        memberships = Membership.objects.filter(person__in=people, ends_at=None)
        specialties = dict(memberships.values_list("person", "specialty__name")) if len(people) > 1 else {}
        for person, words in zip(people, words_for(people, specialties), strict=True):
            if person.apart != words:
                User.objects.filter(pk=person.pk).update(apart=words)


def tell_everybody_apart() -> None:
    """For those who came at the same moment, and did not see each other."""
    shared = User.objects.exclude(same_name="").values("same_name").annotate(people=Count("pk")).filter(people__gt=1)
    tell_apart(*shared.values_list("same_name", flat=True))


def words_for(people: Sequence[User], specialties: Mapping[Any, str]) -> list[str]:
    """What tells each of `people`, who share a name, from the others; nothing for one alone."""
    if len(people) < 2:
        return [""] * len(people)
    places = {person.pk: str(place) for place, person in enumerate(people, start=1)}
    ways: list[Telling] = [
        lambda person: specialties.get(person.pk, ""),
        _month,
        _day,
        lambda person: places[person.pk],
    ]
    told = [[way(person) for way in ways] for person in people]
    shared = [Counter(column) for column in zip(*told, strict=True)]
    return [next(words for words, seen in zip(row, shared, strict=True) if words and seen[words] == 1) for row in told]


def _month(person: User) -> str:
    return _("joined in %(month)s") % {"month": f"{local_day(person.date_joined):%B %Y}"}


def _day(person: User) -> str:
    return _("joined on %(day)s") % {"day": f"{local_day(person.date_joined):%-d %B %Y}"}
