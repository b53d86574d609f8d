"""What hangs on the end of a group, or of a place in its pair: the link to the room where it meets."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from groups.joining.models import GroupLink
from groups.joining.services import take_away_with_an_ending
from groups.models import Facilitation
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling


def find(occasion: Occasion) -> Sequence[Hanging]:
    with_group = occasion.event == Event.GROUP_ENDS
    group = occasion.subject.pk if with_group else occasion.subject.group_id
    links = GroupLink.objects.filter(group=group, gone_at=None).select_related("group", "set_by")
    return [_with_the_group(occasion, link) if with_group else _with_the_place(occasion, link) for link in links]


def _with_the_group(occasion: Occasion, link: GroupLink) -> Hanging:
    gone = Choice("gone", _("It is taken away"), _away(occasion, link))
    return Hanging(link.pk, _said(link), [gone])


def _with_the_place(occasion: Occasion, link: GroupLink) -> Hanging:
    """Whoever leaves knows the room: unless somebody says otherwise, whoever stays sets another."""
    path = reverse("groups:link", args=[link.group_id])
    words = _("The joining link of %(group)s was taken away. Set a new one.") % {"group": link.group.code_name}
    tells = [Telling(place.person, words, path) for place in _staying(occasion)]
    choices = [
        Choice("gone", _("It is taken away, and the other one sets a new link"), _away(occasion, link), tells),
        Choice("keep", _("It stays, and the person who leaves still knows it"), lambda: None, keeps=True),
    ]
    return Hanging(link.pk, _said(link), choices, occasion.subject.person)


def _staying(occasion: Occasion) -> list[Facilitation]:
    place: Facilitation = occasion.subject
    lasting = Q(ends_at=None) | Q(ends_at__gt=occasion.at)
    others = Facilitation.objects.filter(lasting, group=place.group_id).exclude(pk=place.pk)
    return list(others.select_related("person").order_by("place"))


def _away(occasion: Occasion, link: GroupLink) -> Any:
    by = occasion.by or occasion.gone or link.set_by
    return partial(take_away_with_an_ending, link=link, by=by, now=occasion.now)


def _said(link: GroupLink) -> str:
    return _("The joining link of %(group)s") % {"group": link.group.code_name}


LINKS = Entry(gettext_lazy("Joining link"), frozenset({Event.GROUP_ENDS, Event.PAIR_SPLITS}), find)
