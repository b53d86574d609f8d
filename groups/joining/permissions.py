"""Who sees a group's joining link: those who facilitate a session that is about to begin or going on."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from foundation.days import local_day
from groups.joining.models import GroupLink
from groups.joining.window import is_open
from groups.models import Facilitation, GroupSession, SessionFacilitator
from people.models import Appointment, Role, User

A_DAY = timedelta(days=1)


def openable(viewer: User, now: datetime) -> QuerySet[GroupLink]:
    """Of the group of each such session: to its pair, and to whoever is named in it."""
    groups = [session.group_id for session in sessions_open(now, viewer)]
    return GroupLink.objects.filter(gone_at=None, text__destroyed_at=None, group__in=groups)


def might_open(link: GroupLink, now: datetime) -> Iterable[User]:
    if link.gone_at or not any(session.group_id == link.group_id for session in sessions_open(now)):
        return []
    pair = Facilitation.objects.current(now).filter(group=link.group_id).values("person")
    named = _named(now).filter(session__group=link.group_id).values("person")
    people = User.objects.filter(Q(pk__in=pair) | Q(pk__in=named)).distinct()
    return [person for person in people if openable(person, now).filter(pk=link.pk).exists()]


def sessions_open(now: datetime, viewer: User | None = None) -> list[GroupSession]:
    """Planned sessions whose link may be seen now; of `viewer` alone, if there is one."""
    today = local_day(now)
    sessions = GroupSession.objects.planned().filter(local_date__range=(today - A_DAY, today + A_DAY))
    if viewer:
        pair = Facilitation.objects.current(now).filter(group=OuterRef("group"), person=viewer)
        named = _named(now).filter(session=OuterRef("pk"), person=viewer)
        sessions = sessions.filter(Exists(pair) | Exists(named))
    return [session for session in sessions if is_open(session.starts_at, session.ends_at, now)]


def _named(now: datetime) -> QuerySet[SessionFacilitator]:
    """Those named in sessions who are facilitators of the programme now."""
    in_post = Appointment.objects.current(now).filter(
        person=OuterRef("person"), programme=OuterRef("session__programme"), role=Role.FACILITATOR
    )
    return SessionFacilitator.objects.filter(Exists(in_post))
