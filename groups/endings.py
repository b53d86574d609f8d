"""What hangs on the end of a group, of a place in its pair, or of a facilitator's role: the sessions that are planned.

Nothing planned names somebody who is gone, and a group that has ended has nothing planned at all.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foundation.days import local_day
from groups import services
from groups.models import Facilitation, GroupSession
from groups.permissions import place_in
from people.endings.models import Event
from people.endings.registry import Choice, Entry, Hanging, Occasion, Telling
from people.models import Role, User


def find(occasion: Occasion) -> Sequence[Hanging]:
    if occasion.event == Event.GROUP_ENDS:
        group = occasion.subject
        people = [place.person for place in _places(occasion, group.pk)]
        return [_with_the_group(occasion, session, people) for session in _ahead(occasion, group=group)]
    if occasion.event == Event.PAIR_SPLITS:
        return _with_the_place(occasion)
    return _with_the_role(occasion) if occasion.subject.role == Role.FACILITATOR else []


def _ahead(occasion: Occasion, **of: Any) -> list[GroupSession]:
    """What is planned to begin at the instant of the ending or later: of one group, or naming one person."""
    planned = GroupSession.objects.filter(
        state=GroupSession.State.PLANNED,
        programme=occasion.programme,
        local_date__gte=local_day(occasion.at, occasion.programme.zone) - services.A_DAY,
        **of,
    )
    named = planned.select_related("group").prefetch_related("session_facilitators__person")
    return [
        session for session in named.order_by("local_date", "local_start", "pk") if session.starts_at >= occasion.at
    ]


def _places(occasion: Occasion, group_id: UUID) -> list[Facilitation]:
    """The places of a group that last until the instant of the ending, or beyond it."""
    lasting = Facilitation.objects.filter(
        Q(ends_at=None) | Q(ends_at__gte=occasion.at), group=group_id, starts_at__lte=occasion.at
    )
    return list(lasting.select_related("person").order_by("place"))


def _with_the_group(occasion: Occasion, session: GroupSession, pair: Iterable[User]) -> Hanging:
    words = _("%(session)s is cancelled: the group has ended.") % {"session": _said(session)}
    concerned = {person.pk: person for person in [*pair, *_named(session)]}
    tells = [Telling(person, words) for person in concerned.values()]
    return Hanging(session.pk, _said(session), [_cancelling(session, occasion, tells)])


def _with_the_place(occasion: Occasion) -> list[Hanging]:
    """The group's sessions that name whoever leaves, or nobody: a partner keeps them alone, or they are cancelled."""
    place: Facilitation = occasion.subject
    partners = [other_place.person for other_place in _places(occasion, place.group_id) if other_place.pk != place.pk]
    partner = next(iter(partners), None)
    sessions = _ahead(occasion, group=place.group_id)
    hanging = [session for session in sessions if place_in(place.person, session) or not (partner and _named(session))]
    return [
        Hanging(session.pk, _said(session), _keep_or_cancel(occasion, session, place.person, partner), place.person)
        for session in hanging
    ]


def _keep_or_cancel(occasion: Occasion, session: GroupSession, gone: User, partner: User | None) -> list[Choice]:
    told = [person for person in [partner, gone, *_named(session)] if person]
    words = _("%(session)s is cancelled: %(name)s has left the pair.") % {"session": _said(session), "name": gone.name}
    cancelling = _cancelling(session, occasion, [Telling(person, words) for person in dict.fromkeys(told)])
    if partner is None:
        return [cancelling]
    stay = list(dict.fromkeys([partner, *(person for person in _named(session) if person != gone)]))
    words = _("%(session)s stays planned, without %(name)s.") % {"session": _said(session), "name": gone.name}
    path = reverse("groups:session", args=[session.pk])
    keeping = Choice(
        "keep",
        _("It stays planned, with %(name)s") % {"name": partner.name},
        partial(services.name_instead, session=session, people=stay, by=occasion.by or gone, now=occasion.now),
        [Telling(person, words, path) for person in stay],
    )
    return [keeping, cancelling]


def _with_the_role(occasion: Occasion) -> list[Hanging]:
    """Sessions of other groups that name them as cover."""
    gone: User = occasion.subject.person
    own = {
        place.group_id
        for place in Facilitation.objects.filter(Q(ends_at=None) | Q(ends_at__gte=occasion.at), person=gone)
    }
    named = [item for item in _ahead(occasion, session_facilitators__person=gone) if item.group_id not in own]
    return [_without_cover(occasion, session, gone) for session in named]


def _without_cover(occasion: Occasion, session: GroupSession, gone: User) -> Hanging:
    stay = [person for person in _named(session) if person != gone]
    pair = [place.person for place in _places(occasion, session.group_id)]
    words = _("%(name)s will not cover: %(session)s. Find another cover, move it or cancel it.") % {
        "name": gone.name,
        "session": _said(session),
    }
    freeing = Choice(
        "free",
        _("It stays planned, without %(name)s") % {"name": gone.name},
        partial(services.name_instead, session=session, people=stay, by=occasion.by or gone, now=occasion.now),
        [
            Telling(person, words, reverse("groups:session", args=[session.pk]))
            for person in dict.fromkeys([*pair, *stay])
        ],
    )
    return Hanging(session.pk, _said(session), [freeing], gone)


def _cancelling(session: GroupSession, occasion: Occasion, tells: Sequence[Telling]) -> Choice:
    by = occasion.by or occasion.gone
    assert by is not None  # a group is ended by a coordinator
    act = partial(services.cancel_with_an_ending, session=session, by=by, now=occasion.now)
    return Choice("cancel", _("It is cancelled"), act, tells)


def _named(session: GroupSession) -> list[User]:
    return [place.person for place in session.session_facilitators.all()]


def _said(session: GroupSession) -> str:
    when = date_format(datetime.combine(session.local_date, session.local_start), "D j M, H:i")
    return _("%(group)s on %(when)s") % {"group": session.group.code_name, "when": when}


PLANNED_SESSIONS = Entry(
    gettext_lazy("Planned sessions"), frozenset({Event.GROUP_ENDS, Event.PAIR_SPLITS, Event.ROLE_ENDS}), find
)
